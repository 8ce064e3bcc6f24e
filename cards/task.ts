import { dayInWords, fullDay } from '../src/calendar.js';
import { readBackState } from '../src/tasks/task.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import {
  button,
  card,
  datePicker,
  deadlineField,
  field,
  form,
  hint,
  input,
  md,
  select,
  type Tag,
} from './kit.js';
import { decisionLines, personName, todayOf, type TaskListView, type TaskView } from './meeting-view.js';

const STATE = { done: '已完成', open: '正在办', late: '已过期限', extended: '已延期' } as const;

function tags(view: TaskView): readonly Tag[] {
  if (view.task.status === 'reported') return [{ text: '待确认', colour: 'turquoise' }];
  if (view.task.status === 'done') return [{ text: '已完成', colour: 'green' }];
  if (view.late > 0) return [{ text: `逾期${view.late}个工作日`, colour: 'red' }];
  return view.task.dueDay === view.task.firstDueDay ? [] : [{ text: '已延期', colour: 'neutral' }];
}

function body(view: TaskView): readonly CardNode[] {
  const { task, org } = view;
  const today = todayOf(view);
  const unit = org.units.find((one) => one._id === task.leadUnitId)?.name;
  return [
    field('事项', task.matter),
    deadlineField('期限', `${dayInWords(task.dueDay, today)}24时前`),
    ...(task.dueDay === task.firstDueDay ? [] : [field('原定', fullDay(task.firstDueDay, today))]),
    field('责任人', personName(org, task.personId)),
    ...(unit === undefined ? [] : [field('牵头', unit)]),
    ...(task.coUnits === undefined ? [] : [field('配合', shortened(task.coUnits, 100))]),
    ...(task.result === undefined ? [] : [field('成果', shortened(task.result, 100))]),
  ];
}

/** 您负责一项议定事项: done with a note. */
export function taskCard(view: TaskView): Card {
  const { task, facts } = view;
  const back = task.history.findLast((entry) => entry.command === 'sendBack');
  const open = task.status === 'open';
  const title = open
    ? `请落实：${shortened(task.matter, 40)}`
    : `${state(view)}：${shortened(task.matter, 40)}`;
  const colour = !open ? 'grey' : view.late > 0 ? 'red' : 'blue';
  return card({ title, subtitle: `${task.number} · 安委会议定事项`, colour, tags: tags(view) }, [
    ...(open && facts['what'] === 'sendBack' && back?.note !== undefined
      ? [field('退回原因', back.note)]
      : []),
    ...body(view),
    ...(task.doneNote === undefined ? [] : [field('完成情况', shortened(task.doneNote, 300))]),
    ...(open
      ? [
          form('done', [
            input('note', '完成情况', {
              required: true,
              lines: true,
              max: 500,
              example: '例：6家机构全部查过，排查表已交安委办',
            }),
            button('报完成', 'task-done', { extra: task._id, stage: task.stageSeq, submit: true }),
          ]),
          hint('办不完要延期的，请告诉安委办。'),
        ]
      : []),
  ]);
}

const state = ({ task }: TaskView): string => (task.status === 'done' ? '已完成' : '已报完成');

/** 请确认: 安委办 confirms or sends it back. */
export function taskConfirm(view: TaskView): Card {
  const { task } = view;
  const of = { extra: task._id, stage: task.stageSeq };
  if (task.status !== 'reported')
    return card(
      {
        title: `${task.status === 'done' ? '已确认完成' : '已退回'}：${shortened(task.matter, 40)}`,
        colour: 'grey',
        subtitle: task.number,
      },
      [...body(view)],
    );
  return card(
    {
      title: `请确认完成：${shortened(task.matter, 40)}`,
      subtitle: task.number,
      colour: 'turquoise',
      tags: tags(view),
    },
    [
      ...body(view),
      field('完成情况', shortened(task.doneNote ?? '', 500)),
      button('确认完成', 'task-confirm', of),
      form('return', [
        input('reason', '没完成的话，请写原因', { lines: true, max: 300 }),
        button('退回', 'task-return', { ...of, kind: 'plain', submit: true }),
      ]),
    ],
  );
}

/** What was decided about somebody's matter. */
export function taskTold(view: TaskView): Card {
  const { task, facts, org } = view;
  const last = task.history.findLast((entry) => entry.command === facts['what']);
  const who = last === undefined ? '' : personName(org, last.by);
  const words =
    facts['what'] === 'confirm'
      ? `${who}已确认完成。`
      : facts['what'] === 'extend'
        ? `${who}已同意延到${fullDay(task.dueDay, todayOf(view))}：${last?.note ?? ''}`
        : `${who}已改由${personName(org, task.personId)}负责。谢谢您。`;
  const title =
    { confirm: '已完成', extend: '已延期', handOver: '已转交' }[String(facts['what'])] ?? '议定事项';
  return card(
    {
      title: `${title}：${shortened(task.matter, 40)}`,
      subtitle: task.number,
      colour: facts['what'] === 'confirm' ? 'green' : 'blue',
    },
    [md(escaped(words)), ...body(view)],
  );
}

/** 延期、换人: for 安委办 and the director. */
export function taskChange(view: TaskView): Card {
  const { task } = view;
  const of = { extra: task._id, stage: task.stageSeq, submit: true } as const;
  if (task.status !== 'open') return taskCard(view);
  return card(
    {
      title: `延期或换人：${shortened(task.matter, 40)}`,
      subtitle: task.number,
      colour: 'blue',
      tags: tags(view),
    },
    [
      ...body(view),
      form('change', [
        ...datePicker('newDay', '延到哪一天'),
        input('reason', '延期原因', { lines: true, max: 300, example: '例：门禁缺货，12月8日到货' }),
        button('延期', 'task-extend', of),
        ...select('person', '或者换责任人', view.people),
        button('换人', 'task-hand-over', { ...of, kind: 'plain' }),
      ]),
    ],
  );
}

const SHOWN = 15;

/** 议定事项: what is still open, the nearest first. */
export function taskList(view: TaskListView): Card {
  const { tasks, org, today } = view;
  return card({ title: view.title, colour: 'blue' }, [
    ...(tasks.length === 0 ? [md('没有未完成的议定事项。')] : []),
    ...tasks
      .slice(0, SHOWN)
      .flatMap((task) => [
        decisionLines(task, org, today),
        hint(
          escaped(task.status === 'reported' ? '已报完成，待安委办确认' : STATE[readBackState(task, today)]),
        ),
        button('打开', 'task-open', { extra: task._id, kind: 'quiet' }),
      ]),
    ...(tasks.length > SHOWN ? [hint(`还有${tasks.length - SHOWN}项`)] : []),
    ...(view.done === 0 ? [] : [hint(`今年已完成${view.done}项`)]),
  ]);
}
