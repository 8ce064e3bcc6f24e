import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { correctionOf } from '../../src/hazards/corrections.js';
import { createUnderstander, loadUnderstanding } from '../../src/understanding/index.js';
import { learnedLine } from '../../src/understanding/learn.js';
import { KIND } from '../../cards/texts.zh-CN.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const understand = createUnderstander(loadUnderstanding());
/** Reports that could be of several kinds; the weights in use decide which of them the bot asks about. */
const UNCLEAR = [
  '三楼窗边那桶水没人管',
  '厨房那个老冒水',
  '仓库里有马蜂窝',
  '后院那台旧家伙没人管',
  '门卫的暖壶漏了',
  '老人床头有钉子',
  '门框变形推不开',
  '弹簧门回弹太猛撞人',
  '那边那个东西晃来晃去',
];

test('unsure of the kind, the bot asks with two or three buttons; the choice is stored and can be learned from', async () => {
  const text = UNCLEAR.find((line) => {
    const got = understand(line);
    return got.intent === 'report' && got.kindOptions.length > 1;
  });
  if (text === undefined) throw new Error('no line is unclear to these weights: add one');
  const { kindOptions } = understand(text);
  await world.group(GROUPS.home1).says('刘小燕', text);
  const asked = world.group(GROUPS.home1).last();
  expect(asked.text).toContain('记下了。是哪种情况？');
  expect(kindOptions.length).toBeLessThanOrEqual(3);
  expect((await world.hazard()).kindOptions).toEqual(kindOptions);

  const other = kindOptions[1] ?? 'MGMT';
  await world.person('刘小燕').clicks(asked, KIND[other]);
  const hazard = await world.hazard();
  expect(hazard.kind).toBe(other);
  expect(hazard.kindOptions).toBeUndefined();
  expect(world.group(GROUPS.home1).last().text).not.toContain('是哪种情况');

  const correction = correctionOf(hazard);
  expect(correction).toMatchObject({ text, kind: other });
  expect(learnedLine(correction, understand)).toMatchObject({
    text,
    intent: 'report',
    kind: other,
    family: 'learned/corrections',
  });
});
