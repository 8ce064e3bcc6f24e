import { text, writeWorkbook } from './xlsx/sheet.js';

/**
 * The empty sheet for new questions, as quiz-sheet.ts reads it. The example stands in the line above the headings, so
 * that nobody imports it by leaving it there.
 */
export async function buildQuizTemplate(facts: {
  readonly bureau: string;
  readonly at: Date;
}): Promise<Uint8Array> {
  return writeWorkbook({
    title: '普法知识竞赛题库',
    creator: facts.bureau,
    at: facts.at,
    sheets: [
      {
        name: '题库',
        title: '普法知识竞赛题库',
        underTitle:
          '一行一题；选项填2到6个，中间不空；答案写字母，例：A；依据写法规和条款，例：《消防法》第二十八条。从下一行的表头下面开始填。',
        columns: [
          { heading: '题目', width: [40, 60] },
          { heading: '选项A', width: [18, 30] },
          { heading: '选项B', width: [18, 30] },
          { heading: '选项C', width: [18, 30] },
          { heading: '选项D', width: [18, 30] },
          { heading: '答案', width: [7, 7], centred: true, choices: ['A', 'B', 'C', 'D'] },
          { heading: '依据', width: [26, 40] },
        ],
        rows: Array.from({ length: 30 }, () => Array.from({ length: 7 }, () => text(''))),
        paper: 'A4-landscape',
        frozenColumns: 1,
      },
    ],
  });
}
