import {
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  LineRuleType,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import type { Imprint } from '../model.js';
import { paperDay, signs } from '../text.js';
import { FONT, LINE, PAGE, SIGN, SIZE } from './measures.js';
import { runs } from './paragraphs.js';

interface RulePlace {
  /** From the paper's edges, in twips. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly color: string;
  readonly size: number;
  readonly style?: (typeof BorderStyle)[keyof typeof BorderStyle];
}

/** A rule that hangs at a fixed place of the page. Text boxes would come out blank in WPS (papers.md §6.4). */
export function frameRule(place: RulePlace): Paragraph {
  return new Paragraph({
    widowControl: false,
    keepNext: true,
    spacing: { line: 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    frame: frame(place.x, place.y, place.width, 20),
    border: {
      top: { style: place.style ?? BorderStyle.SINGLE, size: place.size, color: place.color, space: 0 },
    },
    children: [],
  });
}

function frame(x: number, y: number, width: number, height: number) {
  return {
    type: 'absolute' as const,
    position: { x: Math.round(x), y: Math.round(y) },
    width: Math.round(width),
    height: Math.round(height),
    anchor: { horizontal: FrameAnchorType.PAGE, vertical: FrameAnchorType.PAGE },
    wrap: FrameWrap.AROUND,
    rule: HeightRule.EXACT,
  };
}

/** How many lines of 4号 a list takes between the margins of 版记. */
function linesFor(text: string): number {
  const perLine = (PAGE.text - 2 * SIGN) / 280;
  return Math.max(1, Math.ceil(signs(text) / perLine));
}

/**
 * 版记 at the foot of the last page: outer rules 0.35 mm, the inner one 0.25 mm, the last on the lower edge of 版心.
 * Each rule and text is a frame of its own at another height, else LibreOffice drops the second of two equal ones.
 * With the closing 1-pt paragraph that they hang on.
 */
export function imprintFrames(imprint: Imprint): Paragraph[] {
  const bottom = PAGE.foot;
  const inner = bottom - LINE;
  const to = `${imprint.label}：${imprint.to.join('，')}。`;
  const lines = linesFor(to);
  const top = imprint.to.length === 0 ? inner : inner - lines * LINE;
  const black = '000000';
  const ruleAt = (y: number, size: number): Paragraph =>
    frameRule({ x: PAGE.left, y, width: PAGE.text, color: black, size });
  const text = (y: number, height: number, children: ReturnType<typeof runs>): Paragraph =>
    new Paragraph({
      widowControl: false,
      keepNext: true,
      frame: frame(PAGE.left, y, PAGE.text, height),
      spacing: { line: LINE - 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      indent: { left: 280, right: 280 },
      tabStops: [{ type: TabStopType.RIGHT, position: PAGE.text - 280 }],
      children,
    });
  const look = { font: FONT.fang, size: SIZE.four, spacing: 0 };
  return [
    ruleAt(top, 8),
    ...(imprint.to.length === 0 ? [] : [text(top + 30, lines * LINE - 40, runs(to, look)), ruleAt(inner, 6)]),
    text(inner + 30, LINE - 40, [
      ...runs(imprint.office, look),
      new TextRun({ text: '\t', font: FONT.fang, size: SIZE.four }),
      ...runs(`${paperDay(imprint.day)}印发`, look),
    ]),
    ruleAt(bottom, 8),
    new Paragraph({
      widowControl: false,
      spacing: { line: 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      children: [],
    }),
  ];
}
