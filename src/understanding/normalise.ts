import type { CharTables } from './data.js';

/** A text in one spelling, with the way back to what was really typed. */
export interface Normal {
  readonly text: string;
  /** For each UTF-16 unit of `text` the start of its source in the original; one more entry for the end. */
  readonly from: readonly number[];
  /** Exclusive end in the original of each unit's source. */
  readonly to: readonly number[];
  /**
   * Places in `text` before which blanks were typed and left out. Empty where blanks stand nearly everywhere
   * (3 楼 灯 坏 了): there they part no clauses.
   */
  readonly blanks: ReadonlySet<number>;
}

/** Longer messages are cut: a report is a line or a page, and the cost must stay bounded. */
export const MAX_CHARS = 3000;

// Circled and bracketed numbers separate findings; NFKC would melt them into plain digits.
const KEEP = /[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]/u;
const DROP = /[\s\p{C}\p{M}\uFE0F]/u;
const BLANK = /\s/u;
const NEWLINE = /[\n\r\u2028\u2029]/u;
const SAME: Readonly<Record<string, string>> = {
  ',': '，',
  '?': '？',
  '!': '！',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
  '｡': '。',
  '､': '、',
  '﹑': '、',
  '~': '～',
};

/** So many signs must stand between two blanks on average for them to say anything. */
const SPARSE = 3;

/**
 * Brings full and half width, traditional and simplified signs, capitals and blanks to one form, and
 * remembers for every sign where it came from, so that a place can be shown exactly as it was typed.
 */
export function normalise(original: string, tables: CharTables): Normal {
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  const blanks = new Set<number>();
  let at = 0;
  for (const raw of original) {
    const start = at;
    at += raw.length;
    if (text.length >= MAX_CHARS) break;
    if (text !== '' && BLANK.test(raw) && !NEWLINE.test(raw)) blanks.add(text.length);
    for (const sign of oneForm(raw, tables)) {
      for (let unit = 0; unit < sign.length; unit++) {
        from.push(start);
        to.push(at);
      }
      text += sign;
    }
  }
  from.push(to.at(-1) ?? 0);
  if (blanks.size * SPARSE > text.length) blanks.clear();
  return { text, from, to, blanks };
}

/** The forms met so far: there are some thousand signs, and each message brings the same ones. */
const forms = new WeakMap<CharTables, Map<string, string>>();
const MOST_FORMS = 20_000;

function oneForm(raw: string, tables: CharTables): string {
  const known = forms.get(tables) ?? new Map<string, string>();
  forms.set(tables, known);
  const form = known.get(raw) ?? formOf(raw, tables);
  if (known.size < MOST_FORMS) known.set(raw, form);
  return form;
}

function formOf(raw: string, tables: CharTables): string {
  if (NEWLINE.test(raw)) return '\n';
  if (KEEP.test(raw)) return raw;
  if (DROP.test(raw)) return '';
  const folded = raw.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
  let out = '';
  for (const sign of folded) out += SAME[sign] ?? tables.simplified.get(sign) ?? sign;
  return out;
}

/** The original wording of a stretch of the normal text. */
export function original(source: string, normal: Normal, start: number, end: number): string {
  if (end <= start) return '';
  return source.slice(normal.from[start] ?? 0, normal.to[end - 1] ?? source.length);
}
