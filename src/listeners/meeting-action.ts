import { dayOf } from '../calendar.js';
import { refuse, type Outcome } from '../errors.js';
import type { Meeting } from '../meetings/meeting.js';
import * as minutes from '../meetings/minutes.js';
import { mayMeeting, maySeeMeetings, maySetRule } from '../meetings/rules.js';
import type { MeetingCommand } from '../meetings/status.js';
import { addTopic, callNow, cancel, explain, reply, reschedule, setAgenda } from '../meetings/usecases.js';
import { setRule } from '../meetings/setting-rule.js';
import { nameOf } from '../people/org.js';
import type { NoticeType } from '../notices.js';
import { subjectOf } from '../meetings/announce.js';
import type { Request } from '../tracked.js';
import { info, outcome, refused, showClicker, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';
import { sendFile } from './file-notice.js';

/** Clicks on cards about meetings; undefined for all others. */
export async function meetingAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, form } = click;
  const [id = '', more = ''] = (button.extra ?? '').split('|');
  const { meetings } = desk.committee;
  const request: Request = {
    id,
    actorId: click.person?._id,
    cause: click.action.key,
    ...(button.stage === undefined ? {} : { stage: button.stage }),
  };
  const seat = more === '' ? undefined : more;
  switch (button.action) {
    case 'meeting-view':
      return view(desk, click, id);
    case 'meeting-topics-open':
      return show(desk, click, 'meeting-topics', id, 'addTopic');
    case 'meeting-minutes-open':
      return openMinutes(desk, click, id);
    case 'meeting-agenda-open':
      return inPlace(desk, click, 'meeting-agenda', id, 'setAgenda');
    case 'meeting-move-open':
      return inPlace(desk, click, 'meeting-move', id, 'reschedule');
    case 'minutes-edit-open':
      return inPlace(desk, click, 'minutes-edit', id, 'editMinutes');
    case 'meeting-back':
      return { fresh: true };
    case 'meeting-topic':
      return told(desk, click, await addTopic(meetings, request, form.text), '议题已收到');
    case 'meeting-agenda':
      return told(desk, click, await setAgenda(meetings, request, form), '已保存，会写进议程');
    case 'meeting-yes':
      return told(desk, click, await reply(meetings, request, 'yes', undefined, seat), '已答复：参加');
    case 'meeting-leave':
      return told(
        desk,
        click,
        await reply(meetings, request, 'leave', form.person, seat),
        form.person === undefined ? '已请假' : `已请假，${nameOf(click.org, form.person)}替会`,
      );
    case 'meeting-call':
      return told(desk, click, await callNow(meetings, request), '通知已发出');
    case 'meeting-move':
      return told(
        desk,
        click,
        await reschedule(meetings, request, {
          day: form.newDay,
          time: form.time,
          place: form.place,
          reason: form.reason,
        }),
        '已改期，正在通知',
      );
    case 'meeting-cancel':
      return told(desk, click, await cancel(meetings, request, form.reason), '已取消，请在本月内另定时间');
    case 'meeting-hold':
      return told(desk, click, await minutes.hold(meetings, request), '纪要已私聊发给您');
    case 'minutes-edit':
      return told(desk, click, await minutes.editMinutes(meetings, request, form), '已保存');
    case 'minutes-add':
      return told(
        desk,
        click,
        await minutes.addDecision(meetings, request, {
          matter: form.matter,
          leadUnitId: form.unit,
          coUnits: form.coUnits,
          personId: form.person,
          dueDay: form.newDay,
          result: form.result,
        }),
        '已加一项',
      );
    case 'minutes-drop':
      return told(desk, click, await minutes.dropDecision(meetings, request, Number(more)), '已去掉');
    case 'minutes-submit':
      return told(desk, click, await minutes.submit(meetings, request), '已报签发');
    case 'minutes-issue':
      return told(desk, click, await minutes.issue(meetings, request), '已签发');
    case 'minutes-return':
      return told(desk, click, await minutes.sendBack(meetings, request, form.reason), '已退回，原因已转达');
    case 'minutes-file':
      return file(desk, click, id);
    case 'meeting-explain':
      return told(desk, click, await explain(meetings, request, form.reason), '已记下');
    case 'meeting-rule-open': {
      const may = maySetRule(click.person, click.org);
      if (!may.ok) return refused(desk, click, may);
      await showClicker(desk, click, 'meeting-rule');
      return info('已私聊发给您');
    }
    case 'meeting-rule': {
      const set = await setRule(meetings, click.person?._id, click.action.key, {
        nth: form.nth,
        weekday: form.weekday,
        time: form.time,
        place: form.place,
      });
      if (!set.ok) return refused(desk, click, set);
      for (const meeting of set.value.moved) await desk.committee.relayMeeting(meeting);
      return yes('已保存');
    }
    default:
      return undefined;
  }
}

