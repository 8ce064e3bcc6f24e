import type { StoredActivity } from '../campaigns/activity.js';
import type { CampaignStore, Learned, StoredYear, UnitCount } from '../campaigns/ports.js';
import type { CampaignPost } from '../campaigns/post.js';
import { listOf, type Filter, type Store, type Update } from './collection.js';

/** Campaigns in the store: years, posts, 已学习 and activities. */
export function createCampaignStore(store: Store): CampaignStore {
  const years = store.collection<StoredYear>('campaignYears');
  const posts = store.collection<CampaignPost>('campaignPosts');
  const learned = store.collection<Learned>('learned');
  const activities = store.collection<StoredActivity>('activities');
  return {
    years: () => listOf(years.find()),
    async putYear(year, readVersion) {
      if (readVersion === 0) return (await years.insertAbsent([year])) > 0;
      const { _id, ...fields } = year;
      return (
        (await years.change({ _id, version: readVersion }, { $set: fields } as Update<StoredYear>)) !== null
      );
    },
    post: async (id) => (await posts.get(id)) ?? undefined,
    posts: ({ status, campaignId, year }) =>
      listOf(
        posts.find(
          {
            ...(status === undefined ? {} : { status: { $in: status } }),
            ...(campaignId === undefined ? {} : { campaignId }),
            ...(year === undefined ? {} : { year }),
          } as Filter<CampaignPost>,
          { sort: { day: 1 } },
        ),
      ),
    addPost: async (post) => (await posts.insertAbsent([post])) > 0,
    async changePost(id, readVersion, { set, entry }) {
      const update = { $set: { ...set, version: entry.seq }, $push: { history: entry } };
      return (
        (await posts.change({ _id: id, version: readVersion }, update as Update<CampaignPost>)) ?? undefined
      );
    },
    learn: async (row) => (await learned.insertAbsent([row])) > 0,
    async learnedBy(query) {
      return unitCounts(await learned.tally(['unitId', 'personId'], query as Filter<Learned>));
    },
    addActivity: async (activity) => (await activities.insertAbsent([activity])) > 0,
    activity: async (id) => (await activities.get(id)) ?? undefined,
    activities: ({ from, to, campaignId, year }) =>
      listOf(
        activities.find(
          {
            ...(from === undefined && to === undefined
              ? {}
              : {
                  day: {
                    ...(from === undefined ? {} : { $gte: from }),
                    ...(to === undefined ? {} : { $lte: to }),
                  },
                }),
            ...(campaignId === undefined ? {} : { campaignId }),
            ...(year === undefined ? {} : { year }),
          } as Filter<StoredActivity>,
          { sort: { day: 1 } },
        ),
      ),
    async changeActivity(id, readVersion, { set, entry }) {
      const update = { $set: { ...set, version: entry.seq }, $push: { history: entry } };
      return (
        (await activities.change({ _id: id, version: readVersion }, update as Update<StoredActivity>)) ??
        undefined
      );
    },
    async addActivityPhoto(id, photoId, photo) {
      const before = await activities.get(id);
      if (before === null || before.photoIds.includes(photoId)) return undefined;
      const entry = {
        seq: before.version + 1,
        command: 'photo' as const,
        by: before.byId,
        at: photo.at,
        causeEventId: photo.messageId,
      };
      // The write is guarded by the version: of two pictures at once the second is read and tried again.
      const after = await activities.change({ _id: id, version: before.version }, {
        $set: {
          version: entry.seq,
          photos: [...before.photos, photo],
          photoIds: [...before.photoIds, photoId],
        },
        $push: { history: entry },
      } as Update<StoredActivity>);
      return after ?? (await this.addActivityPhoto(id, photoId, photo));
    },
  };
}

/** Each person once, however many posts they clicked. */
function unitCounts(
  rows: readonly { readonly key: readonly unknown[]; readonly n: number }[],
): readonly UnitCount[] {
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(String(key[0]), (counts.get(String(key[0])) ?? 0) + 1);
  return [...counts].map(([unitId, n]) => ({ unitId, n }));
}
