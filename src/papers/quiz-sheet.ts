import type { RawCell, RawRow } from './reading/sheet.js';
import { readFirstSheet } from './reading/sheet.js';

/** One question as uploaded: 2 to 6 options, one right, with its source. */
export interface QuizSheetQuestion {
  /** Row number in the sheet, as the person sees it. */
  readonly row: number;
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly answer: number;
  readonly source: string;
}

export interface QuizSheetProblem {
  readonly row: number;
  readonly column: string;
  /** What is wrong and what to do. */
  readonly problem: string;
}

/**
 * All or nothing: with one bad row nothing is taken over, and `summary` says so. A half-imported bank would have to
 * be compared by hand.
 */
export type QuizSheet =
  | { readonly ok: true; readonly questions: readonly QuizSheetQuestion[]; readonly summary: string }
  | {
      readonly ok: false;
      readonly problems: readonly QuizSheetProblem[];
      readonly good: number;
      readonly summary: string;
    };

const QUESTION = ['题目', '题干', '问题', '试题'];
const ANSWER = ['答案', '正确答案', '标准答案'];
const SOURCE = ['依据', '来源', '出处', '法律依据', '依据(来源)'];
const LETTERS = 'ABCDEF';

interface Layout {
  readonly headRow: number;
  readonly question: number;
  readonly answer: number;
  readonly source: number | undefined;
  readonly options: readonly number[];
}

/**
 * Reads an uploaded bank: a heading row with 题目, 选项A…, 答案 and 依据 within the first ten rows (titles above it,
 * also merged ones, and spaces in headings do not matter), one question a row below.
 * @throws UnreadableFile when the bytes are no readable .xlsx
 */
export function readQuizSheet(bytes: Uint8Array): QuizSheet {
  const rows = readFirstSheet(bytes);
  const layout = layoutOf(rows);
  if (layout === undefined) {
    const problem = '没有找到表头，请在一行里写：题目、选项A、选项B、选项C、答案、依据';
    return {
      ok: false,
      problems: [{ row: rows[0]?.row ?? 1, column: '表头', problem }],
      good: 0,
      summary: `没有导入。${problem}。`,
    };
  }
  const problems: QuizSheetProblem[] = [];
  const questions: QuizSheetQuestion[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    if (row.row <= layout.headRow) continue;
    const found = readRow(row, layout);
    if (found === undefined) continue;
    const twin = 'question' in found ? seen.get(key(found.question)) : undefined;
    if (!('question' in found)) problems.push(...found.problems);
    else if (twin !== undefined)
      problems.push({ row: row.row, column: '题目', problem: `和第${twin}行重复，请删掉一行` });
    else {
      seen.set(key(found.question), row.row);
      questions.push(found);
    }
  }
  if (problems.length > 0) {
    const bad = [...new Set(problems.map(({ row }) => row))];
    return {
      ok: false,
      problems,
      good: questions.length,
      summary: `没有导入：第${bad.join('、')}行有误，其余${questions.length}题没有问题。改好后整张表再发一次。`,
    };
  }
  if (questions.length === 0)
    return { ok: false, problems: [], good: 0, summary: '没有导入：表头下面没有题目。' };
  return { ok: true, questions, summary: `已读入${questions.length}题。` };
}

function readRow(
  row: RawRow,
  layout: Layout,
): QuizSheetQuestion | { readonly problems: readonly QuizSheetProblem[] } | undefined {
  const at = (column: number | undefined): string =>
    column === undefined ? '' : plain(row.cells.get(column));
  const question = at(layout.question);
  const given = layout.options.map(at);
  const options = given.filter((option) => option !== '');
  const letter = at(layout.answer);
  if (question === '' && options.length === 0 && letter === '') return undefined;
  const problems: QuizSheetProblem[] = [];
  const note = (column: string, problem: string): void =>
    void problems.push({ row: row.row, column, problem });
  if (question === '') note('题目', '没有写题目');
  else if (question.length > 200) note('题目', '太长，请控制在200字内');
  const gap = given.findIndex(
    (option, index) => option === '' && given.slice(index + 1).some((later) => later !== ''),
  );
  if (gap >= 0) note(`选项${LETTERS[gap] ?? ''}`, '空着，后面却还有选项，请补上或者往前移');
  if (options.length < 2) note('选项', '至少要有两个选项');
  if (new Set(options).size !== options.length) note('选项', '有两个选项一样');
  const answer = answerOf(letter, options);
  if (letter === '') note('答案', '没有写答案，请写选项的字母，例如A');
  else if (answer === undefined && options.length >= 2)
    note(
      '答案',
      `“${letter}”不在选项里，只能写${LETTERS.slice(0, options.length).split('').join('、')}中的一个`,
    );
  if (problems.length > 0 || answer === undefined) return { problems };
  return { row: row.row, question, options, answer, source: at(layout.source) };
}

/** A letter, its full-width or lower-case form, its number, or the option's own words. */
function answerOf(text: string, options: readonly string[]): number | undefined {
  const letter = LETTERS.indexOf(text.toUpperCase());
  if (text.length === 1 && letter >= 0 && letter < options.length) return letter;
  const same = options.indexOf(text);
  if (same >= 0) return same;
  return /^[1-6]$/u.test(text) && Number(text) <= options.length ? Number(text) - 1 : undefined;
}

function layoutOf(rows: readonly RawRow[]): Layout | undefined {
  for (const row of rows.slice(0, 10)) {
    const headings = new Map([...row.cells].map(([column, cell]) => [heading(cell), column]));
    const find = (names: readonly string[]): number | undefined =>
      names.map((name) => headings.get(name)).find((column) => column !== undefined);
    const question = find(QUESTION);
    const answer = find(ANSWER);
    const options = LETTERS.split('')
      .map((letter, index) => find([`选项${letter}`, letter, `选项${index + 1}`, `${letter}选项`]))
      .filter((column) => column !== undefined);
    if (question !== undefined && answer !== undefined && options.length >= 2)
      return { headRow: row.row, question, answer, source: find(SOURCE), options };
  }
  return undefined;
}

/** 题 目 and 题目（必填） are 题目. */
function heading(cell: RawCell): string {
  return String(cell)
    .normalize('NFKC')
    .replace(/[\s*]/gu, '')
    .replace(/\((?:必填|选填)\)$/u, '')
    .toUpperCase();
}

/** Full-width letters and digits as plain ones only where they stand alone: the question's own signs stay. */
function plain(cell: RawCell | undefined): string {
  if (cell === undefined) return '';
  const text = String(cell).toWellFormed().trim();
  return Array.from(text).length === 1 ? text.normalize('NFKC') : text;
}

function key(question: string): string {
  return question.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
}
