import type { Arrival } from '../app/backend.js';
import type { View } from '../app/store.js';
import { instant } from '../app/when.js';
import type { Words } from './steps.js';

export const afterMay = instant('2026-05-29 15:00');
export const afterJune = instant('2026-06-01 09:30');

const since = (view: View, from: number, words: RegExp): readonly Arrival[] =>
  view.arrivals.filter((one) => one.at >= from && words.test(one.words));
const names = (list: readonly Arrival[]): string => [...new Set(list.map((one) => one.to))].join('、');

/** The meeting's notice, if the bot sent one. */
export const meeting = (view: View): Arrival | undefined => since(view, 0, /会议通知/u)[0];

/** A campaign post that waits for 安委办, if there is one. */
export const preview = (view: View): Arrival | undefined => since(view, 0, /推送预览/u)[0];

const NOTHING_YET: Words = {
  zh: '拨一下，下面会列出送来了什么',
  en: 'what arrives is listed below',
};

/** A digest that speaks of a missed date; others bring topics of the meeting and what is due. */
const late = (one: Arrival): boolean => /已过\d+个工作日/u.test(one.card);

/** Step 6: who got a digest, who hears of the late one only on the third day, the meeting if there is one. */
export function lateDays(view: View): Words {
  const day = instant('2026-05-28 00:00');
  const first = since(view, instant('2026-05-26 00:00'), /^今天有/u).filter(
    (one) => one.at < day && late(one),
  );
  if (first.length === 0) return NOTHING_YET;
  const early = new Set(first.map(({ to }) => to));
  const third = since(view, day, /^今天有/u).filter(
    (one) => one.at < instant('2026-05-29 00:00') && late(one),
  );
  const higher = third.filter(({ to }) => !early.has(to));
  const called = meeting(view) !== undefined;
  if (higher.length === 0)
    return { zh: `${names(first)}各收到一条摘要，一天一条`, en: `one digest a day for ${names(first)}` };
  return {
    zh: `先是${names(first)}；过期久了，${names(higher)}也收到了${called ? '。会议通知也到了' : ''}`,
    en: `first ${names(first)}; late for longer, ${names(higher)} hears of it, too${called ? '. A meeting is called, too' : ''}`,
  };
}

/** The campaign's post in a group, if one came. */
export const post = (view: View): Arrival | undefined =>
  since(view, afterJune - HOUR_MS, /安全生产月/u).find(({ openId }) => openId === undefined);

/** Step 7: the campaign's post, if one came into a group. */
export function june(view: View): Words {
  const came = post(view);
  if (came !== undefined)
    return {
      zh: `“${came.words}”到了${came.to}，里面是本局自己的数字，可以点“已学习”`,
      en: `“${came.words}” came to ${came.to}, with the bureau’s own figures`,
    };
  return view.now < afterJune
    ? NOTHING_YET
    : { zh: '这几天送来的都列在下面', en: 'all that came these days is listed below' };
}

const HOUR_MS = 3_600_000;
