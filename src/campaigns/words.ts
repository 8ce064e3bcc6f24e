import { daysBetween, fullDay, type Day } from '../calendar.js';
import type { CaseFacts, Post } from './data.js';
import type { CampaignRun } from './runs.js';

/** `安全生产月第1天（6月1日 周一）`, for a single day its name and date. */
export function headline(run: CampaignRun, day: Day): string {
  const date = fullDay(day, day).replace('（', ' ').replace('）', '');
  if (run.from === run.to || day < run.from || day > run.to) return `${run.campaign.name}（${date}）`;
  return `${run.campaign.name}第${daysBetween(run.from, day) + 1}天（${date}）`;
}

/**
 * The post's title on the day it is really sent: a post for a day off goes out on the working day before, and then
 * it must not say 今天.
 */
export function postTitle(post: Post, run: CampaignRun, sentOn: Day): string {
  const meant = run.keyDays.find((key) => key.post === post.id)?.day ?? run.from;
  if (!post.title.startsWith('今天是') || meant === sentOn) return post.title;
  const [, month, date] = meant.split('-').map(Number);
  return post.title.replace('今天是', `${month}月${date}日是`);
}

export interface OwnFigures {
  /** 本月, 5月, 本季度. */
  readonly period: string;
  /** 消防类, or undefined for all kinds. */
  readonly kind?: string | undefined;
  readonly total: number;
  /** Causes with their number, in any order. */
  readonly causes: readonly { readonly name: string; readonly n: number }[];
}

/**
 * The line 我们的 of a post: `本月消防类隐患12条，最多的是通道堆物4条`. No unit and no person is in it, nor praise or
 * blame. With nothing registered it says so plainly.
 */
export function ownFigures(figures: OwnFigures): string {
  const what = `${figures.period}${figures.kind ?? ''}`;
  if (figures.total === 0) return `${what}没有登记隐患`;
  const most = Math.max(0, ...figures.causes.map(({ n }) => n));
  const top = figures.causes.filter(({ n }) => n === most && n > 0).map(({ name }) => name);
  const start = `${what}隐患${figures.total}条`;
  // Where all are different there is no "most"; a long list of equals says nothing either.
  if (most < 2 || top.length > 3) return start;
  return `${start}，最多的是${top.length === 1 ? `${top[0]}${most}条` : `${top.join('、')}，各${most}条`}`;
}

/** A warning post from the facts of a published investigation: what happened, what made it worse, what to look at. */
export function caseLines(facts: CaseFacts): readonly string[] {
  const [year, month, date] = facts.day.split('-').map(Number);
  return [
    `${year}年${month}月${date}日，${facts.place}，${facts.deaths}人死亡。`,
    `起因：${facts.cause}`,
    `为什么没控制住：${facts.worse.join('；')}。`,
    `今天看什么：${facts.look}`,
    `来源：${facts.source}`,
  ];
}
