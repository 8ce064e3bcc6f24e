import { addDays, checkOverride, dayOf, isDay, plainDay, timeOf, type Day } from '../calendar.js';
import type { Refusal } from '../errors.js';
import type { Hazard } from '../hazards/hazard.js';
import { holderNames } from '../hazards/roles.js';
import type { HazardCommand } from '../hazards/status.js';
import type { Org } from '../people/org.js';
import { DEED, refusalText, STATUS } from '../../cards/texts.zh-CN.js';
import type { Desk } from './desk.js';

const DONE: Partial<Record<HazardCommand, string>> = {
  approvePlan: '同意',
  returnPlan: '退回',
  approveExtension: '同意',
  returnExtension: '退回',
  approveClosing: '同意',
  returnClosing: '退回',
  passRecheck: '复查通过',
  failRecheck: '退回',
};

/** A refusal with its facts turned into words: times of the clock, dates, what was decided. */
function refusal(no: Refusal, org: Org, now: Date): string {
  const { at, command, wanted, day } = no.facts;
  const when = at === undefined ? undefined : new Date(at);
  const time =
    when === undefined
      ? undefined
      : dayOf(when) === dayOf(now)
        ? timeOf(when)
        : `${plainDay(dayOf(when), dayOf(now))}${timeOf(when)}`;
  return refusalText({
    ...no,
    facts: {
      ...no.facts,
      ...(time === undefined ? {} : { time }),
      ...(command === undefined
        ? {}
        : { deed: DONE[command as HazardCommand] ?? DEED[command as HazardCommand] }),
      ...(wanted === undefined
        ? {}
        : { own: DONE[wanted as HazardCommand] ?? DEED[wanted as HazardCommand] }),
      ...(day === undefined || !isDay(day) ? {} : { day: plainDay(day, dayOf(now)) }),
      ...(no.code === 'not-admin' && (no.facts['who'] ?? '') === ''
        ? { who: org.people.find((person) => person.roles.includes('admin'))?.name ?? '' }
        : {}),
    },
  });
}

/** What a decision led to. */
function decided(hazard: Hazard, org: Org, yes: boolean): string {
  const who = holderNames(hazard, org);
  if (hazard.status === 'closed') return '已销号。';
  if (!yes) return `已退回${who}，原因已转达。`;
  if (hazard.history.at(-1)?.command === 'approveExtension' && hazard.dueDay !== undefined)
    return `已同意，期限改为${plainDay(hazard.dueDay, dayOf(hazard.history.at(-1)?.at ?? hazard.reportedAt))}。`;
  return hazard.status === 'rectifying' ? `已同意，${who}开始整改。` : '已同意。';
}

/** Progress of an anonymous report, by its code. */
function progress(hazard: Hazard, now: Date): string {
  const day = hazard.closedDay === undefined ? '' : `（${plainDay(hazard.closedDay, dayOf(now))}）`;
  const what =
    hazard.rectification?.note === undefined || hazard.status !== 'closed'
      ? ''
      : `：${hazard.rectification.note}`;
  return `${STATUS[hazard.status].word}${day}${what}。`;
}

/** 节假日 2027年 放假 1月1日至1月3日，2月5日至2月11日 上班 1月24日 */
async function enterHolidays(desk: Desk, text: string, adminId: string): Promise<readonly string[]> {
  const year = Number(/(\d{4})年/u.exec(text)?.[1]);
  const example = '请这样写：节假日 2027年 放假 1月1日至1月3日，2月5日至2月11日 上班 1月24日';
  if (!Number.isInteger(year)) return [example];
  const [, off = '', work = ''] = /放假(.*?)(?:上班(.*))?$/su.exec(text) ?? [];
  const entry = { year, off: daysIn(off, year), work: daysIn(work, year) };
  if (entry.off.length === 0) return [example];
  const problems = checkOverride(entry);
  if (problems.length > 0)
    return [
      `没有录入，原来的数据不变：${problems.map(({ day, problem }) => `${day} ${problem}`).join('；')}`,
    ];
  const all = ((await desk.people.setting('holidays')) ?? []) as { year: number }[];
  await desk.people.setSetting('holidays', [...all.filter((one) => one.year !== year), entry], adminId);
  return [
    `已录入${year}年节假日：放假${entry.off.length}天，调休上班${entry.work.length}天。期限会按新的安排重算。`,
  ];
}

function daysIn(text: string, year: number): readonly Day[] {
  const days: Day[] = [];
  for (const match of text.matchAll(
    /(\d{1,2})月(\d{1,2})[日号]?(?:[至到\-—~](?:(\d{1,2})月)?(\d{1,2})[日号]?)?/gu,
  )) {
    const [, month = '', date = '', endMonth, endDate] = match;
    const from = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const to =
      endDate === undefined
        ? from
        : `${year}-${(endMonth ?? month).padStart(2, '0')}-${endDate.padStart(2, '0')}`;
    if (!isDay(from) || !isDay(to)) continue;
    for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
  }
  return days;
}

export const spoken = { refusal, decided, progress, enterHolidays };
