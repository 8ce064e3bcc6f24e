import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../cards/card.js';
import { renderCard } from '../../cards/index.js';
import { cardButtons, cardText } from '../harness/card-reader.js';
import { at, due, entry, exit, hazard, photo, view } from './cases.js';

const json = (card: Card): Record<string, unknown> =>
  JSON.parse(JSON.stringify(card)) as Record<string, unknown>;

/** A card as a person reads it: the gap between label and value as one space, lines as lines. */
function read(card: Card): {
  head: string;
  text: string;
  colour: unknown;
  tags: string[];
  buttons: string[];
} {
  const node = json(card);
  const header = node['header'] as { template: string; text_tag_list?: { text: { content: string } }[] };
  return {
    head: (node['config'] as { summary: { content: string } }).summary.content,
    text: cardText(node).replaceAll('　', ' '),
    colour: header.template,
    tags: (header.text_tag_list ?? []).map((tag) => tag.text.content),
    buttons: cardButtons(node).map((button) => button.label),
  };
}

function expectLines(text: string, lines: readonly string[]): void {
  expect(lines.filter((line) => !text.includes(line))).toEqual([]);
}

/** 情况 → 现由 → 期限 → 下一步 (experience.md §1.2). */
function expectOrder(text: string, words: readonly string[]): void {
  const places = words.map((word) => text.indexOf(`${word} `));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
}

describe('dialogue (a)', () => {
  const reported = hazard();
  const handedOver = {
    title: '二楼东头灭火器失压',
    rectifierId: 'sun',
    recheckerId: 'wangfang',
    approverId: 'limin',
    measures: '送检充装，先换备用的',
    plan: { measures: '送检充装，先换备用的', byId: 'wangfang', at: at('2026-09-29 15:52') },
    due: due('2026-10-08', 'days:7', '2026-09-29'),
    dueDay: '2026-10-08',
  } as const;

  test('S1: the receipt in the thread', () => {
    const card = read(
      renderCard('hazard-receipt', view(reported, at('2026-09-29 15:20'), { place: 'group' })),
    );
    expect(card.head).toBe('待核实：二楼东头灭火器指针在红的地方');
    expect(card.colour).toBe('orange');
    expect(card.tags).toEqual(['待核实', '防火']);
    expectLines(card.text, [
      'YH-2026-0142 · 一号养老院',
      '情况 二楼东头灭火器指针在红的地方 3个（刘小燕报）',
      '现由 王芳（安全员）核实',
      '期限 明天（9月30日 周三）15:20前',
      '下一步 定整改人和日期，结果看这张卡',
    ]);
    expectOrder(card.text, ['情况', '现由', '期限', '下一步']);
    expect(card.buttons[0]).toBe('查看进展');
  });

  test('S2: the safety officer checks', () => {
    const card = read(renderCard('hazard-review', view(reported, at('2026-09-29 15:20'), { stage: 1 })));
    expect(card.head).toBe('请核实：二楼东头灭火器指针在红的地方');
    expectLines(card.text, [
      '情况 二楼东头灭火器指针在红的地方 3个（刘小燕 今天15:20报）',
      '期限 明天（9月30日 周三）15:20前核实',
      '简称*',
      '等级*',
      '怎么改*',
      '整改责任人*',
      '例：送检充装，先换备用的。填了就直接送',
      '例：打开锁，专人看守。疑似重大必填',
    ]);
    expect(card.buttons[0]).toBe('核实属实，交办');
  });

  test('S5: the one who rectifies', () => {
    const of = hazard({ ...handedOver, status: 'rectifying', stageSeq: 3 });
    const card = read(renderCard('hazard-rectify', view(of, at('2026-09-29 16:30'), { stage: 3 })));
    expect(card.head).toBe('请整改：二楼东头灭火器失压');
    expect(card.colour).toBe('blue');
    expectLines(card.text, [
      '要做 送检充装，先换备用的',
      '期限 10月8日（周四）24时前（7日，10月6日遇国庆假期，顺延）',
      '到期后 10月9日（周五）起，同时提醒院长',
      '整改前',
      '还没有，请直接发到这里',
      '整改情况*',
      '例：3具已充装，指针在绿区',
    ]);
    expect(card.buttons[0]).toBe('整改完成');
  });

  test('S6: somebody else re-checks', () => {
    const of = hazard({
      ...handedOver,
      status: 'rechecking',
      stageSeq: 5,
      photos: [photo('before', 1), photo('after', 2)],
      rectification: { note: '3具已充装，指针在绿区', byId: 'sun', at: at('2026-09-30 11:12') },
      stepDue: due('2026-10-10', 'workdays:3', '2026-09-30'),
    });
    const card = read(renderCard('hazard-recheck', view(of, at('2026-09-30 11:12'), { stage: 5 })));
    expect(card.head).toBe('请复查：二楼东头灭火器失压');
    expect(card.colour).toBe('turquoise');
    expectLines(card.text, [
      '要求 送检充装，先换备用的',
      '做了 3具已充装，指针在绿区（孙强 今天11:12）',
      '期限 10月10日（周六，调休上班）24时前（3个工作日）',
      '五落实 责任：孙强 · 措施：已定 · 资金：不需要 · 期限：按期 · 应急预案：不需要',
      '五落实已核对，销号后不能再改。',
    ]);
    expect(card.buttons).toEqual(['复查通过，销号', '没改好，退回']);
  });

  test('the result to the reporter', () => {
    const of = hazard({
      ...handedOver,
      status: 'closed',
      rectification: { note: '3具已充装', byId: 'sun', at: at('2026-09-30 11:12') },
      rechecks: [{ byId: 'wangfang', at: at('2026-09-30 14:05'), opinion: '已改好', passed: true }],
    });
    const card = read(renderCard('hazard-result', view(of, at('2026-09-30 14:05'))));
    expect(card.text).toContain(
      '您9月29日报的“二楼东头灭火器失压”已销号：3具已充装，王芳今天14:05复查通过。谢谢您。',
    );
  });
});

