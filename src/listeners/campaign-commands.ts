/** What somebody wants of campaigns and quiz, when the whole message says so. */
export type CampaignWish =
  | { readonly want: 'calendar' | 'quiz' | 'daily' | 'bank' | 'template' | 'activity' | 'cases' | 'players' }
  | { readonly want: 'theme' | 'dates' | 'ledger' | 'summary'; readonly rest: string }
  | { readonly want: 'retire'; readonly id: string; readonly retired: boolean }
  | { readonly want: 'switch'; readonly what: 'auto' | 'daily'; readonly on: boolean };

const EXACT: readonly (readonly [
  Extract<
    CampaignWish,
    { want: 'calendar' | 'quiz' | 'daily' | 'bank' | 'template' | 'activity' | 'cases' | 'players' }
  >['want'],
  string,
])[] = [
  ['calendar', '宣传 宣传计划 宣传安排 宣传日历 推送安排 看安排 宣传活动'],
  ['quiz', '答题 竞赛 知识竞赛 普法知识竞赛 普法竞赛 考考我 我要答题 开始答题 做题 来一题 来十题'],
  ['daily', '每日一题 今日一题 今天的题'],
  ['bank', '题库'],
  ['template', '题库模板 题库模版 下载题库模板'],
  ['activity', '活动 登记活动 活动登记 记活动 宣传登记'],
  ['cases', '警示教育 事故案例 案例'],
  ['players', '答题情况 竞赛情况 答题统计'],
];

/**
 * Reads a command of campaigns; undefined when it is none. The text has been cleaned (half-width, without the @).
 * A word that begins a report (活动室插座冒火花) is no command: what follows must be set off by a space.
 */
export function readCampaignCommand(text: string): CampaignWish | undefined {
  const bare = text.replace(/\s+/gu, '');
  const exact = EXACT.find(([, names]) => names.split(' ').includes(bare));
  if (exact !== undefined) return { want: exact[0] };
  const ledger = /^(?:活动台账|宣传台账|宣传活动台账)\s*(.*)$/u.exec(text);
  if (ledger !== null) return { want: 'ledger', rest: ledger[1] ?? '' };
  const summary = /^(?:宣传小结|宣传总结|小结)(?:\s+(.*))?$/u.exec(text);
  if (summary !== null) return { want: 'summary', rest: (summary[1] ?? '').trim() };
  const theme = /^(?:年度)?主题(?:[\s::]+(.*))?$/su.exec(text);
  if (theme !== null) return { want: 'theme', rest: (theme[1] ?? '').trim() };
  const dates = /^宣传日期(?:[\s::]+(.*))?$/u.exec(text);
  if (dates !== null) return { want: 'dates', rest: (dates[1] ?? '').trim() };
  const retire = /^题库\s*(停用|恢复)\s*([qu]\d{1,5})$/iu.exec(text);
  if (retire !== null)
    return { want: 'retire', id: (retire[2] ?? '').toLowerCase(), retired: retire[1] === '停用' };
  const flip = /^(自动推送|每日一题)\s*(开|关|打开|关闭|开启|停)$/u.exec(text);
  if (flip !== null)
    return {
      want: 'switch',
      what: flip[1] === '自动推送' ? 'auto' : 'daily',
      on: /开/u.test(flip[2] ?? ''),
    };
  return undefined;
}
