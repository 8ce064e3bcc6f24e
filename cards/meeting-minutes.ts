import { addDays, fullDay, plainDay } from '../src/calendar.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { button, card, datePicker, field, folded, form, hint, input, md, select } from './kit.js';
import { counts, stateWords } from './meeting-call.js';
import {
  decisionLines,
  nameOfMeeting,
  todayOf,
  whenWhere,
  whenWords,
  type MeetingView,
} from './meeting-view.js';

/** Two hours after the start: was it held? */
export function meetingHeld(view: MeetingView): Card {
  const { meeting } = view;
  const of = { extra: meeting._id, stage: meeting.stageSeq };
  if (meeting.status !== 'called')
    return card({ title: `${nameOfMeeting(view)}：${stateWords(view)}`, colour: 'grey' }, [
      ...whenWhere(view),
    ]);
  return card({ title: `${nameOfMeeting(view)}开了吗？`, colour: 'orange' }, [
    ...whenWhere(view),
    ...counts(view),
    button('已召开，写纪要', 'meeting-hold', of),
    button('没有开，改期或取消', 'meeting-move-open', { extra: meeting._id, kind: 'plain' }),
  ]);
}

/** 请写纪要: filled in from the answers; one decision at a time. */
export function meetingMinutes(view: MeetingView): Card {
  const { meeting, facts } = view;
  const of = { extra: meeting._id, stage: meeting.stageSeq };
  if (meeting.status !== 'drafting')
    return card({ title: `${nameOfMeeting(view)}：${stateWords(view)}`, colour: 'grey' }, [
      ...minutesLines(view),
      ...decisionNodes(view, false),
      button('看样稿', 'minutes-file', { ...of, kind: 'plain' }),
    ]);
  const returned = lastReason(view) ?? facts['returned'];
  return card({ title: `请写纪要：${nameOfMeeting(view)}`, colour: 'orange' }, [
    ...(typeof returned === 'string' && returned !== '' ? [field('退回原因', returned)] : []),
    field(
      '期限',
      `${fullDay(addDays(meeting.day, 1), todayOf(view))}${meeting.time}前写好，三个工作日内签发`,
    ),
    ...minutesLines(view),
    ...(view.attendance.silent.length === 0
      ? []
      : [
          hint(
            escaped(`没有答复的：${shortened(view.attendance.silent.join('、'), 150)}。到会的请补进“出席”。`),
          ),
        ]),
    button('写出席和会议要求', 'minutes-edit-open', { ...of, kind: 'plain' }),
    ...decisionNodes(view, true),
    form('decision', [
      input('matter', '加一项议定事项', {
        required: true,
        lines: true,
        max: 300,
        example: '例：彻查安全出口',
      }),
      ...select(
        'unit',
        '牵头单位',
        view.org.units.map((unit) => ({ text: unit.name, value: unit._id })),
      ),
      input('coUnits', '配合单位', { max: 100, example: '例：各养老机构' }),
      ...select('person', '责任人*', view.people),
      ...datePicker('newDay', '完成时限*'),
      input('result', '成果形式', { max: 100, example: '例：排查表' }),
      button('加一项', 'minutes-add', { ...of, kind: 'plain', submit: true }),
    ]),
    button(`报${view.chair}签发`, 'minutes-submit', of),
    button('看样稿', 'minutes-file', { ...of, kind: 'quiet' }),
  ]);
}

function lastReason(view: MeetingView): string | undefined {
  return view.meeting.history.findLast((entry) => entry.command === 'sendBack')?.note;
}

function minutesLines(view: MeetingView): readonly CardNode[] {
  const { minutes } = view.meeting;
  if (minutes === undefined) return [];
  const line = (label: string, text: string | undefined): readonly CardNode[] =>
    text === undefined ? [] : [field(label, shortened(text, 300))];
  return [
    field('时间地点', `${fullDay(view.meeting.day, todayOf(view))}${minutes.time}，${minutes.place}`),
    field('主持', minutes.chair),
    ...line('出席', minutes.present),
    ...line('请假', minutes.absent),
    ...line('列席', minutes.observers),
    ...line('传达学习', minutes.heard),
    ...line('会议要求', minutes.demands ?? '（还没有写）'),
  ];
}

function decisionNodes(view: MeetingView, editable: boolean): readonly CardNode[] {
  const { meeting, org } = view;
  if (meeting.decisions.length === 0) return [field('议定事项', editable ? '还没有' : '没有')];
  return [
    md(`**议定事项（${meeting.decisions.length}项）**`),
    ...meeting.decisions.flatMap((item) => [
      decisionLines({ ...item, number: `${item.no}.` }, org, todayOf(view)),
      ...(editable
        ? [
            button('去掉这项', 'minutes-drop', {
              extra: `${meeting._id}|${item.no}`,
              stage: meeting.stageSeq,
              kind: 'quiet',
            }),
          ]
        : []),
    ]),
  ];
}