describe('dialogue (b)', () => {
  const interim = '锁已打开，专人看守，夜间每小时查一次';
  const named = { title: '三楼东侧安全出口上锁', rectifierId: 'zhao', approverId: 'zhou', interim } as const;
  const plan = {
    measures: '装门禁',
    funds: '院里自筹',
    cost: 2.4,
    finishDay: '2026-11-13',
    six: {
      goal: '出口常开，不再上锁',
      measures: '装火警门禁系',
      funds: '院里自筹',
      people: '赵淑兰、孙强',
      schedule: '11月13日前装好并试用',
      safety: '同临时管控，夜班每小时查',
    },
    byId: 'zhao',
    at: at('2026-10-15 10:20'),
  } as const;

  test('the red receipt says first what to do now', () => {
    const card = read(renderCard('hazard-receipt', view(exit(), at('2026-10-12 09:10'), { place: 'group' })));
    expect(card.colour).toBe('red');
    expect(card.tags).toEqual(['待核实', '防火', '疑似重大']);
    expectLines(card.text, [
      '依据 《消防法》第二十八条：不得占用、堵塞、封闭疏散通道、安全出口',
      '现由 王芳（安全员）核实',
      '期限 今天24时前',
      '下一步 先管控，再报整改方案',
    ]);
    expectOrder(card.text, ['现在先做', '情况', '依据', '现由', '期限', '下一步']);
  });

  test('S3: six items, prefilled with what is known', () => {
    const of = exit({
      ...named,
      status: 'planning',
      stageSeq: 2,
      stepDue: due('2026-10-15', 'workdays:3', '2026-10-12'),
    });
    const card = read(renderCard('hazard-plan-major', view(of, at('2026-10-12 10:05'), { stage: 2 })));
    expect(card.head).toBe('请报方案：三楼东侧安全出口上锁');
    expect(card.tags).toEqual(['待提交方案', '防火', '疑似重大']);
    expectLines(card.text, [
      '期限 10月15日（周四）24时前（3个工作日）',
      `临时管控 ${interim}`,
      '1 治理的目标和任务*',
      '2 采取的方法和措施*',
      '3 经费和物资的落实*',
      '4 负责治理的机构和人员*（代填，请核对）',
      '5 治理的时限和要求*',
      '6 安全措施和应急预案*（代填，请核对）',
    ]);
    expect(card.buttons).toEqual(['报周建国审批']);
  });

  test('S4: the director decides in ten seconds', () => {
    const of = exit({
      ...named,
      status: 'approving',
      stageSeq: 4,
      plan,
      stepDue: due('2026-10-16', 'workdays:1', '2026-10-15'),
    });
    const card = read(renderCard('hazard-approval', view(of, at('2026-10-15 10:20'), { stage: 4 })));
    expect(card.head).toBe('请审批：三楼东侧安全出口上锁');
    expect(card.colour).toBe('violet');
    expectLines(card.text, [
      '要定的 赵淑兰的整改方案，并确认为重大隐患',
      '整改到 11月13日（周五）24时',
      '花多少 2.4万元，院里自筹',
      `临时管控 ${interim}`,
      '24时前（1个工作日）',
      '提醒 第2项只有6个字',
      '六项全文',
      '照片1张',
      '同意方案，并确认为重大隐患。11月13日（周五）24时前改好，期间执行临时管控。',
      '也可以直接回复：同意，或者 退回 原因',
    ]);
    expect(card.buttons).toEqual(['同意', '退回']);
  });

  test('returned: the reason stands first and nothing that was typed is lost', () => {
    const returned = {
      reason: '经费来源没写清，夜里谁看门也没写',
      byId: 'zhou',
      at: at('2026-10-14 17:05'),
    };
    const of = exit({
      ...named,
      status: 'planning',
      stageSeq: 5,
      plan: { ...plan, returned },
      stepDue: due('2026-10-15', 'workdays:3', '2026-10-12'),
    });
    const card = read(renderCard('hazard-plan-major', view(of, at('2026-10-14 17:05'), { stage: 5 })));
    expect(card.head).toBe('请改方案：三楼东侧安全出口上锁');
    expectLines(card.text, [
      '周建国退回：经费来源没写清，夜里谁看门也没写。原来填的都在',
      ...Object.values(plan.six),
    ]);
  });

  test('told to the unit', () => {
    const of = exit({
      ...named,
      status: 'rectifying',
      majorConfirmed: true,
      due: due('2026-11-13', 'date', '2026-10-15'),
    });
    const card = read(renderCard('hazard-told', view(of, at('2026-10-15 11:02'), { place: 'group' })));
    expect(card.head).toBe('告知：三楼东侧安全出口上锁');
    expectLines(card.text, ['三楼东侧安全出口上锁定为重大隐患，11月13日（周五）24时前改好。', interim]);
  });
});

