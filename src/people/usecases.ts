import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { activeWithRole, personById, personByOpenId, unitById, type Org } from './org.js';
import type { Group, Leave, Person, Unit } from './person.js';
import type { Claim } from './claim.js';

/** What the use cases of this room need: the store's verbs, nothing of its kind. */
export interface PeopleDesk {
  org(): Promise<Org>;
  savePerson(person: Person & { readonly source?: string }): Promise<void>;
  setOpenId(personId: string, openId: string): Promise<void>;
  setLeave(personId: string, leave: Leave | undefined): Promise<void>;
  markLeft(personId: string): Promise<void>;
  markGreeted(personId: string): Promise<void>;
  changeUnit(
    unitId: string,
    role: 'head' | 'officer' | 'deputy',
    personId: string,
    byId: string,
  ): Promise<string | undefined>;
  saveGroup(group: Group): Promise<void>;
  groupGone(chatId: string, name: string): Promise<void>;
  markUnreachable(personId: string): Promise<void>;
  /** They are in the private chat again. */
  markReachable(personId: string): Promise<void>;
  setting(id: string): Promise<unknown>;
  setSetting(id: string, value: unknown, byId: string): Promise<void>;
  /**
   * Changes a setting in one guarded write: whoever was faster is not written over, the change is decided anew on what
   * is there then.
   * @param change the new value from the stored one; undefined = leave it as it is
   * @returns what is stored afterwards, and whether this made it so
   */
  changeSetting(
    id: string,
    byId: string,
    change: (value: unknown) => object | undefined,
  ): Promise<{ readonly value: unknown; readonly changed: boolean }>;
  addClaim(claim: Claim): Promise<void>;
  claim(id: string): Promise<Claim | undefined>;
  /** @returns false if somebody decided it before */
  decideClaim(id: string, state: 'confirmed' | 'refused', byId: string): Promise<boolean>;
}

/** The administrator behind this open_id, or a coded no that names whom to ask. */
export function requireAdmin(org: Org, openId: string): Outcome<Person> {
  const person = personByOpenId(org, openId);
  if (person?.roles.includes('admin') === true) return done(person);
  return refuse('not-admin', {
    who: activeWithRole(org, 'admin')
      .map((admin) => admin.name)
      .join('、'),
  });
}

/**
 * An administrator confirms who somebody is: the person of the file gets the open_id, a new one is added as staff.
 * Between namesakes nothing is guessed: the claim stays open until it is made again with the unit.
 */
export async function confirmClaim(
  desk: PeopleDesk,
  claimId: string,
  adminOpenId: string,
): Promise<Outcome<{ claim: Claim; admin: Person }>> {
  const org = await desk.org();
  const admin = requireAdmin(org, adminOpenId);
  if (!admin.ok) return admin;
  const claim = await desk.claim(claimId);
  // One account has one place: a second claim of it, or of somebody known by now, changes nothing.
  if (claim === undefined || personByOpenId(org, claim.openId) !== undefined) return refuse('stale-card');
  const unit = org.units.find(
    (candidate) => candidate.name === claim.unit || candidate.aliases.includes(claim.unit ?? ''),
  );
  const fitting = org.people.filter(
    (person) =>
      person.name === claim.name &&
      person.state === 'active' &&
      person.openId === undefined &&
      (unit === undefined || person.unitId === undefined || person.unitId === unit._id),
  );
  const inUnit = fitting.filter((person) => unit !== undefined && person.unitId === unit._id);
  const [known, namesake] = inUnit.length > 0 ? inUnit : fitting;
  if (namesake !== undefined) return refuse('field-missing', { field: '单位' });
  if (!(await desk.decideClaim(claimId, 'confirmed', admin.value._id))) return refuse('stale-card');
  if (known !== undefined) await desk.setOpenId(known._id, claim.openId);
  else
    await desk.savePerson({
      _id: `c${claimId}`,
      name: claim.name,
      post: claim.post ?? '职工',
      roles: [],
      ...(unit === undefined ? {} : { unitId: unit._id }),
      openId: claim.openId,
      state: 'active',
      source: 'claim',
    });
  return done({ claim, admin: admin.value });
}