/** 出席、传达学习、会议要求: a form in place of the card. */
export function minutesEdit(view: MeetingView): Card {
  const { meeting } = view;
  const minutes = meeting.minutes;
  return card({ title: `写纪要：${nameOfMeeting(view)}`, colour: 'blue' }, [
    form('minutes', [
      input('present', '出席', { required: true, lines: true, value: minutes?.present }),
      input('absent', '请假', { lines: true, value: minutes?.absent }),
      input('observers', '列席', { lines: true, value: minutes?.observers }),
      input('chair', '主持', { value: minutes?.chair, max: 20 }),
      input('time', '时间', { value: minutes?.time, max: 10 }),
      input('place', '地点', { value: minutes?.place, max: 50 }),
      input('heard', '会议听取、传达（一段一行）', { lines: true, value: minutes?.heard }),
      input('demands', '会议要求（一段一行）', {
        required: true,
        lines: true,
        value: minutes?.demands,
        example: '例：各养老机构要落实夜间巡查，安全出口不得上锁。',
      }),
      button('保存', 'minutes-edit', { extra: meeting._id, stage: meeting.stageSeq, submit: true }),
    ]),
    button('返回', 'meeting-back', { extra: meeting._id, kind: 'quiet' }),
  ]);
}

/** 请签发. */
export function meetingSign(view: MeetingView): Card {
  const { meeting } = view;
  const of = { extra: meeting._id, stage: meeting.stageSeq };
  const n = meeting.decisions.length;
  if (meeting.status !== 'signing')
    return card({ title: `${nameOfMeeting(view)}：${stateWords(view)}`, colour: 'grey' }, [
      ...minutesLines(view),
    ]);
  return card({ title: `请签发：${nameOfMeeting(view)}纪要（议定事项${n}项）`, colour: 'violet' }, [
    ...minutesLines(view),
    ...decisionNodes(view, false),
    button('签发', 'minutes-issue', {
      ...of,
      confirm: '签发后编号发布，议定事项开始督办，不能再改。确定吗？',
    }),
    button('看样稿', 'minutes-file', { ...of, kind: 'plain' }),
    form('return', [
      input('reason', '退回的话，请写原因', { lines: true, max: 300 }),
      button('退回', 'minutes-return', { ...of, kind: 'plain', submit: true }),
    ]),
  ]);
}

/** 纪要已签发, to the members and the bureau's group. */
export function meetingIssued(view: MeetingView): Card {
  const { meeting, tasks, org } = view;
  const title = `第${meeting.issueNo ?? ''}期会议纪要（议定事项${meeting.decisions.length}项）`;
  const number = (no: number): string => tasks.find((task) => task.no === no)?.number ?? `${no}.`;
  return card({ title, subtitle: nameOfMeeting(view), colour: 'green' }, [
    field('时间', whenWords(view)),
    field('主持', meeting.minutes?.chair ?? view.chair),
    ...(meeting.minutes?.demands === undefined
      ? []
      : [field('会议要求', shortened(meeting.minutes.demands, 400))]),
    ...meeting.decisions.map((item) =>
      decisionLines({ ...item, number: number(item.no) }, org, todayOf(view)),
    ),
    folded('出席情况', minutesLines(view).slice(2, 5)),
    ...(view.place === 'private'
      ? [button('下载纪要', 'minutes-file', { extra: meeting._id, kind: 'plain' })]
      : []),
  ]);
}

/** Day 25: the month has no meeting yet. */
export function meetingUnheld(view: MeetingView): Card {
  const { meeting } = view;
  const name = nameOfMeeting(view);
  const ahead = meeting.status === 'planned' || meeting.status === 'called';
  const passed = meeting.day < todayOf(view);
  if (!ahead && meeting.status !== 'cancelled')
    return card({ title: `${name}：${stateWords(view)}`, colour: 'grey' }, [...whenWhere(view)]);
  const words = !ahead
    ? '原定的会已取消，还没有另定时间。'
    : passed
      ? `原定${whenWords(view)}，还没有确认召开。`
      : `定于${whenWords(view)}召开。`;
  return card({ title: `${name}尚未召开`, colour: 'red' }, [
    md(escaped(`${words}安委会每月至少召开一次，月底没有召开会记录在案。`)),
    ...(view.viewer?.office === true && passed && ahead
      ? [button('已召开，写纪要', 'meeting-hold', { extra: meeting._id, stage: meeting.stageSeq })]
      : []),
    button('定时间', 'meeting-move-open', { extra: meeting._id, kind: ahead && passed ? 'plain' : 'main' }),
  ]);
}

/** A month without a meeting: it stays on record and can only be explained. */
export function meetingMissed(view: MeetingView): Card {
  const { meeting, org } = view;
  const explained = meeting.history.findLast((entry) => entry.command === 'explain');
  return card(
    { title: `${nameOfMeeting(view)}没有召开，已记录`, colour: explained === undefined ? 'red' : 'grey' },
    [
      field('原定', whenWords(view)),
      ...(explained === undefined
        ? [md('记录不能删除，可以说明原因。')]
        : [
            field('说明', meeting.explanation ?? ''),
            hint(
              escaped(
                `${org.people.find((person) => person._id === explained.by)?.name ?? ''}，${plainDay(todayAt(explained.at), todayOf(view))}`,
              ),
            ),
          ]),
      form('explain', [
        input('reason', explained === undefined ? '说明原因' : '补充说明', {
          required: true,
          lines: true,
          max: 300,
          example: '例：当月局长驻点防汛，12月初补开',
        }),
        button('说明', 'meeting-explain', { extra: meeting._id, stage: meeting.stageSeq, submit: true }),
      ]),
    ],
  );
}

const todayAt = (at: Date): string => todayOf({ now: at });
