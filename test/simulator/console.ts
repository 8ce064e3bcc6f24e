import { EVENTS } from '../../src/feishu/socket.js';

/** What README.md tells an administrator to grant (step 3); everything beyond is refused as on the platform. */
export const DEFAULT_SCOPES: readonly string[] = [
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:message:send_as_bot',
  'im:message:readonly',
  'im:resource:upload',
  'im:chat:read',
  'im:chat.members:bot_access',
  'im:message.urgent:app_send',
  'contact:user.id:readonly',
  'contact:contact.base:readonly',
  'contact:user.base:readonly',
];

/** The bot's calendar; to be granted on top (contract §7.1). */
export const CALENDAR_SCOPES: readonly string[] = [
  'calendar:calendar:read',
  'calendar:calendar.event:create',
  'calendar:calendar.event:update',
  'calendar:calendar.event:delete',
];

/** Departments, what people do, members of groups; to be granted on top (contract §10.3). */
export const DIRECTORY_SCOPES: readonly string[] = [
  'contact:user.department:readonly',
  'contact:user.employee:readonly',
  'contact:department.base:readonly',
  'contact:department.organize:readonly',
  'im:chat.members:read',
];

export interface AppSettings {
  readonly scopes: readonly string[];
  /** Event types that are sent: what the bot says it listens to; all of them if it is undefined. */
  readonly events: readonly string[] | undefined;
  /** 回调配置: is card.action.trigger added? */
  readonly callbacks: boolean;
  /** 机器人能力. */
  readonly bot: boolean;
  /** Addresses that may call (IP 白名单); everyone if it is undefined. */
  readonly ips: readonly string[] | undefined;
  /** Whose screen the card of a callback's answer reaches; the sources disagree (contract §4.1). */
  readonly answerCardFor: 'everybody' | 'clicker';
}

/**
 * The developer console: settings are inert until a version is published (contract §1.4).
 * `live` is what the platform goes by.
 */
export class AppConsole {
  private draft: AppSettings;
  private published: AppSettings;

  constructor(given: Partial<AppSettings> = {}) {
    this.published = {
      scopes: DEFAULT_SCOPES,
      events: EVENTS,
      callbacks: true,
      bot: true,
      ips: undefined,
      answerCardFor: 'everybody',
      ...given,
    };
    this.draft = this.published;
  }

  get live(): AppSettings {
    return this.published;
  }

  /** Changes the settings; nothing happens before `publish`. */
  configure(change: Partial<AppSettings>): void {
    this.draft = { ...this.draft, ...change };
  }

  /** Puts a version into force; with a change, both steps at once. */
  publish(change: Partial<AppSettings> = {}): void {
    this.configure(change);
    this.published = this.draft;
  }

  grants(anyOf: readonly string[]): boolean {
    return anyOf.length === 0 || anyOf.some((scope) => this.published.scopes.includes(scope));
  }
}
