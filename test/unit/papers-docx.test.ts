import { describe, expect, test } from '@jest/globals';
import { buildMinutes, minutesPaper } from '../../src/papers/minutes.js';
import { titleLines, unfilled } from '../../src/papers/model.js';
import { buildNotice } from '../../src/papers/notice.js';
import { unzip } from '../../src/papers/reading/zip.js';
import { buildRecheckOpinion, recheckOpinionPaper } from '../../src/papers/recheck-opinion.js';
import { buildRectificationNotice, rectificationNoticePaper } from '../../src/papers/rectification-notice.js';
import { clean, hanNumber } from '../../src/papers/text.js';
import { buildUrgingLetter, urgingLetterPaper } from '../../src/papers/urging-letter.js';
import { MINUTES, NOTICE, RECHECK, RECTIFICATION, URGING } from '../fixtures/paper-facts.js';

interface Read {
  readonly xml: string;
  readonly lines: readonly string[];
  readonly part: (name: string) => string;
}

function read(bytes: Uint8Array): Read {
  const parts = unzip(bytes, () => true);
  const part = (name: string): string => parts.get(name)?.toString('utf8') ?? '';
  const xml = part('word/document.xml');
  const lines = [...xml.matchAll(/<w:p>[\s\S]*?<\/w:p>/gu)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:br\/>/gu)].map(([, text]) => text ?? '\n').join(''),
  );
  return { xml, lines: lines.filter((line) => line !== ''), part };
}

const PAPERS = [
  ['会议纪要', () => buildMinutes(MINUTES)],
  ['整改通知书', () => buildRectificationNotice(RECTIFICATION)],
  ['复查意见书', () => buildRecheckOpinion(RECHECK)],
  ['督办函', () => buildUrgingLetter(URGING)],
  ['通知', () => buildNotice(NOTICE)],
] as const;

describe.each(PAPERS)('%s', (_name, build) => {
  test('has the page, fonts and spacing of GB/T 9704 and no document grid', async () => {
    const { xml, part } = read(await build());
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml).toMatch(/w:left="1588"/u);
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
    expect(xml).not.toMatch(/<w:docGrid[^>]*w:type=/u);
    expect(xml).not.toContain('w:bold');
    expect(part('word/fontTable.xml')).toContain('<w:altName w:val="仿宋"/>');
    expect(part('word/footer1.xml')).toContain('PAGE');
  });
  test('says in the file what it was made from, with the paper’s own time', async () => {
    const { part } = read(await build());
    expect(part('docProps/core.xml')).toContain('2026-11-05T02:00:00Z');
    expect(part('docProps/custom.xml')).toContain('rec-1');
    expect(part('docProps/core.xml')).not.toContain('Un-named');
  });
  test('the contents depend on the facts alone', async () => {
    const [a, b] = [read(await build()), read(await build())];
    expect(a.xml).toBe(b.xml);
    expect(a.part('docProps/core.xml')).toBe(b.part('docProps/core.xml'));
  });
  test('no undefined, no exclamation mark, no emoji, no first person', async () => {
    const text = read(await build()).lines.join('\n');
    expect(text).not.toMatch(/undefined|NaN|null|[!！]|\p{Extended_Pictographic}(?<![☑□])/u);
  });
});

describe('会议纪要', () => {
  test('the fields of domain.md §11 in their order', async () => {
    const { lines } = read(await buildMinutes(MINUTES));
    const order = [
      '安平县民政局安全工作委员会会议纪要',
      '第11期',
      '2026年第11次安全工作委员会会议纪要',
      '2026年11月3日15:00，周建国在三楼会议室主持召开2026年第11次安全工作委员会会议。现纪要如下：',
      '一、上次议定事项落实情况',
      '会议听取了上次议定事项落实情况：应完成2项，已完成1项，未完成的是：',
      '二、本期隐患情况',
      '四、会议要求',
      '五、议定事项',
      '出席：周建国、陈静（代李敏）、赵淑兰、马秀英',
      '请假：李敏',
      '列席：张磊',
      '记录：陈静',
      '分送：局领导，各股室，局属各单位，各养老机构。',
    ];
    let from = -1;
    for (const line of order) {
      const at = lines.indexOf(line, from + 1);
      expect([line, at > from]).toEqual([line, true]);
      from = at;
    }
  });
  test('the table of decisions', async () => {
    const { lines } = read(await buildMinutes(MINUTES));
    const at = lines.indexOf('序号');
    expect(lines.slice(at, at + 7)).toEqual([
      '序号',
      '事项',
      '牵头单位',
      '配合单位',
      '责任人',
      '完成时限',
      '成果形式',
    ]);
    expect(lines.slice(at + 7, at + 14)).toEqual([
      '1',
      '彻查安全出口\n安委纪〔2026〕11-1',
      '养老服务股',
      '各养老机构',
      '李敏',
      '11月20日\n（周五）',
      '排查表',
    ]);
  });
  test('nothing to read back, nothing decided, nothing due', () => {
    const paper = minutesPaper({
      ...MINUTES,
      readBack: [],
      items: [],
      demands: [],
      absent: [],
      figures: { ...MINUTES.figures, onTimePercent: undefined },
    });
    const text = JSON.stringify(paper.blocks);
    expect(text).toContain('上次会议没有需要落实的议定事项。');
    expect(text).toContain('本次会议没有议定事项。');
    expect(text).toContain('本期没有到期的隐患。');
    expect(text).not.toContain('请假');
    expect(unfilled(paper)).toEqual(['【待写会议要求】']);
  });
});

