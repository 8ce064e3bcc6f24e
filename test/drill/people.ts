import type { Dice } from './dice.js';
import { deedFor, type Deed } from './habits.js';
import type { Office } from './office.js';
import type { Finding } from './reports.js';
import { samplePhoto, seen } from '../harness/world.js';
import { openIdOf } from '../simulator/bureau.js';
import type { ClickResult } from '../simulator/client-api.js';
import type { SimMessage } from '../simulator/state.js';
import { formDefaults } from '../harness/card-reader.js';

/** The people of the bureau at their phones. */
export interface People {
  /** Somebody reports. */
  report(finding: Finding): Promise<void>;
  /** Everybody looks through what lies in front of them and does some of it. */
  look(today: string): Promise<void>;
  /** Clicks that were answered with an error, as the person read them, and how often. */
  readonly troubles: ReadonlyMap<string, number>;
  /** Toasts by their first words. */
  readonly clicks: () => number;
}

/** Cards take clicks for 14 days; the bot sends a fresh one before. */
const CARD_MS = 14 * 24 * 3_600_000;

/** The client's code when the callback took longer than three seconds (contract §4.2). */
const TIMED_OUT = 200341;

/** What a button says that brings another card. */
const OPENED = '已私聊发给您';
/** A card drawn in time and clicked too late, or a busy machine that shows the result later: the answer says so. */
const TOO_LATE = /^(已过申请时间|会议已开始|正在保存)|不用再点$/u;

export function peopleOf(office: Office, dice: Dice, ids: (name: string) => string): People {
  const { sim } = office;
  const names = new Map([...sim.state.people.values()].map((person) => [person.openId, person.name]));
  const troubles = new Map<string, number>();
  const learnt = new Set<string>();
  let read = 0;
  let clicks = 0;
  let inHand: SimMessage[] = [];

  /** Who has this card in their private chat. */
  function holder(message: SimMessage): string | undefined {
    const chat = sim.state.chats.get(message.chatId);
    return chat?.mode === 'p2p' ? [...chat.members].find((id) => names.has(id)) : undefined;
  }

  /** A post in a group: some of its people say that they have read it. */
  async function learn(message: SimMessage): Promise<void> {
    const { title } = seen(message);
    if (learnt.has(message.messageId) || !seen(message).buttons.some(({ label }) => label === '已学习'))
      return;
    learnt.add(message.messageId);
    const members = [...(sim.state.chats.get(message.chatId)?.members ?? [])];
    for (const openId of members)
      // 许倩 is not in the file; who is in two groups reads the same post once.
      if (ids(names.get(openId) ?? '') !== '' && !learnt.has(`${openId} ${title}`) && dice.happens(0.3)) {
        learnt.add(`${openId} ${title}`);
        await act(message, openId, { label: '已学习' });
      }
  }

  async function act(message: SimMessage, openId: string, deed: Deed): Promise<void> {
    const card = seen(message);
    const button = card.buttons.find(({ label }) => label === deed.label);
    if (button === undefined) return;
    if (deed.photo === true) {
      office.turn();
      await sim.client.says(openId, message.chatId, {
        images: [await samplePhoto()],
        replyTo: message.messageId,
      });
      await office.settle();
    }
    office.turn();
    const form = button.submit ? { form: { ...formDefaults(message.card ?? {}), ...deed.form } } : {};
    const click = (): Promise<ClickResult> =>
      sim.client.click(openId, message.messageId, { value: button.value, name: button.name, ...form });
    let result = await click();
    // On a busy machine the answer may take longer than Feishu waits: who sees that clicks again.
    if (result.error === TIMED_OUT) result = await click();
    clicks += 1;
    const wrong =
      result.errorText ??
      (result.toast !== undefined && result.toast.type !== 'success' ? result.toast.content : undefined);
    if (wrong !== undefined && !TOO_LATE.test(wrong) && wrong !== OPENED) {
      const what = `${card.title.replace(/：.*/u, '')}/${deed.label}: ${wrong}`;
      troubles.set(what, (troubles.get(what) ?? 0) + 1);
    }
    await office.settle();
  }

  return {
    troubles,
    clicks: () => clicks,
    async report({ who, chatId, text }) {
      const openId = openIdOf(who);
      office.turn();
      await sim.client.says(openId, chatId ?? sim.state.p2p(openId).chatId, {
        text,
        ...(chatId === undefined ? {} : { at: true }),
      });
      await office.settle();
    },
    async look(today) {
      inHand.push(...sim.state.messages.slice(read).filter((one) => one.card !== undefined));
      read = sim.state.messages.length;
      const now = sim.clock.now().getTime();
      const kept: SimMessage[] = [];
      for (const message of inHand) {
        await learn(message);
        const openId = holder(message);
        if (openId === undefined || now - message.createdAt > CARD_MS) continue;
        // A form that opens in the card is filled in at the same sitting; what needs more steps is gone on with later.
        let deed: ReturnType<typeof deedFor> = 'later';
        for (let steps = 0; steps < 3; steps += 1) {
          deed = deedFor({ card: seen(message), who: names.get(openId) ?? '', today, dice, id: ids });
          if (deed === 'later' || deed === 'nothing') break;
          await act(message, openId, deed);
          if (deed.opens !== true) continue;
          deed = 'nothing';
          break;
        }
        if (deed !== 'nothing') kept.push(message);
      }
      inHand = kept;
    },
  };
}
