import { dayOf, plainDay } from '../calendar.js';
import { given } from '../given.js';
import type { StoredNotice } from '../notices.js';
import { groupUse, membersOf, personById, unitById, type Org } from '../people/org.js';
import type { Group, Person } from '../people/person.js';
import type { ClaimView, GroupSetupView, LeaveView, SettingsView } from '../../cards/people.js';
import type { Context } from './context.js';

/** @param was the use that the group had when it was asked again */
export function groupView(groupId: string, was: unknown, org: Org): GroupSetupView {
  const group = org.groups.find((candidate) => candidate._id === groupId);
  if (group === undefined || group.use === 'unset') return { groupId, org };
  const now = useInWords(group, org);
  if (groupUse(group) === was) return { groupId, org, now };
  return { groupId, org, done: `已设为${now}` };
}

function useInWords({ use, unitId }: Group, org: Org): string {
  if (use === 'unit') return `${unitById(org, unitId)?.name ?? ''}的群`;
  return use === 'bureau' ? '局安全群' : '只接收上报的群';
}

export async function claimView(claimId: string, { people, org }: Context): Promise<ClaimView | string> {
  const claim = await people.claim(claimId);
  if (claim === undefined) return 'the claim is gone';
  const decided =
    claim.state === 'open'
      ? undefined
      : `${personById(org, claim.decidedById)?.name ?? ''}${claim.state === 'confirmed' ? '已确认' : '选了：不是本局的人'}`;
  return {
    claimId,
    name: claim.name,
    unit: claim.unit ?? '',
    post: claim.post ?? '',
    matches: org.people.some((person) => person.name === claim.name),
    ...(decided === undefined ? {} : { decided }),
  };
}

export function leaveView(
  person: Person | undefined,
  facts: NonNullable<StoredNotice['facts']>,
  { org, now }: Context,
): LeaveView {
  const today = dayOf(now());
  const leave = person?.leave !== undefined && person.leave.to >= today ? person.leave : undefined;
  const colleagues = membersOf(org, person?.unitId).concat(
    org.people.filter((other) => other.roles.length > 0 && other.state === 'active'),
  );
  // Somebody of another unit, named in words.
  const named = personById(org, wordOf(facts['substituteId']));
  const all = named === undefined ? colleagues : [named, ...colleagues];
  const unique = [...new Map(all.map((other) => [other._id, other])).values()].filter(
    (other) => other._id !== person?._id,
  );
  return {
    people: choices(unique),
    ...given('from', wordOf(facts['from'])),
    ...given('until', wordOf(facts['until'])),
    ...given('substitute', wordOf(facts['substituteId'])),
    ...(leave === undefined
      ? {}
      : {
          current: `${plainDay(leave.from, today)}到${plainDay(leave.to, today)}由${personById(org, leave.substituteId)?.name ?? ''}代办。`,
        }),
  };
}

const wordOf = (fact: unknown): string | undefined => (typeof fact === 'string' ? fact : undefined);

export function choices(
  people: readonly Pick<Person, '_id' | 'name' | 'post'>[],
): readonly { text: string; value: string }[] {
  return people
    .slice(0, 100)
    .map((person) => ({ text: `${person.name}（${person.post}）`, value: person._id }));
}

export function settingsView(org: Org): SettingsView {
  return { org, people: choices(org.people.filter((one) => one.state === 'active')) };
}
