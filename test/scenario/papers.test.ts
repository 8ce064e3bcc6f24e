import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lastPaper, playedTo, reported } from '../harness/acts.js';
import { createWorld, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 09:10');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const files = (): number =>
  world.sim.state.messages.filter((one) => one.type === 'file' && one.sender === 'bot').length;

test('文书: 安委办 has the notice, the urging letter and the opinion drawn up as the case goes on', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const jing = world.person('陈静');
  await jing.says(`文书 ${hazard.code.slice(-4)}`);
  const offer = jing.sees('文书：');
  expect(offer.buttons.map(({ label }) => label)).toEqual(['整改通知书']);
  expect((await jing.clicks(offer, '整改通知书')).toast?.content).toBe('文件做好后私聊发给您');
  const notice = lastPaper(world);
  expect(notice.name).toBe(`整改通知书（样稿）${hazard.code}.docx`);
  for (const words of [
    '一号养老院',
    '2026年10月20日',
    '【待补检查人】',
    '【待编号】',
    '今天换新的',
    hazard.code,
  ])
    expect(notice.words).toContain(words);

  // Late: the letter says by how much; what only a person decides is marked.
  await world.at('2026-11-05 10:00');
  await jing.says(`隐患 ${hazard.code}`);
  await jing.clicks(jing.sees('整改中'), '文书');
  await jing.clicks(jing.sees('文书：'), '督办函');
  const urging = lastPaper(world);
  expect(urging.name).toBe(`督办函（样稿）${hazard.code}.docx`);
  // Due on Tuesday the 27th; the 28th, 29th, 30th, and the 2nd to the 5th.
  expect((await world.hazard(hazard.code)).dueDay).toBe('2026-10-27');
  expect(urging.words).toContain('最长已过7个工作日');
  expect(urging.words).toContain('关于督促整改二楼走廊灯坏了的函');
  expect(urging.words).toContain('由赵淑兰负责督促落实');
  expect(urging.words).toContain('【待定新期限】');
});

test('after the re-check there is an opinion; nothing is offered before the hazard is verified', async () => {
  const fresh = await reported(world, '三楼水房漏水');
  const jing = world.person('陈静');
  await jing.says(`文书 ${fresh.code}`);
  expect(jing.sees('文书：').text).toContain('现在还没有可拟的文书');
  const hazard = await playedTo(world, 'closed', '二楼走廊的灯坏了');
  await jing.says(`文书 ${hazard.code}`);
  await jing.clicks(jing.sees(`文书：${hazard.title}`), '复查意见书');
  const { words } = lastPaper(world);
  for (const part of ['王芳【待补复查人】', '合格', '已换好', '【待填通知书文号】'])
    expect(words).toContain(part);
});

test('移送函 is there as soon as it is proposed, and carries its number once it was sent', async () => {
  const hazard = await reported(world, '院门外消防车道被占');
  const [fang, jing] = [world.person('王芳'), world.person('陈静')];
  await fang.clicks(fang.sees('请核实'), '建议移送');
  await jing.says(`文书 ${hazard.code}`);
  await jing.clicks(jing.sees('文书：'), '移送函');
  expect(lastPaper(world).words).toContain('【待填接收单位】');
  const filled = { reason: '车道归社区管。', to: '县消防救援大队', letter: '民函〔2026〕12号' };
  await jing.clicks(jing.sees('移送：'), '移送', filled);
  await jing.clicks(jing.sees('文书：'), '移送函');
  const { words } = lastPaper(world);
  for (const part of ['民函〔2026〕12号', '县消防救援大队', '车道归社区管，超出我局职责范围'])
    expect(words).toContain(part);
  expect(words).not.toContain('【待编号】');
});

test('papers are drawn up by leaders and 安委办 only: others have no button, and words and forged clicks are refused', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const [fang, zhou] = [world.person('王芳'), world.person('周建国')];
  await fang.says(`隐患 ${hazard.code}`);
  expect(fang.sees('整改中').buttons.map(({ label }) => label)).not.toContain('文书');
  await fang.says(`文书 ${hazard.code}`);
  expect(fang.inbox().at(-1)?.text).toContain('文书和月报由局领导、安委办拟');
  await zhou.says(`文书 ${hazard.code}`);
  const stolen = await fang.clicks(zhou.sees('文书：'), '整改通知书');
  expect(stolen.toast?.content).toBe('文书和月报由局领导、安委办拟，请找安委办');
  expect(files()).toBe(0);
  await zhou.says('文书 9999');
  expect(zhou.inbox().at(-1)?.text).toContain('没有找到这个编号');
  // A number is read as everywhere else.
  const [, year, number = ''] = hazard.code.split('-');
  for (const typed of [
    `文书${Number(number)}`,
    `文书 编号 ${number}号`,
    `文书 yh ${year} ${number}`,
    `文书YH${year}${number}`,
    `拟文书 ${year}-${Number(number)}`,
  ]) {
    await zhou.says(typed);
    expect([typed, zhou.inbox().at(-1)?.title]).toEqual([typed, `文书：${hazard.title}`]);
  }
  // A report about a room called so is no command.
  await world.person('刘小燕').says('文书室的插座烧黑了');
  expect(world.person('刘小燕').sees('文书室').title).toContain('待核实');
});

test('月报: the figures of the month with what is late, as a draft', async () => {
  await playedTo(world, 'closed', '二楼走廊的灯坏了');
  const late = await playedTo(world, 'rectifying', '一楼水房的地砖松了');
  await world.at('2026-11-12 10:00');
  const jing = world.person('陈静');
  await jing.says('上月统计');
  await jing.clicks(jing.sees('10月统计'), '下载月报');
  const { name, words } = lastPaper(world);
  expect(name).toBe('2026年10月安全隐患排查治理月报（样稿）.docx');
  for (const part of [
    '新登记隐患2件，销号1件；截至统计时，在办1件，其中逾期1件',
    '按期整改率50%',
    `${late.code}，一号养老院，${late.title}，一般隐患，整改中`,
    '召开安委会0次，培训【待填培训】次',
    '【待写存在问题】',
    '陈静',
  ])
    expect(words).toContain(part);
  const liu = world.person('刘小燕');
  await liu.says('本月统计');
  expect(liu.sees('统计').buttons.map(({ label }) => label)).toEqual(['下载表格']);
});

test('活动通知: days, theme and posts of the campaign; the rest is marked for a person', async () => {
  await world.at('2027-04-08 10:00');
  const jing = world.person('陈静');
  await jing.says('主题 全民国家安全教育日 2027年 统筹发展和安全');
  await jing.says('宣传计划');
  const plan = jing.sees('宣传计划');
  await jing.clicks(plan, '看安排');
  await jing.clicks(jing.sees('全民国家安全教育日'), '活动通知样稿');
  const { name, words } = lastPaper(world);
  expect(name).toBe('关于开展2027年全民国家安全教育日活动的通知（样稿）.docx');
  for (const part of [
    '2027年4月15日。',
    '主题为“统筹发展和安全”。',
    '在飞书群推送宣传内容：',
    '【待写工作要求】',
    '局机关各股室',
  ])
    expect(words).toContain(part);
  await world.person('刘小燕').says('宣传计划');
  const hers = world.person('刘小燕');
  await hers.clicks(hers.sees('宣传计划'), '看安排');
  expect(
    hers
      .inbox()
      .at(-1)
      ?.buttons.map(({ label }) => label),
  ).not.toContain('活动通知样稿');
});
