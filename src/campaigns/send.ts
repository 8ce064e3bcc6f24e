import { dayOf, daysBetween, instantAt, timeOf, type Day } from '../calendar.js';
import type { Notice, Target } from '../notices.js';
import { reach, type Org } from '../people/org.js';
import { dueSteps, programmeOf, runOfStep, type Programme } from './due.js';
import { summaryLines } from './figures.js';
import type { Campaign } from './data.js';
import type { CampaignDeps } from './ports.js';
import { type CampaignPost, lastSendDay, needsMedic, postKeyOf, POSTS_UNTIL, wordsOf } from './post.js';
import { markLapsed, markPosted } from './posting.js';
import { organisers } from './rules.js';
import { toAsk, type CampaignRun, type YearEntry } from './runs.js';
import type { Step } from './schedule.js';

/** Puts a notice into the outbox under an id made from its cause: telling twice is telling once. */
export type Tell = (cause: string, notice: Notice) => Promise<void>;

/** The two ways out: something new, and cards that are out of date. */
export interface Out {
  readonly tell: Tell;
  readonly redraw: (subject: string) => Promise<void>;
}

/** Posts go out from then on, on a working day. */
const FIRST_AT = '09:30';
/** Until then of the same day a post is worth sending: its headline names the day, and then quiet hours begin. */
export const GOOD_UNTIL = '20:00';

/** Where posts go: the bureau's group and those of the units. */
export function postChats(org: Org): readonly string[] {
  return org.groups
    .filter(({ use, state }) => state === 'active' && (use === 'bureau' || use === 'unit'))
    .map(({ _id }) => _id);
}

/**
 * 09:00: figures halfway, activities to be recorded, summaries. What begins soon and dates to be entered stand in the
 * morning digest (src/screens/digest/campaigns.ts).
 */
export async function campaignMorning(
  deps: CampaignDeps,
  tell: Tell,
  today: Day,
): Promise<Readonly<Record<string, number>>> {
  const programme = await programmeNow(deps, today);
  let told = 0;
  for (const step of dueSteps(programme, today)) {
    const run = runOfStep(programme, step);
    if (run === undefined || !['midway', 'collect', 'summary'].includes(step.kind)) continue;
    told += await toOrganisers(deps, tell, today, step.id, await morningNotice(deps, step, run, today));
  }
  return { told };
}

async function morningNotice(
  deps: CampaignDeps,
  step: Step,
  run: CampaignRun,
  today: Day,
): Promise<Omit<Notice, 'target'>> {
  const about = { campaignId: run.campaign.id, year: run.year };
  const plain = { class: 'informational' as const };
  switch (step.kind) {
    case 'summary':
      return {
        ...plain,
        type: 'campaign-summary',
        subject: `year:${run.campaign.id}:${run.year}`,
        facts: { ...about, until: today },
      };
    case 'midway':
      return {
        ...plain,
        type: 'campaign-summary',
        subject: `year:${run.campaign.id}:${run.year}`,
        facts: { ...about, until: today, midway: true },
      };
    default:
      return {
        ...plain,
        type: 'note',
        facts: {
          title: `请补活动记录：${run.campaign.name}`,
          lines: [
            '讲座、演练、咨询日办过的，请登记：名称、日期、地点、人数，照片登记后发来。',
            ...(await summaryLines(deps, run, today)).filter((line) => line.startsWith('活动')),
          ],
          buttons: [`登记活动|activity-open|${run.campaign.id}`],
        },
      };
  }
}

/** Days from the first asking on: by then the week is over, and asking would only annoy. */
const ASKED_FOR = 60;

/** Campaigns with posts whose date of this year is announced by now and not entered yet. */
export function datesToAsk(
  campaigns: readonly Campaign[],
  entries: readonly YearEntry[],
  today: Day,
): readonly Campaign[] {
  return toAsk(campaigns, entries, today).filter(({ when, pack }) => {
    const since = `${today.slice(0, 4)}-${'ask' in when ? (when.ask ?? '01-01') : '01-01'}`;
    return pack !== undefined && daysBetween(since, today) <= ASKED_FOR;
  });
}

/** 10:00 of the working day before: the preview of each post, to approve, change or skip. */
export async function previewPosts(deps: CampaignDeps, tell: Tell, today: Day): Promise<number> {
  const programme = await programmeNow(deps, today);
  let n = 0;
  for (const step of dueSteps(programme, today))
    if (step.kind === 'preview' && step.postId !== undefined) {
      const day = programme.plan.steps.find(({ id }) => id === step.id.replace(':preview:', ':post:'))?.day;
      if (day !== undefined) n += await previewOne(deps, tell, today, step, day);
    }
  return n;
}