test('S7: the number to call stands first, nobody is said to have been called', () => {
  const of = hazard({
    code: 'YH-2026-0161',
    text: '厨房好大煤气味',
    title: '厨房好大煤气味',
    reportedAt: at('2026-11-17 22:40'),
    emergency: {
      trigger: 'gas',
      alertedIds: ['limin', 'zhao', 'wangfang'],
      at: at('2026-11-17 22:40'),
      widened: 0,
    },
  });
  const card = read(renderCard('urgent', view(of, at('2026-11-17 22:40'), { place: 'group' })));
  expect(card.head).toBe('紧急：厨房好大煤气味');
  expect(card.colour).toBe('red');
  expectLines(card.text, [
    '先撤到室外，马上打119。',
    '不开灯、不开关电器、不点火、不乘电梯，到室外再打电话。',
    '我不能替您打电话，请现在就打。',
    '正在提醒 李敏（带班）、赵淑兰、王芳',
    '已登记 YH-2026-0161，照片等安全了再补',
  ]);
  expect(card.buttons).toEqual(['我来处理']);
});

test('S7 grown: the newest words on top, each with time and place; the ping and the answer have nothing to click', () => {
  const fire = hazard({
    code: 'YH-2026-0161',
    text: '十一楼有烧塑料的味',
    title: '十一楼有烧塑料的味',
    place: '十一楼',
    reportedAt: at('2026-11-18 08:56'),
    emergency: { trigger: 'smoke-fire', alertedIds: ['zhao'], at: at('2026-11-18 08:56'), widened: 0 },
    relatedIds: ['other'],
    history: [
      entry(1, 'report', 'liu', at('2026-11-18 08:56'), 'verifying'),
      {
        ...entry(2, 'joinEmergency', 'sun', at('2026-11-18 09:00'), 'verifying', '厨房有煤气味，十五楼着了'),
        after: { trigger: 'gas', place: '十五楼' },
      },
    ],
  });
  const water = hazard({ _id: 'other', code: 'YH-2026-0160', title: '九楼楼梯拐角一直往下滴水' });
  const seen = view(fire, at('2026-11-18 09:00'), { others: new Map([['other', water]]) });
  const card = read(renderCard('urgent', seen));
  expect(card.tags).toEqual(['紧急', '2条报告']);
  expectLines(card.text, [
    '马上打119。',
    '喊人、撤离、随手关门，走楼梯不乘电梯。\n不开灯、不开关电器、不点火、不乘电梯，到室外再打电话。',
    '09:00 十五楼 厨房有煤气味，十五楼着了（孙强）\n08:56 十一楼 十一楼有烧塑料的味（刘小燕）\n可能有关 YH-2026-0160 九楼楼梯拐角一直往下滴水（待核实）',
  ]);
  expect(card.buttons).toEqual(['我来处理']);

  const ping = read(renderCard('urgent-more', { ...seen, facts: { since: 2 } }));
  expect(ping.head).toBe('又有人报：厨房有煤气味');
  expectLines(ping.text, ['09:00 十五楼 厨房有煤气味，十五楼着了（孙强）', '正在提醒 赵淑兰', '这里不用点']);
  expect(ping.buttons).toEqual([]);

  const answer = read(renderCard('urgent-joined', { ...seen, place: 'group', facts: { joined: 2 } }));
  expectLines(answer.text, ['先撤到室外，马上打119。', '已并入 YH-2026-0161 十一楼有烧塑料的味（08:56报）']);
  expect(answer.buttons).toEqual([]);
});

