import { describe, expect, test } from '@jest/globals';
import { readCommand } from '../../src/listeners/commands.js';
import { readLeave } from '../../src/listeners/leave-reading.js';

/* How staff really type what experience.md §6 lists, and what looks like a command and is a report. */

const SAME: Readonly<Record<string, string>> = {
  help: '帮助 帮助？ 怎么用 怎么用？ 怎么使用 使用说明 菜单 功能 你能做什么 不会用 教我 教教我 help HELP /help ／帮助 ？ 怎么上报 你好 在吗',
  'report-form':
    '上报 上报隐患 隐患上报 报隐患 我要上报 我要报隐患 我想报个隐患 登记隐患 隐患登记 随手拍 发现隐患 填报 新隐患 新增隐患 报告隐患 有隐患要报 我来报个隐患 上报一下 /上报 请帮我上报',
  anonymous:
    '匿名上报 匿名 匿名举报 举报 我要举报 不留名 不想留名 不想留名字 悄悄上报 保密上报 不署名 匿名报隐患 我要匿名 我想匿名上报 能匿名吗 可以匿名吗？ 匿名反映问题 不记名',
  todos:
    '我的待办 待办 我的任务 任务 等我办的 有什么要办 有啥要我处理的 有什么要我办的？ 我要办什么 今天的事 未办 没办完的 待处理 待办事项 待我审批 查待办 查看我的待办 看一下待办 请帮我看看我的待办 还有什么没办 我的待办吧',
  mine: '我上报的 我报的 我的上报 我上报的隐患 我报过的 进展 查进展 查看进展 进度 处理结果 结果 我的隐患 报到哪了 我报的怎么样了？ 办好了吗 解决了吗 我上报的呢',
  leave: '请假 代理 代办 我请假 我要请假 休假 我休假 出差 找人代 设代理 我不在 年休假 病假',
  'leave-end': '销假 提前结束请假 取消请假 我回来了 休完假了',
  settings: '设置 管理 换负责人 换安全员 更换安全员 更换负责人 换分管领导 管理员',
  'group-setup': '群设置 改群设置',
  ledger:
    '台账 台帐 隐患台帐 导出台账 导出台帐 下载台帐 清单 隐患清单 导出 导出表格 下载表格 我要台账 看台账 发我台账 台账下载',
  search: '查询 搜索 查',
  duty: '带班 值班 今天谁带班 谁值班？ 带班领导',
  withdraw: '撤回 撤销上报 我要撤回 发错了',
  receipt: '回执 我的回执 查回执 匿名进展 查匿名 凭码查',
  reward: '领奖励 领取奖励 有奖励吗 怎么领奖 奖励怎么领',
  feedback: '反馈 意见 提建议 我要反馈',
};

describe.each(Object.entries(SAME))('%s', (wanted, list) => {
  test.each(list.split(' '))('%s', (text) => {
    expect(readCommand(text, false)).toMatchObject({ do: wanted });
  });
});

test.each([
  'YH-2026-0001',
  'YH2026-1',
  'yh 2026 1号',
  'yh－2026－0001',
  'YH_2026_0001',
  'YH20260001',
  '2026-0001',
  '2026年1号',
  '2026年0001',
])('number with its year: %s', (text) => {
  expect(readCommand(text, false)).toEqual({ do: 'hazard', number: { year: '2026', number: '0001' } });
});

test.each(
  '0142|142|隐患142号|0142号|#142|№142|编号：0142|隐患编号0142|看0142|查 0142|查询0142|查一下0142|打开0142|第142号|0142到哪了？|0142进展|0142的进展|0142办好了吗|yh142'.split(
    '|',
  ),
)('number without a year: %s', (text) => {
  expect(readCommand(text, false)).toMatchObject({ do: 'hazard', number: { number: '0142' } });
});

test.each([
  ['本月统计', '本月'],
  ['统计一下', '本月'],
  ['本月数据', '本月'],
  ['这个月怎么样', '本月'],
  ['上个月情况', '上月'],
  ['10月统计', '10月'],
  ['十月份统计', '10月'],
  ['2025年12月统计', '2025年12月'],
  ['本季度统计', '本季'],
  ['上季度统计', '上季'],
  ['今年统计', '本年'],
  ['年度报表', '本年'],
  ['去年统计', '去年'],
  ['本周情况', '本周'],
])('figures: %s', (text, rest) => {
  expect(readCommand(text, false)).toEqual({ do: 'stats', rest });
});

