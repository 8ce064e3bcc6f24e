import { timeOf, type Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { personById } from '../people/org.js';
import type { CampaignDeps } from './ports.js';
import {
  CASES,
  lastOf,
  lastSendDay,
  needsMedic,
  POST_FROM,
  POST_TO,
  POSTS_UNTIL,
  postKeyOf,
  wordsOf,
  type CampaignPost,
  type PostCommand,
} from './post.js';
import { mayCampaign } from './rules.js';

export interface PostRequest {
  readonly postKey: string;
  /** Undefined = not known; `bot` = the clock. */
  readonly actorId: string | undefined;
  /** The click, message or slot that asks. */
  readonly cause: string;
  readonly today: Day;
  /** The version that the clicked card showed: an older card decides nothing. */
  readonly stage?: number;
  /** Only the bot's own `post`. */
  readonly sentDay?: Day;
  readonly chatIds?: readonly string[];
  readonly words?: { readonly today?: string; readonly remember?: string };
  readonly note?: string;
}

const DEED: Readonly<Record<PostCommand, string>> = {
  approve: '同意推送',
  skip: '跳过',
  post: '推送',
  lapse: '按没有定处理',
  miss: '记为没有发出',
};
const MAX_WORDS = 120;

/** Approves a post, with or without other words. An approved one may be given other words until it is out. */
export async function approvePost(deps: CampaignDeps, request: PostRequest): Promise<Outcome<CampaignPost>> {
  const long = Object.values(request.words ?? {}).find((text) => [...text].length > MAX_WORDS);
  if (long !== undefined) return refuse('too-long');
  const post = await deps.store.post(request.postKey);
  if (post !== undefined && (await isTooLate(deps, post, request.today))) return refuse('post-too-late');
  const words = post === undefined ? undefined : wordsOf(deps.data, post);
  // Whoever approves medical lines has said with the button that a medic read them.
  const note = words !== undefined && needsMedic(words) ? { note: '医务人员已看过' } : {};
  return decide(deps, { ...request, ...note }, 'approve');
}

/** Approved now it would lapse before the next time that posts go out. */
async function isTooLate(deps: CampaignDeps, post: CampaignPost, today: Day): Promise<boolean> {
  if (!POST_FROM.approve.includes(post.status)) return false;
  const calendar = await deps.calendar();
  const open = calendar.isWorkday(today) && timeOf(deps.now()) < POSTS_UNTIL;
  return lastSendDay(post, calendar) < (open ? today : calendar.addWorkdays(today, 1));
}

/** Leaves a post out. */
export function skipPost(deps: CampaignDeps, request: PostRequest): Promise<Outcome<CampaignPost>> {
  return decide(deps, request, 'skip');
}

/** The bot's own: marks a post as sent into these groups. */
export function markPosted(
  deps: CampaignDeps,
  request: PostRequest & { readonly sentDay: Day; readonly chatIds: readonly string[] },
): Promise<Outcome<CampaignPost>> {
  return change(deps, request, 'post', 'bot');
}

/** The bot's own: nobody decided in time. */
export function markLapsed(deps: CampaignDeps, request: PostRequest): Promise<Outcome<CampaignPost>> {
  return change(deps, request, 'lapse', 'bot');
}

/**
 * The bot's own: these groups could not be reached on the post's day. With no group left it was not posted at all, and
 * somebody may still want it on another day.
 */
export async function markMissed(
  deps: CampaignDeps,
  request: { readonly postKey: string; readonly cause: string; readonly chatIds: readonly string[] },
): Promise<CampaignPost | undefined> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const post = await deps.store.post(request.postKey);
    if (post === undefined || !POST_FROM.miss.includes(post.status)) return undefined;
    if (post.history.some((entry) => entry.causeEventId === request.cause)) return post;
    const chatIds = (post.chatIds ?? []).filter((id) => !request.chatIds.includes(id));
    // Killed before it was marked as posted: it is still approved, and goes out under new ids.
    const gone = post.status === 'posted' && chatIds.length === 0;
    const after = await deps.store.changePost(post._id, post.version, {
      set: gone ? { status: POST_TO.miss, chatIds } : post.status === 'posted' ? { chatIds } : {},
      entry: {
        seq: post.version + 1,
        command: 'miss',
        by: 'bot',
        at: deps.now(),
        causeEventId: request.cause,
        note: request.chatIds.join(' '),
      },
    });
    if (after !== undefined) return after;
  }
  return undefined;
}