test('S8: one digest', () => {
  const late = {
    hazardId: 'h139',
    title: '消防水带接口漏水 · 田亮',
    detail: '原定10月8日（周四），已过1个工作日',
  };
  const waiting = { hazardId: 'h160', title: '请报方案：库房门锁坏', detail: '10月12日（周一）24时前' };
  const card = read(
    renderCard('digest', {
      day: '10月9日 周五',
      slot: '2026-10-09',
      late: true,
      groups: [
        { title: '已过期限', lines: [late] },
        { title: '等您办理', lines: [waiting] },
      ],
    }),
  );
  expect(card.head).toBe('今天有2件事（10月9日 周五）');
  expect(card.colour).toBe('red');
  expectOrder(`${card.text.replaceAll('\n', ' ')} `, ['已过期限', '等您办理']);
  expect(card.buttons).toEqual(['打开', '打开', '都知道了']);
});

test('S9: the receipt of an anonymous report', () => {
  const card = read(
    renderCard('anon-receipt', {
      code: 'K7M4-2QX9',
      due: '明天（10月21日 周三）24时前',
      keepers: '陈静或张磊',
    }),
  );
  expect(card.head).toBe('已收到匿名上报');
  expectLines(card.text, [
    '回执码 K7M4-2QX9',
    '请抄在纸上，不要截图发群。丢了补不了。',
    '现由 安委办改写后转办，单位看不到原话',
    '期限 明天（10月21日 周三）24时前转办',
    '下一步 发“回执 K7M4-2QX9”查进展',
    '因上报受到为难，请找陈静或张磊',
  ]);
});

test('a history line names who acted, and for whom', () => {
  const of = hazard({
    history: [
      entry(1, 'report', 'liu', at('2026-09-29 15:20'), 'verifying'),
      {
        ...entry(2, 'approvePlan', 'limin', at('2026-09-29 16:30'), 'rectifying', '同意'),
        actingFor: 'zhou',
      },
    ],
  });
  const card = read(renderCard('hazard-timeline', view(of, at('2026-09-29 17:00'))));
  expect(card.text).toContain('9月29日16:30 李敏（代周建国） 同意方案');
});
