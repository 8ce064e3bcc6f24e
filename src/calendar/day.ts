/** A business day of Asia/Shanghai as `YYYY-MM-DD`: compares and sorts as text, knows no machine time zone. */
export type Day = string;

const ZONE_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The business day of an instant. China has had no daylight saving time since 1991: a fixed +08:00 is right. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

/** Clock time `HH:mm` of an instant in Asia/Shanghai. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + ZONE_OFFSET_MS).toISOString().slice(11, 16);
}

/** The instant at which it is `HH:mm` on this day in Asia/Shanghai; `24:00` is the end of the day. */
export function instantAt(day: Day, time: string): Date {
  const [hours, minutes] = time.split(':').map(Number);
  return new Date(
    Date.parse(`${day}T00:00:00Z`) - ZONE_OFFSET_MS + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000,
  );
}

/** 24:00 of the day: the instant at which a deadline on it is missed (民法典 203). */
export function endOfDay(day: Day): Date {
  return instantAt(day, '24:00');
}

/** Calendar-day arithmetic. */
export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Is this a real day written `YYYY-MM-DD`? */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
