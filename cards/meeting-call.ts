import { fullDay } from '../src/calendar.js';
import { chainOf } from '../src/meetings/meeting.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { button, card, datePicker, field, folded, form, hint, input, md, select } from './kit.js';
import {
  nameOfMeeting,
  personName,
  todayOf,
  whenWhere,
  whenWords,
  type MeetingView,
  type RuleView,
} from './meeting-view.js';
import { agendaButton } from './meeting-agenda.js';
import { figuresChart } from './meeting-chart.js';

const before = (view: MeetingView): boolean =>
  view.meeting.status === 'planned' || view.meeting.status === 'called';

/** T-7: 请报议题. */
export function meetingTopics(view: MeetingView): Card {
  const name = nameOfMeeting(view);
  const chain = chainOf(view.meeting, view.calendar);
  const until = `${fullDay(chain.noticeDay, todayOf(view))}12时前`;
  const open = before(view);
  return card({ title: `${name}请报议题`, colour: open ? 'blue' : 'grey' }, [
    ...whenWhere(view),
    ...(view.meeting.status === 'planned' ? [field('报送', until)] : []),
    ...topicLines(view),
    ...(open
      ? [
          form('topic', [
            input('text', '议题', {
              required: true,
              lines: true,
              max: 200,
              example: '例：三楼东侧安全出口加装联动门禁的经费',
            }),
            button('报议题', 'meeting-topic', { extra: view.meeting._id, submit: true }),
          ]),
          hint('没有议题不用回复。'),
        ]
      : [hint(escaped(stateWords(view)))]),
    ...agendaButton(view),
  ]);
}

function topicLines(view: MeetingView): readonly CardNode[] {
  const { topics } = view.meeting;
  if (topics.length === 0) return [];
  const lines = topics
    .slice(-10)
    .map((topic) => `${topic.no}. ${shortened(topic.text, 100)}（${personName(view.org, topic.byId)}）`);
  return [md(`**已报议题（${topics.length}项）**<br>${lines.map(escaped).join('<br>')}`)];
}

/** Where the meeting stands, in one sentence. */
export function stateWords(view: Pick<MeetingView, 'meeting' | 'now'>): string {
  switch (view.meeting.status) {
    case 'planned':
      return '还没有发通知';
    case 'called':
      return '已发通知';
    case 'drafting':
      return '已召开，安委办在写纪要';
    case 'signing':
      return '已召开，纪要等签发';
    case 'issued':
      return `已召开，第${view.meeting.issueNo ?? ''}期纪要已签发`;
    case 'cancelled':
      return '本月的会已取消，还没有另定时间';
    case 'missed':
      return '当月没有召开，已记录';
  }
}

/** T-3: 会议通知 with the agenda; 参加 or 请假 with who sits in. */
export function meetingNotice(view: MeetingView): Card {
  const { meeting, facts } = view;
  const moved = facts['what'] === 'reschedule';
  const title = `${moved ? '会议改期' : '会议通知'}：${nameOfMeeting(view)}`;
  return card({ title, colour: meeting.status === 'called' ? 'blue' : 'grey' }, [
    ...whenWhere(view),
    folded(`议程${view.agenda.length}项`, agendaNodes(view)),
    ...(view.figures === undefined || view.figures.byUnit.length === 0
      ? []
      : [folded('本期隐患图', figuresChart(view.figures, view.org))]),
    ...answerNodes(view),
    ...agendaButton(view),
  ]);
}

export function agendaNodes(view: MeetingView): readonly CardNode[] {
  return view.agenda.map((item, index) =>
    md(
      [
        `**${index + 1}. ${escaped(item.title)}**`,
        ...item.lines.map((line) => escaped(shortened(line, 120))),
      ].join('<br>'),
    ),
  );
}

/** The two answers; an answer given stays changeable until the meeting begins. */
function answerNodes(view: MeetingView): readonly CardNode[] {
  const { meeting, viewer } = view;
  const seat = viewer?.seat;
  if (meeting.status !== 'called' || chainOf(meeting, view.calendar).startAt <= view.now)
    return [hint(escaped(meeting.status === 'called' ? '会议已开始' : stateWords(view)))];
  if (seat === undefined) return [];
  const own = seat.personId === viewer?.id;
  const who = own ? '' : `（${seat.name}的席位）`;
  const { reply } = seat;
  const sitsIn = reply?.substituteId === undefined ? '' : `，${personName(view.org, reply.substituteId)}替会`;
  const answered =
    reply === undefined
      ? []
      : [md(escaped(`您已答复${who}：${reply.answer === 'yes' ? '参加' : `请假${sitsIn}`}`))];
  const extra = `${meeting._id}|${seat.personId}`;
  const sittingIn = !own && reply?.substituteId === viewer?.id;
  if (sittingIn) return [md(escaped(`请您替${seat.name}参会。`))];
  return [
    ...answered,
    ...(reply?.answer === 'yes'
      ? []
      : [button(`参加${who}`, 'meeting-yes', { extra, kind: reply === undefined ? 'main' : 'plain' })]),
    form('leave', [
      ...select('person', '请假的话，谁替会', view.substitutes, reply?.substituteId),
      button('请假', 'meeting-leave', { extra, kind: 'plain', submit: true }),
    ]),
  ];
}

/** T-2h. */
export function meetingRemind(view: MeetingView): Card {
  const { meeting } = view;
  return card({ title: `今天${meeting.time}安委会`, colour: 'blue' }, [...whenWhere(view)]);
}

