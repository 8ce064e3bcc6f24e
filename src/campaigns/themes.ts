import { mayShow, type CampaignData, type Theme } from './data.js';
import type { YearEntry } from './runs.js';

/**
 * The theme that may be shown for a campaign in a year: what an administrator entered for that very year, else a
 * confirmed one of the table. Undefined = the card has no theme line; an old one is never carried over.
 */
export function themeOf(
  data: CampaignData,
  campaignId: string,
  year: number,
  entries: readonly YearEntry[] = [],
): string | undefined {
  const entered = entries.find(
    (entry) => entry.campaignId === campaignId && entry.year === year && entry.theme !== undefined,
  );
  if (entered?.theme !== undefined) return entered.theme;
  const known = data.themes.find((theme) => theme.campaignId === campaignId && theme.year === year);
  return known !== undefined && mayShow(known.mark) ? known.text : undefined;
}

/**
 * What is wrong with a theme that somebody enters; empty = usable. A theme of another year is refused as stale, and
 * one that names another year; search pages are full of both (domain.md §14.1).
 */
export function checkTheme(
  data: CampaignData,
  entry: { readonly campaignId: string; readonly year: number; readonly text: string },
  entries: readonly YearEntry[] = [],
): readonly string[] {
  const text = entry.text.trim();
  if (text === '') return ['没有写主题'];
  const problems: string[] = [];
  if (text.length > 100) problems.push('太长，请只写主题本身');
  if (/[!！]|\p{Emoji_Presentation}/u.test(text)) problems.push('不用感叹号和表情');
  const named = /(20\d\d)年/u.exec(text)?.[1];
  if (named !== undefined && Number(named) !== entry.year) problems.push(`里面写的是${named}年`);
  const old = earlier(data, entries, entry.campaignId).find(
    (theme) => theme.year !== entry.year && bare(theme.text) === bare(text),
  );
  if (old !== undefined) problems.push(`这是${old.year}年的主题，请核对${entry.year}年的文件`);
  const known = data.themes.find(
    (theme) => theme.campaignId === entry.campaignId && theme.year === entry.year,
  );
  if (
    known !== undefined &&
    mayShow(known.mark) &&
    !bare(text).includes(bare(known.text)) &&
    !bare(known.text).includes(bare(text))
  )
    problems.push(`和已有的${entry.year}年主题不一样：${known.text}`);
  return problems;
}

/** Themed campaigns of a year that have none yet: the organiser is asked with the plan at T-7. */
export function themesMissing(
  data: CampaignData,
  year: number,
  entries: readonly YearEntry[] = [],
): readonly string[] {
  return data.campaigns
    .filter(
      ({ id, themed, mark }) => themed && mayShow(mark) && themeOf(data, id, year, entries) === undefined,
    )
    .map(({ id }) => id);
}

function earlier(
  data: CampaignData,
  entries: readonly YearEntry[],
  campaignId: string,
): readonly Pick<Theme, 'year' | 'text'>[] {
  return [
    ...data.themes.filter((theme) => theme.campaignId === campaignId),
    ...entries.flatMap((entry) =>
      entry.campaignId === campaignId && entry.theme !== undefined
        ? [{ year: entry.year, text: entry.theme }]
        : [],
    ),
  ];
}

function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{P}\p{S}]/gu, '');
}
