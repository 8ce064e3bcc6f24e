/** What is asked and written rarely, beside messages: groups and the calendar. Every call may throw GatewayError. */
export interface Rooms {
  chat(chatId: string): Promise<ChatInfo | undefined>;
  /** Everyone in a group, bots left out by the platform. */
  members(chatId: string): Promise<readonly ChatMember[]>;
  /**
   * Puts an event into the bot's own calendar and invites people: without invitation nobody sees it (contract §7.1).
   * @param key the same key makes the same event once, 32 to 128 characters
   * @returns the event's id
   */
  createEvent(event: CalendarEvent, openIds: readonly string[], key: string): Promise<string>;
}

export interface ChatInfo {
  readonly name: string;
  /** A topic group (话题群) answers in threads whatever is asked. */
  readonly topics: boolean;
  readonly external: boolean;
  readonly ownerOpenId?: string;
}

export interface ChatMember {
  readonly openId: string;
  readonly name: string;
}

export interface CalendarEvent {
  readonly title: string;
  readonly description: string;
  readonly place?: string;
  readonly start: Date;
  readonly end: Date;
  readonly remindMinutes?: number;
}
