import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listOf, StoreUnavailable, type Store } from '../../src/store/collection.js';
import { SHAPES } from '../../src/store/models.js';
import { openMongo } from '../../src/store/mongo.js';
import { freshDatabase } from '../harness/store.js';
import { row, type Row } from './store-rows.js';

const uri = process.env['MONGODB_URI'];

/** A line to the server that can be cut and joined again. */
async function line(to: URL): Promise<{ port: number; cut(): Promise<void>; join(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const listen = (port: number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((near) => {
        const far = connect(Number(to.port || 27017), to.hostname);
        for (const [a, b] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(a);
          a.pipe(b);
          a.on('error', () => b.destroy()).on('close', () => b.destroy());
        }
      }).listen(port, '127.0.0.1', () => resolve(server));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    join: async () => {
      server = await listen(port);
    },
  };
}

(uri === undefined ? describe.skip : describe)('a MongoDB that goes away', () => {
  let store: Store | undefined;
  let cleanUp: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await store?.close();
    await cleanUp?.();
  });

  test('every verb says so, and all works again when it is back', async () => {
    const there = new URL(freshDatabase(uri ?? ''));
    const wire = await line(there);
    cleanUp = wire.cut;
    const through = new URL(there);
    through.host = `127.0.0.1:${wire.port}`;
    through.searchParams.set('directConnection', 'true');
    store = await openMongo(through.href, SHAPES, { looks: 1 });
    const rows = store.collection<Row>('outbox');
    await rows.insert(row('a'));
    await wire.cut();
    const opened = store;
    const verbs = [
      () => rows.insert(row('b')),
      () => rows.insertAbsent([row('b')]),
      () => rows.get('a'),
      () => listOf(rows.find()),
      () => rows.count(),
      () => rows.tally(['lane']),
      () => rows.change({ _id: 'a' }, { $set: { open: false } }),
      () => rows.changeMany({}, { $set: { open: false } }),
      () => rows.remove({}),
      () => opened.ping(),
      () => opened.now(),
      () => opened.photos.put(Buffer.from('x')),
      () => opened.photos.get('0'.repeat(64)),
    ];
    const errors = await Promise.all(
      verbs.map((verb) =>
        verb().then(
          () => 'answered',
          (error: unknown) => error,
        ),
      ),
    );
    for (const error of errors) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(error).toMatchObject({ kind: 'down' });
    }
    await wire.join();
    expect((await rows.get('a'))?.open).toBe(true);
    await rows.remove({});
  });
});
