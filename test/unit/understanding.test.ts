import { describe, expect, test } from '@jest/globals';
import { createUnderstander, loadUnderstanding, type Understanding } from '../../src/understanding/index.js';

const understand = createUnderstander(loadUnderstanding());
const brief = (text: string): [string, string | null, boolean] => {
  const got = understand(text);
  return [got.intent, got.kind, got.major];
};

describe('the test sentences of domain §7.5', () => {
  test.each<[string, string, string | null, boolean]>([
    ['三楼东侧安全出口被锁住了', 'report', 'FIRE', true],
    ['楼道里又停了三辆电动车在充电', 'report', 'FIRE', false],
    ['厨房闻到很浓的煤气味', 'urgent', 'FIRE', false],
    ['食堂昨天没留样', 'report', 'POISON', false],
    ['好几个老人吃完晚饭吐了', 'urgent', 'POISON', false],
    ['大门监控黑屏两天了', 'report', 'THEFT', false],
    ['有个男的拿着刀在门口骂', 'urgent', 'VIOLENCE', false],
    ['203床栏松了', 'report', 'CARE', false],
    ['一号楼墙面裂缝变大', 'report', 'BUILD', false],
    ['电梯检验标志上月到期还在用', 'report', 'EQUIP', true],
    ['灭火器压力表指红区,一共5个', 'report', 'FIRE', false],
    ['今天巡查未发现隐患', 'none', null, false],
    ['昨天那个通道已经清了', 'status', null, false],
    ['灭火器怎么用?', 'question', null, false],
    ['值班室夜里没人', 'report', 'MGMT', true],
    ['彩钢板房里住了护理员', 'report', 'FIRE', true],
    ['门锁坏了锁不上', 'report', 'THEFT', false],
    ['老人走失找不到', 'urgent', 'CARE', false],
    ['84和洁厕灵放一起', 'report', 'POISON', false],
    ['消防演练放了点烟', 'none', null, false],
  ])('%s', (text, intent, kind, major) => {
    expect(brief(text)).toEqual([intent, kind, major]);
  });
});

describe('cases from the field', () => {
  test('a fire that reaches the chat in pieces: smell and flames are alarms', () => {
    expect(brief('十一楼有烧塑料的味 越来越冲 熏得头疼')[0]).toBe('urgent');
    const flames = understand('十五楼楼道纸箱子烧起来了');
    expect(flames.urgent?.trigger).toBe('smoke-fire');
    expect(flames.place).toBe('十五楼楼道');
  });

  test('two hazards stay two without a mark between them, with a blank or without', () => {
    const blank = understand('厨房灭火器没压力了 二楼走廊堆了好多纸箱');
    const none = understand('厨房灭火器没压力了二楼走廊堆了好多纸箱');
    expect(blank.parts).toEqual(['厨房灭火器没压力了', '二楼走廊堆了好多纸箱']);
    expect([none.intent, none.kind, none.count, none.place]).toEqual(['report', 'FIRE', 2, '厨房']);
  });

  test('a place that is in no list is found by the words around it', () => {
    expect(understand('污物间的排风扇不转了').place).toBe('污物间');
  });

  test.each([
    ['老人叫不醒了', 'urgent'],
    ['喊不应的那个爷爷醒了', 'status'],
    ['走廊尽头那间小屋插座冒火星 现在冒烟了', 'urgent'],
    ['嗓子冒烟了 谁有水', 'none'],
    ['昨晚食堂着火的事处理完了', 'status'],
    ['石凳腿断了', 'report'],
    ['假如有人晕倒先打120还是先按胸口', 'question'],
  ])('the same words, harm now or not: %s', (text, intent) => {
    expect(understand(text).intent).toBe(intent);
  });

  test('case 73: a polite letter is one hazard; dangers and wishes are not counted', () => {
    const letter =
      '各位领导好，我父亲住贵院西楼，一、情况：西楼后门夜里上挂锁；二、担心：真有火跑不出来；三、请求：换推杠锁、贴标识、夜班带钥匙。谢谢。';
    const got = understand(letter);
    expect([got.intent, got.major, got.count, got.place]).toEqual(['report', true, 1, '西楼后门']);
    const traditional = understand(
      '各位領導好，我父親住貴院西樓，一、情況：西樓後門夜裡上掛鎖；二、擔心：真有火跑不出來；三、請求：換推槓鎖、貼標識、夜班帶鑰匙。謝謝。',
    );
    expect([traditional.intent, traditional.major, traditional.count]).toEqual(['report', true, 1]);
  });

  test.each([
    '本周联合检查民政服务机构6家，查出问题14个，立行立改11个',
    '请各院今晚前完成用电用气拉网排查，零报告',
    '夜查未发现重大隐患，个别记录不规范已现场纠正',
  ])('case 75: a bulletin full of hazard words is no hazard: %s', (text) => {
    expect(understand(text)).toMatchObject({ intent: 'none', kind: null, count: 0, major: false });
  });

  test.each(['有隐患快来', '那个灯', '举报', '你们管不管', '那个门又那样了'])(
    'case 76: no content, so one short question: %s',
    (text) => {
      const got = understand(text);
      expect(got.unsure).toBe(true);
      expect(got.question).toBe('what');
    },
  );

  test('a canteen that missed one sample is not major, one that never keeps any is', () => {
    expect(understand('食堂昨天没留样').major).toBe(false);
    expect(understand('食堂一直没留样').criterion?.id).toBe('7-2');
  });

  test('twelve numbered findings are twelve', () => {
    const got = understand(
      '联合检查发现：①大厅插座松动②二楼烟感罩未摘③防火门常开④灭火器过期⑤水带缺失⑥厨房软管超长⑦冰箱无温度计⑧留样无标签⑨健康证过期⑩监控缺一路⑪床栏松动⑫值班记录缺签',
    );
    expect(got.count).toBe(12);
    expect(got.parts[3]).toContain('灭火器过期');
  });
});

