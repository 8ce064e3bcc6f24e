import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type ISectionOptions,
} from 'docx';
import type { Block, Paper } from '../model.js';
import { clean, paperDay, signs } from '../text.js';
import { imprintFrames } from './frames.js';
import { headOf } from './heads.js';
import { FONT, LINE, mm, PAGE, SIGN, SIZE, TIGHTER, widthOf } from './measures.js';
import { blank, body, heading, line, runs } from './paragraphs.js';
import { coreProperties, FONT_TABLE } from './parts.js';
import { box, table } from './tables.js';

type Piece = Extract<ISectionOptions['children'], readonly unknown[]>[number];

/**
 * Writes a paper as .docx in the form of GB/T 9704—2012. What is in the file depends on the paper alone: its time
 * is the paper's, no clock is read.
 */
export async function writePaper(paper: Paper): Promise<Uint8Array> {
  const letter = paper.head.kind === 'letter';
  const form = paper.head.kind === 'form';
  const margin = form
    ? { top: mm(25), left: PAGE.left, right: PAGE.right, bottom: mm(25), footer: mm(15) }
    : {
        top: letter ? mm(27.2) : PAGE.top,
        left: PAGE.left,
        right: PAGE.right,
        bottom: PAGE.bottom,
        footer: PAGE.footer,
      };
  const document = new Document({
    creator: clean(paper.bureau),
    evenAndOddHeaderAndFooters: true,
    customProperties: [
      { name: 'TemplateId', value: paper.template.id },
      { name: 'TemplateVersion', value: paper.template.version },
      { name: 'RecordId', value: paper.meta.recordId },
      { name: 'RecordVersion', value: String(paper.meta.recordVersion) },
      { name: 'GeneratedBy', value: 'minzheng-safety-bot' },
    ],
    sections: [
      {
        properties: {
          // No docGrid: with one LibreOffice stretches every table line (papers.md §6.1).
          page: { size: { width: PAGE.width, height: PAGE.height }, margin },
          titlePage: letter,
        },
        footers: {
          default: pageNumber('right'),
          even: pageNumber('left'),
          ...(letter ? { first: new Footer({ children: [blank(20)] }) } : {}),
        },
        children: [
          ...headOf(paper.head, paper.title),
          ...paper.blocks.flatMap((block, index) =>
            pieces(block, paper.blocks[index + 1], paper.imprint !== undefined),
          ),
          ...(paper.imprint === undefined ? [] : imprintFrames(paper.imprint)),
        ],
      },
    ],
  });
  const bytes = await Packer.toBuffer(document, false, [
    { path: 'docProps/core.xml', data: coreProperties(paper) },
    { path: 'word/fontTable.xml', data: FONT_TABLE },
  ]);
  return new Uint8Array(bytes);
}

/**
 * One block. What stands before a signature is kept with it, and the last lines with 版记, so that no page holds
 * only a signature or only 版记.
 */
function pieces(block: Block, next: Block | undefined, imprint: boolean): Piece[] {
  const keep = next?.kind === 'signature' || next?.kind === 'attachments';
  switch (block.kind) {
    case 'addressee':
      return [line(runs(`${block.names.join('，')}：`), { alignment: AlignmentType.LEFT })];
    case 'heading':
      return [heading(block.level, block.text)];
    case 'body':
      return [body(block.text, keep)];
    case 'table':
      return [blank(LINE / 4, true), table(block.columns, block.rows), blank(LINE / 2, keep)];
    case 'box':
      return [blank(LINE / 2, true), box(block.rows), blank(20)];
    case 'named':
      return [named(block.label, block.text, imprint)];
    case 'choice':
      return [body(`${block.ticked ? '☑' : '□'} ${block.text}`, keep)];
    case 'attachments':
      return attachments(block.items);
    case 'signature':
      return signature(block.by, paperDay(block.day), imprint || next?.kind === 'note');
    case 'note':
      return [
        line(runs(`（${block.text}）`), {
          indent: { left: 2 * SIGN },
          alignment: AlignmentType.LEFT,
          keepNext: imprint,
        }),
      ];
  }
}

function named(label: string, text: string, keepNext: boolean): Paragraph {
  const hanging = (signs(label) + 1) * SIGN;
  return line([...runs(`${label}：`, { font: FONT.hei }), ...runs(text)], {
    indent: { left: 2 * SIGN + hanging, hanging },
    alignment: AlignmentType.LEFT,
    keepNext,
  });
}

/** 附件：1.…, items under each other, no full stop. */
function attachments(items: readonly string[]): Paragraph[] {
  if (items.length === 0) return [];
  const numbered = items.length > 1;
  const lines = items.map((item, index) => {
    const label = index === 0 ? '附件：' : '　　　';
    const hang = (numbered ? 4 : 3) * SIGN;
    return line(runs(`${label}${numbered ? `${index + 1}.` : ''}${item}`), {
      indent: { left: 2 * SIGN + hang, hanging: hang },
      keepNext: true,
    });
  });
  return [blank(LINE, true), ...lines];
}

/** Two blank lines, the name centred over the date, the date four signs from the right: room for the seal. */
function signature(by: string, date: string, keepNext: boolean): Paragraph[] {
  const nameWidth = widthOf(by);
  const dateWidth = widthOf(date);
  const dateRight = Math.max(4 * SIGN, SIGN + (nameWidth - dateWidth) / 2);
  const nameRight = Math.max(0, dateRight + (dateWidth - nameWidth) / 2);
  const right = (text: string, indent: number, keepNext: boolean): Paragraph =>
    line(runs(text), { alignment: AlignmentType.RIGHT, indent: { right: Math.round(indent) }, keepNext });
  return [blank(LINE, true), blank(LINE, true), right(by, nameRight, true), right(date, dateRight, keepNext)];
}

/** — 1 — in 4号宋体; one sign from the outer edge. */
function pageNumber(side: 'left' | 'right'): Footer {
  const look = { font: FONT.song, size: SIZE.four, characterSpacing: TIGHTER };
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: 280 } : { left: 280 },
        children: [new TextRun({ ...look, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}
