import { halfWidth, NUMBER, numbered, type Numbered } from '../hazards/code.js';
import { exactWish } from './command-words.js';
import { isLeave } from './leave-reading.js';
import { readStats } from './period-words.js';
import { readMeetingCommand, type MeetingWish } from './meeting-commands.js';
import { readCampaignCommand, type CampaignWish } from './campaign-commands.js';

/** What somebody wants when the whole message is a command (experience.md §6). */
export type Wish =
  | {
      readonly do:
        'help' | 'report-form' | 'todos' | 'mine' | 'leave' | 'leave-end' | 'settings' | 'group-setup';
    }
  /** 匿名上报, and what is to be reported if that stands behind it. */
  | { readonly do: 'anonymous'; readonly words?: string }
  /** Somebody wants a number called, which the bot can't. */
  | { readonly do: 'call'; readonly number: string }
  | { readonly do: 'withdraw'; readonly number?: Numbered }
  | { readonly do: 'hazard'; readonly number: Numbered; readonly page?: number }
  | { readonly do: 'campaign'; readonly wish: CampaignWish }
  | { readonly do: 'meeting'; readonly wish: MeetingWish }
  | {
      readonly do:
        | 'search'
        | 'ledger'
        | 'papers'
        | 'stats'
        | 'receipt'
        | 'receipt-add'
        | 'receipt-withdraw'
        | 'reward'
        | 'feedback'
        | 'duty'
        | 'holidays'
        | 'load'
        | 'weekly'
        | 'identity'
        | 'leave-text';
      readonly rest: string;
    }
  | { readonly do: 'approve' | 'return'; readonly words: string }
  | { readonly do: 'ask-approve' | 'not-yes' };

/** A receipt code as it may be copied by hand. */
const CODE = String.raw`[A-HJ-NP-Z2-9]{4}[-\s]?[A-HJ-NP-Z2-9]{4}`;

/*
 * The order counts: 查回执 is no search for 回执, which would write the code down. 查 and 找 without a blank are
 * commands only where no report begins that way (查出, 找不到, 找人).
 */
const PREFIX: readonly (readonly [Exclude<Extract<Wish, { rest: string }>['do'], 'leave-text'>, RegExp])[] = [
  ['identity', /^查身份\s*(.*)$/u],
  ['receipt', new RegExp(`^.{0,4}(?:回执|匿名).{0,6}?(${CODE})$`, 'iu')],
  ['receipt', /^(?:回执码|查回执|匿名进展|查匿名|凭码查|我的回执|回执)[\s::是]*(.*)$/u],
  [
    'search',
    /^(?:查询一下|查询|搜索一下|搜索|查找一下|查找|检索|搜一下|搜下|搜|查一下|查下|查看一下|查看(?!到|了)|找一下|找下|有没有人?报过|[查找]\s+|查(?![出到见获处实明封清看完过了不身])|找(?![不到出人遍过了回]))[\s::]*(.+)$/u,
  ],
  ['search', /^(.{1,30}?)有没有人?报过(?:隐患)?[?吗]*$/u],
  ['ledger', /^(?:隐患台[账帐]|导出台[账帐]|下载台[账帐]|隐患清单|台[账帐]|清单|导出|表格)[\s::]*(.*)$/u],
  ['ledger', /^(?:看|发|导出|下载)?(?!活动|宣传)([^，,。]{1,16}?)的?(?:隐患)?台[账帐]$/u],
  ['papers', new RegExp(`^(?:拟|下载)?文书(?:\\s*编号)?\\s*((?:${NUMBER})?)\\s*号?$`, 'iu')],
  ['reward', new RegExp(`^(?:领取奖励|领奖励|领奖|奖励|兑奖)[\\s::]*(${CODE}|启用|停用|标准)$`, 'iu')],
  ['receipt-add', /^补充\s*([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}(?:[\s，,:][\s\S]*)?)$/iu],
  ['receipt-withdraw', /^撤回\s*([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4})$/iu],
  [
    'feedback',
    /^(?:意见反馈|提意见|提建议|反馈一下|反馈|意见(?![箱簿书])|建议|投诉助手|不好用|出错了|有bug)[\s::,]*(.*)$/iu,
  ],
  // 带班人员不在岗 and 节假日值班没人 are reports.
  ['duty', /^带班(?=[\s\d::今明后大本这下周星礼])[\s::]*(.*)$/u],
  ['holidays', /^节假日(?:[\s::]+([\s\S]*)|(?=\d)(.*))?$/u],
  ['load', /^消息量\s*(.*)$/u],
  ['weekly', /^周报\s*(.*)$/u],
];

/**
 * Reads a command; undefined when the message is something else. A command is the whole message, never a word in a
 * sentence. Full- and half-width, a leading slash, 请, 一下, 帮我 make no difference (cases.md 17).
 * @param deciding does a decision wait for this person? Only then do 准, 不行, 好的 count; 同意 and 退回 always do, so
 * that whoever says them out of turn hears whose step it is.
 */
