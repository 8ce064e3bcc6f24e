import { addDays, readSpokenDay, SPOKEN_DAY, type Day } from '../calendar.js';

const AWAY =
  '(?:请(?:[事病年公]?假)|休(?:年|公)?假|[事病年]假|出差|外出|学习|培训|调休|不在(?:单位)?|代办|代理)';
const COUNT = '(?:半天|(?:[一二两三四五六七八九十]|\\d{1,2})(?:天|周|个星期))';
const TO = '(?:到|至|[-~]+)';
const NAME = '[\\p{Script=Han}·]{2,5}?';
const BY = `(?:由|找|请|让)?(${NAME})(?:帮我|替我|给我)?(?:代办理?|代理|代班|代|顶班|顶)(?:一下|工作)?`;
const WHEN = `(?:从|自)?(${SPOKEN_DAY})?(?:起|开始)?(?:${TO}(${SPOKEN_DAY}))?(?:为?止)?[,\\s]*(?:共)?(${COUNT})?(?:期间)?|(下周|这周|本周)`;

/** The whole message, blanks and commas aside, is about who is away and who stands in: no sentence about others. */
const SHAPES = [
  new RegExp(`^我?(?:要|想)?${AWAY}[,:\\s]*(?:${WHEN})[,。\\s]*(?:${BY})?$`, 'u'),
  new RegExp(`^我?(?:要|想)?(?:${WHEN})[,\\s]*我?(?:要|想)?${AWAY}[,。\\s]*(?:${BY})?$`, 'u'),
  new RegExp(`^我?(?:要|想)?${AWAY}[,:\\s]*(?:${BY})[,\\s]*(?:${WHEN})$`, 'u'),
] as const;

export interface LeaveWords {
  readonly from?: Day;
  readonly until?: Day;
  /** As it was written; who that is, the organisation says. */
  readonly name?: string;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[－‐‑–—―−]/gu, '-')
    .replace(/[，、；;]/gu, ',')
    .replace(/\s*([,:~到至-])\s*/gu, '$1')
    .replace(/[。.!！~]+$/u, '')
    .trim();

/** Is this 请假 10月12日到16日 赵国庆代, 明天请假, 我下周一到周三休假，王芳代? With a day or a name, not bare 请假. */
export const isLeave = (text: string): boolean => readLeave(text, '2026-01-05') !== undefined;

/**
 * Who is away from when to when, and who stands in; what was not said is missing.
 * @returns undefined if it is no such message
 */
export function readLeave(text: string, today: Day): LeaveWords | undefined {
  const said = plain(text);
  for (const [index, shape] of SHAPES.entries()) {
    const match = shape.exec(said);
    if (match === null) continue;
    const [first, last, count, week, name] =
      index === 2
        ? [match[2], match[3], match[4], match[5], match[1]]
        : [match[1], match[2], match[3], match[4], match[5]];
    const days = week === undefined ? daysOf(first, last, count, today) : weekOf(week, today);
    if (Object.keys(days).length === 0 && name === undefined) continue;
    return { ...days, ...(name === undefined ? {} : { name }) };
  }
  return undefined;
}

function daysOf(
  first: string | undefined,
  last: string | undefined,
  count: string | undefined,
  today: Day,
): { from?: Day; until?: Day } {
  if (first === undefined && last === undefined && count === undefined) return {};
  // 请假到周五, 请假三天: from today.
  const from = first === undefined ? today : readSpokenDay(first, today);
  if (from === undefined) return {};
  const until =
    last !== undefined
      ? readSpokenDay(last, today, from)
      : addDays(from, (count === undefined ? 1 : daysIn(count)) - 1);
  return until === undefined ? { from } : { from, until };
}

function weekOf(week: string, today: Day): { from?: Day; until?: Day } {
  const from = readSpokenDay(`${week === '下周' ? '下' : '本'}周一`, today);
  return from === undefined ? {} : { from, until: addDays(from, 6) };
}

function daysIn(count: string): number {
  if (count === '半天') return 1;
  const spoken = '一二三四五六七八九十'.indexOf(count.charAt(0)) + 1;
  const n = count.startsWith('两') ? 2 : spoken > 0 ? spoken : Number(count.replace(/\D/gu, ''));
  return /周|星期/u.test(count) ? n * 7 : n;
}
