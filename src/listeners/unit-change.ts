import { dayInWords, dayOf } from '../calendar.js';
import type { UnitChange } from '../people/usecases.js';
import { stepDeadline, todosOf } from '../screens/list-views.js';
import { noteButton, noteTo, type Desk } from './desk.js';

const WORD = { head: '负责人', officer: '安全员', deputy: '分管领导' } as const;

/** Both hear of it: who has the place now, with what came with it, and who had it. */
export async function tellChange(
  desk: Desk,
  key: string,
  { unit, role, before, after }: UnitChange,
  moved: number,
): Promise<void> {
  const place = `${unit.name}${WORD[role]}`;
  const org = await desk.people.org();
  const todos = moved === 0 ? [] : await todosOf(after, { hazards: desk.hazards.store, org, now: desk.now });
  const nearest = todos.map(stepDeadline).find((due) => due !== undefined);
  const when = nearest === undefined ? '' : `，最近的${dayInWords(nearest.day, dayOf(desk.now()))}到期`;
  await desk.tell(
    `${key}:new`,
    noteTo(
      { kind: 'person', personId: after._id },
      '您有新的职责',
      [moved === 0 ? `您已任${place}。` : `您已任${place}，转来${moved}件${when}。`],
      { buttons: [noteButton('我的待办', 'my-todos')] },
    ),
  );
  if (before === undefined || before._id === after._id || before.state === 'left') return;
  const words =
    moved === 0
      ? `${place}已换成${after.name}。谢谢您。`
      : `您在${unit.name}的${moved}件已转给${after.name}。谢谢您。`;
  await desk.tell(`${key}:old`, noteTo({ kind: 'person', personId: before._id }, '已转交', [words]));
}