describe('the shape of an answer', () => {
  test('two hazards come with the words of each', () => {
    const got = understand('厨房灭火器没压力了，另外二楼走廊堆了好多纸箱');
    expect(got.parts).toEqual(['厨房灭火器没压力了，', '另外二楼走廊堆了好多纸箱']);
  });

  test('a slip of the keyboard is heard by its sound', () => {
    expect(understand('厨房灭火气没压力了').kind).toBe('FIRE');
  });

  test('names of the organisation file are places', () => {
    const names = { units: ['幸福里驿站'], places: ['暖阁'] };
    expect(understand('幸福里驿站暖阁的插座烧黑了', names).place).toBe('幸福里驿站暖阁');
  });

  test('parts, kinds and urgency agree with the intent', () => {
    for (const text of ['三楼应急灯不亮', '谢谢', '电梯里困了两个人', '灯修好了', '台账']) {
      const got: Understanding = understand(text);
      expect(got.parts).toHaveLength(Math.max(got.count, 1));
      expect(got.urgent !== null).toBe(got.intent === 'urgent');
      expect(got.kind !== null).toBe(got.intent === 'report' || got.intent === 'urgent');
      expect(got.why.length).toBeGreaterThan(0);
    }
  });

  test('an article number is shown only for confirmed rows', () => {
    expect(understand('电梯检验标志上月到期还在用').criterion).toMatchObject({
      mark: 'A',
      law: '《养老机构重大事故隐患判定标准》第四条第（四）项',
    });
    const unconfirmed = understand('值班室夜里没人').criterion;
    expect(unconfirmed?.mark).toBe('K?');
    expect(unconfirmed?.law).toBeUndefined();
  });
});

test.each([
  ['心脏骤停', 'collapsed-person'],
  ['心梗了', 'collapsed-person'],
  ['有人溺水', 'collapsed-person'],
  ['老人骨折了', 'collapsed-person'],
  ['煤气中毒', 'co'],
  ['一氧化碳中毒了！', 'co'],
  ['火灾', 'smoke-fire'],
  ['好大的烟', 'smoke-fire'],
  ['充电宝炸了', 'smoke-fire'],
  ['有人打架', 'violence'],
  ['食物中毒', 'mass-sickness'],
  ['发大水了', 'structure'],
] as const)('nothing but the harm is an alarm: %s', (text, trigger) => {
  expect(understand(text)).toMatchObject({ intent: 'urgent', urgent: { trigger } });
});

test.each(['煤气中毒怎么急救', '火灾隐患排查', '心梗讲座几点', '打架的事处理好了', '骨折病人的轮椅坏了'])(
  'with other words beside it, it is read as a whole: %s',
  (text) => {
    expect(understand(text).intent).not.toBe('urgent');
  },
);
