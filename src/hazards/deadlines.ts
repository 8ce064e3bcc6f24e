import { addDays, dayOf, daysBetween, heardFrom, type BusinessCalendar } from '../calendar.js';
import type { Deadlines } from './ports.js';

/** Deadlines counted from this instant by this calendar, as the use cases ask for them. */
export function deadlinesFrom(calendar: BusinessCalendar, now: Date): Deadlines {
  const today = dayOf(now);
  return {
    today: () => today,
    hours: (n) => calendar.inHours(now, n),
    sameDay: () => calendar.sameDay(today),
    dayHeard: (restDays) => {
      const heard = dayOf(heardFrom(now, (day) => restDays || calendar.isWorkday(day)) ?? now);
      return heard === today ? calendar.sameDay(today) : calendar.onDay(heard, today);
    },
    days: (n) => calendar.inDays(today, n),
    workdays: (n) => calendar.inWorkdays(today, n),
    onDay: (day) => calendar.onDay(day, today),
    workdayBefore: (day) => calendar.addWorkdays(day, -1),
    recount: (due) => calendar.recount(due),
    addDays,
    daysBetween,
  };
}
