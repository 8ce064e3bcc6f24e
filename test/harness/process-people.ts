import { formDefaults } from './card-reader.js';
import { until } from './bot.js';
import { openIdOf } from '../simulator/bureau.js';
import type { ClickResult } from '../simulator/client.js';
import type { Simulator } from '../simulator/index.js';
import { seen, type Seen } from './world.js';

/** People in front of a bot that is another process: they wait until they see something. */
export interface Onlookers {
  /** All cards and texts in somebody's private chat, oldest first. */
  inbox(name: string): readonly Seen[];
  titled(name: string, title: string): readonly Seen[];
  /** The first card whose title holds this. */
  sees(name: string, title: string): Promise<Seen>;
  clicks(name: string, card: Seen, label: string, form?: Record<string, unknown>): Promise<ClickResult>;
}

export function onlookersOf(sim: Simulator): Onlookers {
  const inbox = (name: string): readonly Seen[] =>
    sim.state.messages
      .filter((one) => one.chatId === sim.state.p2p(openIdOf(name)).chatId && one.sender === 'bot')
      .map(seen);
  const titled = (name: string, title: string): readonly Seen[] =>
    inbox(name).filter((card) => card.title.includes(title));
  return {
    inbox,
    titled,
    async sees(name, title) {
      await until(() => titled(name, title).length > 0, 30_000);
      return titled(name, title)[0] as Seen;
    },
    clicks(name, card, label, form = {}) {
      const button = card.buttons.find((one) => one.label === label);
      if (button === undefined) throw new Error(`no button ${label} on ${card.title}`);
      return sim.client.click(openIdOf(name), card.message.messageId, {
        value: button.value,
        name: button.name,
        form: { ...formDefaults(card.message.card ?? {}), ...form },
      });
    },
  };
}
