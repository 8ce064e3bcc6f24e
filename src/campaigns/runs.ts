import { addDays, daysBetween, isDay, lunar, weekdayOf, type Day } from '../calendar.js';
import type { Campaign, KeyDay } from './data.js';

/** What an administrator enters for one campaign of one year, from the yearly notice. */
export interface YearEntry {
  readonly campaignId: string;
  readonly year: number;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly theme?: string | undefined;
}

export interface RunKeyDay {
  readonly day: Day;
  readonly name: string;
  readonly post: string;
}

/** A campaign in one year, with its days. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly year: number;
  readonly from: Day;
  readonly to: Day;
  readonly keyDays: readonly RunKeyDay[];
}

/**
 * The days of a campaign that begins in this year; undefined while a yearly date is not entered. All days are
 * computed or entered, none is guessed.
 */
export function runOf(
  campaign: Campaign,
  year: number,
  entries: readonly YearEntry[] = [],
): CampaignRun | undefined {
  const entry = entries.find(
    (one) => one.campaignId === campaign.id && one.year === year && one.from !== undefined,
  );
  const usual = usualDays(campaign, year);
  const from = entry?.from ?? usual?.from;
  if (from === undefined) return undefined;
  const to = entry?.to ?? (entry === undefined ? (usual?.to ?? from) : from);
  const keyDays = campaign.keyDays
    .map((key) => ({ day: keyDayOf(key, year), name: key.name, post: key.post }))
    .filter(({ day }) => day >= from && day <= to);
  return { campaign, year, from, to, keyDays };
}

function usualDays({ when }: Campaign, year: number): { readonly from: Day; readonly to: Day } | undefined {
  switch (when.kind) {
    case 'fixed':
      return only(`${year}-${when.day}`);
    case 'range':
      return { from: `${year}-${when.from}`, to: `${when.to < when.from ? year + 1 : year}-${when.to}` };
    case 'lunar':
      return only(lunar(year, when.month, when.day));
    case 'spring':
      return { from: addDays(lunar(year, 1, 1), -when.before), to: addDays(lunar(year, 1, 1), when.after) };
    case 'weekday':
      return only(nthWeekday(year, when.month, when.weekday, when.nth));
    case 'entered':
      return undefined;
  }
}

function only(day: Day): { readonly from: Day; readonly to: Day } {
  return { from: day, to: day };
}

function keyDayOf(key: KeyDay, year: number): Day {
  return key.lunar === undefined
    ? `${year}-${key.day ?? '01-01'}`
    : lunar(year, key.lunar.month, key.lunar.day);
}

/** The nth weekday of a month; nth -1 = the last. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  if (nth > 0) return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  const last = addDays(next, -1);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}

/** What is wrong with an entered date; empty = usable. The words are for the administrator. */
export function checkDates(entry: YearEntry, campaign: Campaign): readonly string[] {
  const { from, to = from } = entry;
  if (from === undefined || to === undefined) return to === undefined ? [] : ['没有写开始的日期'];
  const problems: string[] = [];
  for (const day of new Set([from, to])) if (!isDay(day)) problems.push(`“${day}”不是日期`);
  if (problems.length > 0) return problems;
  if (Number(from.slice(0, 4)) !== entry.year) problems.push(`${from}不是${entry.year}年的日期`);
  if (to < from) problems.push('结束在开始之前');
  const longest = campaign.when.kind === 'entered' ? 15 : 62;
  if (daysBetween(from, to) >= longest) problems.push(`超过${longest}天，请核对`);
  return problems;
}

/**
 * Campaigns whose dates of this year must still be entered, from the day of asking on (the bot asks in time). A range
 * that may be narrowed is asked once too, but runs on its usual dates without an answer.
 */
export function toAsk(
  campaigns: readonly Campaign[],
  entries: readonly YearEntry[],
  today: Day,
): readonly Campaign[] {
  const year = Number(today.slice(0, 4));
  return campaigns.filter((campaign) => {
    const { when, id } = campaign;
    const ask = when.kind === 'entered' || when.kind === 'range' ? when.ask : undefined;
    if (ask === undefined || today.slice(5) < ask) return false;
    if (when.kind === 'range' && today.slice(5) >= when.from) return false;
    return !entries.some(
      (entry) => entry.campaignId === id && entry.year === year && entry.from !== undefined,
    );
  });
}
