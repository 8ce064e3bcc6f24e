import { rolledFrom, type BusinessCalendar } from './business.js';
import { addDays, dayOf, timeOf, weekdayOf, type Day } from './day.js';

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** `10月9日`, with the year only when it is another one than today's. */
export function plainDay(day: Day, today: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  const words = `${month}月${date}日`;
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${year}年${words}`;
}

/** `10月9日（周五）`, `今天`, `明天（9月30日 周三）` (experience.md §1.6). */
export function dayInWords(day: Day, today: Day): string {
  if (day === today) return '今天';
  const weekday = WEEKDAYS[weekdayOf(day)] ?? '';
  if (day === addDays(today, 1)) return `明天（${plainDay(day, today)} ${weekday}）`;
  return `${plainDay(day, today)}（${weekday}）`;
}

/** The day always with date and weekday, for papers and confirmations. */
export function fullDay(day: Day, today: Day): string {
  return `${plainDay(day, today)}（${WEEKDAYS[weekdayOf(day)] ?? ''}）`;
}

/** `今天15:20`, `9月29日15:20`. */
export function momentInWords(instant: Date, now: Date): string {
  const day = dayOf(instant);
  return day === dayOf(now) ? `今天${timeOf(instant)}` : `${plainDay(day, dayOf(now))}${timeOf(instant)}`;
}

export interface SpokenDeadline {
  readonly day: Day;
  readonly at: Date;
  readonly rule: string;
  readonly from: Day;
  readonly announced: boolean;
}

/**
 * A deadline in words with its rule: `10月9日（周五）24时前（3个工作日）`, a 24-hour one with the hour, and what is
 * unusual about the day (调休上班, 顺延, 节假日安排待公布).
 */
export function deadlineInWords(due: SpokenDeadline, today: Day, calendar: BusinessCalendar): string {
  if (due.rule.startsWith('hours:')) {
    const day = dayInWords(due.day, today);
    return `${day}${timeOf(due.at)}前`;
  }
  const notes = [ruleInWords(due.rule), ...postponed(due, today, calendar), ...unannounced(due)].filter(
    (note) => note !== '',
  );
  const day =
    calendar.isMakeupWorkday(due.day) && due.day !== today
      ? dayInWords(due.day, today).replace('）', '，调休上班）')
      : dayInWords(due.day, today);
  return `${day}24时前${notes.length === 0 ? '' : `（${notes.join('，')}）`}`;
}

function ruleInWords(rule: string): string {
  const [kind, n] = rule.split(':');
  if (kind === 'workdays') return `${n}个工作日`;
  return kind === 'days' ? `${n}日` : '';
}

/** `10月6日遇国庆假期，顺延`: the last day was a day off. */
function postponed(due: SpokenDeadline, today: Day, calendar: BusinessCalendar): readonly string[] {
  const nominal = rolledFrom(due);
  if (nominal === undefined) return [];
  const holiday = calendar.holidayName(nominal);
  // 国庆假期, but 春节假期 and 劳动节假期: only the National Day drops its 节.
  const why = holiday === undefined ? '周末' : `${holiday === '国庆节' ? '国庆' : holiday}假期`;
  return [`${plainDay(nominal, today)}遇${why}，顺延`];
}

function unannounced(due: SpokenDeadline): readonly string[] {
  if (due.announced) return [];
  const month = due.day.slice(5);
  const year = Number(due.day.slice(0, 4)) + (month >= '12-26' ? 1 : 0);
  return [`暂按法定节日和周末推算；${year}年节假日安排待公布，届时重算并告诉您`];
}
