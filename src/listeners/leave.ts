import { dayOf, plainDay, type Day } from '../calendar.js';
import { done, type Outcome } from '../errors.js';
import { nameOf } from '../people/org.js';
import type { Leave, Person } from '../people/person.js';
import { setLeave } from '../people/usecases.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { noteButton, noteTo, type Desk } from './desk.js';

/** `10月12日到10月16日`, a single day by itself. */
export function leaveSpan({ from, to }: Pick<Leave, 'from' | 'to'>, today: Day): string {
  return from === to ? plainDay(from, today) : `${plainDay(from, today)}到${plainDay(to, today)}`;
}

/**
 * 请假, by card or in words: stored, and said to whom it concerns: who stands in from now on, and those for whom the
 * absent one was to stand in.
 * @returns what to answer
 */
export async function goOnLeave(
  desk: Desk,
  key: string,
  person: Person,
  wish: { readonly from?: Day; readonly until?: Day; readonly substituteId?: string },
): Promise<Outcome<readonly string[]>> {
  const today = dayOf(desk.now());
  const set = await setLeave(desk.people, person, wish, today);
  if (!set.ok) return set;
  const { leave, replaced, uncovered } = set.value;
  const org = await desk.people.org();
  const span = leaveSpan(leave, today);
  await desk.tell(
    `${key}:substitute`,
    noteTo({ kind: 'person', personId: leave.substituteId }, '请您代办', [TEXT.standIn(person.name, span)], {
      buttons: [noteButton('我的待办', 'my-todos')],
    }),
  );
  for (const other of uncovered)
    await desk.tell(
      `${key}:${other._id}`,
      noteTo({ kind: 'person', personId: other._id }, '代办人也请假', [
        TEXT.substituteLeaves(person.name, span),
      ]),
    );
  return done([
    `已设置：${span}由${nameOf(org, leave.substituteId)}代办。`,
    ...(replaced === undefined
      ? []
      : [`原来${leaveSpan(replaced, today)}由${nameOf(org, replaced.substituteId)}代办的，已改掉。`]),
  ]);
}

/** 销假: everything is their own again, and the substitute hears it. @returns false if there was nothing to end */
export async function endLeave(desk: Desk, key: string, person: Person): Promise<boolean> {
  const { leave } = person;
  if (leave === undefined || leave.to < dayOf(desk.now())) return false;
  await desk.people.setLeave(person._id, undefined);
  await desk.tell(
    `${key}:substitute`,
    noteTo({ kind: 'person', personId: leave.substituteId }, '代办结束', [TEXT.standInEnds(person.name)]),
  );
  return true;
}
