import { dayOf } from '../../calendar.js';
import { committeeOf } from '../../meetings/committee.js';
import { taskNumber, type Meeting } from '../../meetings/meeting.js';
import type { MinutesFacts } from '../../papers/facts.js';
import { pending } from '../../papers/text.js';
import { personById, unitById, type Org } from '../../people/org.js';
import { readBackState } from '../../tasks/task.js';
import { meetingData, type MeetingSources } from '../meeting-data.js';

/** 会议纪要 of a meeting as it stands: numbered once issued, with 【待…】 before. */
export async function minutesFacts(
  sources: MeetingSources,
  meeting: Meeting,
  org: Org,
  now: Date,
): Promise<MinutesFacts> {
  const { tasks, figures } = await meetingData(sources, meeting, now);
  const { minutes, issueYear, issueNo } = meeting;
  const bureau = org.settings.bureauName;
  const [year, month] = meeting._id.split('-').map(Number);
  const name = `${year}年${month}月安全工作委员会会议`;
  const number = (no: number): string =>
    issueYear === undefined || issueNo === undefined ? pending('编号') : taskNumber(issueYear, issueNo, no);
  const issuedAt = meeting.history.findLast((entry) => entry.command === 'issue')?.at ?? now;
  return {
    meta: { recordId: `meeting:${meeting._id}`, recordVersion: meeting.version, at: issuedAt },
    head: `${bureau}安全工作委员会会议纪要`,
    issueNo: issueNo === undefined ? undefined : `${issueYear}年第${issueNo}期`,
    office: `${bureau}安委办`,
    issuedDay: meeting.issuedDay ?? dayOf(now),
    meeting: name,
    title: `${name}纪要`,
    day: meeting.day,
    time: minutes?.time ?? meeting.time,
    place: minutes?.place ?? meeting.place,
    chair: minutes?.chair ?? '',
    readBack: tasks.map((task) => ({
      number: task.number,
      matter: task.matter,
      person: personById(org, task.personId)?.name ?? '',
      state: readBackState(task, meeting.day),
      remark: task.history.findLast((entry) => entry.command === 'extend')?.note ?? task.doneNote ?? '',
    })),
    figures,
    heard: paragraphs(minutes?.heard),
    demands: paragraphs(minutes?.demands),
    items: meeting.decisions.map((item) => ({
      number: number(item.no),
      matter: item.matter,
      leadUnit: unitById(org, item.leadUnitId)?.name ?? '—',
      coUnits: item.coUnits === undefined ? [] : [item.coUnits],
      person: personById(org, item.personId)?.name ?? '',
      dueDay: item.dueDay,
      result: item.result ?? '',
    })),
    present: names(minutes?.present),
    absent: names(minutes?.absent),
    observers: names(minutes?.observers),
    recorder: personById(org, minutes?.recorderId)?.name ?? '',
    sentTo: [...new Set(['局领导', ...units(org)])],
  };
}

function units(org: Org): readonly string[] {
  const ids = new Set(committeeOf(org).map((person) => person._id));
  return org.units.filter((unit) => ids.has(unit.headId)).map((unit) => unit.name);
}

/** One paragraph a line, each with its full stop. */
function paragraphs(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (/[。；！？]$/u.test(line) ? line : `${line}。`));
}

function names(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[、，,；;\n]+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
