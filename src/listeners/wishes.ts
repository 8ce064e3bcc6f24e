import { dayOf } from '../calendar.js';
import { refuse } from '../errors.js';
import { byNumber, readNumber } from '../hazards/code.js';
import type { Hazard } from '../hazards/hazard.js';
import { maySee } from '../hazards/rules.js';
import { isMember } from '../meetings/committee.js';
import type { Notice, NoticeType, Target } from '../notices.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { ledgerScope } from '../screens/files/ledger-scope.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { adminEntry, askGroupAgain, feedback, settings } from './admin-words.js';
import { burden } from './burden.js';
import { campaignWish } from './campaign-wishes.js';
import type { Wish } from './commands.js';
import { decideByWords } from './decision-words.js';
import { noteTo, type Desk } from './desk.js';
import { fileNotice } from './file-notice.js';
import { papersByWords } from './hazard-papers.js';
import { askIdentity } from './identity.js';
import { endLeave } from './leave.js';
import { leaveByText } from './leave-words.js';
import { withdrawByWords } from './withdraw-words.js';
import { meetingWish } from './meeting-wishes.js';
import { answerTo } from './answers.js';
import { askAnonymous, withReceipt } from './receipt-words.js';
import type { Say, WishContext } from './wish-context.js';

/** Carries a command out; what it shows goes to the asker in private, so that a group sees nothing personal. */
export async function carryOut(desk: Desk, context: WishContext): Promise<string> {
  const { key, message, person, wish } = context;
  const asker: Target = { kind: 'openId', openId: message.senderOpenId };
  const show = (type: NoticeType, facts: Notice['facts'] = {}): Promise<void> =>
    desk.tell(key, { type, target: asker, class: 'informational', anyHour: true, facts });
  const say = (title: string, lines: readonly string[], buttons?: readonly string[]): Promise<void> =>
    desk.tell(key, noteTo(answerTo(message), title, lines, buttons === undefined ? {} : { buttons }));
  const stranger = (title: string): Promise<void> =>
    say(title, [
      `${refusalText(refuse('unknown-person'))}。`,
      ...(message.chatType === 'p2p' ? [TEXT.claimHow] : []),
    ]);
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
      await askAnonymous(desk, { ...context, wish });
      break;
    case 'todos':
      await (person === undefined
        ? stranger('我的待办')
        : show('hazard-list', { of: 'todos', personId: person._id }));
      break;
    case 'mine':
      // 办好了吗 under a card asks about that one.
      if (context.answered?.hazardId !== undefined) {
        const asked = await desk.hazards.store.get(context.answered.hazardId);
        await showOne(desk, context, asked, undefined, say);
        break;
      }
      await show('hazard-list', { of: 'mine', personId: person?._id ?? '', openId: message.senderOpenId });
      break;
    case 'search':
      await (person === undefined
        ? stranger('查询')
        : wish.rest === ''
          ? say('查询', [TEXT.searchHow])
          : show('hazard-list', { of: 'search', personId: person._id, words: wish.rest }));
      break;
    case 'hazard':
      await showHazard(desk, context, wish, say);
      break;
    case 'stats':
      await (person === undefined
        ? stranger('统计')
        : show('month-stats', { personId: person._id, period: wish.rest }));
      break;
    case 'ledger':
      await (person === undefined ? stranger('台账') : sendLedger(desk, context, wish.rest));
      break;
    case 'papers':
      await papersByWords(desk, context, wish.rest, say);
      break;
    case 'campaign':
      return campaignWish(desk, context, wish.wish);
    case 'meeting':
      return meetingWish(desk, context, wish.wish);
    case 'leave':
      await (person === undefined ? stranger('请假') : show('leave', { personId: person._id }));
      break;
    case 'leave-end':
      if (person === undefined) await stranger('请假');
      else await say('销假', [(await endLeave(desk, key, person)) ? TEXT.leaveEnded : TEXT.noLeave]);
      break;
    case 'withdraw':
      await withdrawByWords(desk, context, wish.number, say);
      break;
    case 'call':
      await say('请现在就打电话', [TEXT.callYourself(wish.number)]);
      break;
    case 'leave-text':
      await (person === undefined ? stranger('请假') : leaveByText(desk, context, wish.rest, say, show));
      break;
    case 'group-setup':
      await askGroupAgain(desk, context, say);
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
      const words = await askIdentity(desk, key, message.senderOpenId, readNumber(code), why.join(' '));
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

/** The file comes when it is made; words that mean nothing to it are said back at once. */
async function sendLedger(desk: Desk, { key, message, org }: WishContext, words: string): Promise<void> {
  const asker: Target = { kind: 'openId', openId: message.senderOpenId };
  const { unread } = ledgerScope(words, org, dayOf(desk.now()));
  if (unread !== '') await desk.tell(`${key}:unread`, noteTo(asker, '台账', [TEXT.ledgerUnread(unread)]));
  await desk.tell(key, fileNotice(asker, '台账', `ledger:${message.senderOpenId}:${words}`));
}

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

async function showHazard(
  desk: Desk,
  context: WishContext,
  { number, page }: Extract<Wish, { do: 'hazard' }>,
  say: Say,
): Promise<void> {
  return showOne(desk, context, await byNumber(desk.hazards.store, number, dayOf(desk.now())), page, say);
}

async function showOne(
  desk: Desk,
  context: WishContext,
  hazard: Hazard | undefined,
  page: number | undefined,
  say: Say,
): Promise<void> {
  if (hazard === undefined) return say('查隐患', [refusalText(refuse('no-such-number'))]);
  const { person, org, message, key } = context;
  const own = hazard.reporterOpenId !== undefined && hazard.reporterOpenId === message.senderOpenId;
  if (!own && (person === undefined || !maySee(person, hazard, org, dayOf(desk.now()))))
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
