import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { deflateRawSync } from 'node:zlib';
import { readQuizSheet } from '../../src/papers/quiz-sheet.js';
import { readDay, serialOf } from '../../src/papers/reading/date-cell.js';
import { readFirstSheet, UnreadableFile } from '../../src/papers/reading/sheet.js';

async function sheet(
  rows: readonly (readonly (string | number | Date | null)[])[],
  change?: (sheet: ExcelJS.Worksheet) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('题库');
  for (const row of rows) page.addRow([...row]);
  change?.(page);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A zip made by hand, for files that no honest program writes. */
function zip(
  parts: Readonly<Record<string, string>>,
  lie: Partial<{ size: number; flags: number }> = {},
): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30 + Buffer.byteLength(name));
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    local.write(name, 30);
    const entry = Buffer.alloc(46 + Buffer.byteLength(name));
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(lie.flags ?? 0, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(lie.size ?? Buffer.byteLength(text), 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46);
    locals.push(local, packed);
    central.push(entry);
    at += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, ...central, end]));
}

const page = (rows: string): Record<string, string> => ({
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});

describe('dates as people write them (cases.md 79)', () => {
  test.each([
    [46304, '2026-10-09'],
    [46304.75, '2026-10-09'],
    ['46304', '2026-10-09'],
    ['2026年10月9日', '2026-10-09'],
    ['2026年10月09号', '2026-10-09'],
    ['2026.10.9', '2026-10-09'],
    ['2026-10-09', '2026-10-09'],
    ['2026/10/9', '2026-10-09'],
    ['２０２６年１０月９日', '2026-10-09'],
    [' 2026 年 10 月 9 日 ', '2026-10-09'],
    ['20261009', '2026-10-09'],
  ])('%p is %s', (cell, day) => expect(readDay(cell)).toEqual({ ok: true, day }));
  test.each(['10/9', '10月9日', '9/10/26', '国庆前', '45678年1月1日', true, 12, 999_999])(
    '%p is unclear and said so',
    (cell) => {
      const read = readDay(cell);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.problem).toContain('看不出是哪一天');
    },
  );
  test('a day that does not exist', () => {
    expect(readDay('2026年2月30日')).toEqual({ ok: false, problem: '“2026年2月30日”没有这一天' });
    expect(readDay(undefined)).toEqual({ ok: false, problem: '没有写日期' });
  });
  test('a real date cell of a sheet', async () => {
    const rows = readFirstSheet(
      await sheet([['日期'], [new Date('2026-10-09T00:00:00Z')], ['2026年10月9日'], [46304]]),
    );
    expect(rows.slice(1).map(({ cells }) => readDay(cells.get(1)))).toEqual(
      Array.from({ length: 3 }, () => ({ ok: true, day: '2026-10-09' })),
    );
    expect(serialOf('2026-10-09')).toBe(46304);
  });
});