export function readCommand(text: string, deciding: boolean): Wish | undefined {
  const clean = halfWidth(text.replace(/[@＠]安全助手/gu, ' ')).replace(/^[/\\]\s*/u, '');
  const polite = clean
    .replace(/^(?:请|麻烦)?(?:帮我|帮忙)?(?:看看|看一下)?/u, '')
    .replace(/(?:一下|谢谢|吧|[。.!！?~～])+$/u, '')
    .trim();
  for (const candidate of [clean, polite]) {
    const decision = deciding || PLAIN_DECISION.test(candidate) ? readDecision(candidate) : undefined;
    if (decision !== undefined)
      return 'words' in decision ? { ...decision, words: asTyped(decision.words, text) } : decision;
    const exact = exactWish(candidate);
    if (exact !== undefined) return exact;
    const period = readStats(candidate);
    if (period !== undefined) return { do: 'stats', rest: period };
    const campaign = readCampaignCommand(candidate);
    if (campaign !== undefined)
      return {
        do: 'campaign',
        wish: 'rest' in campaign ? { ...campaign, rest: asTyped(campaign.rest, text) } : campaign,
      };
    const meeting = readMeetingCommand(candidate);
    if (meeting !== undefined)
      return {
        do: 'meeting',
        wish: 'rest' in meeting ? { ...meeting, rest: asTyped(meeting.rest, text) } : meeting,
      };
    const asked = readAsked(candidate);
    if (asked !== undefined) return { do: 'hazard', ...asked };
    if (RECEIPT.test(candidate.replace(/\s/gu, ''))) return { do: 'receipt', rest: candidate };
    const back = WITHDRAW.exec(candidate);
    if (back !== null) return { do: 'withdraw', number: numbered(back[1], back[2]) };
    if (isLeave(candidate)) return { do: 'leave-text', rest: candidate };
    for (const [wish, pattern] of PREFIX) {
      const match = pattern.exec(candidate);
      if (match !== null && (wish !== 'search' || [...candidate].length <= 60))
        return { do: wish, rest: asTyped((match[1] ?? match[2] ?? '').trim(), text) };
    }
    const hidden = ANONYMOUSLY.exec(candidate)?.[1];
    if (hidden !== undefined) return { do: 'anonymous', words: asTyped(hidden.trim(), text) };
  }
  return undefined;
}

/** The end of the message as it was typed: matching is done on half-width signs, people's words are kept. */
function asTyped(words: string, text: string): string {
  const tail = words === '' ? '' : text.trim().slice(-words.length);
  return tail.normalize('NFKC') === words ? tail : words;
}

const RECEIPT = /^[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}$/iu;

/** 匿名上报 三号库房门不锁: the words are anonymous from the start. */
const ANONYMOUSLY =
  /^(?:我要|我想)?(?:匿名|不留名|不署名|保密)(?:上报|举报|反映|投诉|报)?(?:一下|隐患|问题|情况)?[\s:,。]+(\S[\s\S]{3,})$/u;

const WITHDRAW = new RegExp(`^(?:撤回|撤销|作废)(?:隐患|编号)?[\\s::#]*${NUMBER}\\s*号?$`, 'iu');

const ASKED = new RegExp(
  `^(?:(?:隐患|编号|查看|查询|查找|查一下|看一下|看看|看|查|打开|第|#|no\\.?)[\\s::]*)*${NUMBER}\\s*号?(?:隐患)?` +
    `(?:\\s*的?(?:进展|进度|情况|结果|到哪了|怎么样了?|办好了|改好了|整改好了|销号了|处理好了|办到哪了)[吗呢]?\\?*|\\s*第(\\d{1,2})页)?$`,
  'iu',
);

/** 隐患 0142, YH-2026-0142, 2026-0142, 0142, 142, 看0142, 0142到哪了, 隐患 0142 第2页. */
function readAsked(text: string): { readonly number: Numbered; readonly page?: number } | undefined {
  const match = ASKED.exec(text.trim());
  if (match === null) return undefined;
  const [, year, number, page] = match;
  return {
    number: numbered(year, number),
    ...(page === undefined ? {} : { page: Math.max(1, Number(page)) }),
  };
}

/** With 同意 or 退回 in it: a decision also where nothing waits for this person, who then hears whose step it is. */
const PLAIN_DECISION =
  /^(?:我?同意(?:方案)?|不同意|退回|驳回)(?:[，,、。:\s]|$)|^(?:同意(?:办理|延期|销号|整改))$/u;

const BACK = /^(?:不同意(?!见)|退回修改|退回重[报写]|退回去|退回|打回|驳回)[，,、。:\s]*(.*)$/su;
/** Such a word begins other sentences too (退烧药过期了): the reason must be set off. */
const BACK_ALONE =
  /^(?:不批准|不批|不通过|不行|先不同意|暂不同意|重新报|重报|重写|再改改|再改一下|退)(?:[，,、。:\s]+(.*))?$/su;
const YES =
  /^(?:好的?[，,、\s]*)?(?:我|已)?(?:同意(?:了|同意|办理|方案|该方案|延期|销号|整改)?|批准|批准了|准|准了|准予|通过)(?:[，,、。:\s]+(.*))?$/su;
const MAYBE = /^(?:可以的?|行的?|没意见|无意见|没问题|按此办理|按方案办|ok|好的?可以|\[ok\]|\[赞\]|👍)$/iu;
const SEEN = /^(?:收到|好的|好|知道了|已知晓|已?阅|嗯+)$/u;

/** 不同意 is tested before 同意; what follows is the reason or the opinion. */
function readDecision(text: string): Wish | undefined {
  const back = BACK.exec(text) ?? BACK_ALONE.exec(text);
  if (back !== null) return { do: 'return', words: (back[1] ?? '').trim() };
  const yes = YES.exec(text);
  if (yes !== null) return { do: 'approve', words: (yes[1] ?? '').trim() };
  if (MAYBE.test(text)) return { do: 'ask-approve' };
  return SEEN.test(text) ? { do: 'not-yes' } : undefined;
}
