import { loadCampaignData } from '../../src/campaigns/load.js';
import { POST_STATUSES } from '../../src/campaigns/post.js';
import { roundFor, type Asked } from '../../src/campaigns/quiz.js';
import { activityCard, activityForm, type ActivityView } from '../../cards/activity.js';
import { campaignPost, campaignPreview, warningCases, type PreviewView } from '../../cards/campaign.js';
import { campaignCalendar, campaignPlan, campaignSummary, type PlanView } from '../../cards/campaign-plan.js';
import { quizBank, quizDaily, quizRound } from '../../cards/quiz.js';
import type { Card } from '../../cards/card.js';
import { caseLines } from '../../src/campaigns/words.js';

export const data = loadCampaignData();
const post = data.packs.get('safety-month')?.[0];
if (post === undefined) throw new Error('the pack is empty');
const facts = data.cases[0];
if (facts === undefined) throw new Error('there is no case');

/** Every card of campaigns and quiz, in each of its states; what people wrote is `words`. */
export function campaignCards(words: string): readonly { readonly name: string; readonly card: Card }[] {
  const body = {
    words: { kind: 'post' as const, post: { ...post!, today: words, remember: words } },
    headline: '安全生产月第1天（6月1日 周一）',
    title: post!.title,
    theme: words.slice(0, 100),
    ours: '5月隐患12条，最多的是通道堆物4条',
    phones: '火警119 · 安全生产举报12350',
  };
  const warning = { ...body, words: { kind: 'case' as const, facts: { ...facts!, look: words } } };
  const preview = (over: Partial<PreviewView>): PreviewView => ({
    ...body,
    postKey: 'safety-month:2026:sm-three',
    status: 'preview',
    when: '6月1日（周一）09:30发到3个群',
    otherwise: '没有人同意就不发，当天再问一次。',
    medic: false,
    again: false,
    editing: false,
    version: 1,
    ...over,
  });
  const plan = (over: Partial<PlanView>): PlanView => ({
    campaignId: 'safety-month',
    year: 2026,
    name: '安全生产月',
    days: '6月1日至6月30日',
    origin: '安委办每年6月部署',
    themed: true,
    theme: words.slice(0, 100),
    movable: false,
    posts: Array.from({ length: 8 }, (_one, index) => `6月${index + 1}日（周一） ${post!.title}`),
    left: 1,
    mayMove: true,
    editable: true,
    version: 1,
    ...over,
  });
  const round = roundFor(data.quiz, 'p', 'r').questions;
  const long: Asked = {
    id: 'u1',
    question: words,
    options: [words, `${words}二`, `${words}三`],
    answer: 1,
    source: words,
  };
  const quiz = (shown: number, answered: number, questions = round): Card =>
    quizRound({
      roundId: 'round:evt:0123456789abcdef0123456789abcdef',
      questions,
      answers: questions.slice(0, answered).map(({ id }, index) => ({ questionId: id, chosen: index % 3 })),
      shown,
      version: 1,
    });
  const activity: ActivityView = {
    activityId: 'home1:2026-06-10:夜间疏散演练',
    topic: words.slice(0, 60),
    when: '6月10日（周三）',
    place: words.slice(0, 60),
    form: '演练',
    people: 32,
    unit: '一号养老院',
    campaign: '安全生产月',
    materials: words.slice(0, 100),
    effect: words.slice(0, 200),
    photos: 2,
    year: 2026,
    withdrawn: false,
    version: 1,
  };
  const rows = Array.from({ length: 9 }, (_one, index) => ({
    campaignId: `c${index}`,
    year: 2026,
    name: '安全生产月',
    days: '6月1日至6月30日',
    detail: `主题：${words}；下一篇6月4日（周四）`,
  }));
  return [
    ...[0, 23].map((learned) => ({
      name: `post ${learned}`,
      card: campaignPost({ ...body, postKey: 'k', learned, version: 1 }),
    })),
    { name: 'post of a case', card: campaignPost({ ...warning, postKey: 'k', learned: 3, version: 1 }) },
    ...POST_STATUSES.flatMap((status) =>
      [false, true].map((again) => ({
        name: `preview ${status}${again ? ' again' : ''}`,
        card: campaignPreview(preview({ status, again, decided: '陈静今天10:05同意推送', medic: again })),
      })),
    ),
    { name: 'preview of a case', card: campaignPreview({ ...preview({}), ...warning }) },
    { name: 'editing', card: campaignPreview(preview({ editing: true })) },
    { name: 'editing a case', card: campaignPreview({ ...preview({ editing: true }), ...warning }) },
    { name: 'calendar', card: campaignCalendar({ rows, auto: false, daily: false, decides: true }) },
    { name: 'calendar on', card: campaignCalendar({ rows, auto: true, daily: true, decides: true }) },
    { name: 'calendar for all', card: campaignCalendar({ rows, auto: true, daily: true, decides: false }) },
    { name: 'plan', card: campaignPlan(plan({})) },
    {
      name: 'plan for all',
      card: campaignPlan(plan({ editable: false, posts: plan({}).posts.slice(0, 4) })),
    },
    {
      name: 'dates asked for',
      card: campaignPlan({
        campaignId: 'food-week',
        year: 2026,
        name: '食品安全宣传周',
        themed: true,
        movable: true,
        posts: [],
        left: 0,
        mayMove: false,
        editable: true,
        version: 0,
      }),
    },
    ...[true, false].flatMap((midway) =>
      [undefined, '陈静6月30日16:05归档'].map((filed) => ({
        name: `summary ${midway ? 'midway' : ''} ${filed ?? ''}`,
        card: campaignSummary({
          campaignId: 'safety-month',
          year: 2026,
          name: '安全生产月',
          midway,
          lines: [
            `时间：2026年6月1日至2026年6月30日。主题：${words}。`,
            '推送：8篇。',
            '期间登记隐患3件，销号2件。',
          ],
          ...(filed === undefined ? {} : { filed }),
          version: 1,
        }),
      })),
    ),
    ...[true, false].map((decides) => ({
      name: `cases ${decides}`,
      card: warningCases({
        cases: data.cases.map((one) => ({ id: one.id, title: one.title, lines: caseLines(one) })),
        decides,
      }),
    })),
    { name: 'question', card: quiz(0, 0) },
    { name: 'right', card: quiz(0, 1) },
    { name: 'last one', card: quiz(9, 10) },
    { name: 'result', card: quiz(10, 10) },
    { name: 'long question', card: quiz(0, 0, [long]) },
    { name: 'long question answered', card: quiz(0, 1, [long]) },
    { name: 'long result', card: quiz(1, 1, [long]) },
    ...[false, true].map((over) => ({
      name: `daily ${over}`,
      card: quizDaily({
        day: '2026-06-01',
        date: '6月1日 周一',
        question: round[0]!,
        over,
        people: 12,
        version: 0,
      }),
    })),
    {
      name: 'bank',
      card: quizBank({ total: 44, own: 44, batches: [], retired: [], newest: [] }),
    },
    {
      name: 'full bank',
      card: quizBank({
        total: 90,
        own: 44,
        batches: Array.from({ length: 12 }, () => `11月5日 陈静 ${words.slice(0, 80)}.xlsx，4题`),
        retired: Array.from({ length: 30 }, () => words),
        newest: Array.from({ length: 20 }, () => words),
      }),
    },
    {
      name: 'activity form',
      card: activityForm({
        today: '2026-06-10',
        campaigns: [{ text: '安全生产月', value: 'safety-month' }],
        campaign: 'safety-month',
        units: [
          { text: '县民政局', value: 'bureau' },
          { text: '一号养老院', value: 'home1' },
        ],
        unit: 'bureau',
      }),
    },
    {
      name: 'activity form of a unit',
      card: activityForm({ today: '2026-06-10', campaigns: [], units: [] }),
    },
    { name: 'activity', card: activityCard(activity) },
    { name: 'activity without photos', card: activityCard({ ...activity, photos: 0 }) },
    { name: 'activity withdrawn', card: activityCard({ ...activity, withdrawn: true }) },
  ];
}
