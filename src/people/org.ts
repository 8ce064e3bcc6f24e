import type { Day } from '../calendar.js';
import type { BureauRole, Group, Person, Unit } from './person.js';

/** The whole organisation as it is at one moment: small enough to be read whole for each decision. */
export interface Org {
  readonly people: readonly Person[];
  readonly units: readonly Unit[];
  readonly groups: readonly Group[];
  readonly settings: OrgSettings;
}

/** What an administrator decides for the bureau; stored, with these defaults (domain.md §19). */
export interface OrgSettings {
  /** Name of the bureau as it stands on papers. */
  readonly bureauName: string;
  readonly rewardScheme: boolean;
  /** The day it was switched on: what was closed before is not asked about. */
  readonly rewardsFrom?: Day;
  /** What the bureau's own written scheme gives, in 元; 0 = not entered. Never an amount of the law (domain.md §12). */
  readonly rewardAmounts: Readonly<Record<'ordinary' | 'major', number>>;
  /** Where that is written, in the administrator's words; may be empty. */
  readonly rewardRule: string;
  /** Local numbers (燃气抢修): shown only if entered. */
  readonly localNumbers: Readonly<Record<string, string>>;
  /** 带班领导 by day; a day without one falls back to unit head and deputy. */
  readonly duty: Readonly<Record<Day, string>>;
  /** May the weekly summary in the bureau's group name who is overdue? Off unless an administrator wants it. */
  readonly weeklyNames: boolean;
  /** More reminders than this a person and week are pointed out to the administrators (减负). */
  readonly messageLimit: number;
}

export const DEFAULT_SETTINGS: OrgSettings = {
  bureauName: '县民政局',
  rewardScheme: false,
  rewardAmounts: { ordinary: 0, major: 0 },
  rewardRule: '',
  localNumbers: {},
  duty: {},
  weeklyNames: false,
  messageLimit: 30,
};

/** The person with this id, also when they have left. */
export function personById(org: Org, id: string | undefined): Person | undefined {
  return id === undefined ? undefined : org.people.find((person) => person._id === id);
}

/** The active person behind a Feishu open_id. */
export function personByOpenId(org: Org, openId: string | undefined): Person | undefined {
  if (openId === undefined || openId === '') return undefined;
  return org.people.find((person) => person.openId === openId && person.state === 'active');
}

/** The name to show for somebody, also when they have left; empty when nobody has this id. */
export const nameOf = (org: Org, id: string | undefined): string => personById(org, id)?.name ?? '';

/** The name of the first administrator, whom people are sent to. */
export const adminName = (org: Org): string => activeWithRole(org, 'admin')[0]?.name ?? '管理员';

/** Care homes work on rest days too: they are told 8:00–20:00 every day (experience.md §1.5). */
export const worksOnRestDays = (org: Org, unitId: string | undefined): boolean =>
  unitById(org, unitId)?.kind === 'careHome';

export function unitById(org: Org, id: string | undefined): Unit | undefined {
  return id === undefined ? undefined : org.units.find((unit) => unit._id === id);
}

export function activeWithRole(org: Org, role: BureauRole): readonly Person[] {
  return org.people.filter((person) => person.state === 'active' && person.roles.includes(role));
}

/** Ids of everybody of 安委办. */
export function officeIds(org: Org): readonly string[] {
  return activeWithRole(org, 'committeeOffice').map((person) => person._id);
}

/** Does this person lead the programme: 局长, 分管领导 or 安委办? */
export const leads = (person: Person): boolean =>
  person.roles.some((role) => role === 'director' || role === 'deputy' || role === 'committeeOffice');

/** The bureau's own groups, where summaries and minutes go; one that the bot left is none. */
export const bureauGroups = (org: Org): readonly Group[] =>
  org.groups.filter((group) => group.use === 'bureau' && group.state === 'active');

/** 局长, chair of the committee: the first in the file if there are several. */
export function directorOf(org: Org): Person | undefined {
  return activeWithRole(org, 'director')[0];
}

/** 分管领导 of a unit. A place whose holder has left is empty until an administrator names somebody. */
export function deputyOf(org: Org, unitId: string | undefined): Person | undefined {
  return activeById(org, unitById(org, unitId)?.deputyId);
}

export function headOf(org: Org, unitId: string | undefined): Person | undefined {
  return activeById(org, unitById(org, unitId)?.headId);
}

export function officerOf(org: Org, unitId: string | undefined): Person | undefined {
  return activeById(org, unitById(org, unitId)?.officerId);
}

function activeById(org: Org, id: string | undefined): Person | undefined {
  const person = personById(org, id);
  return person?.state === 'active' ? person : undefined;
}

/** Everyone active in a unit. */
export function membersOf(org: Org, unitId: string | undefined): readonly Person[] {
  return org.people.filter((person) => person.unitId === unitId && person.state === 'active');
}

/** What a group is for, as one word that changes when an administrator chooses otherwise. */
export const groupUse = ({ use, unitId }: Group): string => `${use}:${unitId ?? ''}`;

/** The group of one unit, if an admin has said which it is. */
export function groupOfUnit(org: Org, unitId: string | undefined): Group | undefined {
  return org.groups.find(
    (group) => group.use === 'unit' && group.unitId === unitId && group.state === 'active',
  );
}

/** The substitute who stands in for this person on this day, if one was named and is still there. */
export function substituteOf(org: Org, person: Person, day: Day): Person | undefined {
  const leave = person.leave;
  if (leave === undefined || day < leave.from || day > leave.to) return undefined;
  const substitute = personById(org, leave.substituteId);
  return substitute?.state === 'active' ? substitute : undefined;
}

/** Everybody this person stands in for on this day (themselves not included). */
export function standsInFor(org: Org, personId: string, day: Day): readonly Person[] {
  return org.people.filter(
    (other) => other._id !== personId && substituteOf(org, other, day)?._id === personId,
  );
}

/**
 * Who should be told when something waits for this person today: the person, and on leave the substitute as
 * well (experience.md §3 i: both hold the card, the first decision counts). Somebody who has left is replaced
 * by the unit's head, where there is none by 安委办, so that no work is orphaned.
 */
export function reach(org: Org, personId: string | undefined, day: Day): readonly Person[] {
  const person = personById(org, personId);
  if (person === undefined) return [];
  if (person.state === 'left') {
    const head = headOf(org, person.unitId);
    const heirs = head === undefined ? officeIds(org) : [head._id];
    return heirs.flatMap((id) => reach(org, id, day));
  }
  const substitute = substituteOf(org, person, day);
  return substitute === undefined ? [person] : [person, substitute];
}
