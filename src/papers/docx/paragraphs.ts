import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  TextRun,
  type IFontAttributesProperties,
  type IParagraphOptions,
  type ParagraphChild,
} from 'docx';
import { clean } from '../text.js';
import { FONT, LINE, SIGN, SIZE, TIGHTER } from './measures.js';

export interface RunLook {
  readonly font?: IFontAttributesProperties;
  /** Half-points. */
  readonly size?: number;
  readonly color?: string;
  readonly spacing?: number;
}

/** Text as runs: line breaks kept, tabs made spaces, and 【待…】 in yellow so that nobody overlooks it. */
export function runs(text: string, look: RunLook = {}): ParagraphChild[] {
  const { font = FONT.fang, size = SIZE.three, color, spacing = TIGHTER } = look;
  const parts = clean(text)
    .replaceAll('\t', '　')
    .split(/(【待[^】]*】|\n)/u)
    .filter((part) => part !== '');
  let broken = false;
  return parts.flatMap((part) => {
    if (part === '\n') {
      broken = true;
      return [];
    }
    const run = new TextRun({
      text: part,
      font,
      size,
      characterSpacing: spacing,
      ...(color === undefined ? {} : { color }),
      ...(part.startsWith('【待') ? { highlight: 'yellow' as const } : {}),
      ...(broken ? { break: 1 } : {}),
    });
    broken = false;
    return [run];
  });
}

/** A paragraph on the page's grid of 22 lines. Exact lines, or LibreOffice and WPS drift apart. */
export function line(children: readonly ParagraphChild[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    widowControl: false,
    spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    ...options,
    children: [...children],
  });
}

export function blank(height: number = LINE, keepNext = false): Paragraph {
  return new Paragraph({
    widowControl: false,
    keepNext,
    spacing: { line: Math.max(20, Math.round(height)), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    children: [],
  });
}

export function body(text: string, keepNext = false): Paragraph {
  return line(runs(text), { indent: { firstLine: 2 * SIGN }, alignment: AlignmentType.BOTH, keepNext });
}

export function heading(level: 1 | 2, text: string): Paragraph {
  return line(runs(text, { font: level === 1 ? FONT.hei : FONT.kai }), {
    indent: { firstLine: 2 * SIGN },
    keepNext: true,
  });
}

/** 2号小标宋, centred, never bold. */
export function titleParagraphs(lines: readonly string[]): Paragraph[] {
  return lines.map((text) =>
    line(runs(text, { font: FONT.title, size: SIZE.two, spacing: 0 }), {
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { line: 619, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    }),
  );
}

/** A rule as wide as its paragraph; it follows the paragraph's indents. */
export function rule(options: {
  readonly color: string;
  /** Eighths of a point. */
  readonly size: number;
  readonly style?: (typeof BorderStyle)[keyof typeof BorderStyle];
  readonly height?: number;
  readonly indent?: { readonly left: number; readonly right: number };
}): Paragraph {
  return new Paragraph({
    widowControl: false,
    keepNext: true,
    spacing: { line: options.height ?? 125, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    ...(options.indent === undefined ? {} : { indent: options.indent }),
    border: {
      bottom: {
        style: options.style ?? BorderStyle.SINGLE,
        size: options.size,
        color: options.color,
        space: 0,
      },
    },
    children: [],
  });
}
