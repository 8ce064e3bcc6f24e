import { done, refuse, type Outcome } from '../errors.js';
import { written } from '../hazards/move.js';
import { personById } from '../people/org.js';
import { moveAsBot } from '../tracked.js';
import { readClock, ruleDay, type MeetingRule } from './date-rule.js';
import { monthOf, type Meeting } from './meeting.js';
import type { MeetingDeps } from './ports.js';
import { maySetRule } from './rules.js';
import { RULES } from './usecases.js';

export interface RuleWish {
  readonly nth?: string | undefined;
  readonly weekday?: string | undefined;
  readonly time?: string | undefined;
  readonly place?: string | undefined;
}

/** The bureau's rule for the date, by an administrator; meetings that are only planned and untouched follow it. */
export async function setRule(
  deps: MeetingDeps,
  actorId: string | undefined,
  cause: string,
  wish: RuleWish,
): Promise<Outcome<{ rule: MeetingRule; moved: readonly Meeting[] }>> {
  const org = await deps.org();
  const admin = maySetRule(personById(org, actorId), org);
  if (!admin.ok) return admin;
  const old = await deps.rule();
  const time = wish.time === undefined ? old.time : readClock(wish.time);
  if (time === undefined) return refuse('field-missing', { field: '时间（如15:00）' });
  const pick = (text: string | undefined, most: number, before: number): number =>
    /^[1-5]$/u.test(text ?? '') && Number(text) <= most ? Number(text) : before;
  const rule: MeetingRule = {
    nth: pick(wish.nth, 4, old.nth),
    weekday: pick(wish.weekday, 5, old.weekday),
    time,
    place: written(wish.place) ?? old.place,
  };
  await deps.saveRule(rule, admin.value._id);
  return done({ rule, moved: await followRule(deps, rule, cause) });
}

async function followRule(deps: MeetingDeps, rule: MeetingRule, cause: string): Promise<readonly Meeting[]> {
  const [calendar, today, moved] = [await deps.calendar(), deps.today(), [] as Meeting[]];
  for (const meeting of await deps.store.list(monthOf(today), '9999-12')) {
    const next = await moveAsBot(deps, RULES, 'reschedule', { id: meeting._id, cause }, ({ record }) => {
      const asked = record.history.some((entry) => entry.command === 'askTopics');
      if (record.status !== 'planned' || record.moved || asked) return undefined;
      const day = ruleDay(record._id, rule, calendar);
      const kept = day > today ? day : record.day;
      return { to: 'planned', set: { day: kept, time: rule.time, place: rule.place }, note: 'rule' };
    });
    if (next !== undefined) moved.push(next);
  }
  return moved;
}
