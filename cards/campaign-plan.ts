import type { Card, CardNode } from './card.js';
import { escaped } from './escape.js';
import { button, card, datePicker, field, folded, form, hint, input, md } from './kit.js';

export interface CalendarView {
  /** Running ones first, then the coming ones by date. */
  readonly rows: readonly {
    readonly campaignId: string;
    readonly year: number;
    readonly name: string;
    readonly days: string;
    readonly detail: string;
  }[];
  readonly auto: boolean;
  readonly daily: boolean;
  /** May the asker switch what goes out by itself? */
  readonly decides: boolean;
}

const SHOWN = 4;

/** 宣传计划: what runs and what comes, with its theme and the next post. */
export function campaignCalendar(view: CalendarView): Card {
  const rows = view.rows.map((row): readonly CardNode[] => [
    md(`**${escaped(row.name)}**　${escaped(row.days)}<br>${escaped(row.detail)}`),
    button('看安排', 'campaign-view', { extra: `${row.campaignId}:${row.year}`, kind: 'quiet' }),
  ]);
  const rest = rows.slice(SHOWN).flat();
  return card({ title: '宣传计划', colour: 'wathet' }, [
    ...rows.slice(0, SHOWN).flat(),
    ...(rest.length === 0 ? [] : [folded(`还有${rows.length - SHOWN}项`, rest)]),
    ...(view.decides ? switches(view) : []),
    hint('参加学习和答题都是自愿的，不排名。'),
  ]);
}

function switches({ auto, daily }: CalendarView): readonly CardNode[] {
  return [
    field('自动推送', auto ? '开：没有人定的也按时发，急救内容除外' : '关：同意了才发'),
    button(auto ? '关闭自动推送' : '打开自动推送', 'campaign-auto', {
      extra: auto ? 'auto-off' : 'auto-on',
      kind: 'quiet',
      ...(auto ? {} : { confirm: '打开后，没有人同意的推送也会按时发到群里。确定吗？' }),
    }),
    field('每日一题', daily ? '开：工作日10:30发到局安全群' : '关：想答的私聊发“每日一题”'),
    button(daily ? '关闭每日一题' : '打开每日一题', 'campaign-auto', {
      extra: daily ? 'daily-off' : 'daily-on',
      kind: 'quiet',
      ...(daily ? {} : { confirm: '打开后，工作日每天往局安全群发一题。确定吗？' }),
    }),
  ];
}

export interface PlanView {
  readonly campaignId: string;
  readonly year: number;
  readonly name: string;
  /** Undefined while the yearly date is not entered. */
  readonly days?: string;
  readonly origin?: string;
  readonly themed: boolean;
  readonly theme?: string;
  /** Can its dates be entered? */
  readonly movable: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly posts: readonly string[];
  readonly left: number;
  /** The holiday notice that rules these days is not out yet. */
  readonly mayMove: boolean;
  readonly editable: boolean;
  readonly version: number;
}

/** T-7 to 安委办, and whenever somebody asks: dates, theme and the days of the posts. */
export function campaignPlan(view: PlanView): Card {
  const missing = view.editable && (view.days === undefined || (view.themed && view.theme === undefined));
  const verb = !view.editable
    ? ''
    : view.days === undefined
      ? '请录入日期：'
      : missing
        ? '请录入主题：'
        : '请核对：';
  return card(
    { title: `${verb}${view.name}`, subtitle: `${view.year}年`, colour: missing ? 'orange' : 'wathet' },
    [
      field('日期', view.days ?? '每年公布，还没有录入'),
      ...(view.origin === undefined ? [] : [field('由来', view.origin)]),
      ...(view.themed ? [field('主题', view.theme ?? '还没有录入，推送上先不写主题')] : []),
      ...(view.posts.length === 0
        ? []
        : [
            field('推送', `共${view.posts.length}篇，工作日09:30`),
            ...(view.posts.length <= 6
              ? view.posts.map((line) => md(escaped(line)))
              : [
                  folded(
                    '每一篇的日期',
                    view.posts.map((line) => md(escaped(line))),
                  ),
                ]),
          ]),
      ...(view.left === 0 ? [] : [hint(`还有${view.left}篇排不下：一个群一天最多一篇，一周最多两篇。`)]),
      ...(view.mayMove ? [hint('节假日安排待公布，日期可能调整。')] : []),
      ...entry(view),
      ...(view.editable && view.days !== undefined && view.posts.length > 0
        ? [
            button('活动通知样稿', 'campaign-notice', {
              extra: `${view.campaignId}:${view.year}`,
              kind: 'quiet',
            }),
          ]
        : []),
    ],
  );
}

function entry(view: PlanView): readonly CardNode[] {
  const asksTheme = view.themed;
  if (!view.editable || (!asksTheme && !view.movable)) return [];
  return [
    form('year', [
      ...(asksTheme
        ? [
            input('theme', `${view.year}年主题`, {
              value: view.theme,
              example: '照文件原文抄，例：人人讲安全、个个会应急',
              max: 100,
            }),
          ]
        : []),
      ...(view.movable
        ? [...datePicker('from', '从', view.from), ...datePicker('until', '到', view.to)]
        : []),
      button('保存', 'campaign-year', { extra: `${view.campaignId}:${view.year}`, submit: true }),
    ]),
    hint('只录入今年文件上的，去年的主题不能用。'),
  ];
}

export interface SummaryView {
  readonly campaignId: string;
  readonly year: number;
  readonly name: string;
  readonly midway: boolean;
  readonly lines: readonly string[];
  /** `陈静6月30日16:05归档` */
  readonly filed?: string;
  readonly version: number;
}

/** The numbers halfway, and at the end for the file. */
export function campaignSummary(view: SummaryView): Card {
  const extra = `${view.campaignId}:${view.year}`;
  return card(
    {
      title: view.midway ? `${view.name}进展` : `${view.name}小结`,
      colour: view.filed === undefined ? 'wathet' : 'green',
    },
    [
      ...view.lines.map((line) => {
        const [, label, rest] = /^([^：]{2,10})：(.+)$/u.exec(line) ?? [];
        return label === undefined || rest === undefined ? md(escaped(line)) : field(label, rest);
      }),
      ...(view.filed === undefined ? [] : [field('归档', view.filed)]),
      ...(view.midway || view.filed !== undefined ? [] : [button('归档', 'campaign-file', { extra })]),
      ...(view.filed === undefined
        ? []
        : [button('小结文档', 'campaign-file', { extra: `${extra}:doc`, kind: 'plain' })]),
      button('活动台账', 'activity-ledger', { extra: `${view.year}年`, kind: 'plain' }),
      ...(view.midway || view.filed === undefined
        ? [button('登记活动', 'activity-open', { extra: view.campaignId, kind: 'plain' })]
        : []),
    ],
  );
}
