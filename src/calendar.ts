/** Business days of Asia/Shanghai: the one door to them (design.md §2). */
export { addDays, dayOf, daysBetween, endOfDay, instantAt, isDay, timeOf, weekdayOf, type Day } from './calendar/day.js';
export { checkOverride, createCalendar, type BusinessCalendar, type DueDate, type YearOverride } from './calendar/business.js';
export { dayInWords, deadlineInWords, fullDay, momentInWords, plainDay, type SpokenDeadline } from './calendar/words.js';
export { lunar } from './calendar/holidays.js';