describe('整改通知书', () => {
  test('number missing: marked in yellow, and not to be issued', async () => {
    const paper = rectificationNoticePaper(RECTIFICATION);
    expect(unfilled(paper)).toEqual(['【待编号】']);
    expect(read(await buildRectificationNotice(RECTIFICATION)).xml).toContain(
      '<w:highlight w:val="yellow"/>',
    );
    expect(unfilled(rectificationNoticePaper({ ...RECTIFICATION, number: '安民安改〔2026〕3号' }))).toEqual(
      [],
    );
  });
  test('one inspector is not enough (安全生产法 68)', () => {
    expect(unfilled(rectificationNoticePaper({ ...RECTIFICATION, inspectors: ['陈静'] }))).toContain(
      '【待补检查人】',
    );
  });
  test('the inner form names no remedy and quotes only what it was given', () => {
    const text = JSON.stringify(rectificationNoticePaper(RECTIFICATION));
    expect(text).not.toMatch(/行政复议|行政诉讼|三个月|罚款/u);
    expect(text).toContain('须先报整改方案');
    expect(
      JSON.stringify(
        rectificationNoticePaper({ ...RECTIFICATION, problems: RECTIFICATION.problems.slice(1) }),
      ),
    ).not.toMatch(/重大隐患|临时管控：/u);
  });
});

describe('复查意见书', () => {
  const ticked = (change: Partial<typeof RECHECK>): string[] =>
    recheckOpinionPaper({ ...RECHECK, ...change }).blocks.flatMap((block) =>
      block.kind === 'choice' && block.ticked ? [block.text] : [],
    );
  test('exactly one conclusion', () => {
    expect(ticked({})).toEqual(['第2项未整改到位，限2026年12月4日前完成。']);
    expect(ticked({ items: RECHECK.items.slice(0, 1) })).toEqual(['全部整改到位，予以销号。']);
    expect(ticked({ refused: true })).toEqual(['未整改，依法处理或者移送主管部门。']);
  });
  test('without a new date or the notice’s number it cannot be issued', () => {
    expect(unfilled(recheckOpinionPaper({ ...RECHECK, againBy: undefined, noticeNumber: '' }))).toEqual([
      '【待填通知书文号】',
      '【待定日期】',
    ]);
  });
});

describe('督办函', () => {
  test('states the days late and what is asked', () => {
    const text = JSON.stringify(urgingLetterPaper(URGING));
    expect(text).toContain('最长已过7个工作日');
    expect(text).toContain('请于2026年10月23日前完成整改');
    expect(text).not.toMatch(/严重|屡次|拒不/u);
    expect(urgingLetterPaper({ ...URGING, hazards: URGING.hazards.slice(0, 1) }).title.join('')).toBe(
      '关于督促整改消防水带接口漏水的函',
    );
  });
});

describe('texts', () => {
  test('titles break by meaning', () => {
    expect(titleLines('关于开展2026年安全生产月活动的通知')).toEqual([
      '关于开展',
      '2026年安全生产月活动的通知',
    ]);
    expect(titleLines('第一行\n第二行')).toEqual(['第一行', '第二行']);
    expect(titleLines('关于放假的通知')).toEqual(['关于放假的通知']);
  });
  test('numerals and cleaning', () => {
    expect([1, 10, 11, 20, 25].map(hanNumber)).toEqual(['一', '十', '十一', '二十', '二十五']);
    expect(clean('a\u0000b\r\nc\uFFFE=1')).toBe('ab\nc=1');
    expect(clean('长'.repeat(40_000)).length).toBeLessThan(32_100);
  });
  test('odd signs of the facts come through as typed', async () => {
    const text = '3楼<机房>门口`插座`冒火星 2>1 & **加粗** "引号"';
    const { xml } = read(await buildNotice({ ...NOTICE, reason: text }));
    expect(xml).toContain('3楼&lt;机房&gt;门口`插座`冒火星 2&gt;1 &amp; **加粗**');
  });
});
