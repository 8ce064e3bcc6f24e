import { createWorld, GROUPS, openIdOf, type Seen, type World } from '../harness/world.js';
import type { ClickResult, Saying } from '../simulator/client.js';
import type { SimMessage } from '../simulator/state.js';

export const WORDS = '三楼西侧应急灯不亮';

/** A world of its own for each test, and what the rows of Appendix A do in it. */
export interface Bureau {
  readonly world: World;
  report(text?: string, more?: Saying): Promise<SimMessage>;
  /** What the group has got. */
  receipts(): number;
  /** Later, step by step, as the bot's own clock would wake it. */
  later(...seconds: readonly number[]): Promise<void>;
  /** A report that waits for 王芳, and what is filled in on her card. */
  review(): Promise<Review>;
  /** Clicks without waiting for what comes of it. */
  verifies(who: string, review: Review): Promise<ClickResult>;
}

export interface Review {
  readonly card: Seen;
  readonly value: unknown;
  readonly form: Readonly<Record<string, unknown>>;
}

export async function openBureau(): Promise<Bureau> {
  const world = await createWorld('2026-10-20 10:00');
  const report: Bureau['report'] = (text = WORDS, more = {}) =>
    world.group(GROUPS.home1).says('刘小燕', text, more);
  return {
    world,
    report,
    receipts: () => world.group(GROUPS.home1).messages().length,
    async later(...seconds) {
      for (const wait of seconds) {
        await world.sim.clock.advance(wait * 1000);
        await world.settle();
      }
    },
    async review() {
      await report();
      const card = world.person('王芳').sees('请核实');
      const value = card.buttons.find(({ label }) => label === '核实属实，交办')?.value;
      const people = (await world.app().people.org()).people;
      const rectifier = people.find(({ name }) => name === '孙强')?._id;
      return {
        card,
        value,
        form: { title: '应急灯不亮', level: 'ordinary', manner: 'days7', rectifier, measures: '更换电池' },
      };
    },
    verifies: (who, { card, value, form }) =>
      world.sim.client.click(openIdOf(who), card.message.messageId, { value, name: 'submit', form }),
  };
}