/** 会议: the next meeting, and what the asker may do with it. */
export function meetingState(view: MeetingView): Card {
  const { meeting, attendance, viewer } = view;
  const x = { extra: meeting._id, kind: 'plain' } as const;
  const staged = { ...x, stage: meeting.stageSeq };
  const runs = viewer?.office === true || viewer?.chair === true;
  const answered = meeting.status === 'called' && runs ? counts(view) : [];
  const open = before(view) || meeting.status === 'cancelled';
  return card(
    {
      title: `${nameOfMeeting(view)}：${stateWords(view)}`,
      colour: meeting.status === 'missed' ? 'red' : 'blue',
    },
    [
      ...whenWhere(view),
      ...answered,
      ...topicLines(view),
      ...(view.agenda.length === 0 ? [] : [folded(`议程${view.agenda.length}项`, agendaNodes(view))]),
      ...(before(view) && viewer?.member === true
        ? [button('报议题', 'meeting-topics-open', { ...x, kind: 'main' })]
        : []),
      ...agendaButton(view),
      ...(meeting.status === 'planned' && viewer?.office === true
        ? [
            button('现在发通知', 'meeting-call', {
              ...staged,
              confirm: '现在就给全体委员发会议通知。确定吗？',
            }),
          ]
        : []),
      ...(open && runs ? [button('改期或取消', 'meeting-move-open', x)] : []),
      ...(open && viewer?.office === true && chainOf(meeting, view.calendar).startAt <= view.now
        ? [button('已召开，写纪要', 'meeting-hold', staged)]
        : []),
      ...((meeting.status === 'drafting' || meeting.status === 'signing') && runs
        ? [button(meeting.status === 'drafting' ? '写纪要' : '看待签发的纪要', 'meeting-minutes-open', x)]
        : []),
      ...(meeting.status === 'issued' ? [button('下载纪要', 'minutes-file', x)] : []),
      button('议定事项', 'task-list', { ...x, kind: 'quiet' }),
      ...(attendance.silent.length > 0 && runs && meeting.status === 'called'
        ? [hint('没有答复的，早上的提醒里会再问。')]
        : []),
    ],
  );
}

/** 参加几人, 请假几人, who has not answered: for the chair and 安委办. */
export function counts(view: MeetingView): readonly CardNode[] {
  const { coming, leave, silent } = view.attendance;
  return [
    field('答复', `参加${coming.length}人，请假${leave.length}人，未答复${silent.length}人`),
    ...(leave.length === 0 ? [] : [field('请假', shortened(leave.join('、'), 200))]),
    ...(silent.length === 0 ? [] : [field('未答复', shortened(silent.join('、'), 200))]),
  ];
}

/** 改期或取消: a form in place of the card. */
export function meetingMove(view: MeetingView): Card {
  const { meeting } = view;
  const of = { extra: meeting._id, stage: meeting.stageSeq, submit: true } as const;
  const cancelled = meeting.status === 'cancelled';
  return card({ title: `改期：${nameOfMeeting(view)}`, colour: 'blue' }, [
    field('原定', `${whenWords(view)}，${meeting.place}`),
    form('move', [
      ...datePicker('newDay', '改到哪一天', meeting.day),
      input('time', '时间', { value: meeting.time, example: '例：15:00', max: 10 }),
      input('place', '地点', { value: meeting.place, max: 50 }),
      input('reason', '原因', { lines: true, max: 200, example: '例：局长出差' }),
      button('改期', 'meeting-move', of),
      ...(cancelled
        ? []
        : [
            button('取消本月的会', 'meeting-cancel', {
              ...of,
              kind: 'plain',
              confirm: '每月至少开一次安委会。取消后请在本月内另定时间，月底没有召开会记录在案。确定取消吗？',
            }),
          ]),
    ]),
    hint('改期、取消都会告诉已经通知到的人。'),
    button('返回', 'meeting-back', { extra: meeting._id, kind: 'quiet' }),
  ]);
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五'];
const NTH = ['第一个', '第二个', '第三个', '第四个'];

/** `每月第一个周二（遇节假日顺延到下一个）15:00`. */
export function ruleWords({ rule }: Pick<RuleView, 'rule'>): string {
  return `每月${NTH[rule.nth - 1] ?? ''}上班的${WEEKDAYS[rule.weekday - 1] ?? ''}${rule.time}，${rule.place}`;
}

/** 设置: when the committee meets. */
export function meetingRule(view: RuleView): Card {
  const { rule } = view;
  return card({ title: '设置：安委会时间', colour: 'wathet' }, [
    field('现在', ruleWords(view)),
    field('下次', view.next),
    form('rule', [
      ...select(
        'nth',
        '每月第几个',
        NTH.map((text, index) => ({ text, value: String(index + 1) })),
        String(rule.nth),
      ),
      ...select(
        'weekday',
        '周几',
        WEEKDAYS.map((text, index) => ({ text, value: String(index + 1) })),
        String(rule.weekday),
      ),
      input('time', '时间', { value: rule.time, example: '例：15:00', max: 10 }),
      input('place', '地点', { value: rule.place, max: 50 }),
      button('保存', 'meeting-rule', { submit: true }),
    ]),
    hint('遇节假日往后找。已经请报议题或改过期的会不动。'),
  ]);
}