describe('a bank of questions (cases.md 80)', () => {
  const good = (n: number): (string | null)[] => [
    `第${n}个问题是什么`,
    `甲${n}`,
    `乙${n}`,
    `丙${n}`,
    `丁${n}`,
    'ABCD'.charAt(n % 4),
    '《安全生产法》第三条',
  ];
  const HEAD = ['题 目', '选项A', '选项 B', '选项Ｃ', 'D', '答案', '依据'];

  test('three hundred rows, three bad ones: nothing is imported, and each is named with its column', async () => {
    const rows: (string | null)[][] = Array.from({ length: 300 }, (_unused, index) => good(index));
    // Sheet rows: the title is row 1, the headings row 2, so the row with number 37 is the 35th question.
    rows[34] = ['第35题', '甲', '乙', '丙', '丁', null, ''];
    rows[117] = ['第118题', '甲', '乙', '丙', '丁', 'E', ''];
    rows[197] = ['第 10 个问题是什么？', '甲', '乙', '丙', '丁', 'A', ''];
    const read = readQuizSheet(
      await sheet([['安全知识题库'], HEAD, ...rows], (page) => page.mergeCells('A1:G1')),
    );
    expect(read).toEqual({
      ok: false,
      good: 297,
      problems: [
        { row: 37, column: '答案', problem: '没有写答案，请写选项的字母，例如A' },
        { row: 120, column: '答案', problem: '“E”不在选项里，只能写A、B、C、D中的一个' },
        { row: 200, column: '题目', problem: '和第13行重复，请删掉一行' },
      ],
      summary: '没有导入：第37、120、200行有误，其余297题没有问题。改好后整张表再发一次。',
    });
  });
  test('a good sheet, with blank rows, full-width letters, numbers and the words of the option as answer', async () => {
    const read = readQuizSheet(
      await sheet([
        ['题目', '选项A', '选项B', '选项C', '正确答案'],
        ['火警电话？', 119, 110, 120, 'ａ'],
        [],
        ['报警电话？', '119', '110', null, 2],
        ['急救电话？', '119', '110', '120', '120'],
      ]),
    );
    expect(read).toMatchObject({ ok: true, summary: '已读入3题。' });
    if (read.ok) {
      expect(read.questions.map(({ row, answer }) => [row, answer])).toEqual([
        [2, 0],
        [4, 1],
        [5, 2],
      ]);
      expect(read.questions[0]?.options).toEqual(['119', '110', '120']);
      expect(read.questions[1]?.options).toEqual(['119', '110']);
    }
  });
  test('a hole between options, one option, two equal ones', async () => {
    const read = readQuizSheet(
      await sheet([
        ['题目', 'A', 'B', 'C', '答案'],
        ['一', '甲', null, '丙', 'A'],
        ['二', '甲', null, null, 'A'],
        ['三', '甲', '甲', null, 'A'],
      ]),
    );
    expect(read.ok ? [] : read.problems.map(({ row, column }) => [row, column])).toEqual([
      [2, '选项B'],
      [3, '选项'],
      [4, '选项'],
    ]);
  });
  test('no heading row, nothing below it', async () => {
    expect(
      readQuizSheet(
        await sheet([
          ['a', 'b'],
          ['c', 'd'],
        ]),
      ),
    ).toMatchObject({ ok: false, summary: expect.stringContaining('没有找到表头') });
    expect(readQuizSheet(await sheet([HEAD]))).toMatchObject({
      ok: false,
      summary: '没有导入：表头下面没有题目。',
    });
  });
});

describe('files that strangers send', () => {
  const refused = (bytes: Uint8Array): string => {
    try {
      readFirstSheet(bytes);
    } catch (error) {
      if (error instanceof UnreadableFile) return error.reason;
      throw error;
    }
    return '';
  };
  test('what is no workbook', () => {
    expect(refused(new TextEncoder().encode('题目,答案'))).toContain('不是.xlsx文件');
    expect(refused(zip({ 'word/document.xml': '<w/>' }))).toContain('没有找到表格');
    expect(refused(new Uint8Array(6 * 1024 * 1024))).toContain('5MB');
  });
  test('passwords, macros, entities', () => {
    expect(refused(zip(page(''), { flags: 1 }))).toContain('密码');
    expect(refused(zip({ ...page(''), 'xl/vbaProject.bin': 'x' }))).toContain('宏');
    expect(
      refused(zip({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' })),
    ).toContain('损坏');
  });
  test('a size that is a lie stops at the limit', () => {
    expect(
      refused(zip({ 'xl/worksheets/sheet1.xml': ' '.repeat(21 * 1024 * 1024) }, { size: 10 })),
    ).toContain('内容太多');
  });
  // Read in one pass: a pattern that looks ahead for each end takes minutes here and runs over the test's time.
  test('open tags without an end are refused at once', () => {
    expect(refused(zip(page('<row>'.repeat(400_000))))).toContain('损坏');
    expect(refused(zip({ 'xl/worksheets/sheet1.xml': '<row r="'.repeat(400_000) }))).toContain('损坏');
  });
  test('a corner cell and more rows than can be read', () => {
    expect(
      readFirstSheet(
        zip(
          page(
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="B1048576" t="inlineStr"><is><t>在</t></is></c></row>',
          ),
        ),
      ),
    ).toEqual([{ row: 1_048_576, cells: new Map([[2, '在']]) }]);
    expect(refused(zip(page('<row><c><v>1</v></c></row>'.repeat(5001))))).toContain('5000行');
  });
  test('rich text, phonetic hints, entities, prefixes and errors', () => {
    const parts = {
      'xl/sharedStrings.xml':
        '<x:sst><x:si><x:r><x:t>安全</x:t></x:r><x:r><x:t xml:space="preserve"> &lt;A&#66;&amp;_x000D_</x:t></x:r><x:rPh sb="0" eb="1"><x:t>anquan</x:t></x:rPh></x:si></x:sst>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect([...(readFirstSheet(zip(parts))[0]?.cells ?? [])]).toEqual([[1, '安全 <AB&\n']]);
  });
});
