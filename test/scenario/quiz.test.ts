import { afterEach, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { QuizBatch, QuizRound } from '../../src/campaigns/ports.js';
import { listOf } from '../../src/store/collection.js';
import { createWorld, GROUPS, type Person, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  const { violations } = world.sim.state;
  await world.stop();
  expect(violations).toEqual([]);
});

const rounds = (): Promise<readonly QuizRound[]> =>
  listOf(world.temp.store.collection<QuizRound>('quizRounds').find());
const batches = (): Promise<readonly QuizBatch[]> =>
  listOf(world.temp.store.collection<QuizBatch>('quizBatches').find());

/** The card of the round that runs. */
const onCard = (person: Person): Seen => {
  const found = person.inbox().findLast((seen) => /^第\d+题/u.test(seen.title));
  if (found === undefined) throw new Error('there is no question');
  return found;
};
const rightOption = async (index: number): Promise<string> => {
  const question = (await rounds()).find(({ kind }) => kind === 'round')?.questions[index];
  const text = question?.options[question.answer] ?? '';
  const short = question?.options.every((option) => [...option].length <= 16) === true;
  return short ? text : ('ABCDEF'[question?.answer ?? 0] ?? '');
};

describe('答题: ten questions on one card (experience §3 n)', () => {
  test('answers with their source, a wrong one explained, a second answer told, a restart in the middle', async () => {
    world = await createWorld('2026-06-01 10:20');
    const liu = world.person('刘小燕');
    await liu.says('考考我');
    expect(onCard(liu).title).toBe('第1题（共10题）');
    const first = onCard(liu);
    const right = await rightOption(0);
    expect((await liu.clicks(first, right)).toast?.content).toBe('答对了');
    expect(onCard(liu).title).toBe('第1题：答对了');
    expect(onCard(liu).text).toContain('依据');
    // The card as it was is clicked again: somebody's thumb was quicker than the net.
    expect((await liu.clicks(first, right)).toast?.content).toBe('这题您已答过');
    expect((await world.person('孙强').clicks(onCard(liu), '下一题')).toast?.content).toBe(
      '请由发消息的人来选',
    );
    await liu.clicks(onCard(liu), '下一题');
    await world.restart();
    // Asked for again, the round that was begun goes on.
    await liu.says('答题');
    expect(onCard(liu).title).toBe('第2题（共10题）');
    const second = await rightOption(1);
    const wrong =
      onCard(liu)
        .buttons.map(({ label }) => label)
        .find((label) => label !== second) ?? '';
    expect((await liu.clicks(onCard(liu), wrong)).toast?.content).toBe('答错了');
    expect(onCard(liu).text).toContain('您选的');
    for (let index = 2; index < 10; index += 1) {
      await liu.clicks(onCard(liu), '下一题');
      await liu.clicks(onCard(liu), await rightOption(index));
    }
    await liu.clicks(onCard(liu), '看结果');
    const result = liu.sees('答完了，答对9题');
    expect(result.text).toContain('成绩只有您看得到，单位只计参加人数');
    expect(result.text).toContain('错的1题');
    const [round] = await rounds();
    expect(round).toMatchObject({ answered: 10, open: false });
    expect(await rounds()).toHaveLength(1);
    await liu.clicks(result, '再来十题');
    expect(onCard(liu).title).toBe('第1题（共10题）');
    expect(await rounds()).toHaveLength(2);

    // Units are counted by people, without scores; only those who organise see it.
    await world.person('王芳').says('答题情况');
    expect(world.person('王芳').inbox().at(-1)?.text).toContain('这一步由陈静办');
    await world.person('陈静').says('答题情况');
    const figures = world.person('陈静').sees('答题情况');
    expect(figures.text).toContain('1人参加（自愿，不排名，不作考核依据）');
    expect(figures.text).toContain('一号养老院 1人');
    expect(figures.text).not.toMatch(/刘小燕|9题/u);
  });

  test('in a group the round comes in private; whoever is not known is told how', async () => {
    world = await createWorld('2026-06-01 10:20');
    await world.group(GROUPS.home1).says('刘小燕', '答题');
    expect(onCard(world.person('刘小燕')).title).toBe('第1题（共10题）');
    expect(world.group(GROUPS.home1).messages()).toEqual([]);
    await world.person('许倩').says('答题');
    expect(world.person('许倩').sees('答题').text).toContain('还不认识您');
  });
});

