import type { Meeting } from '../meetings/meeting.js';
import type { MeetingStore } from '../meetings/ports.js';
import { DuplicateKey, listOf, type Collection, type Store } from './collection.js';
import { createTrackedStore } from './tracked.js';

/** The committee's meetings, one a month. Lists that are empty come back empty. */
export function createMeetingStore(store: Store): MeetingStore {
  const rows = store.collection<Meeting>('meetings');
  const tracked = createTrackedStore(rows);
  return {
    ...tracked,
    ...queries(rows),
    // A number of the year that another meeting took at this moment: as if somebody had been faster.
    async change(id, version, change) {
      try {
        return await tracked.change(id, version, change);
      } catch (error) {
        if (error instanceof DuplicateKey) return undefined;
        throw error;
      }
    },
  };
}

function queries(rows: Collection<Meeting>): Omit<MeetingStore, keyof ReturnType<typeof createTrackedStore>> {
  const first = async (filter: Parameters<typeof rows.find>[0], sort: 1 | -1): Promise<Meeting | undefined> =>
    (await listOf(rows.find(filter, { sort: { _id: sort }, limit: 1 })))[0];
  return {
    list: (from, to) => listOf(rows.find({ _id: { $gte: from, $lte: to } }, { sort: { _id: 1 } })),
    first: () => first({}, 1),
    heldBefore: (month) =>
      first({ _id: { $lt: month }, status: { $in: ['drafting', 'signing', 'issued'] } }, -1),
    async lastIssue(year) {
      const [last] = await listOf(rows.find({ issueYear: year }, { sort: { issueNo: -1 }, limit: 1 }));
      return last?.issueNo ?? 0;
    },
    byIssue: (year, no) => first({ issueYear: year, issueNo: no }, 1),
  };
}
