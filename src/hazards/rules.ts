import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { directorOf, leads, officeIds, personById, standsInFor, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { pendingExtension, type Hazard } from './hazard.js';
import type { Sight } from './ports.js';
import { actorIds, actsAs, fixersOf, holdersOf } from './roles.js';
import { isOpen, transitionFor, type HazardCommand } from './status.js';

/** A yes, with the person the actor stands in for when it is not themselves (代). */
export interface Permit {
  readonly actingFor?: string;
}

/**
 * May this person give this command on this hazard now? Decided on the hazard as stored, never on the card.
 * @param person the active person who clicked or wrote; undefined = not in the organisation file
 * @param day today in Asia/Shanghai, for substitutes
 */
export function may(
  person: Person | undefined,
  command: HazardCommand,
  hazard: Hazard,
  org: Org,
  day: Day,
): Outcome<Permit> {
  const row = transitionFor(command);
  if (row.who.includes('bot')) return refuse('no-right', { who: '系统' });
  if (person === undefined) return refuse('unknown-person');
  // A keeper hands a reward over without seeing whose unit it was about.
  if (command !== 'payReward' && !maySee(person, hazard, org, day)) return refuse('other-unit');
  if (!row.from.includes(hazard.status)) return wrongStatus(command, hazard, org);
  if (row.who.includes('anyone')) return done({});
  const allowed = row.who.flatMap((actor) => actorIds(actor, hazard, org));
  const as = actsAs(person, allowed, org, day);
  if (as === undefined) return notAllowed(command, hazard, org);
  const own = ofTheirOwn(person, command, hazard, as);
  if (own !== undefined) return own;
  return done(as === person._id ? {} : { actingFor: as });
}

/** Nobody judges what they did or asked for themselves, also not in another's place (domain.md §0.7). */
function ofTheirOwn(
  { _id }: Person,
  command: HazardCommand,
  hazard: Hazard,
  as: string,
): Outcome<never> | undefined {
  if (command === 'passRecheck' || command === 'failRecheck')
    return fixersOf(hazard).includes(_id) ? refuse('self-recheck') : undefined;
  if (!isDecision(command)) return undefined;
  const { what, byId } = askedIn(command, hazard);
  // Where nobody else is left the rectifier has been named as approver; a substitute who rectifies is never meant.
  const standsIn = as !== _id && hazard.rectifierId === _id;
  return byId === _id || standsIn ? refuse('self-approve', { what }) : undefined;
}

/** What a decision is about, and who asked for it. */
function askedIn(command: HazardCommand, hazard: Hazard): { what: string; byId: string | undefined } {
  switch (command) {
    case 'approveExtension':
    case 'returnExtension':
      return { what: 'extension', byId: pendingExtension(hazard)?.byId };
    case 'approveClosing':
    case 'returnClosing':
      return { what: 'closing', byId: hazard.rechecks.at(-1)?.byId };
    default:
      return { what: 'plan', byId: hazard.plan?.byId };
  }
}

/**
 * Who may look: the leaders and 安委办 see all, a unit's people see their unit's, a reporter sees their own
 * (issue: institution A does not see B).
 */
export function maySee(person: Person, hazard: Hazard, org: Org, day: Day): boolean {
  return inSight(hazard, sightOf(person, org, day));
}

/** How far somebody's sight goes on this day, for questions to the store. */
export function sightOf(person: Person, org: Org, day: Day): Sight {
  if (leads(person)) return { all: true };
  const absent = standsInFor(org, person._id, day).filter((other) => other.state === 'active');
  return {
    all: false,
    ...(person.unitId === undefined ? {} : { unitId: person.unitId }),
    reporterId: person._id,
    ...given('reporterOpenId', person.openId),
    partIds: [person._id, ...absent.map((other) => other._id)],
  };
}

/** An anonymous report that 安委办 has not put into its own words: in a small unit even its kind and hour tell who. */
const isSealed = ({ anonymous, text }: Hazard): boolean => anonymous && text === '';

/** Is this hazard within that sight? */
export function inSight(hazard: Hazard, sight: Sight): boolean {
  if (sight.all) return true;
  if (isSealed(hazard)) return false;
  if (hazard.unitId !== undefined && sight.unitId === hazard.unitId) return true;
  if (hazard.reporterId === sight.reporterId || hazard.alsoReporterIds.includes(sight.reporterId))
    return true;
  if (hazard.reporterOpenId !== undefined && hazard.reporterOpenId === sight.reporterOpenId) return true;
  return [hazard.officerId, hazard.rectifierId, hazard.recheckerId, hazard.approverId].some(
    (id) => id !== undefined && sight.partIds.includes(id),
  );
}

const APPROVALS: readonly string[] = [
  'approvePlan',
  'returnPlan',
  'approveExtension',
  'returnExtension',
  'approveClosing',
  'returnClosing',
];
/** Is this a decision on what waits for an approver: yes or no to a plan, an extension, a closing? */
export const isDecision = (command: string): boolean => APPROVALS.includes(command);

function notAllowed(command: HazardCommand, hazard: Hazard, org: Org): Outcome<Permit> {
  if (command === 'approveReward') return refuse('no-right', { who: nameOf(directorOf(org)?._id, org) });
  if (transitionFor(command).from.includes('closed') && !isOpen(hazard.status))
    return refuse('no-right', {
      who: officeIds(org)
        .map((id) => nameOf(id, org))
        .join('、'),
    });
  if (command === 'withdraw') return refuse('reporter-only');
  if (isDecision(command)) return refuse('no-right', { who: nameOf(hazard.approverId, org) });
  return refuse('not-your-step', {
    who: holdersOf(hazard, org)
      .map((id) => nameOf(id, org))
      .join('、'),
  });
}

function wrongStatus(command: HazardCommand, hazard: Hazard, org: Org): Outcome<Permit> {
  if (command === 'withdraw' && isOpen(hazard.status)) return refuse('withdraw-late');
  // What may be done again and again (a note of progress) was not "done already" because it was done once.
  if (transitionFor(command).to === 'same' && OPPOSITE[command] === undefined)
    return refuse(hazard.status === 'closed' ? 'already-closed' : 'stale-card');
  return decidedAlready(command, hazard, org);
}

/** The opposite of a decision: clicking it after the other was taken is "did not take effect". */
const OPPOSITE: Partial<Record<HazardCommand, HazardCommand>> = {
  approvePlan: 'returnPlan',
  returnPlan: 'approvePlan',
  approveExtension: 'returnExtension',
  returnExtension: 'approveExtension',
  approveClosing: 'returnClosing',
  returnClosing: 'approveClosing',
  passRecheck: 'failRecheck',
  failRecheck: 'passRecheck',
  approveReward: 'declineReward',
  declineReward: 'approveReward',
  split: 'keepWhole',
  keepWhole: 'split',
  merge: 'keepApart',
  keepApart: 'merge',
};

/**
 * What to say to somebody whose click came too late: who did the same or the opposite and when, or just that
 * things have moved.
 */
export function decidedAlready(
  command: HazardCommand,
  hazard: Hazard,
  org: Org,
  sinceSeq = 0,
): Outcome<never> {
  const opposite = OPPOSITE[command];
  const last = hazard.history
    .filter((entry) => entry.seq > sinceSeq && (entry.command === command || entry.command === opposite))
    .at(-1);
  if (last === undefined) return hazard.status === 'closed' ? refuse('already-closed') : refuse('stale-card');
  const facts = {
    who: nameOf(last.by, org),
    at: last.at.toISOString(),
    command: last.command,
    wanted: command,
  };
  return refuse(last.command === command ? 'already-done' : 'other-decision', facts);
}

function nameOf(id: string | undefined, org: Org): string {
  if (id?.startsWith('unknown:') === true) return id.slice('unknown:'.length);
  return personById(org, id)?.name ?? '安委办';
}