describe('每日一题 in the group', () => {
  test('every click is answered by a toast, the answer stands on the card the next day', async () => {
    world = await createWorld('2026-06-02 09:00');
    await world.person('陈静').says('每日一题 开');
    await world.at('2026-06-02 10:30');
    const card = world.group(GROUPS.bureau).last();
    expect(card.title).toBe('每日一题（6月2日 周二）');
    expect(card.text).not.toContain('答案');
    const answers = await Promise.all(
      card.buttons.map(async ({ label }, index) => {
        const name = ['刘小燕', '孙强', '王芳', '马秀英'][index] ?? '';
        return (await world.person(name).clicks(card, label)).toast?.content ?? '';
      }),
    );
    expect(answers.filter((words) => words.startsWith('答对了'))).toHaveLength(1);
    expect(answers.filter((words) => words.startsWith('答错了，是：'))).toHaveLength(card.buttons.length - 1);
    const again = card.buttons[1]?.label ?? '';
    expect((await world.person('刘小燕').clicks(card, again)).toast?.content).toBe('这题您已答过');
    expect((await rounds()).filter(({ personId }) => personId !== '')).toHaveLength(card.buttons.length);
    await world.at('2026-06-03 10:30');
    const old = world
      .group(GROUPS.bureau)
      .messages()
      .find(({ title }) => title.includes('6月2日'));
    expect(old?.text).toContain('答案');
    expect(old?.text).toContain(`${card.buttons.length}人答过，自愿，不排名`);
    expect(old?.buttons).toEqual([]);
    expect(world.group(GROUPS.bureau).last().title).toBe('每日一题（6月3日 周三）');
    await world.person('陈静').says('每日一题 关');
    await world.at('2026-06-04 10:30');
    expect(world.group(GROUPS.bureau).last().title).toBe('每日一题（6月3日 周三）');
    await world.person('刘小燕').says('今日一题');
    expect(world.person('刘小燕').sees('每日一题（6月4日 周四）').buttons.length).toBeGreaterThan(1);
  });
});

