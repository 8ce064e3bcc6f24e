import type { Card, CardNode } from './card.js';
import { button, card, form, hint, input } from './kit.js';
import { nameOfMeeting, type MeetingView } from './meeting-view.js';

/** 安委办 opens the form on the cards before the meeting; nobody else sees the button. */
export function agendaButton({ meeting, viewer }: MeetingView): readonly CardNode[] {
  const open = meeting.status === 'planned' || meeting.status === 'called';
  if (!open || viewer?.office !== true) return [];
  const text = meeting.agenda === undefined ? '填议程：传达学习、部署下月' : '改议程';
  return [button(text, 'meeting-agenda-open', { extra: meeting._id, kind: 'plain' })];
}

/** 填议程: the two items that no data can fill, in place of the card. */
export function meetingAgenda(view: MeetingView): Card {
  const { meeting } = view;
  return card({ title: `填议程：${nameOfMeeting(view)}`, colour: 'blue' }, [
    form('agenda', [
      input('study', '传达学习（一行一项）', {
        lines: true,
        value: meeting.agenda?.study,
        example: '写文件或讲话的全称，没有就空着',
      }),
      input('plans', '部署下月（一行一项）', {
        lines: true,
        value: meeting.agenda?.plans,
        example: '例：各机构12月5日前查一遍取暖设备',
      }),
      button('保存', 'meeting-agenda', { extra: meeting._id, submit: true }),
    ]),
    hint('下月的宣传、季节风险和到期的整改，助手会自己列上。'),
    button('返回', 'meeting-back', { extra: meeting._id, kind: 'quiet' }),
  ]);
}
