import { dayOf, plainDay, type Day } from '../calendar.js';
import { markMissed } from '../campaigns/posting.js';
import { wordsOf } from '../campaigns/post.js';
import { organisers } from '../campaigns/rules.js';
import type { OutboxRow } from '../delivery/rows.js';
import { neverSent } from '../delivery/untold.js';
import type { NoticeType } from '../notices.js';
import { activeWithRole, reach, type Org } from '../people/org.js';
import { noteTo, type Desk } from './desk.js';

/** What people call it. What is not here asks for nothing on a day and needs no word. */
const NAMES: Partial<Record<NoticeType, string>> = {
  digest: '早上的提醒',
  'weekly-summary': '上周安全情况',
  'admin-week': '消息量',
  'campaign-post': '宣传推送',
  'quiz-daily': '每日一题',
  'meeting-notice': '会议通知',
  'meeting-remind': '会议提醒',
};

/** 安委办 organises these; the administrators hear of everything. */
const ORGANISED: ReadonlySet<NoticeType> = new Set([
  'campaign-post',
  'quiz-daily',
  'meeting-notice',
  'meeting-remind',
]);

interface Line {
  readonly type: NoticeType;
  readonly words: string;
}

/**
 * One note to 安委办 and the administrators about what went past its time unsent (Feishu could not be reached for hours),
 * or may have. A post that reached no group is marked as unsent, so that it can be sent on another day.
 */
export async function tellLate(
  desk: Pick<Desk, 'people' | 'campaigns' | 'tell' | 'redraw' | 'now'>,
  rows: readonly OutboxRow[],
  key: string,
): Promise<void> {
  const [org, today] = [await desk.people.org(), dayOf(desk.now())];
  const lines = [...(await postLines(desk, rows, key, org)), ...countLines(rows, today)];
  if (lines.length === 0) return;
  const admins = new Set(activeWithRole(org, 'admin').map(({ _id }) => _id));
  const office = organisers(org).flatMap(({ _id }) => reach(org, _id, today).map((person) => person._id));
  for (const personId of new Set([...admins, ...office])) {
    const theirs = lines.filter(({ type }) => admins.has(personId) || ORGANISED.has(type));
    if (theirs.length === 0) continue;
    const note = noteTo({ kind: 'person', personId }, '有消息过了时间没有发出', [
      ...theirs.map(({ words }) => words),
      '那时连不上飞书，过了时间的没有补发。要紧的请打电话，或在群里说一声。',
    ]);
    await desk.tell(`late:${key}:${personId}`, { ...note, anyHour: false });
  }
}

/** `宣传推送“今天是国家宪法日”没有发到：民政安全群、一号养老院群。` */
async function postLines(
  desk: Pick<Desk, 'campaigns' | 'redraw'>,
  rows: readonly OutboxRow[],
  key: string,
  org: Org,
): Promise<readonly Line[]> {
  const type = 'campaign-post';
  const posts = rows.filter(({ notice }) => notice?.type === type);
  const lines: Line[] = [];
  for (const postKey of new Set(posts.map(({ notice }) => String(notice?.facts?.['postKey'] ?? '')))) {
    const of = posts.filter(({ notice }) => notice?.facts?.['postKey'] === postKey);
    const chats = (list: readonly OutboxRow[]): readonly string[] =>
      list.flatMap(({ notice }) => (notice?.target.kind === 'chat' ? [notice.target.chatId] : []));
    const missed = chats(of.filter(neverSent));
    if (missed.length > 0) {
      await markMissed(desk.campaigns, { postKey, chatIds: missed, cause: `late:${key}` });
      await desk.redraw(`post:${postKey}`);
    }
    const post = await desk.campaigns.store.post(postKey);
    const words = post === undefined ? undefined : wordsOf(desk.campaigns.data, post);
    const title = words === undefined ? '' : words.kind === 'case' ? words.facts.title : words.post.title;
    const named = (ids: readonly string[]): string =>
      ids.map((id) => org.groups.find(({ _id }) => _id === id)?.name ?? '').join('、');
    const doubtful = chats(of.filter((row) => !neverSent(row)));
    if (missed.length > 0) lines.push({ type, words: `宣传推送“${title}”没有发到：${named(missed)}。` });
    if (doubtful.length > 0)
      lines.push({ type, words: `宣传推送“${title}”不知道发到没有：${named(doubtful)}。` });
  }
  return lines;
}

/** `早上的提醒（11月23日）：12人没有收到，3人不知道收到没有。` */
function countLines(rows: readonly OutboxRow[], today: Day): readonly Line[] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const type = row.notice?.type;
    if (type === undefined || NAMES[type] === undefined || type === 'campaign-post') continue;
    const key = `${type} ${dayIn(row)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((list) => {
    const [first] = list;
    const type = first?.notice?.type;
    if (first === undefined || type === undefined) return [];
    const unit = first.notice?.target.kind === 'chat' ? '个群' : '人';
    const missed = list.filter(neverSent).length;
    const parts = [
      ...(missed === 0 ? [] : [`${missed}${unit}没有收到`]),
      ...(missed === list.length ? [] : [`${list.length - missed}${unit}不知道收到没有`]),
    ];
    return [
      { type, words: `${NAMES[type] ?? ''}（${plainDay(dayIn(first), today)}）：${parts.join('，')}。` },
    ];
  });
}

/** A meeting's cards are about its day, all others about the day they were made. */
function dayIn({ notice, createdAt, expiresAt }: OutboxRow): Day {
  return dayOf(notice?.type.startsWith('meeting') === true ? (expiresAt ?? createdAt) : createdAt);
}
