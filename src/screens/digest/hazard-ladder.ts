import { dayOf, fullDay, type Day } from '../../calendar.js';
import { escalation, ladderReach, type Rung } from '../../hazards/escalation.js';
import type { Hazard } from '../../hazards/hazard.js';
import { mayDrawUpPapers } from '../../hazards/papers.js';
import { meetingAhead } from '../../meetings/cycle.js';
import { laddered } from '../../meetings/figures.js';
import { monthOf } from '../../meetings/meeting.js';
import { personById } from '../../people/org.js';
import type { Person } from '../../people/person.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/** Deadlines of rectification: T−3 to T+15 and what follows (domain.md §9, experience.md §3 l). */
export function hazardLadder({ hazards, meetings }: SourceDeps): DigestSource {
  return {
    name: 'due',
    async *waiting(day) {
      const { today, calendar, org } = day;
      const soon = { status: ['rectifying'] as const, dueBy: ladderReach(today, calendar) };
      for await (const hazard of hazards.openOnes(soon)) {
        const rung = escalation(hazard, today, calendar);
        for (const personId of rung?.who(hazard, org) ?? [])
          yield { personId, rung: `${hazard._id}:${rung?.name ?? ''}` };
      }
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      const { today, calendar, now } = day;
      const known = await meetings.store.list(monthOf(today), '9999-12');
      const meetingDay = meetingAhead(known, await meetings.rule(), calendar, now);
      for (const key of rungs) {
        const hazard = await hazards.get(key.split(':')[0] ?? '');
        const rung = hazard === undefined ? undefined : escalation(hazard, day.today, day.calendar);
        if (hazard === undefined || rung === undefined) continue;
        if (isTheirs(person, rung.who(hazard, day.org), day))
          lines.push(drawn(hazard, rung, person, { ...day, meetingDay }));
      }
      return lines;
    },
  };
}

/** The morning, and the day of the next meeting if there is one. */
interface LadderDay extends DigestDay {
  readonly meetingDay: Day | undefined;
}

function drawn(hazard: Hazard, rung: Rung, person: Person, day: LadderDay): DrawnLine {
  const { today, org, calendar } = day;
  const due = hazard.dueDay ?? today;
  const title = `${hazard.title} · ${personById(org, hazard.rectifierId)?.name ?? ''}`;
  const of = { hazardId: hazard._id, title };
  if (rung.late > 0) return { ...of, ...late(hazard, rung, person, day) };
  if (rung.late === 0)
    return {
      ...of,
      group: '今天到期',
      detail: `${due === today ? '今天到期' : `${fullDay(due, today)}到期，之前没有工作日了`}。改好请发照片；今天改不好，请写原因和预计日期。`,
    };
  const ask = calendar.extensionDeadline(due);
  return {
    ...of,
    group: '快到期限',
    detail: `${fullDay(due, today)}24时前。要延期请在${fullDay(ask, today)}24时前申请。`,
  };
}

/** From this many working days on the reason is asked for by those above (domain.md §9: T+3; major: 2). */
const REASON_FROM = { ordinary: 3, major: 2 } as const;
/** From here on leaders and 安委办 find the 督办函 drawn up. */
const URGED_FROM = { ordinary: 7, major: 4 } as const;

function late(
  hazard: Hazard,
  rung: Rung,
  person: Person,
  { today, org, meetingDay, ...day }: LadderDay,
): Pick<DrawnLine, 'group' | 'detail' | 'buttons'> {
  const rectifier = personById(org, hazard.rectifierId)?.name ?? '';
  const silent = rung.late >= REASON_FROM[hazard.level] && !saidWhy(hazard);
  // By the same rule as the agenda itself.
  const onAgenda = laddered([hazard], today, day.calendar).length > 0;
  const urged = rung.late >= URGED_FROM[hazard.level] && mayDrawUpPapers(person);
  const detail = [
    `原定${fullDay(hazard.dueDay ?? today, today)}，已过${rung.late}个工作日`,
    silent ? `，${person._id === hazard.rectifierId ? '您' : rectifier}还没有写原因` : '',
    onAgenda ? `，已列入${meetingDay === undefined ? '下次' : fullDay(meetingDay, today)}安委会` : '',
    urged ? '，督办函草稿已备好' : '',
    `。${rung.next(org, hazard, today)}`,
  ].join('');
  const open = { text: '打开', action: 'open', extra: hazard._id } as const;
  const own = isTheirs(person, [hazard.rectifierId ?? ''], { today, org, ...day });
  const more = own
    ? [{ text: '写原因', action: 'progress-open', extra: hazard._id } as const]
    : silent && person._id !== hazard.officerId
      ? [{ text: '请他写原因', action: 'ask-reason', extra: hazard._id } as const]
      : [];
  const letter = urged ? [{ text: '看督办函', action: 'paper-urging', extra: hazard._id } as const] : [];
  return { group: '已过期限', detail, buttons: [open, ...letter, ...more] };
}

/** Has anybody written down why, since the day was missed? */
function saidWhy(hazard: Hazard): boolean {
  return hazard.history.some(
    (entry) => entry.command === 'addProgress' && dayOf(entry.at) > (hazard.dueDay ?? ''),
  );
}
