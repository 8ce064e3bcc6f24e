import type { Hazard } from '../../src/hazards/hazard.js';
import { unzip } from '../../src/papers/reading/zip.js';
import type { CollectionName } from '../../src/store/models.js';
import { GROUPS, openIdOf, samplePhoto, type Seen, type World } from './world.js';
import type { ClickResult } from '../simulator/client.js';

/** The bureau's own id of somebody by name. */
export async function idOf(world: World, name: string): Promise<string> {
  const found = (await world.app().people.org()).people.find((person) => person.name === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found._id;
}

export async function unitIdOf(world: World, name: string): Promise<string> {
  const found = (await world.app().people.org()).units.find((unit) => unit.name === name);
  if (found === undefined) throw new Error(`no unit is called ${name}`);
  return found._id;
}

/** A click with any value, also one that no card holds. */
export async function clicksValue(
  world: World,
  name: string,
  card: Seen,
  value: unknown,
  form?: Record<string, unknown>,
): Promise<ClickResult> {
  const result = await world.sim.client.click(openIdOf(name), card.message.messageId, {
    value,
    name: 'b',
    ...(form === undefined ? {} : { form }),
  });
  await world.settle();
  return result;
}

/** An event as the platform would send it, with everything said by hand. */
export async function emits(
  world: World,
  type: string,
  event: Record<string, unknown>,
  eventId?: string,
): Promise<void> {
  await world.sim.engine.emit(type, event, eventId);
  await world.settle();
}

/** A message that mentions several people: names by their place, `@_user_1` first. */
export async function mentioning(
  world: World,
  name: string,
  chatId: string,
  text: string,
  mentioned: readonly (string | 'bot')[],
): Promise<string> {
  const message = await world.sim.client.says(openIdOf(name), chatId, { text });
  const event = world.sim.client.messageEvent(message, false);
  const body = event['message'] as Record<string, unknown>;
  body['mentions'] = mentioned.map((who, index) => ({
    key: `@_user_${index + 1}`,
    id: { open_id: who === 'bot' ? world.sim.app.botOpenId : openIdOf(who), union_id: 'on_x', user_id: '' },
    mentioned_type: who === 'bot' ? 'bot' : 'user',
    name: who === 'bot' ? '安全助手' : who,
    tenant_key: world.sim.app.tenantKey,
  }));
  await emits(world, 'im.message.receive_v1', event);
  return message.messageId;
}

export const SIX = {
  goal: '打开出口，装联动门禁',
  measures: '拆锁，装门禁',
  funds: '院里自筹',
  people: '赵淑兰、孙强',
  schedule: '三周内完成',
  safety: '锁已打开，专人看守，夜间每小时查一次',
} as const;

export const FIVE = { duty: true, measures: true, funds: true, deadline: true, emergency: true } as const;

/** 刘小燕 reports in the group of 一号养老院. */
export async function reported(world: World, text: string): Promise<Hazard> {
  const message = await world.group(GROUPS.home1).says('刘小燕', text);
  const made = (await world.hazards()).find((hazard) => hazard.source.messageId === message.messageId);
  if (made === undefined) throw new Error(`nothing was stored for ${text}`);
  return made;
}

const STEPS = [
  'verifying',
  'planning',
  'approving',
  'rectifying',
  'rechecking',
  'closing',
  'closed',
] as const;
export type Step = (typeof STEPS)[number];

/**
 * Plays a report of 一号养老院 up to a step: 王芳 verifies, 孙强 (ordinary) or 赵淑兰 (major) rectifies, 李敏 or
 * 周建国 approves.
 */
export async function playedTo(
  world: World,
  step: Step,
  title: string,
  level: 'ordinary' | 'major' = 'ordinary',
): Promise<Hazard> {
  const hazard = await reported(world, title);
  const [fixer, boss, checker] =
    level === 'major' ? (['赵淑兰', '周建国', '陈静'] as const) : (['孙强', '李敏', '王芳'] as const);
  const see = (who: string, what: string): Seen => world.person(who).sees(`${what}：${hazard.title}`);
  const finish = new Date(world.sim.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
  const until = STEPS.indexOf(step);
  const acts: readonly (readonly [Step, () => Promise<unknown>])[] = [
    [
      'planning',
      async () =>
        world.person('王芳').clicks(see('王芳', '请核实'), '核实属实，交办', {
          level,
          ...(level === 'major'
            ? { interim: '已派专人看守' }
            : { manner: 'days7', reason: '现场看过，不算重大' }),
          rectifier: await idOf(world, fixer),
        }),
    ],
    [
      'approving',
      () =>
        level === 'major'
          ? world
              .person(fixer)
              .clicks(see(fixer, '请报方案'), `报${boss}审批`, { ...SIX, finish: `${finish} +0800` })
          : world.person(fixer).clicks(see(fixer, '请报方案'), `报${boss}审批`, { measures: '今天换新的' }),
    ],
    ['rectifying', () => world.person(boss).clicks(see(boss, '请审批'), '同意')],
    [
      'rechecking',
      async () => {
        await world
          .person(fixer)
          .says('', { images: [await samplePhoto()], replyTo: see(fixer, '请整改').message.messageId });
        return world.person(fixer).clicks(see(fixer, '请整改'), '整改完成', { note: '已换好' });
      },
    ],
    [
      'closing',
      () =>
        level === 'major'
          ? world.person(checker).clicks(see(checker, '请复查'), '复查通过，报局长销号', {
              opinion: '现场看过',
              fileNumber: '民安〔2026〕8号',
              ...FIVE,
            })
          : world.person(checker).clicks(see(checker, '请复查'), '复查通过，销号', { opinion: '现场看过' }),
    ],
    [
      'closed',
      () => (level === 'major' ? world.person(boss).clicks(see(boss, '请审批'), '同意') : Promise.resolve()),
    ],
  ];
  for (const [reached, act] of acts) if (STEPS.indexOf(reached) <= until) await act();
  const now = await world.hazard(hazard.code);
  const wanted = level === 'ordinary' && step === 'closing' ? 'closed' : step;
  if (now.status !== wanted) throw new Error(`${title} is ${now.status}, not ${wanted}`);
  return now;
}

/** Everything in these collections, a JSON text each. */
export async function dumpOf(world: World, names: readonly CollectionName[]): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const name of names)
    for await (const row of world.temp.store.collection(name).find()) rows.push(JSON.stringify(row));
  return rows;
}

/** The newest file that the bot sent: its name and all its words. */
export function lastPaper(world: World): { readonly name: string; readonly words: string } {
  const message = world.sim.state.messages.findLast((one) => one.type === 'file' && one.sender === 'bot');
  const key = (JSON.parse(message?.content ?? '{}') as { file_key?: string }).file_key ?? '';
  const blob = world.sim.state.blobs.get(key);
  const xml = unzip(blob?.bytes ?? Buffer.alloc(0), (part) => part === 'word/document.xml');
  const document = xml.get('word/document.xml')?.toString('utf8') ?? '';
  return { name: blob?.name ?? '', words: document.replace(/<[^>]*>/gu, '') };
}
