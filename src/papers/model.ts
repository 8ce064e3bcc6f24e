import type { Day } from '../calendar.js';
import type { PaperMeta } from './facts.js';
import { pendingIn, signs } from './text.js';

/** The parts a paper is made of; what each looks like is the writer's business (docx/). */
export type Block =
  | { readonly kind: 'addressee'; readonly names: readonly string[] }
  /** 1: 一、黑体. 2: （一）楷体. The number is part of the text. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'body'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  /** 出席：…, the label in 黑体. */
  | { readonly kind: 'named'; readonly label: string; readonly text: string }
  | { readonly kind: 'choice'; readonly ticked: boolean; readonly text: string }
  | { readonly kind: 'attachments'; readonly items: readonly string[] }
  | { readonly kind: 'signature'; readonly by: string; readonly day: Day }
  /** 附注: （联系人：…）. */
  | { readonly kind: 'note'; readonly text: string }
  /** A box to be filled in by hand: 签收栏. */
  | { readonly kind: 'box'; readonly rows: readonly (readonly [label: string, value: string])[] };

export interface PaperColumn {
  readonly heading: string;
  /** Width on paper; all of a table together at most 156 mm. */
  readonly mm: number;
  readonly centred?: boolean;
}

/** How the first page begins (papers.md §1): 文件格式, 信函格式, 纪要格式 or a form without a red head. */
export type Head =
  | { readonly kind: 'document'; readonly mark: string; readonly number: string }
  | { readonly kind: 'letter'; readonly mark: string; readonly number: string }
  | {
      readonly kind: 'minutes';
      readonly mark: string;
      readonly issue: string;
      readonly office: string;
      readonly day: Day;
    }
  | { readonly kind: 'form'; readonly bureau: string; readonly number: string };

/** 版记. */
export interface Imprint {
  readonly label: '抄送' | '分送';
  readonly to: readonly string[];
  readonly office: string;
  readonly day: Day;
}

export interface Paper {
  /** Wording changes the minor, fields or layout the major number (papers.md §8). */
  readonly template: { readonly id: string; readonly version: string };
  /** 文种. */
  readonly genre: string;
  /** 文号 or 期号, empty while there is none. */
  readonly number: string;
  readonly bureau: string;
  readonly head: Head;
  /** Lines broken by meaning. */
  readonly title: readonly string[];
  readonly blocks: readonly Block[];
  readonly imprint?: Imprint;
  readonly meta: PaperMeta;
}

export const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
export const body = (text: string): Block => ({ kind: 'body', text });

/** Who filled a report in, and the two lines that are signed by hand. */
export const signatures = (filledBy: string): Block => ({
  kind: 'box',
  rows: [
    ['填报人', filledBy],
    ['审核人签名', ''],
    ['单位负责人签名', ''],
  ],
});

/** Every 【待…】 that a paper still has: it must not be issued while this is not empty. */
export function unfilled(paper: Paper): readonly string[] {
  return [...new Set(pendingIn(JSON.stringify(paper)))];
}

/**
 * Splits a long title into lines by meaning: at `\n` if the writer set them, else whole up to 18 signs, else before
 * the last 的 or after 关于…的. Never inside a word that a line break was not put into.
 */
export function titleLines(title: string): readonly string[] {
  if (title.includes('\n')) return title.split('\n').filter((line) => line !== '');
  if (signs(title) <= 18) return [title];
  const cut = title.lastIndexOf('的');
  const tail = title.slice(cut + 1);
  const head = title.slice(0, cut + 1);
  // 的通知 alone on a line is ugly: the break goes before the last part that names the matter.
  const comma = Math.max(head.lastIndexOf('和'), head.lastIndexOf('及'), head.lastIndexOf('、'));
  if (cut <= 0 || tail.length > 12) return [title];
  if (comma > 6) return [title.slice(0, comma), title.slice(comma)];
  const verb = /^(关于(?:开展|进一步加强|加强|做好|印发|督促整改|召开|移送|举办|组织开展))(.+)$/u.exec(title);
  return verb === null ? [title] : [verb[1] ?? '', verb[2] ?? ''];
}
