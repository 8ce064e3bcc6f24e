import type { CalendarEvent, CalendarPort, EventId } from '../delivery/gateway-port.js';
import { GatewayError } from '../delivery/gateway-port.js';
import { segment, textOf, type FeishuClient } from './client.js';

/** At most this many people in one call (contract §7.1). */
const INVITED_AT_ONCE = 1000;
/** How many may be taken off at once is not documented. */
const REMOVED_AT_ONCE = 50;
/** Nobody of that name is on the event. */
const NO_SUCH_ATTENDEE = 194000;

/** The bot's own calendar (contract §7.1): events first, people are invited to them in a second call. */
export function calendarOf({ request }: Pick<FeishuClient, 'request'>): CalendarPort {
  const pathOf = ({ calendarId, eventId }: EventId): string =>
    `/calendar/v4/calendars/${segment(calendarId)}/events/${segment(eventId)}`;
  return {
    async create(event, key) {
      const primary = await request(
        'POST',
        '/calendar/v4/calendars/primary',
        { user_id_type: 'open_id' },
        {},
      );
      const list = primary.data?.['calendars'] as { calendar?: { calendar_id?: string } }[] | undefined;
      const calendarId = textOf(list?.[0]?.calendar?.calendar_id);
      const made = await request(
        'POST',
        `/calendar/v4/calendars/${segment(calendarId)}/events`,
        { idempotency_key: key, user_id_type: 'open_id' },
        bodyOf(event),
      );
      const eventId = textOf((made.data?.['event'] as { event_id?: unknown } | undefined)?.event_id);
      if (calendarId === '' || eventId === '')
        throw new GatewayError(0, 'permanent', 'the calendar gave no event');
      return { calendarId, eventId };
    },
    async change(id, event) {
      await request('PATCH', pathOf(id), { user_id_type: 'open_id' }, bodyOf(event));
    },
    async remove(id) {
      await request('DELETE', pathOf(id), {});
    },
    async invite(id, openIds) {
      for (let from = 0; from < openIds.length; from += INVITED_AT_ONCE) {
        const attendees = openIds
          .slice(from, from + INVITED_AT_ONCE)
          .map((openId) => ({ type: 'user', user_id: openId }));
        await request(
          'POST',
          `${pathOf(id)}/attendees`,
          { user_id_type: 'open_id' },
          { attendees, need_notification: false },
        );
      }
    },
    async uninvite(id, openIds) {
      for (let from = 0; from < openIds.length; from += REMOVED_AT_ONCE)
        await takeOff(request, pathOf(id), openIds.slice(from, from + REMOVED_AT_ONCE));
    },
  };
}

/** One who is not on the event makes Feishu refuse all: then they are taken off one by one. */
async function takeOff(
  request: FeishuClient['request'],
  path: string,
  openIds: readonly string[],
): Promise<void> {
  try {
    await request(
      'POST',
      `${path}/attendees/batch_delete`,
      { user_id_type: 'open_id' },
      {
        delete_ids: openIds.map((openId) => ({ type: 'user', user_id: openId })),
        need_notification: false,
      },
    );
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== NO_SUCH_ATTENDEE) throw error;
    if (openIds.length > 1) for (const openId of openIds) await takeOff(request, path, [openId]);
  }
}

function bodyOf(event: CalendarEvent): object {
  const at = (time: Date): object => ({
    timestamp: String(Math.floor(time.getTime() / 1000)),
    timezone: 'Asia/Shanghai',
  });
  return {
    summary: event.summary,
    description: event.description,
    start_time: at(event.startAt),
    end_time: at(event.endAt),
    location: { name: event.place },
    reminders: [{ minutes: event.remindMinutes }],
    visibility: 'default',
    attendee_ability: 'can_see_others',
    // Otherwise a video meeting is attached.
    vchat: { vc_type: 'no_meeting' },
  };
}
