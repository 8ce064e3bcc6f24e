import { addDays, checkOverride, dayOf, isDay, plainDay, type Day, type YearOverride } from '../calendar.js';
import type { Desk } from './desk.js';

/**
 * 节假日: what is entered and until which year the official arrangement is known; 节假日 2027年 放假 … 上班 … enters a
 * year from the notice as a whole; 节假日 2027年 取消 takes it away again. A wrong entry is refused with the day and the
 * old one stays in force (cases.md 66). Deadlines are counted anew by the next tick.
 * @returns the lines of the answer
 */
export async function enterHolidays(desk: Desk, text: string, adminId: string): Promise<readonly string[]> {
  const today = dayOf(desk.now());
  const plain = text.normalize('NFKC');
  const year = Number(/(\d{4})年/u.exec(plain)?.[1]);
  const all = ((await desk.people.setting('holidays')) ?? []) as YearOverride[];
  if (!Number.isInteger(year)) return [...(await known(desk, all)), HOW];
  const put = (entries: readonly YearOverride[]): Promise<unknown> =>
    desk.people.changeSetting('holidays', adminId, (old) => [
      ...((old ?? []) as YearOverride[]).filter((one) => one.year !== year),
      ...entries,
    ]);
  if (/取消|删除/u.test(plain)) {
    if (!all.some((one) => one.year === year)) return [`没有录入过${year}年的节假日。`];
    await put([]);
    return [`已取消录入的${year}年节假日。期限会重算，有变化的告诉办理人。`];
  }
  const [, off = '', work = ''] = /放假(.*?)(?:上班(.*))?$/su.exec(plain) ?? [];
  const entry: YearOverride = { year, off: daysIn(off, year), work: daysIn(work, year) };
  if (entry.off.length === 0) return [HOW];
  const problems = checkOverride(entry);
  if (problems.length > 0) {
    const words = problems.slice(0, 5).map(({ day, problem }) => {
      return `${isDay(day) ? plainDay(day, `${year}-01-01`) : day}${problem}`;
    });
    return [`没有录入，原来的数据不变：${words.join('；')}。`, HOW];
  }
  await put([entry]);
  return [
    `已录入${year}年节假日：放假${entry.off.length}天，调休上班${entry.work.length}天。`,
    `放假：${spans(entry.off, today)}。${entry.work.length === 0 ? '' : `上班：${spans(entry.work, today)}。`}`,
    '在办的期限会按新的安排重算，有变化的告诉办理人。',
  ];
}

const HOW = '录入请这样写：节假日 2027年 放假 1月1日至1月3日，2月5日至2月11日 上班 1月24日';

async function known(desk: Desk, all: readonly YearOverride[]): Promise<readonly string[]> {
  const { lastKnownYear } = await desk.calendar();
  const entered = all.map((one) => one.year).toSorted((a, b) => a - b);
  return [
    `节假日安排到${lastKnownYear}年为止是齐的。`,
    ...(entered.length === 0 ? [] : [`其中${entered.join('、')}年是本局录入的。`]),
  ];
}

/** `1月1日至1月3日，12月31日`; a range over New Year begins in the December before. */
function daysIn(text: string, year: number): readonly Day[] {
  const days: Day[] = [];
  const pattern =
    /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?(?:[至到\-—~](?:(?:\d{4}年)?(\d{1,2})月)?(\d{1,2})[日号]?)?/gu;
  for (const [, written, month = '', date = '', endMonth, endDate] of text.matchAll(pattern)) {
    const over = endMonth !== undefined && Number(endMonth) < Number(month);
    const first = written === undefined ? year - (over ? 1 : 0) : Number(written);
    const from = dayWritten(first, month, date);
    const to = endDate === undefined ? from : dayWritten(first + (over ? 1 : 0), endMonth ?? month, endDate);
    // What is no date is kept as written, so that it is refused by name and not left out in silence.
    if (!isDay(from) || !isDay(to)) days.push(isDay(from) ? to : from);
    else for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
  }
  return days;
}

function dayWritten(year: number, month: string, date: string): string {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** `1月1日至1月3日、2月5日`: what was understood, to be read over. */
function spans(days: readonly Day[], today: Day): string {
  const list = days.toSorted();
  const parts: string[] = [];
  for (let start = 0; start < list.length;) {
    let end = start;
    while (list[end + 1] === addDays(list[end] ?? '', 1)) end += 1;
    const [from = '', to = ''] = [list[start], list[end]];
    parts.push(from === to ? plainDay(from, today) : `${plainDay(from, today)}至${plainDay(to, today)}`);
    start = end + 1;
  }
  return parts.join('、');
}
