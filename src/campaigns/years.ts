import type { Day } from '../calendar.js';
import { done, type Outcome, type Refusal } from '../errors.js';
import { personById } from '../people/org.js';
import { shownCampaigns, type Campaign } from './data.js';
import type { CampaignDeps, StoredYear } from './ports.js';
import { mayCampaign } from './rules.js';
import { checkDates, type YearEntry } from './runs.js';
import { checkTheme } from './themes.js';

/** What is wrong with what somebody entered, in words for them. */
export interface Problems {
  readonly ok: false;
  readonly code: 'problems';
  readonly problems: readonly string[];
}

export interface YearRequest {
  readonly campaignId: string;
  readonly year: number;
  readonly actorId: string | undefined;
  readonly cause: string;
  readonly today: Day;
  readonly theme?: string;
  readonly from?: Day;
  readonly to?: Day;
}

/**
 * Takes what the yearly notice says: theme, dates, or both at once. A theme of another year, of another campaign's
 * year or of a past year is refused, and what was there stays.
 */
export async function enterYear(
  deps: CampaignDeps,
  request: YearRequest,
): Promise<Outcome<StoredYear> | Problems> {
  const org = await deps.org();
  const may = mayCampaign('enterYear', personById(org, request.actorId), org, request.today);
  if (!may.ok) return may;
  const campaign = shownCampaigns(deps.data).find(({ id }) => id === request.campaignId);
  if (campaign === undefined) return problems(['没有这个宣传活动，请发“宣传计划”看名称']);
  const entries = await deps.store.years();
  const wrong = problemsOf(deps, campaign, request, entries);
  if (wrong.length > 0) return problems(wrong);
  return write(deps, request, {
    ...(request.theme === undefined ? {} : { theme: request.theme.trim() }),
    ...(request.from === undefined ? {} : { from: request.from, to: request.to ?? request.from }),
  });
}

function problemsOf(
  deps: CampaignDeps,
  campaign: Campaign,
  { theme, from, to, year, today }: YearRequest,
  entries: readonly YearEntry[],
): readonly string[] {
  const wrong: string[] = [];
  const thisYear = Number(today.slice(0, 4));
  if (year < thisYear || year > thisYear + 1) wrong.push(`只能录入${thisYear}年或${thisYear + 1}年的`);
  if (theme === undefined && from === undefined) wrong.push('没有写主题，也没有写日期');
  if (theme !== undefined) {
    if (!campaign.themed) wrong.push(`${campaign.name}没有年度主题，不用录入`);
    else wrong.push(...checkTheme(deps.data, { campaignId: campaign.id, year, text: theme }, entries));
  }
  if (from !== undefined || to !== undefined) {
    if (campaign.when.kind !== 'entered' && campaign.when.kind !== 'range')
      wrong.push(`${campaign.name}的日期是固定的，不用录入`);
    else wrong.push(...checkDates({ campaignId: campaign.id, year, ...given({ from, to }) }, campaign));
  }
  return wrong;
}

function given({ from, to }: { from: Day | undefined; to: Day | undefined }): { from?: Day; to?: Day } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** 归档: the closing numbers as they are now, kept for the file. */
export async function fileSummary(
  deps: CampaignDeps,
  request: YearRequest & { readonly lines: readonly string[] },
): Promise<Outcome<StoredYear>> {
  const org = await deps.org();
  const may = mayCampaign('fileSummary', personById(org, request.actorId), org, request.today);
  return may.ok ? write(deps, request, { filed: request.lines }) : may;
}

/** One guarded write with its history; tried again with what is there when somebody was faster. */
async function write(
  deps: CampaignDeps,
  { campaignId, year, actorId, cause }: YearRequest,
  set: Pick<StoredYear, 'theme' | 'from' | 'to' | 'filed'>,
): Promise<Outcome<StoredYear>> {
  const _id = `${campaignId}:${year}`;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const before = (await deps.store.years()).find((one) => one._id === _id);
    if (before?.history.some((entry) => entry.causeEventId === cause) === true) return done(before);
    const version = before?.version ?? 0;
    const commands = [
      ...(set.from === undefined ? [] : (['dates'] as const)),
      ...(set.theme === undefined ? [] : (['theme'] as const)),
      ...(set.filed === undefined ? [] : (['file'] as const)),
    ];
    const after: StoredYear = {
      ...(before ?? { _id, campaignId, year, schema: 1 }),
      ...set,
      version: version + 1,
      history: [
        ...(before?.history ?? []),
        ...commands.map((command) => ({
          seq: version + 1,
          command,
          by: actorId ?? '',
          at: deps.now(),
          causeEventId: cause,
          note: noteOf(command, set),
        })),
      ],
    };
    if (await deps.store.putYear(after, version)) return done(after);
  }
  return { ok: false, code: 'stale-card', facts: {} } satisfies Refusal;
}

function noteOf(command: 'dates' | 'theme' | 'file', set: Pick<StoredYear, 'theme' | 'from' | 'to'>): string {
  if (command === 'dates') return `${set.from ?? ''}~${set.to ?? ''}`;
  return command === 'theme' ? (set.theme ?? '') : '归档';
}

function problems(list: readonly string[]): Problems {
  return { ok: false, code: 'problems', problems: list };
}
