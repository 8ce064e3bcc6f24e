import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { activeWithRole, standsInFor, unitById, type Org } from '../people/org.js';
import type { BureauRole, Person } from '../people/person.js';

/** Everything that somebody can want of this room. */
export const CAMPAIGN_COMMANDS = [
  'seePlan',
  'learn',
  'answerQuiz',
  'enterYear',
  'decidePost',
  'switchAuto',
  'fileSummary',
  'keepBank',
  'recordActivity',
  'seeLedger',
] as const;
export type CampaignCommand = (typeof CAMPAIGN_COMMANDS)[number];

const OFFICE: readonly BureauRole[] = ['committeeOffice', 'admin'];
const DECIDERS: readonly BureauRole[] = ['committeeOffice', 'director', 'deputy'];
const BUREAU: readonly BureauRole[] = ['committeeOffice', 'admin', 'director', 'deputy'];

/**
 * The one table of rights: dates, themes and the bank are kept by 安委办 and the administrator; what goes into the
 * groups is decided by 安委办 or a leader, not by the administrator; activities are recorded by the bureau or by a
 * unit's head and 安全员. Learning and the quiz are open to everybody and asked of nobody (domain.md §18).
 */
const RIGHTS: Readonly<
  Record<CampaignCommand, { readonly roles: readonly BureauRole[] | 'everybody'; readonly units: boolean }>
> = {
  seePlan: { roles: 'everybody', units: false },
  learn: { roles: 'everybody', units: false },
  answerQuiz: { roles: 'everybody', units: false },
  enterYear: { roles: OFFICE, units: false },
  decidePost: { roles: DECIDERS, units: false },
  switchAuto: { roles: DECIDERS, units: false },
  fileSummary: { roles: DECIDERS, units: false },
  keepBank: { roles: OFFICE, units: false },
  recordActivity: { roles: BUREAU, units: true },
  seeLedger: { roles: BUREAU, units: true },
};

/**
 * May this person do it today? Whoever stands in for somebody has their right as well.
 * @returns `all` units, or the ids of those it is limited to; a coded no names whom to ask
 */
export function mayCampaign(
  command: CampaignCommand,
  person: Person | undefined,
  org: Org,
  today: Day,
): Outcome<'all' | readonly string[]> {
  if (person === undefined || person.state !== 'active') return refuse('unknown-person');
  const { roles, units } = RIGHTS[command];
  if (roles === 'everybody') return done('all');
  const hats = [person, ...standsInFor(org, person._id, today)];
  if (hats.some((hat) => hat.roles.some((role) => roles.includes(role)))) return done('all');
  const ids = new Set(hats.map(({ _id }) => _id));
  const own = org.units.filter(({ headId, officerId }) => ids.has(headId) || ids.has(officerId));
  if (units && own.length > 0) return done(own.map(({ _id }) => _id));
  return refuse('no-right', { who: whoMay(org, roles, units) });
}

function whoMay(org: Org, roles: readonly BureauRole[], units: boolean): string {
  const names = roles.flatMap((role) => activeWithRole(org, role)).map(({ name }) => name);
  const first = names[0] ?? '安委办';
  return units ? `各单位负责人、安全员或${first}` : first;
}

/** 安委办 organises; where nobody has that role the administrators do. */
export function organisers(org: Org): readonly Person[] {
  const office = activeWithRole(org, 'committeeOffice');
  return office.length > 0 ? office : activeWithRole(org, 'admin');
}

/** Where somebody is counted; leaders above the units stand together. */
export const NO_UNIT = 'bureau';

export function unitKeyOf(person: Person): string {
  return person.unitId ?? NO_UNIT;
}

/** Counts by unit in the order of the organisation, never sorted by size. */
export function byUnit(
  org: Org,
  counts: readonly { readonly unitId: string; readonly n: number }[],
): readonly { readonly unit: string; readonly people: number }[] {
  const known = org.units.map(({ _id, name }) => ({
    unit: name,
    people: counts.filter(({ unitId }) => unitId === _id).reduce((sum, { n }) => sum + n, 0),
  }));
  const others = counts
    .filter(({ unitId }) => unitById(org, unitId) === undefined)
    .reduce((sum, { n }) => sum + n, 0);
  return [...known, { unit: '局领导和其他', people: others }].filter(({ people }) => people > 0);
}