test.each([
  ['查询 三楼 灭火器', 'search', '三楼 灭火器'],
  ['查询：灭火器', 'search', '灭火器'],
  ['搜一下灭火器', 'search', '灭火器'],
  ['帮我查一下灭火器', 'search', '灭火器'],
  ['灭火器有没有报过', 'search', '灭火器'],
  ['台账 一号养老院 10月', 'ledger', '一号养老院 10月'],
  ['10月台账', 'ledger', '10月'],
  ['一号养老院的台帐', 'ledger', '一号养老院'],
  ['查回执 K7M4-2QX9', 'receipt', 'K7M4-2QX9'],
  ['查询回执K7M42QX9', 'receipt', 'K7M42QX9'],
  ['回执码：k7m4-2qx9', 'receipt', 'k7m4-2qx9'],
  ['我的回执码是K7M4 2QX9', 'receipt', 'K7M4 2QX9'],
  ['领取奖励 K7M4-2QX9', 'reward', 'K7M4-2QX9'],
  ['奖励启用', 'reward', '启用'],
  ['反馈：卡片字太小', 'feedback', '卡片字太小'],
  ['带班 明天到周五 李敏', 'duty', '明天到周五 李敏'],
])('%s', (text, wanted, rest) => {
  expect(readCommand(text, false)).toEqual({ do: wanted, rest });
});

test('what is to be reported anonymously may stand behind the word', () => {
  for (const text of ['匿名上报 三号库房门不锁', '匿名：三号库房门不锁', '我要匿名举报，三号库房门不锁'])
    expect(readCommand(text, false)).toEqual({ do: 'anonymous', words: '三号库房门不锁' });
});

test.each([
  ['同意', 'approve', ''],
  ['同意！', 'approve', ''],
  ['好的，同意', 'approve', ''],
  ['同意办理', 'approve', ''],
  ['同意延期', 'approve', ''],
  ['已同意', 'approve', ''],
  ['批准', 'approve', ''],
  ['准予', 'approve', ''],
  ['同意，注意断电', 'approve', '注意断电'],
  ['不同意，钱太多', 'return', '钱太多'],
  ['退回经费来源没写清', 'return', '经费来源没写清'],
  ['退回重写', 'return', ''],
  ['不批准', 'return', ''],
  ['先不同意', 'return', ''],
  ['不行，再改', 'return', '再改'],
])('a decision waits: %s', (text, wanted, words) => {
  expect(readCommand(text, true)).toEqual({ do: wanted, words });
});

test.each(['可以', '可以的', '行', '没意见', '没问题', 'OK', '👍'])(
  'a decision waits, asked back: %s',
  (text) => {
    expect(readCommand(text, true)).toEqual({ do: 'ask-approve' });
  },
);

test.each(['收到', '好的', '已阅', '嗯'])('a decision waits, no yes: %s', (text) => {
  expect(readCommand(text, true)).toEqual({ do: 'not-yes' });
});

test.each([
  '退烧药过期了',
  '退水管漏了',
  '不行了快来人',
  '不同意见很多',
  '准备室门坏了',
  '通过道堆了纸箱',
  '找不到王奶奶了',
  '查出三楼灭火器过期',
  '查看到二楼插座烧黑了',
  '找人修一下二楼的灯',
  '今天检查台账没填',
  '1/2 楼都停水了',
  '厨师休假到周五，食堂没人管消毒',
  '昨天王芳请假，巡查没做',
  '带班人员不在岗，三楼没人',
  '值班室夜里没人',
  '任务室门锁坏了',
  '管理员室漏水',
  '意见箱掉下来了',
  '节假日值班没人',
])('a report that begins like a command is none: %s', (text) => {
  const read = readCommand(text, true);
  expect(read).toBe(undefined);
});

/** Thursday. */
const TODAY = '2026-10-08';
test.each([
  ['请假 10月12日到10月16日 赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['请假10月12日至16日，由赵国庆代办', '2026-10-12', '2026-10-16', '赵国庆'],
  ['请假 10.12-10.16 赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['请假 10/12—10/16 赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['请假 2026-10-12 到 2026-10-16 赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['10月12日到16日我休假，找赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['我10月12日到16日请假，赵国庆代', '2026-10-12', '2026-10-16', '赵国庆'],
  ['请假，赵国庆代，10月12日到10月16日', '2026-10-12', '2026-10-16', '赵国庆'],
  ['我下周一到周三休假，王芳代', '2026-10-12', '2026-10-14', '王芳'],
  ['下周休假，王芳代', '2026-10-12', '2026-10-18', '王芳'],
  ['明天请假，王芳代', '2026-10-09', '2026-10-09', '王芳'],
  ['请假明天到后天 王芳代', '2026-10-09', '2026-10-10', '王芳'],
  ['请假到周五', TODAY, '2026-10-09', undefined],
  ['请假到周二，王芳代', TODAY, '2026-10-13', '王芳'],
  ['请假三天 王芳代', TODAY, '2026-10-10', '王芳'],
  ['休假两周，王芳代', TODAY, '2026-10-21', '王芳'],
  ['出差12日到14日 王芳代', '2026-10-12', '2026-10-14', '王芳'],
  ['出差30日到2日 王芳代', '2026-10-30', '2026-11-02', '王芳'],
  ['请假 12月30日到1月3日 王芳代', '2026-12-30', '2027-01-03', '王芳'],
  ['王芳代', undefined, undefined, undefined],
])('leave on 8 October 2026: %s', (text, from, until, name) => {
  const read = readLeave(text, TODAY) ?? {};
  expect({ from: read.from, until: read.until, name: read.name }).toEqual({ from, until, name });
});
