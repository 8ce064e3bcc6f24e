import type { SimApp } from '../app.js';
import type { Change } from '../client-api.js';
import type { AppConsole } from '../console.js';
import type { EventEngine } from '../events.js';
import type { SimMessage, SimPerson, SimState } from '../state.js';
import type { Interactions } from './interactions.js';

export interface ClientDeps {
  readonly state: SimState;
  readonly app: SimApp;
  readonly console: AppConsole;
  readonly engine: EventEngine;
  readonly interactions: Interactions;
  readonly changed: (change: Change) => void;
}

/** What happens around messages: bots that come and go, menus, people who change or leave (contract §3.2–3.6). */
export class Moves {
  constructor(protected readonly deps: ClientDeps) {}

  async addBot(openId: string, chatId: string): Promise<void> {
    await this.botMoves(openId, chatId, true, 'im.chat.member.bot.added_v1');
  }

  async removeBot(openId: string, chatId: string): Promise<void> {
    await this.botMoves(openId, chatId, false, 'im.chat.member.bot.deleted_v1');
  }

  private async botMoves(openId: string, chatId: string, inside: boolean, type: string): Promise<void> {
    const { state, engine, app, changed } = this.deps;
    const chat = state.chats.get(chatId);
    if (chat === undefined) return;
    chat.botInside = inside;
    changed({ kind: 'chat', chatId });
    await engine.emit(type, {
      chat_id: chatId,
      operator_id: { open_id: openId, union_id: `on_${openId}` },
      external: chat.external === true,
      operator_tenant_key: app.tenantKey,
      name: chat.name,
      i18n_names: { zh_cn: chat.name },
    });
  }

  /** The owner dissolves a group. */
  async dissolve(openId: string, chatId: string): Promise<void> {
    const { state, engine, app, changed } = this.deps;
    const chat = state.chats.get(chatId);
    if (chat === undefined) return;
    chat.dissolved = true;
    changed({ kind: 'chat', chatId });
    await engine.emit('im.chat.disbanded_v1', {
      chat_id: chatId,
      operator_id: { open_id: openId },
      external: false,
      operator_tenant_key: app.tenantKey,
      name: chat.name,
    });
  }

  async enterPrivate(openId: string): Promise<void> {
    const { state, engine } = this.deps;
    const chat = state.p2p(openId);
    const last = state.messages.findLast((message) => message.chatId === chat.chatId);
    await engine.emit('im.chat.access_event.bot_p2p_chat_entered_v1', {
      chat_id: chat.chatId,
      operator_id: { open_id: openId, union_id: `on_${openId}` },
      ...(last === undefined
        ? {}
        : { last_message_id: last.messageId, last_message_create_time: String(last.createdAt) }),
    });
  }

  /** The bot's menu: no chat id in the event, and seconds (contract §3.5). */
  async menu(openId: string, key: string): Promise<void> {
    await this.deps.engine.emit('application.bot.menu_v6', {
      operator: { operator_id: { open_id: openId, union_id: `on_${openId}` } },
      event_key: key,
      timestamp: Math.floor(this.deps.state.now() / 1000),
    });
  }

  async reacts(openId: string, messageId: string, emoji: string): Promise<void> {
    const { state, engine } = this.deps;
    const message = state.message(messageId);
    if (message === undefined) return;
    message.reactions.set(state.id('r_'), { emoji, by: openId });
    this.touched(message);
    await engine.emit('im.message.reaction.created_v1', {
      message_id: messageId,
      reaction_type: { emoji_type: emoji },
      operator_type: 'user',
      user_id: { open_id: openId, union_id: `on_${openId}` },
      action_time: String(state.now()),
    });
  }

  /** Somebody resigns: sends to them are refused from now on (230029). */
  async leavesCompany(openId: string): Promise<void> {
    const { state, engine, changed } = this.deps;
    const person = state.change(openId, { left: true });
    changed({ kind: 'person', openId });
    await engine.emit('contact.user.deleted_v3', {
      object: { open_id: openId, union_id: `on_${openId}`, name: person?.name ?? '' },
      old_object: { department_ids: person?.departments ?? [], open_id: openId },
    });
  }

  /** Something about a person changes; the event names only what it was before (contract §3.6). */
  async updatesPerson(
    openId: string,
    part: Pick<Partial<SimPerson>, 'name' | 'title' | 'departments'>,
  ): Promise<void> {
    const { state, engine, changed } = this.deps;
    const before = state.people.get(openId);
    const after = state.change(openId, part);
    if (before === undefined || after === undefined) return;
    changed({ kind: 'person', openId });
    const asFields = (one: Partial<SimPerson>): Record<string, unknown> => ({
      ...(one.name === undefined ? {} : { name: one.name }),
      ...(one.title === undefined ? {} : { job_title: one.title }),
      ...(one.departments === undefined ? {} : { department_ids: one.departments }),
    });
    const old = Object.fromEntries(Object.keys(part).map((key) => [key, before[key as keyof SimPerson]]));
    await engine.emit('contact.user.updated_v3', {
      object: {
        open_id: openId,
        union_id: `on_${openId}`,
        ...asFields(after),
        status: { is_frozen: false, is_resigned: after.left === true, is_activated: true },
      },
      old_object: asFields(old as Partial<SimPerson>),
    });
  }

  protected touched(message: SimMessage): void {
    this.deps.changed({ kind: 'message', messageId: message.messageId, chatId: message.chatId });
  }
}
