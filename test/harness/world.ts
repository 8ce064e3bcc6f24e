import sharp from 'sharp';
import type { App } from '../../src/app.js';
import { instantAt } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { createLog } from '../../src/log.js';
import { listOf, type Store } from '../../src/store/collection.js';
import { unitIdOf } from '../../src/people/import-org.js';
import { exampleBureau, GROUPS, openIdOf } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';
import type { SimMessage } from '../simulator/state.js';
import type { ClickResult, Saying } from '../simulator/client.js';
import { startBot, until, type Bot, type BotOptions } from './bot.js';
import { openTempStore, type TempStore } from './store.js';
import { cardButtons, cardText, formDefaults, type CardButton } from './card-reader.js';

/** A bureau at work: the real bot on a real store, a local Feishu, and people who say, see and click. */
export interface World {
  readonly sim: Simulator;
  readonly temp: TempStore;
  readonly lines: string[];
  app(): App;
  /** Moves the clock to `2026-09-29 15:20` (Asia/Shanghai) and lets the bot do what is due. */
  at(moment: string): Promise<void>;
  /** Lets everything that is due happen. */
  settle(): Promise<void>;
  group(chatId: string): {
    says(name: string, text: string, more?: Saying): Promise<SimMessage>;
    last(): Seen;
    messages(): readonly Seen[];
  };
  person(name: string): Person;
  hazard(code?: string): Promise<Hazard>;
  hazards(): Promise<readonly Hazard[]>;
  restart(options?: BotOptions): Promise<void>;
  /** @throws Error if the bot did what a correct one never does: an unknown endpoint, a card that Feishu refuses */
  stop(): Promise<void>;
}

export interface Person {
  says(text: string, more?: Saying): Promise<SimMessage>;
  sends(images: number): Promise<SimMessage>;
  /** All cards and texts in the private chat, oldest first. */
  inbox(): readonly Seen[];
  /** The newest card whose title holds this; fails if there is none. */
  sees(title: string): Seen;
  clicks(seen: Seen, label: string, form?: Record<string, unknown>): Promise<ClickResult>;
}

export interface Seen {
  readonly message: SimMessage;
  readonly title: string;
  readonly colour: string;
  readonly text: string;
  readonly buttons: readonly CardButton[];
}

export function seen(message: SimMessage): Seen {
  const header = (message.card?.['header'] ?? {}) as { title?: { content?: string }; template?: string };
  return {
    message,
    title: header.title?.content ?? '',
    colour: header.template ?? '',
    text: message.card === undefined ? message.content : cardText(message.card),
    buttons: message.card === undefined ? [] : cardButtons(message.card),
  };
}

let picture: Buffer | undefined;
export async function samplePhoto(): Promise<Buffer> {
  picture ??= await sharp({ create: { width: 640, height: 480, channels: 3, background: '#b04030' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret position' } })
    .toBuffer();
  return picture;
}

export async function createWorld(
  start = '2026-09-29 15:20',
  transport: 'webhook' | 'websocket' = 'webhook',
  /** What the bot sees of the store: e.g. one with random delays, which shows races. */
  through: (store: Store) => Store = (store) => store,
): Promise<World> {
  const bureau = await exampleBureau();
  const sim = await startSimulator({ ...bureau, start: moment(start) });
  const temp = await openTempStore();
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  let bot!: Bot;
  async function start_(options?: BotOptions): Promise<void> {
    bot = await startBot(sim, through(temp.store), temp.dataDir, log, transport, options);
    bot.connect();
  }
  await start_();
  await nameGroups(bot.app.people);

  /** Works until the outbox has nothing due; refreshes that wait for two seconds are brought forward by the clock. */
  const settle = async (): Promise<void> => {
    // The platform's rates are kept by the simulator's clock: it is moved where the bot would wait.
    const later = (): Promise<void> => sim.clock.advance(250);
    await bot.app.tick();
    await bot.app.drain(later);
    await sim.clock.advance(2500);
    await bot.app.drain(later);
  };
  const inChat = (chatId: string): readonly Seen[] =>
    sim.state.messages.filter((message) => message.chatId === chatId && message.sender === 'bot').map(seen);
  const find = (list: readonly Seen[], title: string, who: string): Seen => {
    const found = list.findLast((candidate) => candidate.title.includes(title));
    if (found === undefined)
      throw new Error(
        `${who} sees no card “${title}”, only: ${list.map((one) => one.title || one.text.slice(0, 60)).join(' | ')}`,
      );
    return found;
  };
  return {
    sim,
    temp,
    lines,
    app: () => bot.app,
    settle,
    async at(when) {
      await sim.clock.set(moment(when));
      await settle();
    },
    group: (chatId) => ({
      async says(name, text, more = {}) {
        const message = await sim.client.says(openIdOf(name), chatId, { text, at: true, ...more });
        await settle();
        return message;
      },
      messages: () => inChat(chatId),
      last: () => {
        const list = inChat(chatId);
        const last = list.at(-1);
        if (last === undefined) throw new Error('the group saw nothing');
        return last;
      },
    }),
    person(name) {
      const openId = openIdOf(name);
      const chat = sim.state.p2p(openId);
      return {
        async says(text, more = {}) {
          const message = await sim.client.says(openId, chat.chatId, { text, ...more });
          await settle();
          return message;
        },
        async sends(images) {
          const photo = await samplePhoto();
          const message = await sim.client.says(openId, chat.chatId, {
            images: Array.from({ length: images }, () => photo),
          });
          await settle();
          return message;
        },
        inbox: () => inChat(chat.chatId),
        sees: (title) => find(inChat(chat.chatId), title, name),
        async clicks(card, label, form) {
          const button = card.buttons.find((candidate) => candidate.label === label);
          if (button === undefined)
            throw new Error(
              `no button “${label}” on “${card.title}”, only: ${card.buttons.map((one) => one.label).join(' | ')}`,
            );
          const filled = button.submit ? { ...formDefaults(card.message.card ?? {}), ...form } : undefined;
          const result = await sim.client.click(openId, card.message.messageId, {
            value: button.value,
            name: button.name,
            ...(filled === undefined ? {} : { form: filled }),
          });
          await settle();
          return result;
        },
      };
    },
    async hazard(code) {
      const all = await listOf(temp.store.collection<Hazard>('hazards').find({}, { sort: { _id: -1 } }));
      const found = code === undefined ? all[0] : all.find((hazard) => hazard.code === code);
      if (found === undefined) throw new Error('no such hazard is stored');
      return found;
    },
    hazards: () => listOf(temp.store.collection<Hazard>('hazards').find()),
    async restart(options) {
      await bot.stop();
      await start_(options);
    },
    async stop() {
      await bot.stop();
      await sim.stop();
      await temp.cleanUp();
      sim.assertClean();
    },
  };
}

/** What an administrator chose on the cards that ask what each group is. */
export async function nameGroups(people: App['people']): Promise<void> {
  await people.saveGroup({ _id: GROUPS.bureau, name: '民政安全群', use: 'bureau', state: 'active' });
  await people.saveGroup({
    _id: GROUPS.home1,
    name: '一号养老院群',
    use: 'unit',
    unitId: unitIdOf('一号养老院'),
    state: 'active',
  });
  await people.saveGroup({
    _id: GROUPS.home2,
    name: '二号养老院工作群',
    use: 'unit',
    unitId: unitIdOf('二号养老院'),
    state: 'active',
  });
}

/** `2026-09-29 15:20` in Asia/Shanghai. */
export function moment(text: string): Date {
  const [day = '', time = '00:00'] = text.split(' ');
  return instantAt(day, time);
}

export { GROUPS, openIdOf, until };
