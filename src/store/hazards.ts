import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import type { HazardChange, HazardQuery, HazardStore, Sight } from '../hazards/ports.js';
import { isOpen } from '../hazards/status.js';
import { DuplicateKey, listOf, type Filter, type Store, type Update } from './collection.js';

/** Hazards in the store. A list that is empty is stored as such; absent lists come back empty. */
export function createHazardStore(store: Store): HazardStore {
  const hazards = store.collection<Hazard>('hazards');
  const counters = store.collection<{ _id: string; n: number }>('counters');
  return {
    async insert(hazard) {
      try {
        await hazards.insert(hazard);
        return true;
      } catch (error) {
        if (error instanceof DuplicateKey && error.index !== 'code') return false;
        throw error;
      }
    },
    get: async (id) => (await hazards.get(id)) ?? undefined,
    byCode: async (code) => (await listOf(hazards.find({ code }, { limit: 1 })))[0],
    bySource: (messageId) => listOf(hazards.find({ 'source.messageId': messageId })),
    byReceipt: async (hash) => (await listOf(hazards.find({ receiptHash: hash }, { limit: 1 })))[0],
    async change(id, version, change) {
      try {
        return (await hazards.change({ _id: id, version }, updateOf(change))) ?? undefined;
      } catch (error) {
        if (error instanceof DuplicateKey && error.index === 'mergedPair') return undefined;
        throw error;
      }
    },
    similar: (unitId, kind, since) =>
      listOf(
        hazards.find(
          {
            ...(unitId === undefined ? {} : { unitId }),
            kind,
            $or: [
              { open: true },
              { closedDay: { $gte: since } },
              { status: 'transferred', reportedDay: { $gte: since } },
            ],
          },
          { sort: { _id: -1 }, limit: 200 },
        ),
      ),
    find: (query) =>
      listOf(
        hazards.find(filterOf(query), {
          sort: { _id: -1 },
          ...(query.limit === undefined ? {} : { limit: query.limit }),
        }),
      ),
    count: (query) => hazards.count(filterOf(query)),
    openOnes: ({ status, dueBy, extensionAsked }) =>
      hazards.find(
        {
          open: true,
          status: { $in: status },
          ...(dueBy === undefined ? {} : { dueDay: { $lte: dueBy } }),
          ...(extensionAsked === undefined ? {} : { extensionAsked: true }),
        },
        { sort: { dueDay: 1 } },
      ),
    byReward: (state, closedFrom) =>
      hazards.find(
        {
          closedDay: { $gte: closedFrom },
          status: 'closed',
          'reward.state': state === 'none' ? { $exists: false } : state,
        },
        { sort: { closedDay: 1 } },
      ),
    async tally(by, { status, dueBefore, ...query }) {
      const filter = {
        ...filterOf(query),
        ...(status === undefined ? {} : { status: { $in: status } }),
        ...(dueBefore === undefined ? {} : { dueDay: { $lt: dueBefore } }),
      } as Filter<Hazard>;
      const groups = await hazards.tally([by], filter);
      return new Map(groups.map(({ key, n }) => [key[0] as string | undefined, n]));
    },
    unannounced: () =>
      hazards.count({ open: true, $or: [{ 'due.announced': false }, { 'stepDue.announced': false }] }),
    async nextNumber(year) {
      const id = `YH-${year}`;
      await counters.insertAbsent([{ _id: id, n: 0 }]);
      return (await counters.change({ _id: id }, { $inc: { n: 1 } }))?.n ?? 0;
    },
  };
}

/** Status, stage, version, history and the flag for the relay change together, in one write (design.md §5.1). */
function updateOf({ set, unset, entry, newStage }: HazardChange): Update<Hazard> {
  const { status, extensions } = set;
  return {
    $set: {
      ...set,
      version: entry.seq,
      relayPending: true,
      ...(status === undefined ? {} : { open: isOpen(status) }),
      ...(extensions === undefined ? {} : { extensionAsked: pendingExtension({ extensions }) !== undefined }),
      ...(newStage ? { stageSeq: entry.seq } : {}),
    },
    ...(unset === undefined ? {} : { $unset: Object.fromEntries(unset.map((key) => [key, true])) }),
    $push: { history: entry },
  } as Update<Hazard>;
}

const PARTS = ['officerId', 'rectifierId', 'recheckerId', 'approverId'] as const;

function filterOf(query: HazardQuery): Filter<Hazard> {
  const { personId, reporterId, reporterOpenId, seenBy } = query;
  const also: Filter<Hazard>[] = [
    ...(query.words ?? []).map((word) => ({ searchText: { contains: word.toLowerCase() } })),
    ...reportedBy(reporterId, reporterOpenId),
    ...(personId === undefined ? [] : [{ $or: PARTS.map((part) => ({ [part]: personId })) }]),
    ...(seenBy === undefined || seenBy.all ? [] : [seen(seenBy), UNSEALED]),
  ];
  return {
    ...(query.open === undefined ? {} : { open: query.open }),
    ...(query.unitId === undefined ? {} : { unitId: query.unitId }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.level === undefined ? {} : { level: query.level }),
    ...range('reportedDay', query.from, query.to),
    ...range('closedDay', query.closedFrom, query.closedTo),
    ...range('firstDueDay', query.dueFrom, query.dueTo),
    ...(also.length === 0 ? {} : { $and: also }),
  };
}

function reportedBy(id: string | undefined, openId: string | undefined): Filter<Hazard>[] {
  const either = [
    ...(id === undefined ? [] : [{ reporterId: id }, { alsoReporterIds: id }]),
    ...(openId === undefined ? [] : [{ reporterOpenId: openId }]),
  ];
  return either.length === 0 ? [] : [{ $or: either }];
}

/** The words of an anonymous report stand in it only once they are 安委办's. */
const UNSEALED: Filter<Hazard> = { $or: [{ anonymous: false }, { text: { $ne: '' } }] };

/** The rule of `inSight` (hazards/rules.ts) in the store's words; test/unit/sight.test.ts keeps them the same. */
function seen({ unitId, reporterId, reporterOpenId, partIds }: Sight & { all: false }): Filter<Hazard> {
  return {
    $or: [
      ...(unitId === undefined ? [] : [{ unitId }]),
      { reporterId },
      { alsoReporterIds: reporterId },
      ...(reporterOpenId === undefined ? [] : [{ reporterOpenId }]),
      ...PARTS.map((part) => ({ [part]: { $in: partIds } })),
    ],
  };
}

function range(key: string, from: string | undefined, to: string | undefined): Record<string, unknown> {
  if (from === undefined && to === undefined) return {};
  return {
    [key]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) },
  };
}
