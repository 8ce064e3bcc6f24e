import { halfWidth, NUMBER, numbered, type Numbered } from '../hazards/code.js';
import { readMeetingCommand, type MeetingWish } from './meeting-commands.js';
import { readCampaignCommand, type CampaignWish } from './campaign-commands.js';

/** What somebody wants when the whole message is a command (experience.md §6). */
export type Wish =
  | { readonly do: 'help' | 'report-form' | 'anonymous' | 'todos' | 'mine' | 'leave' | 'settings' }
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

const EXACT: Readonly<Record<string, Wish>> = Object.fromEntries([
  ...names('help', '帮助 怎么用 使用说明 菜单 功能 你能做什么 不会用 教我 help'),
  ...names('report-form', '上报 上报隐患 报隐患 我要上报 登记隐患 随手拍 发现隐患 填报 新隐患'),
  ...names('anonymous', '匿名上报 匿名 匿名举报 不留名 不想留名字 悄悄上报 保密上报 不署名 我要举报'),
  ...names('todos', '我的待办 待办 我的任务 等我办的 有什么要办 我要办什么 今天的事 未办 没办完的'),
  ...names('mine', '我上报的 我报的 我的上报 我报过的 进展 我的隐患 报到哪了 结果 办好了吗'),
  ...names('leave', '请假 代理 代办 我请假 休假 出差 找人代 设代理 我不在'),
  ...names('settings', '设置 管理 后台 配置 换负责人 换安全员 群设置'),
]);

function names(
  wish: 'help' | 'report-form' | 'anonymous' | 'todos' | 'mine' | 'leave' | 'settings',
  list: string,
): [string, Wish][] {
  return list.split(' ').map((name) => [name, { do: wish }]);
}

const PREFIX: readonly (readonly [Exclude<Extract<Wish, { rest: string }>['do'], 'leave-text'>, RegExp])[] = [
  ['identity', /^查身份\s*(.*)$/u],
  ['search', /^(?:查询|搜索|查找|找一下|查一下|有没有报过|搜|找|查)\s*(.+)$/u],
  ['ledger', /^(?:隐患台账|导出台账|下载台账|隐患清单|台账|台帐|清单|导出|表格)\s*(.*)$/u],
  ['papers', new RegExp(`^(?:拟|下载)?文书(?:\\s*编号)?\\s*((?:${NUMBER})?)\\s*号?$`, 'iu')],
  ['stats', /^(本月统计|上月统计|本季统计|统计|月报|数据|本月情况|这个月怎么样|几件了)$/u],
  ['reward', /^(?:领奖励|领奖|奖励)\s*(.*)$/u],
  ['receipt-add', /^补充\s*([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}(?:[\s，,:][\s\S]*)?)$/iu],
  ['receipt-withdraw', /^撤回\s*([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4})$/iu],
  ['receipt', /^(?:回执码|查回执|匿名进展|查匿名|凭码查|我的回执|回执)\s*(.*)$/u],
  ['feedback', /^(?:意见反馈|提意见|提建议|投诉助手|反馈|意见|建议|不好用|出错了)\s*(.*)$/u],
  ['duty', /^带班\s*(.*)$/u],
  ['holidays', /^节假日\s*(.*)$/u],
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
    .replace(/(?:一下|吧|。|!|！)+$/u, '')
    .trim();
  for (const candidate of [clean, polite]) {
    const decision = deciding || PLAIN_DECISION.test(candidate) ? readDecision(candidate) : undefined;
    if (decision !== undefined)
      return 'words' in decision ? { ...decision, words: asTyped(decision.words, text) } : decision;
    const exact = EXACT[candidate.replace(/\s+/gu, '').toLowerCase()];
    if (exact !== undefined) return exact;
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
    if (/^(?:请假|代理|代办)\s*\S/u.test(candidate) && /\d/u.test(candidate))
      return { do: 'leave-text', rest: candidate };
    for (const [wish, pattern] of PREFIX) {
      const match = pattern.exec(candidate);
      if (match !== null && (wish !== 'search' || [...candidate].length <= 60))
        return { do: wish, rest: asTyped((match[1] ?? '').trim(), text) };
    }
  }
  return undefined;
}

/** The end of the message as it was typed: matching is done on half-width signs, people's words are kept. */
function asTyped(words: string, text: string): string {
  const tail = words === '' ? '' : text.trim().slice(-words.length);
  return tail.normalize('NFKC') === words ? tail : words;
}

const RECEIPT = /^[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}$/iu;

const ASKED = new RegExp(`^(?:隐患|看|查|编号)?\\s*${NUMBER}(?:到哪了|怎么样了|\\s*第(\\d{1,2})页)?$`, 'iu');

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

const PLAIN_DECISION = /^(?:我?同意(?:方案)?|不同意|退回|驳回)(?:[，,、。:\s]|$)/u;

/** 不同意 is tested before 同意; what follows is the reason or the opinion. */
function readDecision(text: string): Wish | undefined {
  const back = /^(?:不同意|退回修改|退回|打回|驳回|重报|不行|再改改|退)[，,、:\s]*(.*)$/u.exec(text);
  if (back !== null) return { do: 'return', words: (back[1] ?? '').trim() };
  const yes = /^(?:我?同意(?:方案)?|批准|准|通过)(?:[，,、。:\s]+(.*))?$/u.exec(text);
  if (yes !== null) return { do: 'approve', words: (yes[1] ?? '').trim() };
  if (/^(?:可以|行|没意见|按此办理)$/u.test(text)) return { do: 'ask-approve' };
  return /^(?:收到|好的|好|知道了)$/u.test(text) ? { do: 'not-yes' } : undefined;
}
