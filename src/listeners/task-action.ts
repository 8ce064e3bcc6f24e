import { dayOf } from '../calendar.js';
import { refuse, type Outcome } from '../errors.js';
import { actsAs } from '../hazards/roles.js';
import { maySeeMeetings } from '../meetings/rules.js';
import type { NoticeType } from '../notices.js';
import { taskSubject } from '../tasks/announce.js';
import { confirmersOf, mayTask } from '../tasks/rules.js';
import type { Task } from '../tasks/task.js';
import { confirmTask, extendTask, handOverTask, reportTask, returnTask } from '../tasks/usecases.js';
import type { Request } from '../tracked.js';
import { info, outcome, refused, showClicker, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';

/** Clicks on cards about 议定事项; undefined for all others. */
export async function taskAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, form, person } = click;
  const id = button.extra ?? '';
  const { tasks } = desk.committee;
  const request: Request = {
    id,
    actorId: person?._id,
    cause: click.action.key,
    ...(button.stage === undefined ? {} : { stage: button.stage }),
  };
  switch (button.action) {
    case 'task-list':
      if (person === undefined) return refused(desk, click, refuse('unknown-person'));
      await showClicker(desk, click, 'task-list');
      return info('已私聊发给您');
    case 'task-open':
      return open(desk, click, id);
    case 'task-done':
      return told(desk, click, await reportTask(tasks, request, form.note), '已报完成，待安委办确认');
    case 'task-confirm':
      return told(desk, click, await confirmTask(tasks, request), '已确认完成');
    case 'task-return':
      return told(desk, click, await returnTask(tasks, request, form.reason), '已退回，原因已转达');
    case 'task-extend':
      return told(desk, click, await extendTask(tasks, request, form.newDay, form.reason), '已延期');
    case 'task-hand-over':
      return told(desk, click, await handOverTask(tasks, request, form.person), '已换人');
    default:
      return undefined;
  }
}

/** The card of the clicker's own part in it. */
async function open(desk: Desk, click: Click, id: string): Promise<ClickAnswer> {
  const { person, org } = click;
  const task = await desk.committee.tasks.store.get(id);
  if (task === undefined) return refused(desk, click, refuse('no-such-number'));
  if (person === undefined) return refused(desk, click, refuse('unknown-person'));
  const day = dayOf(desk.now());
  const own = actsAs(person, [task.personId], org, day) !== undefined;
  const confirms = actsAs(person, confirmersOf(task, org), org, day) !== undefined;
  if (!own && !confirms && !maySeeMeetings(person, org, day) && person.unitId !== task.leadUnitId)
    return refused(desk, click, refuse('not-member'));
  const changes = mayTask(person, 'extend', task, org, day).ok;
  const type: NoticeType =
    confirms && task.status === 'reported' ? 'task-confirm' : !own && changes ? 'task-change' : 'task';
  await showClicker(desk, click, type, { taskId: id }, taskSubject(id));
  return info('已私聊发给您');
}

async function told(desk: Desk, click: Click, result: Outcome<Task>, done: string): Promise<ClickAnswer> {
  if (result.ok) await desk.committee.relayTask(result.value);
  return outcome(desk, click, result, done);
}
