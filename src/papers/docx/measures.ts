import type { IFontAttributesProperties } from 'docx';
import { signs } from '../text.js';

/** Sizes of GB/T 9704—2012 as they come out in a .docx, in twips unless said (papers.md §1). */
export const MM = 56.693;
export const mm = (n: number): number => Math.round(n * MM);

export const PAGE = {
  width: 11906,
  height: 16838,
  top: 2098,
  left: 1588,
  right: 1474,
  bottom: 1984,
  /** Lower edge of the page number, from the paper's edge. */
  footer: mm(25.2),
  /** Width of 版心, 156 mm. */
  text: 8844,
  /** Lower edge of 版心 from the paper's top: the last rule of 版记 lies on it. */
  foot: mm(262),
} as const;

/** 22 lines a page and 28 signs a line: an exact line, and signs 5 twips tighter at 16 pt. */
export const LINE = 579;
export const TIGHTER = -5;
/** One sign of 3号 with that spacing. */
export const SIGN = 315;

/** Half-points: 2号, 3号, 4号, 小四, 5号. */
export const SIZE = { two: 44, three: 32, four: 28, smallFour: 24, five: 21 } as const;

export const RED = 'FF0000';

/**
 * Chinese names, since WPS matches the English ones badly; digits and Latin in Times New Roman beside 仿宋 and 楷体.
 * The hint makes “ ” — … take the Chinese font.
 */
function font(eastAsia: string, latin: string): IFontAttributesProperties {
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia, hint: 'eastAsia' };
}

export const FONT = {
  fang: font('仿宋_GB2312', 'Times New Roman'),
  kai: font('楷体_GB2312', 'Times New Roman'),
  hei: font('黑体', '黑体'),
  song: font('宋体', '宋体'),
  title: font('方正小标宋简体', '方正小标宋简体'),
} as const;

/** Width of a line of 3号 text in twips: digits and Latin take half a sign. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) < 256 ? 155 : SIGN;
  return width;
}

/** Size of the red mark in half-points: at most 50 pt, and never wider than 94 % of the text width. */
export function markSize(mark: string): number {
  const points = (PAGE.text / 20) * 0.94;
  return Math.round(Math.min(50, points / signs(mark)) * 2);
}
