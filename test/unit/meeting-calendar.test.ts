import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCalendar, instantAt } from '../../src/calendar.js';
import { GatewayError, type CalendarPort } from '../../src/delivery/gateway-port.js';
import { createCalendarSync } from '../../src/delivery/meeting-calendar.js';
import { createLog } from '../../src/log.js';
import type { Meeting, Reply } from '../../src/meetings/meeting.js';
import { DEFAULT_SETTINGS, type Org } from '../../src/people/org.js';
import { openTempStore, type TempStore } from '../harness/store.js';

let temp: TempStore;
beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.cleanUp());

const AT = instantAt('2026-10-29', '15:00');
const person = (name: string, roles: readonly string[]): object => ({
  _id: name,
  name,
  post: '',
  roles,
  state: 'active',
  openId: `ou_${name}`,
});
const org = {
  people: [person('zhou', ['director']), person('min', ['deputy']), person('feng', [])],
  units: [],
  groups: [],
  settings: DEFAULT_SETTINGS,
} as unknown as Org;

const meeting: Meeting = {
  _id: '2026-11',
  status: 'called',
  open: true,
  stageSeq: 2,
  version: 2,
  history: [],
  relayedSeq: 2,
  relayPending: false,
  day: '2026-11-03',
  time: '15:00',
  place: '局会议室',
  moved: false,
  topics: [],
  replies: [],
  decisions: [],
  calendarPending: true,
  schema: 1,
};

/** A calendar that keeps who is on the event; `dies` makes the next call of that name end the process. */
function calendar(): { readonly on: Set<string>; readonly port: CalendarPort; dies: string | undefined } {
  const on = new Set<string>();
  const state = { on, dies: undefined as string | undefined };
  const alive = (name: string): void => {
    if (state.dies !== name) return;
    state.dies = undefined;
    throw new Error('killed');
  };
  const port: CalendarPort = {
    create: () => Promise.resolve({ calendarId: 'c', eventId: 'e' }),
    change: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    async invite(_id, openIds) {
      for (const id of openIds) on.add(id);
      await Promise.resolve().then(() => alive('invite'));
    },
    async uninvite(_id, openIds) {
      for (const id of openIds) on.delete(id);
      await Promise.resolve().then(() => alive('uninvite'));
    },
  };
  return Object.assign(state, { port });
}

function syncOf(port: CalendarPort): () => Promise<void> {
  return createCalendarSync({
    meetings: temp.store.collection<Meeting>('meetings'),
    port,
    org: () => Promise.resolve(org),
    calendar: () => Promise.resolve(createCalendar()),
    now: () => AT,
    log: createLog('fatal', { write: () => undefined }),
  });
}

const answered = async (...replies: Pick<Reply, 'personId' | 'answer' | 'substituteId'>[]): Promise<void> => {
  const rows = temp.store.collection<Meeting>('meetings');
  const set = replies.map((reply) => ({ byId: reply.personId, at: AT, ...reply }));
  await rows.change(
    { _id: '2026-11' },
    { $set: { replies: set, calendarPending: true }, $inc: { version: 1 } },
  );
};

test('killed after taking somebody off or after inviting: whoever comes back is on the event, whoever left is not', async () => {
  await temp.store.collection<Meeting>('meetings').insert(meeting);
  const cal = calendar();
  const sync = syncOf(cal.port);
  cal.dies = 'invite';
  await expect(sync()).rejects.toThrow('killed');
  // Between the crash and the next sync one of them asks for leave.
  await answered({ personId: 'min', answer: 'leave', substituteId: 'feng' });
  cal.dies = 'uninvite';
  await expect(sync()).rejects.toThrow('killed');
  await answered({ personId: 'min', answer: 'yes' });
  await sync();
  expect([...cal.on].toSorted()).toEqual(['ou_min', 'ou_zhou']);
  await answered({ personId: 'min', answer: 'leave' });
  await sync();
  expect([...cal.on]).toEqual(['ou_zhou']);
  expect(await temp.store.collection<Meeting>('meetings').get('2026-11')).toMatchObject({
    calendarPending: false,
    calendar: { invited: ['ou_zhou'] },
  });
});

test('the scope is taken back: the meeting goes on, nobody is invited any more', async () => {
  await temp.store.collection<Meeting>('meetings').insert(meeting);
  const cal = calendar();
  const no = (): Promise<never> => Promise.reject(new GatewayError(99991672, 'our-bug', 'no scope'));
  await syncOf(cal.port)();
  await answered({ personId: 'min', answer: 'leave' });
  await syncOf({ ...cal.port, uninvite: no })();
  expect(await temp.store.collection<Meeting>('meetings').get('2026-11')).toMatchObject({
    calendarPending: false,
    calendarRefused: true,
  });
});
