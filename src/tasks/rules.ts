import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { actsAs } from '../hazards/roles.js';
import { activeWithRole, directorOf, headOf, officeIds, personById, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { alreadyDone } from '../tracked.js';
import { taskTransition, type TaskActor, type TaskCommand } from './status.js';
import type { Task } from './task.js';

/** May this person give this command on this task now? Nobody confirms their own work. */
export function mayTask(
  person: Person | undefined,
  command: TaskCommand,
  task: Task,
  org: Org,
  day: Day,
): Outcome<{ readonly actingFor?: string }> {
  const row = taskTransition(command);
  if (person === undefined) return refuse('unknown-person');
  const as = actsAs(
    person,
    row.who.flatMap((actor) => actorIds(actor, task, org)),
    org,
    day,
  );
  if (as === undefined) return refuse('no-right', { who: namesOf(row.who, task, org) });
  if (!row.from.includes(task.status)) return alreadyDone(task, command, org);
  return done(as === person._id ? {} : { actingFor: as });
}

/** 安委办; their own matter is confirmed by the director, or by a colleague of 安委办. */
export function confirmersOf(task: Task, org: Org): readonly string[] {
  const office = officeIds(org).filter((id) => id !== task.personId);
  if (office.length > 0) return office;
  const director = directorOf(org);
  return director === undefined ? officeIds(org) : [director._id];
}

function actorIds(actor: TaskActor, task: Task, org: Org): readonly string[] {
  if (actor === 'office') return confirmersOf(task, org);
  if (actor === 'director') return activeWithRole(org, 'director').map((person) => person._id);
  const person = personById(org, task.personId);
  // A leaver's work is the unit head's.
  const head = person?.state === 'left' ? headOf(org, task.leadUnitId ?? person.unitId)?._id : undefined;
  return [task.personId, ...(head === undefined ? [] : [head])];
}

function namesOf(who: readonly TaskActor[], task: Task, org: Org): string {
  const ids = [...new Set(who.flatMap((actor) => actorIds(actor, task, org)))];
  return ids.map((id) => personById(org, id)?.name ?? '').join('、');
}
