import type { CalendarEvent, ChatInfo, ChatMember, Rooms } from '../delivery/rooms-port.js';
import { GatewayError } from '../delivery/gateway-port.js';
import { segment, textOf, type FeishuClient } from './client.js';

/** Pages of 100 for the largest group of 5000 and some; a token that repeats would never end. */
const MAX_PAGES = 80;

/** Groups and the bot's calendar over Feishu. */
export function roomsOf({ request }: FeishuClient): Rooms {
  let calendarId: string | undefined;

  async function ownCalendar(): Promise<string> {
    if (calendarId !== undefined) return calendarId;
    const reply = await request('POST', '/calendar/v4/calendars/primary', { user_id_type: 'open_id' }, {});
    const first = (reply.data?.['calendars'] as { calendar?: { calendar_id?: string } }[] | undefined)?.[0];
    const found = first?.calendar?.calendar_id;
    if (found === undefined) throw new GatewayError(0, 'permanent', 'the bot has no calendar');
    return (calendarId = found);
  }

  return {
    async chat(chatId): Promise<ChatInfo | undefined> {
      const reply = await request('GET', `/im/v1/chats/${segment(chatId)}`, { user_id_type: 'open_id' });
      const data = reply.data;
      if (data === undefined) return undefined;
      const ownerOpenId = textOf(data['owner_id']);
      return {
        name: textOf(data['name']),
        topics: data['chat_mode'] === 'topic' || data['group_message_type'] === 'thread',
        external: data['external'] === true,
        ...(ownerOpenId === '' ? {} : { ownerOpenId }),
      };
    },
    async members(chatId): Promise<readonly ChatMember[]> {
      const members = new Map<string, ChatMember>();
      let token = '';
      // Pages vary in size because bots are left out: only has_more tells the end (contract trap 38).
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const reply = await request('GET', `/im/v1/chats/${segment(chatId)}/members`, {
          member_id_type: 'open_id',
          page_size: 100,
          ...(token === '' ? {} : { page_token: token }),
        });
        const items = (reply.data?.['items'] ?? []) as { member_id?: string; name?: string }[];
        for (const { member_id: openId, name } of items)
          if (openId !== undefined) members.set(openId, { openId, name: name ?? '' });
        const next = textOf(reply.data?.['page_token']);
        if (reply.data?.['has_more'] !== true || next === token || next === '') break;
        token = next;
      }
      return [...members.values()];
    },
    async createEvent(event, openIds, key) {
      const calendar = segment(await ownCalendar());
      const made = await request(
        'POST',
        `/calendar/v4/calendars/${calendar}/events`,
        { idempotency_key: key, user_id_type: 'open_id' },
        eventBody(event),
      );
      const id = textOf((made.data?.['event'] as { event_id?: unknown } | undefined)?.event_id);
      if (id === '') throw new GatewayError(0, 'permanent', 'the calendar gave no event');
      const attendees = openIds.map((openId) => ({ type: 'user', user_id: openId }));
      if (attendees.length > 0)
        await request(
          'POST',
          `/calendar/v4/calendars/${calendar}/events/${segment(id)}/attendees`,
          { user_id_type: 'open_id' },
          { attendees, need_notification: true },
        );
      return id;
    },
  };
}

function eventBody(event: CalendarEvent): object {
  const time = (at: Date): object => ({
    timestamp: String(Math.floor(at.getTime() / 1000)),
    timezone: 'Asia/Shanghai',
  });
  return {
    summary: event.title,
    description: event.description,
    start_time: time(event.start),
    end_time: time(event.end),
    // Otherwise a video meeting is attached (contract §7.1).
    vchat: { vc_type: 'no_meeting' },
    ...(event.place === undefined ? {} : { location: { name: event.place } }),
    ...(event.remindMinutes === undefined ? {} : { reminders: [{ minutes: event.remindMinutes }] }),
  };
}