describe('题库: more questions by .xlsx (cases.md 80)', () => {
  async function template(): Promise<ExcelJS.Workbook> {
    await world.person('陈静').says('题库模板');
    const file = world.sim.state.messages.findLast(({ type }) => type === 'file');
    const key = (JSON.parse(file?.content ?? '{}') as { file_key?: string }).file_key ?? '';
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(world.sim.state.blobs.get(key)?.bytes ?? []).buffer);
    return book;
  }
  async function filled(rows: readonly (readonly string[])[]): Promise<Buffer> {
    const book = await template();
    const sheet = book.worksheets[0];
    rows.forEach((row, index) => {
      row.forEach((cell, column) => {
        const at = sheet?.getCell(4 + index, column + 1);
        if (at !== undefined) at.value = cell;
      });
    });
    return Buffer.from(await book.xlsx.writeBuffer());
  }
  const GOOD = [
    ['冷藏温度应当保持在多少？', '0到8℃', '10到15℃', '20℃以下', '', 'A', '餐饮服务食品安全操作规范'],
    ['举报火灾隐患打什么电话？', '12345', '96110', '122', '', 'A', '本地公布'],
  ];

  test('the template goes out, comes back filled, and its questions are asked', async () => {
    world = await createWorld('2026-11-05 10:00');
    const jing = world.person('陈静');
    await jing.says('', { asFile: { name: '十一月题库.xlsx', bytes: await filled(GOOD) } });
    const answer = jing.sees('题库已更新');
    expect(answer.text).toContain('已加入2题（u0001到u0002）。');
    expect(answer.text).toContain('现在共46题。');
    // The same sheet again adds nothing.
    await jing.says('', { asFile: { name: '十一月题库.xlsx', bytes: await filled(GOOD) } });
    expect(jing.inbox().at(-1)?.text).toContain('2题题库里已有，没有重复加');
    expect(await batches()).toHaveLength(1);
    await jing.says('题库');
    const bank = jing.sees('题库：46题');
    expect(bank.text).toContain('11月5日 陈静 十一月题库.xlsx，2题');
    await jing.says('题库 停用 u0002');
    expect(jing.sees('已停用').text).toContain('举报火灾隐患打什么电话');
    await jing.says('题库');
    expect(jing.sees('题库：45题').text).toContain('停用的1题');
    await world.person('何伟').says('题库 恢复 u0002');
    expect(world.person('何伟').sees('已恢复').text).toContain('u0002');
    await jing.says('题库 停用 u9999');
    expect(jing.inbox().at(-1)?.text).toContain('没有找到这个编号');
  });

  test('bad rows: row, column and remedy, and nothing is taken over', async () => {
    world = await createWorld('2026-11-05 10:00');
    const jing = world.person('陈静');
    const rows = [
      ...GOOD,
      ['没有答案的题', '甲', '乙', '丙', '', '', ''],
      ['答案在选项之外', '甲', '乙', '丙', '', 'E', ''],
      [GOOD[0]?.[0] ?? '', '甲', '乙', '丙', '', 'A', ''],
      ['选项一样', '甲', '甲', '丙', '', 'A', ''],
    ];
    await jing.says('', { asFile: { name: '题库.xlsx', bytes: await filled(rows) } });
    const answer = jing.sees('题库没有导入');
    expect(answer.text).toContain('没有导入：第6、7、8、9行有误，其余2题没有问题。改好后整张表再发一次。');
    expect(answer.text).toContain('第6行 答案：没有写答案，请写选项的字母，例如A');
    expect(answer.text).toContain('第7行 答案：“E”不在选项里，只能写A、B、C中的一个');
    expect(answer.text).toContain('第8行 题目：和第4行重复，请删掉一行');
    expect(answer.text).toContain('第9行 选项：有两个选项一样');
    expect(await batches()).toEqual([]);
    await jing.says('题库');
    expect(jing.sees('题库：44题').text).toContain('还没有');
  });

  test('a wrong kind of file, a broken one, and one from somebody else', async () => {
    world = await createWorld('2026-11-05 10:00');
    const jing = world.person('陈静');
    await jing.says('', { asFile: { name: '题库.xls', bytes: Buffer.from('x') } });
    expect(jing.sees('题库没有导入').text).toContain('另存为.xlsx再发');
    await jing.says('', { asFile: { name: '题库.xlsx', bytes: Buffer.from('not a zip at all') } });
    expect(jing.inbox().at(-1)?.title).toBe('题库没有导入');
    await world.person('王芳').says('', { asFile: { name: '题库.xlsx', bytes: await filled(GOOD) } });
    expect(world.person('王芳').sees('这张表格没有收').text).toContain('这一步由陈静办');
    await world.person('王芳').says('题库');
    expect(world.person('王芳').inbox().at(-1)?.text).toContain('这一步由陈静办');
    await world.person('王芳').says('', { asFile: { name: '现场.pdf', bytes: Buffer.from('%PDF') } });
    expect(world.person('王芳').inbox().at(-1)?.text).toContain('再写一句地点和情况');
    expect(await batches()).toEqual([]);
  });
});

test('words that begin a report are no commands', async () => {
  world = await createWorld('2026-06-01 10:20');
  for (const text of ['活动室插座冒火花了', '主题公园围墙倒了半边', '宣传栏玻璃碎了一地', '答题卡打印机冒烟'])
    await world.person('刘小燕').says(text);
  const titles = world
    .person('刘小燕')
    .inbox()
    .map(({ title }) => title);
  for (const wrong of ['登记宣传活动', '宣传主题', '宣传计划', '第1题（共10题）'])
    expect(titles).not.toContain(wrong);
});
