import { addDays, dayOf, isDay, type Day } from '../calendar.js';
import { refuse } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import { remark } from '../hazards/usecases.js';
import { maySee } from '../hazards/rules.js';
import { isMember } from '../meetings/committee.js';
import type { Notice, NoticeType, Target } from '../notices.js';
import { activeWithRole, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { requireAdmin, setLeave } from '../people/usecases.js';
import { button } from '../../cards/kit.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { campaignWish } from './campaign-wishes.js';
import { burden } from './burden.js';
import type { Wish } from './commands.js';
import { decide } from './decisions.js';
import { draftKey } from './drafts.js';
import { noteTo, type Desk } from './desk.js';
import { enterHolidays } from './holidays.js';
import { meetingWish } from './meeting-wishes.js';
import { askIdentity } from './identity.js';
import { answerTo } from './message.js';
import { addByCode, askerOf, collectReward, showReceipt, withdrawWithCode } from './receipts.js';
import { spoken } from './spoken.js';

export interface WishContext {
  readonly key: string;
  readonly message: MessageIn;
  readonly person: Person | undefined;
  readonly org: Org;
  readonly wish: Wish;
  readonly waiting: readonly Hazard[];
  readonly answered?: { hazardId?: string; type: NoticeType; stage?: number };
}

/** Carries a command out; what it shows goes to the asker in private, so that a group sees nothing personal. */
export async function carryOut(desk: Desk, context: WishContext): Promise<string> {
  const { key, message, person, wish } = context;
  const asker: Target = { kind: 'openId', openId: message.senderOpenId };
  const show = (type: NoticeType, facts: Notice['facts'] = {}): Promise<void> =>
    desk.tell(key, { type, target: asker, class: 'informational', anyHour: true, facts });
  const say = (title: string, lines: readonly string[], buttons?: readonly string[]): Promise<void> =>
    desk.tell(key, noteTo(answerTo(message), title, lines, buttons === undefined ? {} : { buttons }));
  switch (wish.do) {
    case 'help':
      await desk.tell(
        key,
        noteTo(answerTo(message), '怎么用', helpLines(person, context.org), {
          buttons: ['报隐患|report-form-open|', '我的待办|my-todos|'],
        }),
      );
      break;
    case 'report-form':
      await show('report-form');
      break;
    case 'anonymous':
      await askAnonymous(desk, context);
      break;
    case 'todos':
      await (person === undefined
        ? say('我的待办', [refusalText(refuse('unknown-person'))])
        : show('hazard-list', { of: 'todos', personId: person._id }));
      break;
    case 'mine':
      await show('hazard-list', { of: 'mine', personId: person?._id ?? '', openId: message.senderOpenId });
      break;
    case 'search':
      await (person === undefined
        ? say('查询', [refusalText(refuse('unknown-person'))])
        : show('hazard-list', { of: 'search', personId: person._id, words: wish.rest }));
      break;
    case 'hazard':
      await showHazard(desk, context, wish, say);
      break;
    case 'stats':
      await (person === undefined
        ? say('统计', [refusalText(refuse('unknown-person'))])
        : show('month-stats', { personId: person._id, period: wish.rest }));
      break;
    case 'ledger':
      if (person === undefined) await say('台账', [refusalText(refuse('unknown-person'))]);
      else await desk.makeLedger({ openId: message.senderOpenId }, wish.rest, key);
      break;
    case 'campaign':
      return campaignWish(desk, context, wish.wish);
    case 'meeting':
      return meetingWish(desk, context, wish.wish);
    case 'leave':
      await show('leave', { personId: person?._id ?? '' });
      break;
    case 'leave-text':
      await leaveByText(desk, context, wish.rest, say);
      break;
    case 'settings':
      await settings(desk, context, show, say);
      break;
    case 'receipt':
    case 'receipt-add':
    case 'receipt-withdraw':
    case 'reward':
      await withReceipt(desk, context, wish, say);
      break;
    case 'identity': {
      const [code = '', ...why] = wish.rest.split(/\s+/u);
      const number = /^(?:YH-?)?(?:(20\d{2})-)?(\d{1,4})$/iu.exec(code.normalize('NFKC'));
      const words = await askIdentity(
        desk,
        key,
        message.senderOpenId,
        `${number?.[1] ?? ''}-${(number?.[2] ?? '').padStart(4, '0')}`,
        why.join(' '),
      );
      await say('匿名身份', [words]);
      break;
    }
    case 'feedback':
      await feedback(desk, context, wish.rest, say);
      break;
    case 'load':
    case 'weekly':
      await burden(desk, context, show, say);
      break;
    case 'duty':
    case 'holidays':
      await adminEntry(desk, context, wish.do, wish.rest, say);
      break;
    case 'approve':
    case 'return':
    case 'ask-approve':
    case 'not-yes':
      await decideByWords(desk, context, say);
      break;
  }
  return `command ${wish.do}`;
}

type Say = (title: string, lines: readonly string[], buttons?: readonly string[]) => Promise<void>;

function helpLines(person: Person | undefined, org: Org): readonly string[] {
  const member = person !== undefined && isMember(org, person._id);
  const leader = person?.roles.some((role) => role === 'director' || role === 'deputy') ?? false;
  const admin = person?.roles.includes('admin') ?? false;
  const office = admin || (person?.roles.includes('committeeOffice') ?? false);
  const inCharge = org.units.some(({ headId, officerId }) =>
    [headId, officerId].includes(person?._id ?? '-'),
  );
  return [
    ...TEXT.help,
    ...(leader ? [TEXT.helpLeader] : []),
    ...(member ? [TEXT.helpCommittee] : []),
    ...(office ? [TEXT.helpOffice] : inCharge ? [TEXT.helpUnit] : []),
    ...(admin ? [TEXT.helpAdmin] : []),
  ];
}

async function askAnonymous(desk: Desk, { key, message }: WishContext): Promise<void> {
  if (message.chatType === 'group') {
    await desk.tell(key, noteTo(answerTo(message), '不能匿名', [TEXT.anonymousInGroup]));
    return;
  }
  await desk.drafts.put({
    _id: draftKey(message.senderOpenId, message.chatId),
    openId: message.senderOpenId,
    chatId: message.chatId,
    at: desk.now(),
    asked: 'anonymous',
  });
  // Told past the outbox: that this person is about to report anonymously is nobody's business.
  await desk.sendPrivately(
    message.senderOpenId,
    'note',
    {
      title: '匿名上报',
      colour: 'wathet',
      lines: [TEXT.anonymousHow],
      buttons: [button('不报了', 'anonymous-cancel', { kind: 'plain' })],
    },
    `anonask-${message.messageId}`.slice(0, 50),
  );
  await desk.scrub(key);
}

async function showHazard(
  desk: Desk,
  context: WishContext,
  { code, page }: Extract<Wish, { do: 'hazard' }>,
  say: Say,
): Promise<void> {
  const today = dayOf(desk.now());
  const [year, number] = code.split('-');
  const full = `YH-${year === '' || year === undefined ? today.slice(0, 4) : year}-${number ?? ''}`;
  const hazard = await desk.hazards.store.byCode(full);
  if (hazard === undefined) return say('查隐患', [refusalText(refuse('no-such-number'))]);
  const { person, org, message, key } = context;
  const own = hazard.reporterOpenId !== undefined && hazard.reporterOpenId === message.senderOpenId;
  if (!own && (person === undefined || !maySee(person, hazard, org)))
    return say('查隐患', [refusalText(refuse('other-unit'))]);
  await desk.tell(key, {
    type: 'hazard-timeline',
    target: { kind: 'openId', openId: message.senderOpenId },
    class: 'informational',
    anyHour: true,
    hazardId: hazard._id,
    ...(page === undefined ? {} : { facts: { page } }),
  });
}

/** 请假 9月29日到10月2日 李敏代 */
async function leaveByText(desk: Desk, context: WishContext, text: string, say: Say): Promise<void> {
  const { person, org } = context;
  if (person === undefined) return say('请假', [refusalText(refuse('unknown-person'))]);
  const today = dayOf(desk.now());
  const days = [...text.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/gu)].map((match) =>
    readDay(match, today),
  );
  const substitute = org.people.find((other) => other.state === 'active' && text.includes(other.name));
  const [from, until] = [days[0], days[1] ?? days[0]];
  const result = await setLeave(
    desk.people,
    person,
    {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(substitute === undefined ? {} : { substituteId: substitute._id }),
    },
    today,
  );
  if (!result.ok) return say('请假', [refusalText(result)]);
  await say('请假', [
    `已设置：${Number(result.value.to.slice(5, 7))}月${Number(result.value.to.slice(8))}日前由${substitute?.name ?? ''}代办。`,
  ]);
}

