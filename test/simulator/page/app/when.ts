import { useEffect, useState } from 'preact/hooks';

/** The simulator's clock in the bureau's zone. */
const ZONE = 'Asia/Shanghai';
const full = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const seconds = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const monthDay = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, month: 'long', day: 'numeric' });
const iso = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });

const stamp = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** `5/25 10:00`; nothing for what is no instant. */
export const stampOf = (at: number): string => (Number.isNaN(at) ? '' : stamp.format(at));
export const wholeMoment = (at: number): string => full.format(at);
export const timeOf = (at: number): string => time.format(at);
export const secondsOf = (at: number): string => seconds.format(at);
/** `2026-05-25` */
export const dayOf = (at: number): string => iso.format(at).slice(0, 10);
export const clockOf = (at: number): string => iso.format(at).slice(11);
/** `2026-05-25 09:00` in the bureau's zone as an instant; it has no summer time. */
export const instant = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);

const DAY_MS = 86_400_000;

/** What stands at a row: the time today, else the day. */
export function shortMoment(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return timeOf(at);
  if (dayOf(at) === dayOf(now - DAY_MS)) return '昨天';
  return monthDay.format(at);
}

/** What stands between two days in a chat. */
export const dayLine = (at: number, now: number): string =>
  dayOf(at) === dayOf(now) ? '今天' : dayOf(at) === dayOf(now - DAY_MS) ? '昨天' : monthDay.format(at);

/** The next 09:00 that is still to come. */
export function nextNine(now: number): number {
  const today = instant(`${dayOf(now)} 09:00`);
  return today > now ? today : today + DAY_MS;
}

/** Nine o'clock of the next Monday. */
export function nextMonday(now: number): number {
  const nine = instant(`${dayOf(now)} 09:00`);
  const weekday = (new Date(`${dayOf(now)}T00:00:00Z`).getUTCDay() + 6) % 7;
  return nine + (7 - weekday) * DAY_MS;
}

/** The simulator's clock runs on while nothing is loaded: its last known time and what has passed since. */
export function useNow(known: number): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    setPassed(0);
    const timer = setInterval(() => setPassed(performance.now() - start), 5000);
    return () => clearInterval(timer);
  }, [known]);
  return known + passed;
}
