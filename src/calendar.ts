/** Business days of Asia/Shanghai: the one door to them (design.md §2). */
export {
  addDays,
  dayOf,
  daysBetween,
  endOfDay,
  instantAt,
  isDay,
  timeOf,
  weekdayOf,
  type Day,
} from './calendar/day.js';
export {
  calendarKey,
  createCalendar,
  rolledFrom,
  type BusinessCalendar,
  type DueDate,
} from './calendar/business.js';
export {
  checkOverride,
  checkOverrides,
  type OverrideProblem,
  type YearOverride,
} from './calendar/overrides.js';
export { heardFrom } from './calendar/quiet.js';
export type { DayNature } from './calendar/year-table.js';
export { readSpokenDay, SPOKEN_DAY } from './calendar/spoken-days.js';
export {
  dayInWords,
  deadlineInWords,
  fullDay,
  momentInWords,
  plainDay,
  type SpokenDeadline,
} from './calendar/words.js';
export { clearBrightness, lunar, newYearsEve, statutoryHolidays } from './calendar/holidays.js';