/** A success is told at once and the clicked card drawn anew; an out-of-date card is redrawn with the refusal. */
async function told(desk: Desk, click: Click, result: Outcome<Meeting>, done: string): Promise<ClickAnswer> {
  if (result.ok) await desk.committee.relayMeeting(result.value);
  return outcome(desk, click, result, done);
}

/** A form in place of the clicked card. */
async function inPlace(
  desk: Desk,
  click: Click,
  type: NoticeType,
  id: string,
  command: MeetingCommand,
): Promise<ClickAnswer> {
  const may = await right(desk, click, id, command);
  if (!may.ok) return refused(desk, click, may);
  const card = await desk.draw({
    type,
    target: { kind: 'openId', openId: click.action.openId },
    class: 'informational',
    facts: { meetingId: id },
  });
  return card === undefined ? refused(desk, click, refuse('stale-card')) : { card };
}

async function show(
  desk: Desk,
  click: Click,
  type: NoticeType,
  id: string,
  command: MeetingCommand,
): Promise<ClickAnswer> {
  const may = await right(desk, click, id, command);
  if (!may.ok) return refused(desk, click, may);
  await showClicker(desk, click, type, { meetingId: id }, subjectOf(id));
  return info('已私聊发给您');
}

async function right(
  desk: Desk,
  click: Click,
  id: string,
  command: MeetingCommand,
): Promise<Outcome<unknown>> {
  const meeting = await desk.committee.meetings.store.get(id);
  if (meeting === undefined) return refuse('no-such-number');
  return mayMeeting(click.person, command, meeting, click.org, dayOf(desk.now()));
}

/** The notice to who may answer it, the state of things to everybody else of the committee. */
async function view(desk: Desk, click: Click, id: string): Promise<ClickAnswer> {
  const { person, org } = click;
  const meeting = await desk.committee.meetings.store.get(id);
  if (meeting === undefined) return refused(desk, click, refuse('no-such-number'));
  if (person === undefined) return refused(desk, click, refuse('unknown-person'));
  const invited = meeting.replies.some((one) => one.substituteId === person._id);
  if (!invited && !maySeeMeetings(person, org, dayOf(desk.now())))
    return refused(desk, click, refuse('not-member'));
  const ahead = meeting.status === 'called' && meeting.day >= dayOf(desk.now());
  const type = meeting.status === 'missed' ? 'meeting-missed' : ahead ? 'meeting-notice' : 'meeting';
  await showClicker(desk, click, type, { meetingId: id }, subjectOf(id));
  return info('已私聊发给您');
}

/** The chair gets the minutes to sign, 安委办 to write. */
async function openMinutes(desk: Desk, click: Click, id: string): Promise<ClickAnswer> {
  const [write, sign] = [await right(desk, click, id, 'editMinutes'), await right(desk, click, id, 'issue')];
  if (!write.ok && !sign.ok) return refused(desk, click, write.code === 'already-done' ? sign : write);
  await showClicker(
    desk,
    click,
    write.ok ? 'meeting-minutes' : 'meeting-sign',
    { meetingId: id },
    subjectOf(id),
  );
  return info('已私聊发给您');
}

/** 下载纪要: issued minutes for the committee, a sample for those who write and sign. */
async function file(desk: Desk, click: Click, id: string): Promise<ClickAnswer> {
  const allowed = await mayHaveMinutes(desk, click, id);
  if (!allowed.ok) return refused(desk, click, allowed);
  await sendFile(desk, click, '会议纪要', `minutes:${id}`);
  return info('文件做好后私聊发给您');
}

/** May this person have the minutes as a file? */
export async function mayHaveMinutes(
  desk: Desk,
  { person, org }: Pick<Click, 'person' | 'org'>,
  id: string,
): Promise<Outcome<Meeting>> {
  const meeting = await desk.committee.meetings.store.get(id);
  if (meeting === undefined || meeting.minutes === undefined) return refuse('no-such-number');
  if (person === undefined) return refuse('unknown-person');
  const day = dayOf(desk.now());
  if (!maySeeMeetings(person, org, day)) return refuse('not-member');
  if (meeting.status === 'issued') return { ok: true, value: meeting };
  const command = meeting.status === 'signing' ? 'issue' : 'editMinutes';
  const may = mayMeeting(person, command, meeting, org, day);
  const office = mayMeeting(person, 'explain', { ...meeting, status: 'missed' }, org, day);
  return may.ok || office.ok ? { ok: true, value: meeting } : may;
}
