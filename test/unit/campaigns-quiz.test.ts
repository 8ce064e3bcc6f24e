import { describe, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../src/calendar.js';
import { checkActivity, closingSummary, type Activity } from '../../src/campaigns/activity.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { questionOfDay, roundFor, score, scoreInWords } from '../../src/campaigns/quiz.js';

const { quiz } = loadCampaignData();
const right = new Map(quiz.map((question) => [question.id, question.options[question.answer]]));

describe('the bank', () => {
  test('at least forty questions with three or four options, an answer and a source', () => {
    expect(quiz.length).toBeGreaterThanOrEqual(40);
    for (const question of quiz) {
      expect(question.options.length).toBeGreaterThanOrEqual(3);
      expect(question.question).toMatch(/？$/u);
      expect(question.source).toMatch(/第.+条|1992年/u);
    }
  });
  test('the numbers of the 2021 law, not of the one before (domain.md §0.1)', () => {
    const source = (words: string): string | undefined =>
      quiz.find(({ question }) => question.includes(words))?.source;
    expect(source('举报制度')).toContain('第七十三条');
    expect(source('谁有权报告')).toContain('第七十四条');
    expect(source('双重预防')).toContain('第四条');
    expect(source('发现事故隐患，应当怎么做')).toContain('第五十九条');
  });
});

describe('questions', () => {
  test('one a day, the same for all, each once before any comes again', () => {
    const ids: string[] = [];
    // Day 0 of the bank's order is 2020-01-01; begin where a new order begins.
    let day: Day = '2020-01-01';
    for (let n = 0; n < quiz.length * 2; n += 1, day = addDays(day, 1)) ids.push(questionOfDay(quiz, day).id);
    expect(new Set(ids.slice(0, quiz.length)).size).toBe(quiz.length);
    expect(new Set(ids.slice(quiz.length)).size).toBe(quiz.length);
    expect(ids.slice(0, quiz.length)).not.toEqual(ids.slice(quiz.length));
    expect(questionOfDay(quiz, '2026-06-01')).toEqual(questionOfDay([...quiz].toReversed(), '2026-06-01'));
  });
  test('ten for one person, drawn again the same, another ten for another person', () => {
    const mine = roundFor(quiz, 'p1', 'safety-month:2026');
    expect(mine.questions).toHaveLength(10);
    expect(new Set(mine.questions.map(({ id }) => id)).size).toBe(10);
    expect(roundFor(quiz, 'p1', 'safety-month:2026')).toEqual(mine);
    expect(roundFor(quiz, 'p2', 'safety-month:2026')).not.toEqual(mine);
    expect(roundFor(quiz.slice(0, 3), 'p1', 'r').questions).toHaveLength(3);
  });
  test('the right option stays right when options change places, and stands in every place', () => {
    const places = new Set<number>();
    for (let n = 0; n < 40; n += 1)
      for (const question of roundFor(quiz, `p${n}`, 'r').questions) {
        expect(question.options[question.answer]).toBe(right.get(question.id));
        places.add(question.answer);
      }
    expect([...places].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });
  test('scoring: the first answer counts, an impossible one is wrong', () => {
    const round = roundFor(quiz, 'p1', 'r');
    const answers = round.questions.map(({ id, answer }, index) => ({
      questionId: id,
      chosen: index < 8 ? answer : 9,
    }));
    const result = score(round, [
      ...answers,
      { questionId: round.questions[9]?.id ?? '', chosen: round.questions[9]?.answer ?? 0 },
      { questionId: 'q-unknown', chosen: 0 },
    ]);
    expect(result).toMatchObject({ answered: 10, right: 8, complete: true });
    expect(result.wrong).toHaveLength(2);
    expect(scoreInWords(result)).toBe('错的2题在下面。成绩只有您看得到，单位只计参加人数。');
  });
});

describe('activities and the summary', () => {
  const activity: Activity = {
    campaignId: 'safety-month',
    year: 2026,
    unit: '一号养老院',
    topic: '夜间疏散演练',
    day: '2026-06-16',
    form: '演练',
    people: 36,
    materials: '演练方案',
    effect: '用时6分钟',
    photos: 3,
  };
  test('an activity is checked', () => {
    expect(checkActivity(activity, '2026-06-16')).toEqual([]);
    expect(
      checkActivity(
        { ...activity, topic: ' ', day: '2026-06-17', people: -1, form: '聚餐' as '其他' },
        '2026-06-16',
      ),
    ).toHaveLength(4);
  });
  test('the closing summary has the numbers and nothing else', () => {
    const lines = closingSummary({
      name: '安全生产月',
      from: '2026-06-01',
      to: '2026-06-30',
      theme: '人人讲安全、个个会应急——排查整治风险隐患',
      posts: 7,
      skipped: 1,
      learned: [
        { unit: '一号养老院', people: 23 },
        { unit: '救助站', people: 0 },
      ],
      quizPeople: 18,
      activities: [activity, { ...activity, form: '讲座', people: 20, photos: 0 }],
      reported: 12,
      closed: 9,
    });
    expect(lines).toEqual([
      '时间：2026年6月1日至2026年6月30日。主题：人人讲安全、个个会应急——排查整治风险隐患。',
      '推送：7篇，跳过1篇。',
      '学习（自愿）：一号养老院23人。',
      '知识竞赛（自愿）：18人参加。',
      '活动：2次（讲座1次，演练1次），56人次，照片3张。',
      '期间登记隐患12件，销号9件。',
    ]);
  });
  test('nothing happened', () => {
    const lines = closingSummary({
      name: '',
      from: '2026-12-04',
      to: '2026-12-04',
      posts: 0,
      skipped: 0,
      learned: [],
      quizPeople: 0,
      activities: [],
      reported: 0,
      closed: 0,
    });
    expect(lines[0]).toBe('时间：2026年12月4日。');
    expect(lines).toContain('活动：没有登记。');
  });
});
