import { dayOf, fullDay } from '../calendar.js';
import { escalation } from '../hazards/escalation.js';
import { actsAs } from '../hazards/roles.js';
import { personById } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { DigestView, Line } from '../../cards/lists.js';
import type { Context } from './context.js';
import { line, todosOf } from './list-views.js';

/** S8: what has climbed to this person or waits for them. Looked up when it is sent: what was closed meanwhile is out. */
export async function digestView(person: Person | undefined, context: Context): Promise<DigestView | string> {
  if (person === undefined) return 'nobody';
  const { org, calendar, hazards } = context;
  const now = context.now();
  const today = dayOf(now);
  const open = await hazards.find({ open: true });
  const late: Line[] = [];
  const todayDue: Line[] = [];
  const soon: Line[] = [];
  for (const hazard of open) {
    const rung = escalation(hazard, today, calendar);
    if (rung === undefined || actsAs(person, rung.who(hazard, org), org, today) === undefined) continue;
    const due = hazard.dueDay ?? today;
    const title = `${hazard.title} · ${personById(org, hazard.rectifierId)?.name ?? ''}`;
    if (rung.late > 0)
      late.push({
        hazardId: hazard._id,
        title,
        detail: `原定${fullDay(due, today)}，已过${rung.late}个工作日。${rung.next(org, hazard, today)}`,
      });
    else if (rung.late === 0)
      todayDue.push({
        hazardId: hazard._id,
        title,
        detail: '今天到期。改好请发照片；今天改不好，请写原因和预计日期。',
      });
    else
      soon.push({
        hazardId: hazard._id,
        title,
        detail: `${fullDay(due, today)}24时前。要延期请在${fullDay(calendar.addWorkdays(due, -1), today)}24时前申请。`,
      });
  }
  const shown = new Set([...late, ...todayDue, ...soon].map((one) => one.hazardId));
  const waiting = (await todosOf(person, context))
    .filter((hazard) => !shown.has(hazard._id) && hazard.status !== 'rectifying')
    .map((hazard) => line(hazard, context));
  const groups = [
    { title: '已过期限', lines: late },
    { title: '今天到期', lines: todayDue },
    { title: '快到期限', lines: soon },
    { title: '等您办理', lines: waiting },
  ];
  if (groups.every((group) => group.lines.length === 0)) return 'nothing is left to say';
  return { day: fullDay(today, today).replace('（', ' ').replace('）', ''), groups, late: late.length > 0 };
}
