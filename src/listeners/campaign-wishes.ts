import { addDays, dayOf, type Day } from '../calendar.js';
import { shownCampaigns } from '../campaigns/data.js';
import { campaignAtStart } from '../campaigns/names.js';
import { dailyQuestion, startRound } from '../campaigns/playing.js';
import { byUnit, mayCampaign, type CampaignCommand } from '../campaigns/rules.js';
import { retireQuestion } from '../campaigns/bank-keeping.js';
import { themesMissing } from '../campaigns/themes.js';
import { switchTo } from '../campaigns/switching.js';
import { enterYear, type YearRequest } from '../campaigns/years.js';
import { refuse, type Refusal } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import type { Notice, NoticeType, Target } from '../notices.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { CampaignWish } from './campaign-commands.js';
import { noteTo, type Desk } from './desk.js';
import { activitiesOf, fileNotice } from './file-notice.js';
import { spoken } from './spoken.js';

export interface CampaignContext {
  readonly key: string;
  readonly message: MessageIn;
  readonly person: Person | undefined;
  readonly org: Org;
}

/** Carries out a command of campaigns and quiz. Cards go to the asker in private, also when asked in a group. */
export async function campaignWish(
  desk: Desk,
  context: CampaignContext,
  wish: CampaignWish,
): Promise<string> {
  const { key, message, person, org } = context;
  const today = dayOf(desk.now());
  const asker: Target = { kind: 'openId', openId: message.senderOpenId };
  const show = (type: NoticeType, facts: Notice['facts'] = {}, subject?: string): Promise<void> =>
    desk.tell(key, {
      type,
      target: asker,
      class: 'informational',
      anyHour: true,
      facts,
      ...(subject === undefined ? {} : { subject }),
    });
  const say = (title: string, lines: readonly string[], buttons?: readonly string[]): Promise<void> =>
    desk.tell(key, noteTo(asker, title, lines, buttons === undefined ? {} : { buttons }));
  const no = (title: string, refusal: Refusal): Promise<void> =>
    say(title, [`${spoken.refusal(refusal, org, desk.now())}。`]);
  const right = (command: CampaignCommand): ReturnType<typeof mayCampaign> =>
    mayCampaign(command, person, org, today);
  switch (wish.want) {
    case 'calendar': {
      const may = right('seePlan');
      await (may.ok ? show('campaign-calendar') : no('宣传计划', may));
      break;
    }
    case 'cases': {
      const may = right('seePlan');
      await (may.ok ? show('warning-cases') : no('警示教育', may));
      break;
    }
    case 'theme':
    case 'dates':
      await enterByText(desk, context, wish.want, wish.rest, say, no);
      break;
    case 'switch': {
      const set = await switchTo(desk.campaigns, { ...wish, actorId: person?._id, today });
      await (set.ok ? say('已设置', [switched(wish.what, wish.on)]) : no('设置', set));
      break;
    }
    case 'quiz': {
      const round = await startRound(desk.campaigns, { actorId: person?._id, cause: key });
      await (round.ok
        ? show('quiz-round', { roundId: round.value._id }, `round:${round.value._id}`)
        : no('答题', round));
      break;
    }
    case 'daily': {
      const may = right('answerQuiz');
      if (!may.ok) await no('每日一题', may);
      else if ((await dailyQuestion(desk.campaigns, today)) === undefined)
        await no('每日一题', refuse('quiz-empty'));
      else await show('quiz-daily', { day: today }, `daily:${today}`);
      break;
    }
    case 'bank': {
      const may = right('keepBank');
      await (may.ok ? show('quiz-bank') : no('题库', may));
      break;
    }
    case 'template': {
      const may = right('keepBank');
      if (may.ok) await desk.tell(key, fileNotice(asker, '题库模板', 'template'));
      else await no('题库', may);
      break;
    }
    case 'retire': {
      const changed = await retireQuestion(desk.campaigns, { ...wish, actorId: person?._id, today });
      await (changed.ok
        ? say(wish.retired ? '已停用' : '已恢复', [`${wish.id} ${changed.value}`])
        : no('题库', changed));
      break;
    }
    case 'players':
      await players(desk, context, right('fileSummary'), say, no);
      break;
    case 'activity': {
      const may = right('recordActivity');
      await (may.ok ? show('activity-form', { personId: person?._id ?? '' }) : no('登记活动', may));
      break;
    }
    case 'ledger': {
      const may = right('seeLedger');
      if (may.ok) await desk.tell(key, fileNotice(asker, '活动台账', activitiesOf(may.value, wish.rest)));
      else await no('活动台账', may);
      break;
    }
    case 'summary':
      await summary(desk, wish.rest, right('fileSummary'), show, say, no);
      break;
  }
  return `command ${wish.want}`;
}

type Say = (title: string, lines: readonly string[], buttons?: readonly string[]) => Promise<void>;
type No = (title: string, refusal: Refusal) => Promise<void>;

