import { dayInWords, dayOf, fullDay, momentInWords, plainDay, type Day } from '../calendar.js';
import { phoneLine, shownCampaigns, shownCases, type Campaign } from '../campaigns/data.js';
import { programmeOf, runOfStep, yearsRun, type Programme } from '../campaigns/due.js';
import { ourLine, summaryLines } from '../campaigns/figures.js';
import {
  lastOf,
  needsMedic,
  postKeyOf,
  wordsOf,
  type CampaignPost,
  type PostWords,
} from '../campaigns/post.js';
import { mayCampaign } from '../campaigns/rules.js';
import type { CampaignRun } from '../campaigns/runs.js';
import { postChats } from '../campaigns/send.js';
import { themeOf } from '../campaigns/themes.js';
import { caseLines, headline, postTitle } from '../campaigns/words.js';
import type { StoredNotice } from '../notices.js';
import { personById } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { CasesView, PostBody, PostView, PreviewView } from '../../cards/campaign.js';
import type { CalendarView, PlanView, SummaryView } from '../../cards/campaign-plan.js';
import type { Context } from './context.js';

/** A post's card in a group. What was skipped or given up meanwhile is not sent. */
export async function postView(notice: StoredNotice, context: Context): Promise<PostView | string> {
  const { store } = context.campaigns;
  const doc = await store.post(String(notice.facts?.['postKey'] ?? ''));
  if (doc === undefined) return 'the post is gone';
  if (doc.status === 'skipped' || doc.status === 'lapsed' || doc.status === 'unsent')
    return `the post is ${doc.status}`;
  const body = await bodyOf(doc, String(notice.facts?.['sentDay'] ?? doc.sentDay ?? doc.day), context);
  if (body === undefined) return 'the post is in no pack';
  const learned = (await store.learnedBy({ postKey: doc._id })).reduce((sum, { n }) => sum + n, 0);
  return { ...body, postKey: doc._id, learned, version: doc.version + learned };
}

async function bodyOf(doc: CampaignPost, sentOn: Day, context: Context): Promise<PostBody | undefined> {
  const { campaigns } = context;
  const words = wordsOf(campaigns.data, doc);
  if (words === undefined) return undefined;
  if (words.kind === 'case') return { words, headline: '警示教育', title: words.facts.title, phones: '' };
  const programme = await programmeAt(context, sentOn);
  const run = runOfStep(programme, doc);
  if (run === undefined) return undefined;
  const theme = themeOf(campaigns.data, doc.campaignId, doc.year, await campaigns.store.years());
  return {
    words,
    headline: headline(run, sentOn),
    title: postTitle(words.post, run, sentOn),
    ...(theme === undefined ? {} : { theme }),
    ours: await ourLine(campaigns, run, sentOn),
    phones: phoneLine(words.post, campaigns.data),
  };
}

async function programmeAt({ campaigns, calendar }: Context, day: Day): Promise<Programme> {
  return programmeOf(campaigns.data, day, calendar, await campaigns.store.years());
}

/** The preview for 安委办, in every state of the post. */
export async function previewView(notice: StoredNotice, context: Context): Promise<PreviewView | string> {
  const { campaigns, org } = context;
  const doc = await campaigns.store.post(String(notice.facts?.['postKey'] ?? ''));
  if (doc === undefined) return 'the post is gone';
  const now = context.now();
  const today = dayOf(now);
  // A post whose day is over goes out on the next working day that is free.
  const sent = doc.status === 'unsent' ? undefined : doc.sentDay;
  const meant = sent ?? (doc.day < today ? today : doc.day);
  const body = await bodyOf(doc, meant, context);
  if (body === undefined) return 'the post is in no pack';
  const decided = decidedIn(doc, context);
  const { auto } = await campaigns.settings();
  return {
    ...body,
    postKey: doc._id,
    status: doc.status,
    when: `${doc.day <= today ? '同意后' : `${dayInWords(doc.day, today)}09:30`}发到${postChats(org).length}个群`,
    otherwise: otherwise(body.words, auto, doc.day <= today),
    ...(decided === undefined ? {} : { decided }),
    medic: needsMedic(body.words),
    again: notice.facts?.['again'] === true,
    editing: notice.facts?.['editing'] === true,
    version: doc.version,
  };
}

