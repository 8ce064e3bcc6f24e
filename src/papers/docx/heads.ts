import { AlignmentType, BorderStyle, LineRuleType, TabStopType, type Paragraph } from 'docx';
import type { Head } from '../model.js';
import { paperDay } from '../text.js';
import { TextRun } from 'docx';
import { frameRule } from './frames.js';
import { FONT, LINE, markSize, mm, PAGE, RED, SIGN, SIZE, TIGHTER } from './measures.js';
import { blank, line, rule, runs, titleParagraphs } from './paragraphs.js';

/** The first page down to the title, title included. */
export function headOf(head: Head, title: readonly string[]): Paragraph[] {
  switch (head.kind) {
    case 'document':
      return [
        ...mark(head.mark, mm(35)),
        blank(2 * LINE, true),
        line(runs(head.number), { alignment: AlignmentType.CENTER, keepNext: true }),
        rule({ color: RED, size: 12, height: mm(4) }),
        blank(2 * LINE, true),
        ...titleParagraphs(title),
        blank(LINE, true),
      ];
    case 'minutes':
      return [
        ...mark(head.mark, mm(35)),
        blank(LINE, true),
        line(runs(head.issue), { alignment: AlignmentType.CENTER, keepNext: true }),
        line(
          [
            ...runs(head.office),
            new TextRun({ text: '\t', font: FONT.fang, size: SIZE.three, characterSpacing: TIGHTER }),
            ...runs(paperDay(head.day)),
          ],
          {
            indent: { left: SIGN, right: SIGN },
            tabStops: [{ type: TabStopType.RIGHT, position: PAGE.text - SIGN }],
            keepNext: true,
          },
        ),
        rule({ color: RED, size: 12 }),
        blank(LINE, true),
        ...titleParagraphs(title),
        blank(LINE, true),
      ];
    case 'letter':
      return [
        // The lower pair of rules: 20 mm from the paper's edge, hung on the first paragraph of the page.
        frameRule({
          y: PAGE.height - mm(21),
          x: mm(20),
          width: mm(170),
          color: RED,
          size: 18,
          style: BorderStyle.THIN_THICK_SMALL_GAP,
        }),
        ...mark(head.mark, 0),
        rule({
          color: RED,
          size: 18,
          style: BorderStyle.THICK_THIN_SMALL_GAP,
          height: mm(4),
          indent: { left: mm(20) - PAGE.left, right: mm(20) - PAGE.right },
        }),
        line(runs(head.number), { alignment: AlignmentType.RIGHT, keepNext: true }),
        blank(2 * LINE, true),
        ...titleParagraphs(title),
        blank(LINE, true),
      ];
    case 'form':
      return [
        ...titleParagraphs([head.bureau, ...title]),
        blank(LINE / 2, true),
        line(runs(head.number), { alignment: AlignmentType.RIGHT, keepNext: true }),
        rule({ color: '000000', size: 12, height: 60 }),
        blank(LINE / 2, true),
      ];
  }
}

/** 发文机关标志, red, `below` twips under the top of 版心. */
function mark(text: string, below: number): Paragraph[] {
  const size = markSize(text);
  const height = Math.round(size * 10 * 1.25);
  // The ink begins about an eighth of the size under the top of an exact line.
  const spacer = below - Math.round(size * 10 * 0.16);
  const paragraph = line(runs(text, { font: FONT.title, size, color: RED, spacing: 0 }), {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { line: height, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
  });
  return spacer > 20 ? [blank(spacer, true), paragraph] : [paragraph];
}