async function previewOne(deps: CampaignDeps, tell: Tell, today: Day, step: Step, day: Day): Promise<number> {
  const key = postKeyOf(step.campaignId, step.year, step.postId ?? '');
  const at = deps.now();
  await deps.store.addPost({
    _id: key,
    kind: 'post',
    campaignId: step.campaignId,
    year: step.year,
    postId: step.postId ?? '',
    no: step.no ?? 1,
    day,
    status: 'preview',
    version: 1,
    history: [{ seq: 1, command: 'preview', by: 'bot', at, causeEventId: step.id }],
    schema: 1,
  });
  const doc = await deps.store.post(key);
  return doc === undefined ? 0 : toOrganisers(deps, tell, today, `preview:${key}`, previewNotice(doc));
}

export function previewNotice(post: CampaignPost, again = false): Omit<Notice, 'target'> {
  return {
    type: 'campaign-preview',
    class: 'informational',
    subject: `post:${post._id}`,
    facts: { postKey: post._id, ...(again ? { again: true } : {}) },
  };
}

/**
 * 09:30 and after every approval: sends what is approved and due, one post a day. An undecided one is NOT sent: it is
 * asked about again on its day, and lapses after three working days. Only where 自动推送 is on it goes out by itself,
 * medical lines not even then.
 * @returns how many went out
 */
export async function sendDuePosts(deps: CampaignDeps, { tell, redraw }: Out): Promise<number> {
  const now = deps.now();
  const [today, time] = [dayOf(now), timeOf(now)];
  const calendar = await deps.calendar();
  if (!calendar.isWorkday(today) || time < FIRST_AT || time >= POSTS_UNTIL) return 0;
  const settings = await deps.settings();
  const [open, posted] = await Promise.all([
    deps.store.posts({ status: ['preview', 'approved'] }),
    deps.store.posts({ status: ['posted'], year: Number(today.slice(0, 4)) }),
  ]);
  let free = !posted.some(({ sentDay, kind }) => sentDay === today && kind === 'post');
  let sent = 0;
  for (const post of open.filter(({ day }) => day <= today)) {
    const words = wordsOf(deps.data, post);
    const ready = post.status === 'approved' || (settings.auto && words !== undefined && !needsMedic(words));
    const late = lastSendDay(post, calendar) < today;
    if (late || words === undefined) {
      await markLapsed(deps, { postKey: post._id, actorId: undefined, cause: `lapse:${today}`, today });
      await redraw(`post:${post._id}`);
    } else if (!ready) {
      if (post.day === today)
        await toOrganisers(deps, tell, today, `again:${post._id}`, previewNotice(post, true));
    } else if (free || post.kind === 'case') {
      if (!(await sendOne(deps, tell, post, today))) continue;
      sent += 1;
      await redraw(`post:${post._id}`);
      if (post.kind === 'post') free = false;
    }
  }
  return sent;
}

async function sendOne(deps: CampaignDeps, tell: Tell, post: CampaignPost, today: Day): Promise<boolean> {
  const chats = postChats(await deps.org());
  if (chats.length === 0) {
    await toOrganisers(deps, tell, today, `nowhere:${post._id}:${today}`, {
      type: 'note',
      class: 'informational',
      expiresAt: instantAt(today, GOOD_UNTIL),
      facts: {
        title: '今天的宣传没有发出去',
        lines: ['还没有设好局安全群和单位群，请管理员把助手加进群，选好是什么群。设好后当天18时前会补发。'],
      },
    });
    return false;
  }
  // Told first, marked after: a crash in between is mended by running again, since the ids are the same. A post that
  // is skipped meanwhile is not drawn any more.
  const again = post.history.filter(({ command }) => command === 'miss').length;
  for (const chatId of chats)
    await tell(`post:${post._id}:${chatId}${again === 0 ? '' : `:${again}`}`, {
      type: 'campaign-post',
      target: { kind: 'chat', chatId },
      class: 'informational',
      subject: `post:${post._id}`,
      facts: { postKey: post._id, sentDay: today },
      expiresAt: instantAt(today, GOOD_UNTIL),
    });
  const marked = await markPosted(deps, {
    postKey: post._id,
    actorId: undefined,
    cause: `post:${today}`,
    today,
    sentDay: today,
    chatIds: chats,
  });
  return marked.ok;
}

async function programmeNow(deps: CampaignDeps, today: Day): Promise<Programme> {
  return programmeOf(deps.data, today, await deps.calendar(), await deps.store.years());
}

/** One card each for 安委办, and for whoever stands in for somebody of it. */
async function toOrganisers(
  deps: CampaignDeps,
  tell: Tell,
  today: Day,
  cause: string,
  notice: Omit<Notice, 'target'>,
): Promise<number> {
  const org = await deps.org();
  const ids = new Set(organisers(org).flatMap(({ _id }) => reach(org, _id, today).map((one) => one._id)));
  for (const personId of ids) {
    const target: Target = { kind: 'person', personId };
    await tell(`${cause}:${personId}`, { ...notice, target });
  }
  return ids.size;
}
