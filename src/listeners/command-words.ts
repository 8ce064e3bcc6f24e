import type { Wish } from './commands.js';

/*
 * The words that are a command when they are the whole message (experience.md §6, and how people really write). Matched
 * after `plainer` has taken the politeness away, so that 请帮我看一下我的待办 need not stand here.
 */
const WORDS: readonly (readonly [Wish, string])[] = [
  [
    { do: 'help' },
    '帮助 使用帮助 怎么用 怎么使用 怎么弄 怎么操作 使用说明 操作说明 使用方法 用法 说明 说明书 菜单 功能 有什么功能 有哪些功能 你能做什么 你能干什么 你能干啥 你会什么 你会做什么 你是谁 不会用 不会 教我 教教我 命令 指令 help ? ?? 你好 您好 在 在吗 在不在 hi hello 怎么上报 如何上报 怎么报 怎么报隐患 怎么上报隐患 在哪上报 怎么审批',
  ],
  [
    { do: 'report-form' },
    '上报 上报隐患 隐患上报 报隐患 登记隐患 隐患登记 随手拍 发现隐患 填报 填表 新隐患 新增隐患 新增 上报一个隐患 上报个隐患 报一个隐患 报个隐患 报告隐患 有隐患 有个隐患 有隐患要报 上报问题 报问题 反映问题 反映情况 报修',
  ],
  [
    { do: 'anonymous' },
    '匿名 匿名上报 匿名举报 匿名反映 匿名反映问题 匿名报 匿名报隐患 匿名上报隐患 匿名提交 匿名投诉 举报 举报隐患 不留名 不留名字 不想留名 不想留名字 不署名 不记名 不具名 不实名 不想实名 悄悄上报 悄悄报 偷偷上报 保密上报 保密举报 不想让人知道',
  ],
  [
    { do: 'todos' },
    '待办 我的待办 待办事项 我的待办事项 待办列表 任务 我的任务 我的工作 我的事 等我办的 等我办 等我审批 等我审批的 待我审批 待审批 我的审批 审批 待处理 待我处理 待办理 处理的 办的 我要办什么 我要处理什么 我要办的 我要处理的 要我办的 要我处理的 有啥要办 有啥要我办的 有啥要我处理的 有啥要处理的 有啥事 有啥任务 有什么要办 有什么要我办的 有什么要我处理的 有什么要处理的 有什么事 有什么任务 今天的事 今天有啥事 今天有什么事 今天要办什么 未办 没办的 没办完的 没处理的 还有啥没办 还有什么没办 还有几件没办',
  ],
  [
    { do: 'mine' },
    '我上报的 我上报的隐患 我上报过的 我报的 我报的隐患 我报过的 我报过的隐患 我的上报 我的上报记录 上报记录 我的记录 我的隐患 我的报告 我提交的 我反映的 进展 进度 处理进度 处理结果 处理情况 办理进度 办理情况 办理结果 结果 报到哪了 办到哪了 到哪了 办得怎么样了 办的怎么样了 我报的怎么样了 我上报的怎么样了 我报的到哪了 我上报的到哪了 怎么样了 办好了吗 处理好了吗 解决了吗 改好了吗 有结果了吗',
  ],
  [
    { do: 'leave' },
    '请假 请假代办 休假 年假 年休 年休假 休年假 病假 事假 公休 调休 出差 代理 代办 代办人 代理人 换代办人 委托 委托代办 找人代 找人代办 找人代班 设代理 设代办 设置代理 设置代办 我请假 我休假 我出差 我不在 我不在单位',
  ],
  [
    { do: 'leave-end' },
    '销假 提前销假 结束请假 提前结束请假 取消请假 撤销请假 请假结束 我回来了 回来上班了 休完假了 不请假了 取消代办 取消代理 收回代办',
  ],
  [
    { do: 'settings' },
    '设置 管理 后台 配置 系统设置 人员设置 管理员 换人 换负责人 换安全员 换分管领导 换院长 换站长 换馆长 换主任 更换负责人 更换安全员 更换分管领导 更换院长 设置负责人 设置安全员 改负责人 改安全员',
  ],
  [{ do: 'group-setup' }, '群设置 设置群 改群设置 换群设置'],
  [{ do: 'search', rest: '' }, '查询 搜索 查找 检索 搜 查 找'],
  [
    { do: 'ledger', rest: '' },
    '台账 台账表 台账表格 隐患台账 导出台账 下载台账 台账下载 台账导出 清单 隐患清单 隐患表 隐患汇总 汇总表 导出 导出表格 导出隐患 表格 下载表格 全部隐患 所有隐患',
  ],
  [
    { do: 'reward', rest: '' },
    '领奖励 领取奖励 领奖 领奖金 领取奖金 兑奖 奖励 奖金 我的奖励 有奖励 有奖励吗 有奖吗 怎么领奖 怎么领奖励 奖励怎么领 奖励多少',
  ],
  [{ do: 'receipt', rest: '' }, '回执 回执码 我的回执 我的回执码 查回执 匿名进展 查匿名 凭码查 回执查询'],
  [{ do: 'feedback', rest: '' }, '反馈 意见 建议 意见反馈 提意见 提建议 提个意见 提个建议 投诉'],
  [
    { do: 'duty', rest: '' },
    '带班 值班 带班表 值班表 带班领导 值班领导 今天带班 今天谁带班 今天谁值班 谁带班 谁值班 今天值班',
  ],
  [{ do: 'withdraw' }, '撤回 撤销 撤回上报 撤销上报 取消上报 作废 发错了 报错了'],
  [{ do: 'call', number: '119' }, '119 打119 拨119 帮我打119 帮打119 报火警'],
  [{ do: 'call', number: '120' }, '120 打120 拨120 帮我打120 帮打120 叫救护车'],
  [{ do: 'call', number: '110' }, '110 打110 拨110 帮我打110 帮打110 报警'],
];

const EXACT: ReadonlyMap<string, Wish> = new Map(
  WORDS.flatMap(([wish, list]) => list.split(' ').map((word) => [word, wish] as const)),
);

const LEAD =
  /^(?:请问|请|麻烦您?|劳驾|帮我|帮忙|帮|给我|我要|我想要|我想|我来|我需要|想要|想|需要|要|能不能|能|可不可以|可以|查看|看一看|看一下|看下|看看|看|查一下|查下|查|打开|发一下|发给我|发我|发|列出|列一下|显示|进入|点)/u;
const TAIL = /(?:一下子|一下|谢谢您?|多谢|吧|呢|啊|呀|哦|哈|呗|嘛|吗|好吗|行吗|[?.。!！~～,，、;；…]+)$/u;
/** So many wrappings at most are taken off. */
const LAYERS = 5;

/** The command that the whole message is, once it is taken out of its politeness. */
export function exactWish(text: string): Wish | undefined {
  const bare = text.replace(/\s+/gu, '').replaceAll('帐', '账').toLowerCase();
  const tried = new Set<string>();
  let layer: readonly string[] = [bare];
  for (let n = 0; n <= LAYERS && layer.length > 0; n += 1) {
    for (const word of layer) {
      const found = EXACT.get(word);
      if (found !== undefined) return found;
      tried.add(word);
    }
    layer = [...new Set(layer.flatMap((word) => [word.replace(TAIL, ''), word.replace(LEAD, '')]))].filter(
      (word) => word !== '' && !tried.has(word),
    );
  }
  return undefined;
}
