import { expect, describe, test } from '@jest/globals';
import { copyStore } from '../../src/store/move.js';
import { adoptStore, switchedOff } from '../../src/store/switch.js';
import { sha256Of } from '../../src/store/photos.js';
import { row, type Danger, type Row } from './store-rows.js';
import { breaking, createShelf, failure, PHOTO, roads, sums } from './store-shelf.js';

const shelf = createShelf();
const { empty, full } = shelf;

describe.each(roads)('moving from %s (%#)', (_from, source, _to, target) => {
  test('a copy is the same, documents and photos, and switched off until it is adopted', async () => {
    const [from, to] = [await full(source), await empty(target)];
    const seen: string[] = [];
    const report = await copyStore(from, to, {
      onProgress: ({ name, done, of }) => seen.push(`${name} ${done}/${of}`),
    });
    expect(report).toEqual({ documents: 255, photos: 1, differing: [], missingPhotos: [] });
    expect(seen).toContain('outbox 250/250');
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.photos.get(sha256Of(PHOTO))).toEqual(PHOTO);
    expect(await to.collection('leases').count()).toBe(0);
    expect(await switchedOff(to)).toEqual({ state: 'whole', from: from.kind });
    expect(await switchedOff(from)).toBeUndefined();
    expect(await adoptStore(to)).toBe(true);
    expect(await switchedOff(to)).toBeUndefined();
    expect(await adoptStore(to)).toBe(false);
  });
  test('a copy that broke off can not be adopted and goes on where it stopped', async () => {
    const [from, to] = [await full(source), await empty(target)];
    expect(await failure(copyStore(from, breaking(to, 11)))).toMatchObject({ message: 'the line went dead' });
    expect((await switchedOff(to))?.state).toBe('copying');
    await expect(adoptStore(to)).rejects.toThrow(/not whole/u);
    expect(await to.collection('hazards').count()).toBe(2);
    expect((await copyStore(from, to)).differing).toEqual([]);
    expect(await sums(to)).toEqual(await sums(from));
  });
  test('run again it takes over what changed, came and went', async () => {
    const [from, to] = [await full(source), await empty(target)];
    await copyStore(from, to);
    const rows = from.collection<Row>('outbox');
    await rows.change({ _id: 'r1' }, { $set: { state: 'sent' }, $unset: { wakeAt: true } });
    await rows.remove({ _id: { $in: ['r0', 'r249', 'r99'] } });
    await rows.insertAbsent([row('aa'), row('zz')]);
    expect((await copyStore(from, to)).differing).toEqual([]);
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.collection<Row>('outbox').get('r1')).not.toHaveProperty('wakeAt');
  });
});

test('a store in use is never copied into', async () => {
  const [from, to] = [await full(), await full()];
  await expect(copyStore(from, to)).rejects.toThrow(/in use/u);
  expect(await switchedOff(to)).toBeUndefined();
});

test('what is written while it is copied is told, not passed over in silence', async () => {
  const [from, to] = [await full(), await empty()];
  const report = await copyStore(from, to, {
    onProgress: ({ name }) => void (name === 'photos' && from.collection<Row>('outbox').insert(row('late'))),
  });
  expect(report.differing).toEqual(['outbox']);
  await expect(adoptStore(to)).rejects.toThrow(/not whole/u);
});

test('a photo that the source has lost is named and does not stop the copy', async () => {
  const from = await full();
  await from.collection<Danger>('hazards').change({ _id: 'b' }, {
    $set: { photos: [{ id: 'p', stage: 's', state: 'kept', sha256: 'f'.repeat(64), at: new Date(0) }] },
  } as never);
  const report = await copyStore(from, await empty());
  expect(report).toMatchObject({ differing: [], missingPhotos: ['f'.repeat(64)], photos: 1 });
});