export function switched(what: 'auto' | 'daily', on: boolean): string {
  if (what === 'daily')
    return on ? '每日一题已打开，工作日10:30发到局安全群。' : '每日一题已关闭，想答的私聊发“每日一题”。';
  return on
    ? '自动推送已打开：没有人定的也按时发，急救内容除外。'
    : '自动推送已关闭：有人同意了才发，没有定的当天再问一次。';
}

const HOW = {
  theme: '请这样写：主题 安全生产月 2027年 人人讲安全、个个会应急',
  dates: '请这样写：宣传日期 食品安全宣传周 2027年 9月1日至9月7日',
} as const;

/** 主题 安全生产月 2027年 …, 宣传日期 食品安全宣传周 2027年 9月1日至9月7日 */
async function enterByText(
  desk: Desk,
  { key, person, org }: CampaignContext,
  want: 'theme' | 'dates',
  rest: string,
  say: Say,
  no: No,
): Promise<void> {
  const today = dayOf(desk.now());
  const title = want === 'theme' ? '宣传主题' : '宣传日期';
  const may = mayCampaign('enterYear', person, org, today);
  if (!may.ok) return no(title, may);
  const thisYear = Number(today.slice(0, 4));
  const found = campaignAtStart(desk.campaigns.data, rest);
  if (found === undefined) {
    const missing = themesMissing(desk.campaigns.data, thisYear, await desk.campaigns.store.years());
    const names = shownCampaigns(desk.campaigns.data).filter(({ id }) => missing.includes(id));
    return say(title, [
      HOW[want],
      ...(want === 'theme' && names.length > 0
        ? [`${thisYear}年还没有主题的：${names.map(({ name }) => name).join('、')}。`]
        : []),
    ]);
  }
  const [, named, text = ''] = /^(?:(20\d\d)年?[\s,,:：]*)?(.*)$/su.exec(found.rest) ?? [];
  const year = named === undefined ? thisYear : Number(named);
  const request: YearRequest = {
    campaignId: found.campaign.id,
    year,
    actorId: person?._id,
    cause: key,
    today,
    ...(want === 'theme' ? { theme: unquoted(text) } : datesIn(text, year)),
  };
  const entered = await enterYear(desk.campaigns, request);
  if (entered.ok) {
    await desk.redraw(`year:${found.campaign.id}:${year}`);
    return say('已录入', [
      `${found.campaign.name}（${year}年）${want === 'theme' ? `主题：${entered.value.theme ?? ''}` : `日期：${entered.value.from ?? ''}至${entered.value.to ?? ''}`}`,
    ]);
  }
  if (entered.code !== 'problems') return no(title, entered);
  await say(`没有录入：${found.campaign.name}`, [...entered.problems.map((one) => `${one}。`), HOW[want]]);
}

function unquoted(text: string): string {
  return text.trim().replace(/^[“"「《]+|[”"」》。]+$/gu, '');
}

function datesIn(text: string, year: number): { from?: Day; to?: Day } {
  const match =
    /(\d{1,2})月(\d{1,2})[日号]?(?:\s*(?:[至到\-~]|—+)\s*(?:(\d{1,2})月)?(\d{1,2})[日号]?)?/u.exec(text);
  if (match === null) return {};
  const [, month = '', date = '', endMonth, endDate] = match;
  const day = (m: string, d: string): Day => `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const from = day(month, date);
  return { from, to: endDate === undefined ? from : day(endMonth ?? month, endDate) };
}

/** How many of each unit took part in the last 90 days: people, no scores, no order of merit. */
async function players(
  desk: Desk,
  { org }: CampaignContext,
  may: ReturnType<typeof mayCampaign>,
  say: Say,
  no: No,
): Promise<void> {
  if (!may.ok) return no('答题情况', may);
  const today = dayOf(desk.now());
  const rows = await desk.campaigns.quiz.players(addDays(today, -90), today);
  const seen = new Map(rows.map(({ personId, unitId }) => [personId, unitId]));
  const counts = [...seen.values()].map((unitId) => ({ unitId, n: 1 }));
  const units = byUnit(org, counts);
  await say('答题情况（近90天）', [
    `${seen.size}人参加（自愿，不排名，不作考核依据）。`,
    ...units.map(({ unit, people }) => `${unit} ${people}人`),
  ]);
}

/** 小结 安全生产月: the numbers as they are now. */
async function summary(
  desk: Desk,
  rest: string,
  may: ReturnType<typeof mayCampaign>,
  show: (type: NoticeType, facts?: Notice['facts'], subject?: string) => Promise<void>,
  say: Say,
  no: No,
): Promise<void> {
  if (!may.ok) return no('宣传小结', may);
  const found = campaignAtStart(desk.campaigns.data, rest);
  if (found === undefined || found.campaign.pack === undefined)
    return say('宣传小结', ['请写上是哪个宣传，例：宣传小结 安全生产月']);
  const today = dayOf(desk.now());
  const year = Number(/20\d\d/u.exec(found.rest)?.[0] ?? today.slice(0, 4));
  await show(
    'campaign-summary',
    { campaignId: found.campaign.id, year, until: today },
    `year:${found.campaign.id}:${year}`,
  );
}
