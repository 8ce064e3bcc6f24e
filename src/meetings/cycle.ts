import { dayOf, instantAt, timeOf, type BusinessCalendar, type Day } from '../calendar.js';
import { moveAsBot } from '../tracked.js';
import { ruleDay, type MeetingRule } from './date-rule.js';
import {
  chainOf,
  firstDayOf,
  lastDayOf,
  monthAfter,
  monthOf,
  TOPICS_UNTIL,
  type Meeting,
  type Month,
} from './meeting.js';
import type { MeetingDeps } from './ports.js';
import type { MeetingCommand } from './status.js';
import { planMonth, RULES } from './usecases.js';

/** From this day on a month without a meeting is told to the chair and 安委办 (domain.md §11). */
export const WARN_FROM = 25;
/** A bot that comes late in its first month begins with the next one. */
const FIRST_MONTH_UNTIL = 20;
/** Meetings are put on record this many days before their month. */
const AHEAD_DAYS = 12;
/** So many working days 安委办 has to say that a meeting on the last days of a month was held. */
const GRACE = 3;

type BotCommand = Extract<MeetingCommand, 'askTopics' | 'call' | 'warn' | 'recordMissed'>;

/** The months that have to be on record today, oldest first; none between the first and the newest is left out. */
export function monthsDue(first: Month | undefined, today: Day): readonly Month[] {
  const current = monthOf(today);
  const start = first ?? (Number(today.slice(8)) > FIRST_MONTH_UNTIL ? monthAfter(current) : current);
  const ahead = Number(lastDayOf(current).slice(8)) - Number(today.slice(8)) < AHEAD_DAYS;
  const end = ahead || start > current ? monthAfter(current) : current;
  const months: Month[] = [];
  for (let month = start; month <= end; month = monthAfter(month)) months.push(month);
  return months;
}

/**
 * What the bot itself has to do for a meeting at this moment: a pure function of its date, its history and the
 * calendar, so that a day slept through is made up for and nothing is done twice.
 */
export function dueSteps(
  meeting: Meeting,
  now: Date,
  today: Day,
  calendar: BusinessCalendar,
): readonly BotCommand[] {
  const chain = chainOf(meeting, calendar);
  const did = (command: MeetingCommand): boolean =>
    meeting.history.some((entry) => entry.command === command);
  const steps: BotCommand[] = [];
  if (meeting.status === 'planned' && now < chain.startAt) {
    const call = today > chain.noticeDay || (today === chain.noticeDay && timeOf(now) >= TOPICS_UNTIL);
    if (call) steps.push('call');
    else if (today >= chain.topicsDay && !did('askTopics')) steps.push('askTopics');
  }
  if (meeting.status !== 'planned' && meeting.status !== 'called' && meeting.status !== 'cancelled')
    return steps;
  const month = meeting._id;
  if (today > lastDayOf(month)) {
    // Called and its hour is over: 安委办 may still be about to say that it was held.
    const waits = meeting.status === 'called' && calendar.workdaysBetween(meeting.day, today) <= GRACE;
    if (!waits) steps.push('recordMissed');
  } else if (today >= firstDayOf(month) && Number(today.slice(8)) >= WARN_FROM && !did('warn'))
    steps.push('warn');
  return steps;
}

/**
 * Are the members asked for topics in this morning's digest? Once: on T-7, or the working day after it; if the bot stood
 * still then or the meeting was put on later, on the morning after it noticed.
 */
export function asksTopics(meeting: Meeting, now: Date, today: Day, calendar: BusinessCalendar): boolean {
  const chain = chainOf(meeting, calendar);
  if (meeting.status !== 'planned' || now >= instantAt(chain.noticeDay, TOPICS_UNTIL)) return false;
  const first = calendar.rollForward(chain.topicsDay);
  const noticed = meeting.history.findLast((entry) => entry.command === 'askTopics')?.at;
  if (noticed === undefined || dayOf(noticed) <= first) return today === first;
  return today === calendar.addWorkdays(dayOf(noticed), 1);
}

/** How many months ahead a meeting is looked for: more than this one and the next are never cancelled in a row. */
const LOOK_AHEAD = 3;

/**
 * The next meeting that is still to be held: as it stands on record, else where the bureau's rule puts it.
 * @param known the records from this month on
 * @returns its day, or undefined when every month ahead is cancelled
 */
export function meetingAhead(
  known: readonly Meeting[],
  rule: MeetingRule,
  calendar: BusinessCalendar,
  now: Date,
): Day | undefined {
  const current = monthOf(dayOf(now));
  for (let n = 0; n < LOOK_AHEAD; n += 1) {
    const month = monthAfter(current, n);
    const meeting = known.find((one) => one._id === month);
    const ahead = meeting?.status === 'planned' || meeting?.status === 'called';
    if (meeting !== undefined && ahead && chainOf(meeting, calendar).startAt > now) return meeting.day;
    // A bot that came late in its first month has no record of it, and nothing to say about it.
    if (meeting === undefined && n > 0) return ruleDay(month, rule, calendar);
  }
  return undefined;
}

/**
 * One run of the cycle: puts months on record and does what is due.
 * @returns the meetings that moved, to be told
 */
export async function runCycle(
  deps: MeetingDeps,
  slot: Day,
): Promise<{ readonly planned: number; readonly moved: readonly Meeting[] }> {
  const [calendar, today] = [await deps.calendar(), deps.today()];
  const first = (await deps.store.first())?._id;
  const months = monthsDue(first, today);
  let planned = 0;
  const known = new Set((await deps.store.list(months[0] ?? '', '9999-12')).map((meeting) => meeting._id));
  for (const month of months) if (!known.has(month) && (await planMonth(deps, month))) planned += 1;
  const moved: Meeting[] = [];
  for (const meeting of await deps.store.list(months[0] ?? '', '9999-12'))
    for (const command of dueSteps(meeting, deps.now(), today, calendar)) {
      const after = await step(deps, meeting._id, command, slot, calendar);
      if (after !== undefined) moved.push(after);
    }
  return { planned, moved };
}

function step(
  deps: MeetingDeps,
  id: Month,
  command: BotCommand,
  slot: Day,
  calendar: BusinessCalendar,
): Promise<Meeting | undefined> {
  return moveAsBot(deps, RULES, command, { id, cause: `cycle:${slot}` }, ({ record, now, today }) => {
    if (!dueSteps(record, now, today, calendar).includes(command)) return undefined;
    if (command === 'call') return { to: 'called', set: { calendarPending: true } };
    return { to: command === 'recordMissed' ? 'missed' : record.status };
  });
}
