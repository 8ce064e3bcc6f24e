import { createHash } from 'node:crypto';
import { dayOf, type BusinessCalendar } from '../calendar.js';
import type { Log } from '../log.js';
import { sitting } from '../meetings/committee.js';
import { chainOf, meetingName, REMIND_HOURS, type Meeting, type MeetingEvent } from '../meetings/meeting.js';
import { personById, type Org } from '../people/org.js';
import { listOf, type Collection, type Update } from '../store/collection.js';
import { GatewayError, type CalendarEvent, type CalendarPort } from './gateway-port.js';

const MEETING_MS = 2 * 3_600_000;
const LATER_MS = 5 * 60_000;

export interface CalendarSyncDeps {
  readonly meetings: Collection<Meeting>;
  readonly port: CalendarPort;
  readonly org: () => Promise<Org>;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Brings Feishu's calendar in line with the meetings that were called, moved or cancelled. Repeatable: the event's key
 * is the meeting's, inviting twice is inviting once. Without the scope everything goes on by cards; that is logged
 * once.
 */
export function createCalendarSync(deps: CalendarSyncDeps): () => Promise<void> {
  let refusalLogged = false;
  return async () => {
    const due = await listOf(deps.meetings.find({ calendarPending: true }));
    for (const meeting of due) {
      if (meeting.calendarAt !== undefined && meeting.calendarAt > deps.now()) continue;
      try {
        await syncOne(deps, meeting);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        const later = error.verdict === 'wait' || error.verdict === 'unknown' || error.verdict === 'token';
        if (later) {
          const calendarAt = new Date(deps.now().getTime() + LATER_MS);
          await deps.meetings.change({ _id: meeting._id }, { $set: { calendarAt } });
          continue;
        }
        if (!refusalLogged)
          deps.log.warn(
            { err: error, meeting: meeting._id },
            'no calendar event for the meeting, cards remind instead; grant calendar:calendar:read and calendar:calendar.event:create, :update, :delete to have one',
          );
        refusalLogged = true;
        await settle(deps, meeting, { $set: { calendarRefused: true } });
      }
    }
  };
}

async function syncOne(deps: CalendarSyncDeps, meeting: Meeting): Promise<void> {
  const [org, calendar] = [await deps.org(), await deps.calendar()];
  const chain = chainOf(meeting, calendar);
  const known = meeting.calendar;
  const off = meeting.status === 'planned' || meeting.status === 'cancelled';
  if (meeting.status !== 'called' || chain.startAt <= deps.now()) {
    if (off && known !== undefined) await removeEvent(deps, known);
    return settle(deps, meeting, off ? { $unset: { calendar: true } } : {});
  }
  const wanted = sitting(meeting, org)
    .flatMap((id) => personById(org, id)?.openId ?? [])
    .toSorted();
  const shows = [meeting.day, meeting.time, meeting.place, ...wanted].join(' ');
  if (known?.shows === shows) return settle(deps, meeting, {});
  const event: CalendarEvent = {
    summary: meetingName(meeting._id, dayOf(deps.now())),
    description: '议程见会议通知。',
    place: meeting.place,
    startAt: chain.startAt,
    endAt: new Date(chain.startAt.getTime() + MEETING_MS),
    remindMinutes: REMIND_HOURS * 60,
  };
  const id = known ?? (await deps.port.create(event, keyOf(meeting)));
  // Also after `create`: a repeated key gives the event as it was first made.
  await deps.port.change(id, event);
  const { calendarId, eventId } = id;
  const invited = [...new Set([...invitedTo(known), ...wanted])];
  // Until it is all done the event shows nothing for certain: who comes back meanwhile is invited again.
  const begun = { calendarId, eventId, shows: '', invited };
  await deps.meetings.change({ _id: meeting._id }, { $set: { calendar: begun } });
  // Who asked for leave, and a substitute who is no longer wanted.
  const gone = invited.filter((openId) => !wanted.includes(openId));
  if (gone.length > 0) await deps.port.uninvite(id, gone);
  if (wanted.length > 0) await deps.port.invite(id, wanted);
  await settle(deps, meeting, { $set: { calendar: { ...begun, shows, invited: wanted } } });
}

/** Who is on the event as far as we know. Rows of before this list have the people only in what the event shows. */
function invitedTo(known: MeetingEvent | undefined): readonly string[] {
  return known?.invited ?? known?.shows.split(' ').filter((part) => part.startsWith('ou_')) ?? [];
}

/** An event that is gone already is as good as removed. */
async function removeEvent(deps: CalendarSyncDeps, event: MeetingEvent): Promise<void> {
  try {
    await deps.port.remove(event);
  } catch (error) {
    if (!(error instanceof GatewayError) || (error.code !== 193001 && error.code !== 193003)) throw error;
  }
}

/** What was learned is kept in any case; done only if nobody has changed the meeting meanwhile. */
async function settle(deps: CalendarSyncDeps, meeting: Meeting, update: Update<Meeting>): Promise<void> {
  if (Object.keys(update).length > 0) await deps.meetings.change({ _id: meeting._id }, update);
  await deps.meetings.change(
    { _id: meeting._id, version: meeting.version },
    { $set: { calendarPending: false }, $unset: { calendarAt: true } },
  );
}

/** One event for each time that the meeting was put on: a removed one can't come back. */
function keyOf(meeting: Meeting): string {
  const times = meeting.history.filter((entry) => entry.command === 'cancel').length;
  return createHash('sha256').update(`meeting:${meeting._id}:${times}`).digest('hex');
}