async function decide(
  deps: CampaignDeps,
  request: PostRequest,
  command: 'approve' | 'skip',
): Promise<Outcome<CampaignPost>> {
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('decidePost', person, org, request.today);
  if (!may.ok) return may;
  return change(deps, request, command, person?._id ?? '');
}

/** ONE guarded write with its history. Read and tried again once if somebody was faster; then the state says no. */
async function change(
  deps: CampaignDeps,
  request: PostRequest,
  command: PostCommand,
  by: string,
): Promise<Outcome<CampaignPost>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const post = await deps.store.post(request.postKey);
    if (post === undefined) return refuse('stale-card');
    // The same click again is the same success.
    if (post.history.some((entry) => entry.causeEventId === request.cause && entry.command === command))
      return done(post);
    if (request.stage !== undefined && request.stage !== post.version) return refuseWith(deps, post);
    const edits = request.words ?? {};
    const changes =
      (edits.today !== undefined && edits.today !== post.today) ||
      (edits.remember !== undefined && edits.remember !== post.remember);
    const again = post.status === POST_TO[command] && !(command === 'approve' && changes);
    if (again || !POST_FROM[command].includes(post.status)) return refuseWith(deps, post);
    const after = await deps.store.changePost(post._id, post.version, {
      set: {
        status: POST_TO[command],
        ...edits,
        ...(request.sentDay === undefined ? {} : { sentDay: request.sentDay }),
        ...(request.chatIds === undefined ? {} : { chatIds: request.chatIds }),
      },
      entry: {
        seq: post.version + 1,
        command,
        by,
        at: deps.now(),
        causeEventId: request.cause,
        ...(request.note === undefined ? {} : { note: request.note }),
      },
    });
    if (after !== undefined) return done(after);
  }
  return refuse('stale-card');
}

/** Who had decided, when, and what: for the toast of whoever came second. */
async function refuseWith(deps: CampaignDeps, post: CampaignPost): Promise<Outcome<CampaignPost>> {
  const command = (Object.keys(POST_TO) as PostCommand[]).find((one) => POST_TO[one] === post.status);
  const last = command === undefined ? undefined : lastOf(post, command);
  if (command === undefined || last === undefined) return refuse('stale-card');
  const who = last.by === 'bot' ? '助手' : (personById(await deps.org(), last.by)?.name ?? '');
  return refuse('already-done', { who, at: last.at.toISOString(), deed: DEED[command] });
}

/** A warning from a past accident, for the groups: it waits for approval like every post. */
export async function offerCase(
  deps: CampaignDeps,
  request: {
    readonly caseId: string;
    readonly actorId: string | undefined;
    readonly cause: string;
    readonly today: Day;
    readonly day: Day;
  },
): Promise<Outcome<CampaignPost>> {
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('decidePost', person, org, request.today);
  if (!may.ok) return may;
  const year = Number(request.day.slice(0, 4));
  const _id = `${postKeyOf(CASES, year, request.caseId)}:${request.day}`;
  await deps.store.addPost({
    _id,
    kind: 'case',
    campaignId: CASES,
    year,
    postId: request.caseId,
    no: 1,
    day: request.day,
    status: 'preview',
    version: 1,
    history: [
      {
        seq: 1,
        command: 'preview',
        by: person?._id ?? '',
        at: deps.now(),
        causeEventId: request.cause,
      },
    ],
    schema: 1,
  });
  const post = await deps.store.post(_id);
  return post === undefined ? refuse('stale-card') : done(post);
}
