import { isDay } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { written } from '../hazards/move.js';
import { personById } from '../people/org.js';
import { moveTracked, type Decision, type Request, type Situation } from '../tracked.js';
import type { TaskDeps } from './ports.js';
import { mayTask } from './rules.js';
import { taskOpen, type TaskCommand } from './status.js';
import type { Task } from './task.js';

const RULES = { isOpen: taskOpen, may: mayTask, staged: () => true };

type Done = Promise<Outcome<Task>>;

function move(
  deps: TaskDeps,
  command: TaskCommand,
  request: Request,
  decide: (situation: Situation<Task>) => Outcome<Decision<Task>>,
): Done {
  return moveTracked(deps, RULES, command, request, decide);
}

/** 报完成, with what was done. */
export function reportTask(deps: TaskDeps, request: Request, note: string | undefined): Done {
  return move(deps, 'report', request, () => {
    const words = written(note);
    if (words === undefined) return refuse('field-missing', { field: '完成情况' });
    return done({ to: 'reported', set: { doneNote: words }, note: words });
  });
}

/** 确认完成 by 安委办. */
export function confirmTask(deps: TaskDeps, request: Request): Done {
  return move(deps, 'confirm', request, ({ today }) => done({ to: 'done', set: { doneDay: today } }));
}

/** 没完成，退回. */
export function returnTask(deps: TaskDeps, request: Request, reason: string | undefined): Done {
  return move(deps, 'sendBack', request, () => {
    const why = written(reason);
    return why === undefined ? refuse('reason-missing') : done({ to: 'open', note: why });
  });
}

/** 延期: a later day with a reason; the first one stays on record. */
export function extendTask(
  deps: TaskDeps,
  request: Request,
  newDay: string | undefined,
  reason: string | undefined,
): Done {
  return move(deps, 'extend', request, ({ record, today }) => {
    if (newDay === undefined || !isDay(newDay)) return refuse('field-missing', { field: '新的时限' });
    if (newDay <= today || newDay <= record.dueDay) return refuse('date-past');
    const why = written(reason);
    if (why === undefined) return refuse('reason-missing');
    return done({
      to: record.status,
      set: { dueDay: newDay },
      note: why,
      after: { from: record.dueDay, to: newDay },
    });
  });
}

/** 换责任人. */
export function handOverTask(deps: TaskDeps, request: Request, personId: string | undefined): Done {
  return move(deps, 'handOver', request, ({ record, org }) => {
    const person = personById(org, personId);
    if (person === undefined) return refuse('field-missing', { field: '责任人' });
    if (person.state === 'left') return refuse('person-left');
    if (person._id === record.personId) return refuse('nothing-changed');
    return done({
      to: record.status,
      set: { personId: person._id },
      after: { from: record.personId, to: person._id },
    });
  });
}