function otherwise(words: PostWords, auto: boolean, dayHasCome: boolean): string {
  if (words.kind === 'case') return '同意了才发。';
  return auto && !needsMedic(words)
    ? '没有人定，也会按时发出（自动推送已打开）。'
    : dayHasCome
      ? '没有人同意就不发。'
      : '没有人同意就不发，当天再问一次。';
}

function decidedIn(doc: CampaignPost, { org, now }: Context): string | undefined {
  const command = {
    preview: undefined,
    approved: 'approve',
    skipped: 'skip',
    posted: 'post',
    lapsed: undefined,
    unsent: 'miss',
  }[doc.status] as 'approve' | 'skip' | 'post' | 'miss' | undefined;
  const last = command === undefined ? undefined : lastOf(doc, command);
  if (last === undefined || command === undefined) return undefined;
  const when = momentInWords(last.at, now());
  if (command === 'miss') return '那天连不上飞书，过了当天就没有再发';
  if (command === 'post') return `${when}已发到${doc.chatIds?.length ?? 0}个群`;
  const who = personById(org, last.by)?.name ?? '';
  const changed = command === 'approve' && (doc.today !== undefined || doc.remember !== undefined);
  return `${who}${when}${command === 'skip' ? '选了跳过' : '同意推送'}${changed ? '，内容有改动' : ''}`;
}

/** 宣传计划: what runs and what comes within four months. */
export async function calendarView(person: Person | undefined, context: Context): Promise<CalendarView> {
  const { campaigns, org, now } = context;
  const today = dayOf(now());
  const [programme, settings, years] = [
    await programmeAt(context, today),
    await campaigns.settings(),
    await campaigns.store.years(),
  ];
  const rows = programme.runs
    .filter(({ from, to }) => to >= today && from <= inMonths(today, 4))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map((run) => {
      const theme = themeOf(campaigns.data, run.campaign.id, run.year, years);
      const next = programme.plan.steps.find(
        ({ kind, campaignId, year, day }) =>
          kind === 'post' && campaignId === run.campaign.id && year === run.year && day >= today,
      );
      const lines = [
        ...(run.campaign.themed ? [theme === undefined ? '主题还没有录入' : `主题：${theme}`] : []),
        ...(next === undefined ? [] : [`下一篇${dayInWords(next.day, today)}`]),
      ];
      return {
        campaignId: run.campaign.id,
        year: run.year,
        name: run.campaign.name,
        days: daysOf(run, today),
        detail: lines.join('；') || '推送已发完',
      };
    });
  return {
    rows,
    auto: settings.auto,
    daily: settings.daily,
    decides: mayCampaign('switchAuto', person, org, today).ok,
  };
}

