import { fullDay, type BusinessCalendar, type Day } from '../calendar.js';
import { deputyOf, directorOf, headOf, officeIds, officerOf, type Org } from '../people/org.js';
import type { Hazard } from './hazard.js';

/** Where on the ladder of domain.md §9 an open hazard stands today: computed from the dates, never counted up. */
export interface Rung {
  /** Working days late: negative before the day, 0 on it. */
  readonly late: number;
  /** The rung's name, e.g. `T+3`: silence by 已知晓 lasts until it changes. */
  readonly name: string;
  /** Ids of those who hear of it at this rung. */
  who(hazard: Hazard, org: Org): readonly string[];
  /** What happens next and when, in words. */
  next(org: Org, hazard: Hazard, today: Day): string;
}

const ORDINARY: readonly number[] = [0, 1, 3, 7, 15];
const MAJOR: readonly number[] = [0, 1, 2, 4, 8];

/**
 * The rung of today, or undefined when nothing is due: not rectifying, or more than three working days to go.
 * Before the day only T−3 and T−1 speak; a day that is itself no working day is told on the last one before it.
 */
export function escalation(hazard: Hazard, today: Day, calendar: BusinessCalendar): Rung | undefined {
  if (!hazard.open || hazard.status !== 'rectifying' || hazard.dueDay === undefined) return undefined;
  const late =
    today <= hazard.dueDay
      ? 0 - calendar.workdaysBetween(today, hazard.dueDay)
      : Math.max(1, calendar.workdaysBetween(hazard.dueDay, today));
  if (late < 0 && late !== -3 && late !== -1) return undefined;
  const major = hazard.level === 'major';
  const steps = major ? MAJOR : ORDINARY;
  const level = steps.filter((step) => step <= late).length;
  const reached = late < 0 ? late : (steps[level - 1] ?? 0);
  return {
    late,
    name: `T${reached >= 0 ? '+' : ''}${reached}`,
    who: (one, org) => circle(one, org, late, major),
    next: (org, one, day) => nextWords(org, one, day, calendar, steps, level, major),
  };
}

/** The last day that the ladder looks at today: three working days ahead. */
export function ladderReach(today: Day, calendar: BusinessCalendar): Day {
  return calendar.addWorkdays(today, 3);
}

/** Each rung adds people: rectifier; officer on the day; head; deputy; director; at last the committee's office. */
function circle(hazard: Hazard, org: Org, late: number, major: boolean): readonly string[] {
  const unit = hazard.unitId;
  const list = [
    hazard.rectifierId,
    ...(late >= 0 ? [officerOf(org, unit)?._id] : []),
    ...(late >= 1 ? [headOf(org, unit)?._id] : []),
    ...(late >= (major ? 1 : 3) ? [deputyOf(org, unit)?._id] : []),
    ...(late >= (major ? 1 : 7) ? [directorOf(org)?._id] : []),
    ...(late >= (major ? 8 : 15) ? officeIds(org) : []),
  ];
  return [...new Set(list.filter((id): id is string => id !== undefined))];
}

/** Who hears of it first once it is late, and how many working days late; undefined where all of them hold it already. */
export function firstAbove(
  hazard: Hazard,
  org: Org,
): { readonly late: number; readonly ids: readonly string[] } | undefined {
  const major = hazard.level === 'major';
  const known = circle(hazard, org, 0, major);
  for (const late of (major ? MAJOR : ORDINARY).filter((step) => step > 0)) {
    const ids = circle(hazard, org, late, major).filter((id) => !known.includes(id));
    if (ids.length > 0) return { late, ids };
  }
  return undefined;
}

function nextWords(
  org: Org,
  hazard: Hazard,
  today: Day,
  calendar: BusinessCalendar,
  steps: readonly number[],
  level: number,
  major: boolean,
): string {
  const step = steps[level];
  if (step === undefined || hazard.dueDay === undefined) return '已报安委会研究。';
  const day = fullDay(calendar.addWorkdays(hazard.dueDay, step), today);
  const words = major
    ? ['', '', '须写明原因', '发督办函', '由安委会研究约谈'][level]
    : [
        '',
        `报${headOf(org, hazard.unitId)?.post ?? '负责人'}`,
        `报分管领导${deputyOf(org, hazard.unitId)?.name ?? ''}`,
        '报局长并列入安委会',
        '由安委会研究约谈',
      ][level];
  return `${day}仍未改好，${words ?? '继续上报'}。`;
}
