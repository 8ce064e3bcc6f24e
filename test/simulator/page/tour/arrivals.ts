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

const NOTHING_YET: Words = {
  zh: '拨一下，下面会列出送来了什么',
  en: 'what arrives is listed below',
};

/** Step 6: who got a digest, and who hears of the late one only on the third day. */
export function lateDays(view: View): Words {
  const first = since(view, instant('2026-05-26 00:00'), /今天有/u);
  if (first.length === 0) return NOTHING_YET;
  const early = new Set(first.filter((one) => one.at < instant('2026-05-28 00:00')).map((one) => one.to));
  const higher = first.filter((one) => !early.has(one.to));
  if (higher.length === 0)
    return {
      zh: `${names(first)}各收到一条摘要，一天一条`,
      en: `one digest a day for ${names(first)}`,
    };
  return {
    zh: `先是${[...early].join('、')}；过期久了，${names(higher)}也收到了`,
    en: `first ${[...early].join('、')}; late for longer, ${names(higher)} hears of it, too`,
  };
}

/** Step 7: the meeting and the campaign, if the bot has them; its own figures in any case. */
export function june(view: View): Words {
  const called = since(view, 0, /会议通知/u);
  const posts = since(view, afterMay, /安全生产月/u);
  const zh: string[] = [];
  const en: string[] = [];
  if (called.length > 0) {
    zh.push('会议通知到了，点“参加”');
    en.push('the meeting notice is there, click 参加 (attend)');
  }
  if (posts.length > 0) {
    zh.push(`“${posts[0]?.words ?? ''}”到了${names(posts)}`);
    en.push(`“${posts[0]?.words ?? ''}” came to ${names(posts)}`);
  }
  if (view.now >= afterMay) {
    zh.push('统计是本局自己登记的数字');
    en.push('the figures are the bureau’s own');
  }
  return zh.length === 0 ? NOTHING_YET : { zh: zh.join('；'), en: en.join('; ') };
}