function inMonths(day: Day, months: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-31`;
}

function daysOf({ from, to }: Pick<CampaignRun, 'from' | 'to'>, today: Day): string {
  return from === to ? fullDay(from, today) : `${plainDay(from, today)}至${plainDay(to, today)}`;
}

const STATUS_WORD = {
  preview: '等定',
  approved: '已同意',
  skipped: '跳过',
  posted: '已发',
  lapsed: '没有定，没有发',
  unsent: '没有发出去',
} as const;

/** One campaign of one year: dates, theme, the days of its posts. */
export async function planView(
  notice: StoredNotice,
  person: Person | undefined,
  context: Context,
): Promise<PlanView | string> {
  const { campaigns, org, now } = context;
  const [id, year] = [String(notice.facts?.['campaignId'] ?? ''), Number(notice.facts?.['year'])];
  const campaign = shownCampaigns(campaigns.data).find((one) => one.id === id);
  if (campaign === undefined) return 'no such campaign';
  const today = dayOf(now());
  const years = await campaigns.store.years();
  const programme = programmeOf(campaigns.data, `${year}-07-01`, context.calendar, years);
  const run = runOfStep(programme, { campaignId: id, year });
  const stored = years.find((one) => one._id === `${id}:${year}`);
  const theme = themeOf(campaigns.data, id, year, years);
  const docs = await campaigns.store.posts({ campaignId: id, year });
  const steps = programme.plan.steps.filter(
    (step) => step.kind === 'post' && step.campaignId === id && step.year === year,
  );
  const editable = mayCampaign('enterYear', person, org, today).ok;
  return {
    campaignId: id,
    year,
    name: campaign.name,
    ...(run === undefined ? {} : { days: daysOf(run, today), from: run.from, to: run.to }),
    ...(campaign.origin === undefined ? {} : { origin: campaign.origin }),
    themed: campaign.themed,
    ...(theme === undefined ? {} : { theme }),
    movable: movable(campaign),
    posts: steps.map((step) => {
      const doc = docs.find(({ _id }) => _id === postKeyOf(id, year, step.postId ?? ''));
      const title = titleOf(campaign, step.postId, context);
      const state = doc === undefined ? '' : `（${STATUS_WORD[doc.status]}）`;
      return `${fullDay(doc?.day ?? step.day, today)} ${title}${state}`;
    }),
    left: programme.plan.left.filter((key) => key.startsWith(`${id}:${year}:`)).length,
    mayMove: steps.some(({ announced }) => !announced),
    editable,
    version: stored?.version ?? 0,
  };
}

function movable(campaign: Campaign): boolean {
  return (
    campaign.when.kind === 'entered' || (campaign.when.kind === 'range' && campaign.when.ask !== undefined)
  );
}

function titleOf(campaign: Campaign, postId: string | undefined, { campaigns }: Context): string {
  const posts = campaigns.data.packs.get(campaign.pack ?? '') ?? [];
  return posts.find(({ id }) => id === postId)?.title.replace(/^今天是/u, '') ?? '';
}

/** The numbers of a campaign; filed ones stay as they were filed. */
export async function summaryView(notice: StoredNotice, context: Context): Promise<SummaryView | string> {
  const { campaigns, org, now } = context;
  const facts = notice.facts ?? {};
  const [id, year] = [String(facts['campaignId'] ?? ''), Number(facts['year'])];
  const years = await campaigns.store.years();
  const run = yearsRun(campaigns.data, { campaignId: id, year }, context.calendar, years);
  if (run === undefined) return 'no such campaign';
  const midway = facts['midway'] === true;
  const activities = await campaigns.store.activities({ campaignId: id, year });
  const stored = years.find((one) => one._id === `${id}:${year}`);
  const entry = stored?.history.findLast(({ command }) => command === 'file');
  const filed = midway || stored?.filed === undefined ? undefined : stored.filed;
  return {
    campaignId: id,
    year,
    name: run.campaign.name,
    midway,
    lines: filed ?? (await summaryLines(campaigns, run, dayOf(now()))),
    ...(filed === undefined || entry === undefined
      ? {}
      : { filed: `${personById(org, entry.by)?.name ?? ''}${momentInWords(entry.at, now())}归档` }),
    // An activity that comes in later changes the numbers, too.
    version: activities.reduce((sum, { version }) => sum + version, stored?.version ?? 0),
  };
}

export function casesView(person: Person | undefined, { campaigns, org, now }: Context): CasesView {
  return {
    cases: shownCases(campaigns.data).map((facts) => ({
      id: facts.id,
      title: facts.title,
      lines: caseLines(facts),
    })),
    decides: mayCampaign('decidePost', person, org, dayOf(now())).ok,
  };
}
