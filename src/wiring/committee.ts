import { dayOf, type BusinessCalendar } from '../calendar.js';
import type { Gateway } from '../delivery/gateway-port.js';
import { createCalendarSync } from '../delivery/meeting-calendar.js';
import { redrawSubject } from '../delivery/redraw.js';
import { relayTracked, sweepTracked, type TrackedRelay } from '../delivery/relay-tracked.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import type { CommitteeDesk } from '../listeners/committee-desk.js';
import type { Log } from '../log.js';
import { changesCards, planMeetingNotices, subjectOf } from '../meetings/announce.js';
import { readRule } from '../meetings/date-rule.js';
import type { Meeting } from '../meetings/meeting.js';
import type { Notice } from '../notices.js';
import type { Store } from '../store/collection.js';
import { createMeetingStore } from '../store/meetings.js';
import type { PeopleStore } from '../store/people.js';
import { createTaskStore } from '../store/tasks.js';
import { planTaskNotices, taskSubject } from '../tasks/announce.js';
import { tasksOf, type Task } from '../tasks/task.js';

const SETTING = 'meetings';

export interface CommitteeParts {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly gateway: Gateway;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly holdUntil: (notice: Notice, now: Date) => Date | undefined;
  readonly log: Log;
  readonly crash?: ((point: string) => void) | undefined;
}

export interface Committee extends CommitteeDesk {
  /** Tells what a crash left untold and keeps Feishu's calendar in line. */
  sweep(): Promise<void>;
}

/** Meetings and decisions with their stores, their relays and the calendar. */
export function createCommittee(parts: CommitteeParts): Committee {
  const { store, people, gateway, now, calendar, log } = parts;
  const org = (): ReturnType<PeopleStore['org']> => people.org();
  const today = (): string => dayOf(now());
  const outbox = store.collection<OutboxRow>('outbox');
  const cardRefs = store.collection<CardRef>('cardRefs');
  const meetings = createMeetingStore(store);
  const tasks = createTaskStore(store);
  const shared = {
    outbox,
    now,
    holdUntil: parts.holdUntil,
    onError: (id: string, error: unknown) =>
      log.error({ err: error, id }, 'a meeting or a decision could not be told; the others go on'),
    crash: parts.crash,
  };
  const redraw = (subject: string): Promise<void> => redrawSubject({ outbox, cardRefs }, subject, now());
  const ofTasks: TrackedRelay<Task> = {
    ...shared,
    noun: 'task',
    rows: store.collection<Task>('tasks'),
    plan: async (task, entry) => planTaskNotices(task, entry, await org(), today()),
    redraw: (task) => redraw(taskSubject(task._id)),
  };
  const ofMeetings: TrackedRelay<Meeting> = {
    ...shared,
    noun: 'meeting',
    rows: store.collection<Meeting>('meetings'),
    plan: async (meeting, entry) =>
      planMeetingNotices({ meeting, entry, org: await org(), day: today(), calendar: await calendar() }),
    // The decisions of issued minutes: made again after a crash, they are the same ones.
    effects: async (meeting, entry) => {
      if (entry.command !== 'issue') return;
      for (const task of tasksOf(meeting, entry.at)) await tasks.insertAbsent(task);
    },
    redraw: async (meeting, fresh) => {
      if (fresh.some(changesCards)) await redraw(subjectOf(meeting._id));
    },
  };
  const syncCalendar = createCalendarSync({
    meetings: ofMeetings.rows,
    port: gateway.calendar,
    org,
    calendar,
    now,
    log,
  });
  return {
    meetings: {
      store: meetings,
      org,
      now,
      today,
      calendar,
      rule: async () => readRule(await people.setting(SETTING)),
      saveRule: (rule, byId) => people.setSetting(SETTING, rule, byId),
    },
    tasks: { store: tasks, org, now, calendar },
    relayMeeting: async (meeting) => {
      await relayTracked(ofMeetings, meeting);
      if (meeting.status === 'issued') await sweepTracked(ofTasks);
    },
    relayTask: (task) => relayTracked(ofTasks, task),
    async sweep() {
      await sweepTracked(ofMeetings);
      await sweepTracked(ofTasks);
      await syncCalendar();
    },
  };
}
