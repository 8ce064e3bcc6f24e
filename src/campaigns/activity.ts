import { isDay, type Day } from '../calendar.js';
import type { Entry } from './post.js';

export const ACTIVITY_FORMS = [
  '讲座',
  '演练',
  '咨询日',
  '警示教育',
  '知识竞赛',
  '观看影片',
  '张贴发放',
  '其他',
] as const;
export type ActivityForm = (typeof ACTIVITY_FORMS)[number];

/** One activity of a campaign, as it goes into the ledger of domain.md §8.10. */
export interface Activity {
  readonly campaignId: string;
  readonly year: number;
  readonly unit: string;
  readonly topic: string;
  readonly day: Day;
  readonly form: ActivityForm;
  readonly people: number;
  readonly materials: string;
  readonly effect: string;
  readonly photos: number;
}

/** An activity as it is kept. `_id` is made from unit, day and topic: entered twice, it is there once. */
export interface StoredActivity {
  readonly _id: string;
  readonly campaignId?: string;
  readonly year: number;
  readonly unitId: string;
  readonly unit: string;
  readonly topic: string;
  readonly day: Day;
  readonly place?: string;
  readonly form: ActivityForm;
  readonly people: number;
  readonly materials?: string;
  readonly effect?: string;
  readonly photos: readonly { readonly sha256: string; readonly messageId: string; readonly at: Date }[];
  /** One entry a picture, so that the same one is not added twice. */
  readonly photoIds: readonly string[];
  readonly byId: string;
  readonly at: Date;
  readonly version: number;
  readonly history: readonly Entry<'record' | 'photo' | 'withdraw'>[];
  /** Recorded by mistake: kept, but in no ledger. */
  readonly withdrawn?: boolean;
  readonly schema: number;
}

/** The activity as the ledger and the summary count it. */
export function plainActivity(stored: StoredActivity): Activity {
  return {
    campaignId: stored.campaignId ?? '',
    year: stored.year,
    unit: stored.unit,
    topic: stored.topic,
    day: stored.day,
    form: stored.form,
    people: stored.people,
    materials: stored.materials ?? '',
    effect: stored.effect ?? '',
    photos: stored.photos.length,
  };
}

/** What is wrong with an entered activity, for the person who enters it; empty = usable. */
export function checkActivity(activity: Activity, today: Day): readonly string[] {
  const problems: string[] = [];
  if (activity.topic.trim() === '') problems.push('没有写主题');
  if (!isDay(activity.day)) problems.push('日期看不懂');
  else if (activity.day > today) problems.push('活动还没有到，办完再记');
  if (!Number.isInteger(activity.people) || activity.people < 0 || activity.people > 5000)
    problems.push('人数请写0到5000的整数');
  if (!ACTIVITY_FORMS.includes(activity.form)) problems.push(`形式请选：${ACTIVITY_FORMS.join('、')}`);
  return problems;
}

export interface SummaryFacts {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
  readonly theme?: string | undefined;
  readonly posts: number;
  readonly skipped: number;
  /** Previews that nobody decided. */
  readonly undecided?: number;
  /** Approved, but no group could be reached on the day. */
  readonly unsent?: number;
  /** 已学习 by unit, in the order of the units: counts, no ranking. */
  readonly learned: readonly { readonly unit: string; readonly people: number }[];
  readonly quizPeople: number;
  readonly quizUnits?: readonly { readonly unit: string; readonly people: number }[];
  readonly activities: readonly Activity[];
  readonly reported: number;
  readonly closed: number;
}

/** `跳过2篇`; nothing when there are none. */
function some(what: string, n: number): readonly string[] {
  return n === 0 ? [] : [`${what}${n}篇`];
}

/** 小结 for the file (考核 asks for it): numbers only, voluntary ones marked as such, no adjectives. */
export function closingSummary(facts: SummaryFacts): readonly string[] {
  const day = (value: Day): string => {
    const [year, month, date] = value.split('-').map(Number);
    return `${year}年${month}月${date}日`;
  };
  const time = facts.from === facts.to ? day(facts.from) : `${day(facts.from)}至${day(facts.to)}`;
  const people = facts.activities.reduce((sum, activity) => sum + activity.people, 0);
  const forms = ACTIVITY_FORMS.map((form) => ({
    form,
    n: facts.activities.filter((activity) => activity.form === form).length,
  })).filter(({ n }) => n > 0);
  const quizUnits = (facts.quizUnits ?? []).filter((unit) => unit.people > 0);
  const learned = facts.learned.filter((unit) => unit.people > 0);
  return [
    `时间：${time}${facts.theme === undefined ? '' : `。主题：${facts.theme}`}。`,
    `推送：${[
      `${facts.posts}篇`,
      ...some('跳过', facts.skipped),
      ...some('没有定、没有发', facts.undecided ?? 0),
      ...some('连不上飞书没有发', facts.unsent ?? 0),
    ].join('，')}。`,
    `学习（自愿）：${learned.length === 0 ? '没有人点已学习' : learned.map((unit) => `${unit.unit}${unit.people}人`).join('，')}。`,
    `知识竞赛（自愿）：${facts.quizPeople}人参加${quizUnits.length === 0 ? '' : `（${quizUnits.map((unit) => `${unit.unit}${unit.people}人`).join('，')}）`}。`,
    facts.activities.length === 0
      ? '活动：没有登记。'
      : `活动：${facts.activities.length}次（${forms.map(({ form, n }) => `${form}${n}次`).join('，')}），${people}人次，照片${facts.activities.reduce((sum, activity) => sum + activity.photos, 0)}张。`,
    `期间登记隐患${facts.reported}件，销号${facts.closed}件。`,
  ];
}
