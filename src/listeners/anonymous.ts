import type { Store } from '../store/collection.js';
import type { PeopleDesk } from '../people/usecases.js';
import type { AnonymousDesk } from './desk.js';

/** Letters and digits that are not mistaken for each other when copied by hand. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const TRIES = 5;
const LOCK_MS = 60 * 60_000;

/**
 * Receipt codes and the sealed identity of anonymous reporters. A code follows from the message by a secret of this
 * bureau, so that a second try of the same message gives the same code without it being stored.
 */
export function createAnonymousDesk(
  store: Store,
  people: PeopleDesk,
  now: () => Date,
  mac: (secret: string, text: string) => Buffer,
  newSecret: () => string,
): AnonymousDesk {
  const reports = store.collection<{ _id: string; hazardId: string; text: string; at: Date }>(
    'anonymousReports',
  );
  const identities = store.collection<{
    _id: string;
    openId: string;
    at: Date;
    asked?: unknown;
    looks?: unknown;
  }>('identities');
  const wrong = new Map<string, { n: number; since: number }>();
  let secret = '';
  const secretOf = async (): Promise<string> => {
    if (secret !== '') return secret;
    const kept = (await people.setting('anonymous-secret')) as { key: string } | undefined;
    if (kept === undefined) await people.setSetting('anonymous-secret', { key: newSecret() }, 'bot');
    return (secret = ((await people.setting('anonymous-secret')) as { key: string }).key);
  };
  return {
    async codeFor(messageId) {
      const bytes = mac(await secretOf(), `code:${messageId}`);
      const signs = [...bytes.subarray(0, 8)].map((byte) => SIGNS[byte % SIGNS.length] ?? 'A');
      return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
    },
    hash: (code) => mac('receipt', code).toString('hex'),
    async keep(hazardId, text, openId) {
      await reports.insertAbsent([{ _id: hazardId, hazardId, text, at: now() }]);
      await identities.insertAbsent([{ _id: hazardId, openId, at: now() }]);
    },
    async ask(hazardId, byId, reason) {
      const asked = { byId, reason, at: now().toISOString() };
      return (await identities.change({ _id: hazardId }, { $set: { asked } })) !== null;
    },
    async grant(hazardId, byId, agree) {
      const row = await identities.get(hazardId);
      const asked = row?.asked as { byId: string; reason: string } | undefined;
      if (row === null || asked === undefined || asked.byId === byId) return undefined;
      const looks = [
        ...((row.looks as unknown[] | undefined) ?? []),
        { at: now().toISOString(), byIds: [asked.byId, byId], reason: asked.reason, agree },
      ];
      await identities.change({ _id: hazardId }, { $set: { looks }, $unset: { asked: true } });
      return { openId: row.openId, askedById: asked.byId, reason: asked.reason };
    },
    causeOf: async (key) =>
      `anon:${mac(await secretOf(), `cause:${key}`)
        .toString('hex')
        .slice(0, 24)}`,
    async append(hazardId, words) {
      for (let round = 0; round < 5; round += 1) {
        const row = await reports.get(hazardId);
        if (row === null || row.text.endsWith(words)) return;
        const text = `${row.text}\n补充：${words}`;
        if ((await reports.change({ _id: hazardId, text: row.text }, { $set: { text } })) !== null) return;
      }
    },
    async looked(hazardId, byId, why) {
      const row = await identities.get(hazardId);
      const look = { at: now().toISOString(), byIds: [byId], reason: why };
      const looks = [...((row?.looks as unknown[] | undefined) ?? []), look];
      await identities.change({ _id: hazardId }, { $set: { looks } });
    },
    isLocked(openId) {
      const count = wrong.get(openId);
      return count !== undefined && count.n > TRIES && now().getTime() - count.since <= LOCK_MS;
    },
    wrongTries(openId) {
      const time = now().getTime();
      const before = wrong.get(openId);
      const count =
        before === undefined || time - before.since > LOCK_MS
          ? { n: 1, since: time }
          : { n: before.n + 1, since: before.since };
      wrong.set(openId, count);
      return Promise.resolve(count.n > TRIES ? 'locked' : 'open');
    },
  };
}