function readDay(match: RegExpMatchArray, today: Day): Day | undefined {
  const [, year, month = '', date = ''] = match;
  const day = `${year ?? today.slice(0, 4)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  // In December people write 1月3日 and mean the next year.
  return year === undefined && day < addDays(today, -180)
    ? `${Number(today.slice(0, 4)) + 1}${day.slice(4)}`
    : day;
}

async function settings(
  desk: Desk,
  context: WishContext,
  show: (type: NoticeType, facts?: Notice['facts']) => Promise<void>,
  say: Say,
): Promise<void> {
  const admin = requireAdmin(context.org, context.message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  await show('settings');
}

/** What goes with a receipt code: in private only. */
async function withReceipt(
  desk: Desk,
  { message, org }: WishContext,
  wish: Extract<Wish, { rest: string }>,
  say: Say,
): Promise<void> {
  if (message.chatType === 'group') return say('回执', ['查匿名进展请私聊我发回执码。']);
  const asker = askerOf(message);
  switch (wish.do) {
    case 'receipt-add':
      return addByCode(
        desk,
        asker,
        wish.rest,
        message.images.map((fileKey) => ({ messageId: message.messageId, fileKey })),
      );
    case 'receipt-withdraw':
      return withdrawWithCode(desk, asker, wish.rest);
    case 'reward':
      return /^(?:启用|停用)$/u.test(wish.rest)
        ? switchRewards(desk, org, message.senderOpenId, wish.rest === '启用', say)
        : collectReward(desk, asker, wish.rest);
    default:
      return showReceipt(desk, asker, wish.rest);
  }
}

/** 奖励启用 / 奖励停用 by an administrator: only where the bureau has a written scheme and the money (domain.md §12). */
async function switchRewards(desk: Desk, org: Org, openId: string, on: boolean, say: Say): Promise<void> {
  const admin = requireAdmin(org, openId);
  if (!admin.ok) return say('奖励', [refusalText(admin)]);
  await desk.people.setSetting('org', { ...org.settings, rewardScheme: on }, admin.value._id);
  await say('奖励', [on ? TEXT.rewardsOn : TEXT.rewardsOff]);
}

async function feedback(
  desk: Desk,
  { key, org, person, message }: WishContext,
  rest: string,
  say: Say,
): Promise<void> {
  const admins = activeWithRole(org, 'admin');
  for (const admin of admins)
    await desk.tell(
      `${key}:${admin._id}`,
      noteTo({ kind: 'person', personId: admin._id }, '有人反馈', [
        `${person?.name ?? '还不认识的人'}：${rest === '' ? message.text : rest}`,
      ]),
    );
  await say('反馈', [TEXT.feedback(admins.map((admin) => admin.name).join('、'))]);
}

/** 带班 10月1日 李敏 */
async function adminEntry(
  desk: Desk,
  { org, message }: WishContext,
  what: 'duty' | 'holidays',
  rest: string,
  say: Say,
): Promise<void> {
  const admin = requireAdmin(org, message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  const today = dayOf(desk.now());
  if (what === 'duty') {
    const match = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/u.exec(rest);
    const day = match === null ? undefined : readDay(match, today);
    const person = org.people.find((other) => other.state === 'active' && rest.includes(other.name));
    if (day === undefined || person === undefined) return say('带班', ['请这样写：带班 10月1日 李敏']);
    await desk.people.setSetting(
      'org',
      { ...org.settings, duty: { ...org.settings.duty, [day]: person._id } },
      admin.value._id,
    );
    return say('带班', [
      `已设置：${Number(day.slice(5, 7))}月${Number(day.slice(8))}日由${person.name}带班。`,
    ]);
  }
  return say('节假日', await enterHolidays(desk, rest, admin.value._id));
}

/** Typed decisions: as an answer to the card, or alone when one thing waits (experience.md §3 k). */
async function decideByWords(desk: Desk, context: WishContext, say: Say): Promise<void> {
  const { wish, waiting, answered, person, key } = context;
  const target =
    answered?.hazardId === undefined ? undefined : await desk.hazards.store.get(answered.hazardId);
  const candidates = target === undefined ? waiting : [target];
  const one = candidates.length === 1 ? candidates[0] : undefined;
  if (wish.do === 'not-yes') return say('请再回一次', [TEXT.gotIsNotYes]);
  if (one === undefined && candidates.length > 1)
    return say(
      `您有${candidates.length}件待审批，是哪一件？`,
      ['点一下打开那一件。'],
      candidates.slice(0, 6).map((hazard) => `${hazard.title}|open|${hazard._id}`),
    );
  if (one === undefined) return say('审批', [TEXT.nothingToDecide]);
  if (wish.do === 'ask-approve')
    return say(
      '请确认',
      [`您是同意“${one.title}”${pendingExtension(one) === undefined ? '的方案' : '的延期'}吗？`],
      [`同意|approve|${one._id}`],
    );
  if (wish.do === 'return' && wish.words === '') return say('请写原因', [TEXT.needReason]);
  const yes = wish.do === 'approve';
  const words = 'words' in wish ? wish.words : '';
  const request = { hazardId: one._id, actorId: person?._id, cause: key };
  const result = await decide(desk, one, request, yes, words);
  if (result.ok) {
    await desk.relay(result.value);
    return say(yes ? '已同意' : '已退回', [spoken.decided(result.value, context.org, yes)]);
  }
  // What was said is kept, whatever it did not do (experience.md §3 h).
  const kept = await remark(desk.hazards, request, context.message.text);
  if (kept.ok) await desk.relay(kept.value);
  return say('审批', [
    `${spoken.refusal(result, context.org, desk.now())}。${kept.ok ? '您的话已记入办理过程' : ''}`,
  ]);
}
