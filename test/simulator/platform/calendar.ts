import {
  listIn,
  pageOf,
  queryOf,
  Refused,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';

interface SimEvent {
  readonly id: string;
  readonly calendarId: string;
  body: Readonly<Record<string, unknown>>;
  attendees: { readonly type: string; readonly id: string; status: string }[];
  deleted: boolean;
}

interface Attendee {
  readonly type?: string;
  readonly user_id?: string;
  readonly chat_id?: string;
}

function idOf({ type, user_id, chat_id }: Attendee): string {
  if (type !== 'user' && type !== 'chat') throw new Refused(194004, 'attendee type');
  return (type === 'chat' ? chat_id : user_id) ?? '';
}

const READ = ['calendar:calendar', 'calendar:calendar:read', 'calendar:calendar:readonly'];
const write = (what: string): string[] => ['calendar:calendar', `calendar:calendar.event:${what}`];

/** The bot's own calendar: events, and people invited to them (contract §7.1). */
export class Calendar {
  readonly events = new Map<string, SimEvent>();
  private readonly keys = new Map<string, string>();

  endpoints(): readonly Endpoint[] {
    const of = '/calendar/v4/calendars/:calendar';
    return [
      { method: 'POST', path: '/calendar/v4/calendars/primary', scopes: READ, run: primary },
      { method: 'POST', path: `${of}/events`, scopes: write('create'), run: (p, c) => this.create(p, c) },
      {
        method: 'GET',
        path: `${of}/events/:event`,
        scopes: READ,
        run: (p, c) => ({ data: { event: shown(this.find(p, c)) } }),
      },
      {
        method: 'PATCH',
        path: `${of}/events/:event`,
        scopes: write('update'),
        run: (p, c) => this.change(p, c),
      },
      {
        method: 'DELETE',
        path: `${of}/events/:event`,
        scopes: write('delete'),
        run: (p, c) => this.remove(p, c),
      },
      {
        method: 'POST',
        path: `${of}/events/:event/attendees`,
        scopes: write('update'),
        run: (p, c) => this.invite(p, c),
      },
      {
        method: 'POST',
        path: `${of}/events/:event/attendees/batch_delete`,
        scopes: write('update'),
        run: (p, c) => this.takeOff(p, c),
      },
      {
        method: 'GET',
        path: `${of}/events/:event/attendees`,
        scopes: READ,
        run: (p, c) => this.attendees(p, c),
      },
    ];
  }

  private create(platform: Platform, call: Call): Answer {
    own(platform, call);
    const key = queryOf(call, 'idempotency_key');
    if (key !== undefined && (key.length < 32 || key.length > 128))
      throw new Refused(190014, 'idempotency_key has 32 to 128 characters');
    checkTimes(call.body);
    const before = this.events.get(this.keys.get(key ?? '') ?? '');
    if (key !== undefined && before !== undefined) return { data: { event: shown(before) } };
    const event: SimEvent = {
      id: `${platform.state.id('')}_0`,
      calendarId: calendarOf(platform),
      body: call.body,
      attendees: [],
      deleted: false,
    };
    this.events.set(event.id, event);
    if (key !== undefined) this.keys.set(key, event.id);
    return { data: { event: shown(event) } };
  }

  private change(platform: Platform, call: Call): Answer {
    const event = this.find(platform, call);
    event.body = { ...event.body, ...call.body };
    checkTimes(event.body);
    return { data: { event: shown(event) } };
  }

  private remove(platform: Platform, call: Call): Answer {
    this.find(platform, call).deleted = true;
    return { data: {} };
  }

  private invite(platform: Platform, call: Call): Answer {
    const event = this.find(platform, call);
    const list = call.body['attendees'];
    if (!Array.isArray(list) || list.length === 0 || list.length > 1000)
      throw new Refused(190014, 'attendees has 1 to 1000 entries');
    for (const one of list as Attendee[]) {
      const id = idOf(one);
      if (one.type === 'user' && !platform.state.people.has(id)) throw new Refused(190014, `user ${id}`);
      if (platform.state.people.get(id)?.left === true) throw new Refused(195100, 'user is dismiss', 404);
      if (!event.attendees.some((known) => known.id === id))
        event.attendees.push({ type: one.type ?? '', id, status: 'needs_action' });
    }
    return this.attendees(platform, call);
  }

  /** By attendee id or by whom it stands for; one that is not there refuses all of them. */
  private takeOff(platform: Platform, call: Call): Answer {
    const event = this.find(platform, call);
    const entities = (call.body['delete_ids'] ?? []) as Attendee[];
    if (!Array.isArray(entities)) throw new Refused(190014, 'delete_ids is a list');
    const ids = [
      ...listIn(call, 'attendee_ids').map((id) => id.replace(/^(?:user|chat)_/u, '')),
      ...entities.map(idOf),
    ];
    if (ids.length === 0) throw new Refused(190014, 'attendee_ids or delete_ids is needed');
    for (const id of ids)
      if (!event.attendees.some((known) => known.id === id)) throw new Refused(194000, 'no attendee', 404);
    event.attendees = event.attendees.filter((known) => !ids.includes(known.id));
    return { data: {} };
  }

  private attendees(platform: Platform, call: Call): Answer {
    const items = this.find(platform, call).attendees.map(({ type, id, status }) => ({
      type,
      attendee_id: `${type}_${id}`,
      rsvp_status: status,
      ...(type === 'user' ? { user_id: id } : { chat_id: id }),
    }));
    const page = pageOf(call, items, { default: 50, max: 100, code: 190002 });
    return { data: { ...page, attendees: page.items } };
  }

  private find(platform: Platform, call: Call): SimEvent {
    own(platform, call);
    const event = this.events.get(call.params['event'] ?? '');
    if (event === undefined) throw new Refused(193001, 'event is not found', 404);
    if (event.deleted) throw new Refused(193003, 'event is deleted', 403);
    return event;
  }
}

const calendarOf = ({ app }: Platform): string => `feishu.cn_${app.appId}@group.calendar.feishu.cn`;

function primary(platform: Platform): Answer {
  if (!platform.console.live.bot) throw new Refused(190007, 'app bot_id not found', 404);
  const calendar = {
    calendar_id: calendarOf(platform),
    summary: platform.app.botName,
    type: 'primary',
    role: 'owner',
  };
  return { data: { calendars: [{ calendar, user_id: platform.app.botOpenId }] } };
}

/** A bot writes only where it is the owner. */
function own(platform: Platform, call: Call): void {
  if (call.params['calendar'] !== calendarOf(platform)) throw new Refused(191000, 'calendar not found', 404);
}

/** Seconds as a string, or a whole day; the end lies behind the start. */
function checkTimes(body: Readonly<Record<string, unknown>>): void {
  const at = (name: string): number => {
    const time = body[name] as { timestamp?: unknown; date?: unknown } | undefined;
    if (typeof time?.date === 'string') return Date.parse(time.date);
    if (typeof time?.timestamp !== 'string' || !/^\d{10}$/u.test(time.timestamp))
      throw new Refused(190014, `${name} needs a timestamp in seconds as a string, or a date`);
    return Number(time.timestamp) * 1000;
  };
  if (at('end_time') < at('start_time')) throw new Refused(190014, 'end_time lies before start_time');
  if (typeof body['summary'] === 'string' && body['summary'].length > 1000)
    throw new Refused(190014, 'summary');
}

function shown(event: SimEvent): object {
  return { event_id: event.id, organizer_calendar_id: event.calendarId, status: 'confirmed', ...event.body };
}