/** An administrator says that this is nobody of the bureau. */
export async function refuseClaim(
  desk: PeopleDesk,
  claimId: string,
  adminOpenId: string,
): Promise<Outcome<Claim>> {
  const admin = requireAdmin(await desk.org(), adminOpenId);
  if (!admin.ok) return admin;
  const claim = await desk.claim(claimId);
  if (claim === undefined || !(await desk.decideClaim(claimId, 'refused', admin.value._id)))
    return refuse('stale-card');
  return done(claim);
}

/** What a group is for; only an administrator says so. */
export async function setGroupUse(
  desk: PeopleDesk,
  chatId: string,
  adminOpenId: string,
  use: 'bureau' | 'unit' | 'reports',
  unitId?: string,
): Promise<Outcome<Group>> {
  const org = await desk.org();
  const admin = requireAdmin(org, adminOpenId);
  if (!admin.ok) return admin;
  if (use === 'unit' && unitById(org, unitId) === undefined)
    return refuse('field-missing', { field: '单位' });
  const known = org.groups.find((group) => group._id === chatId);
  const group: Group = {
    _id: chatId,
    name: known?.name ?? '',
    use,
    state: 'active',
    ...(use === 'unit' && unitId !== undefined ? { unitId } : {}),
  };
  await desk.saveGroup(group);
  return done(group);
}

export interface UnitChange {
  readonly unit: Unit;
  readonly role: 'head' | 'officer' | 'deputy';
  readonly before: Person | undefined;
  readonly after: Person;
}

/** 换负责人、安全员、分管领导 without editing the file. */
export async function changeUnit(
  desk: PeopleDesk,
  adminOpenId: string,
  wish: { unitId?: string; role?: string; personId?: string },
): Promise<Outcome<UnitChange>> {
  const org = await desk.org();
  const admin = requireAdmin(org, adminOpenId);
  if (!admin.ok) return admin;
  const unit = unitById(org, wish.unitId);
  const after = personById(org, wish.personId);
  if (unit === undefined) return refuse('field-missing', { field: '单位' });
  if (after === undefined) return refuse('field-missing', { field: '换成谁' });
  if (after.state === 'left') return refuse('person-left');
  if (wish.role !== 'head' && wish.role !== 'officer' && wish.role !== 'deputy')
    return refuse('field-missing', { field: '换什么' });
  const beforeId = await desk.changeUnit(unit._id, wish.role, after._id, admin.value._id);
  return done({ unit, role: wish.role, before: personById(org, beforeId), after });
}

export interface LeaveSet {
  readonly leave: Leave;
  /** The one of theirs that was in force or to come, and is not any more. */
  readonly replaced?: Leave;
  /** Those on leave in these days for whom the absent one was to stand in. */
  readonly uncovered: readonly Person[];
}

/** 请假: who stands in from one day to another. Who is away themselves can't. */
export async function setLeave(
  desk: PeopleDesk,
  person: Person,
  wish: { from?: Day; until?: Day; substituteId?: string },
  today: Day,
): Promise<Outcome<LeaveSet>> {
  const org = await desk.org();
  if (wish.from === undefined) return refuse('field-missing', { field: '从' });
  if (wish.until === undefined) return refuse('field-missing', { field: '到' });
  const substitute = personById(org, wish.substituteId);
  if (substitute === undefined) return refuse('field-missing', { field: '代办人' });
  if (substitute._id === person._id) return refuse('substitute-self');
  if (substitute.state === 'left') return refuse('person-left');
  if (wish.until < today) return refuse('date-past');
  if (wish.until < wish.from) return refuse('date-order');
  const leave: Leave = { from: wish.from, to: wish.until, substituteId: substitute._id };
  if (overlap(substitute.leave, leave)) return refuse('substitute-away', { who: substitute.name });
  const before = personById(org, person._id)?.leave;
  await desk.setLeave(person._id, leave);
  return done({
    leave,
    ...given(
      'replaced',
      before !== undefined && before.to >= today && !same(before, leave) ? before : undefined,
    ),
    uncovered: org.people.filter(
      (other) =>
        other.leave?.substituteId === person._id && other.leave.to >= today && overlap(other.leave, leave),
    ),
  });
}

const overlap = (a: Leave | undefined, b: Leave): boolean =>
  a !== undefined && a.from <= b.to && b.from <= a.to;

const same = (a: Leave, b: Leave): boolean =>
  a.from === b.from && a.to === b.to && a.substituteId === b.substituteId;
