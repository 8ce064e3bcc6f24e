import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable, type Store } from '../../src/store/collection.js';
import { createBench } from './store-bench.js';
import { row, type Row } from './store-rows.js';
import { changeCases } from './store-changes.js';
import { documentCases } from './store-documents.js';
import { filterCases } from './store-filters.js';
import { orderCases } from './store-order.js';

type Open = () => Promise<{ store: Store; cleanUp: () => Promise<void> }>;

/**
 * What both drivers must do the same; each case is a sentence.
 * @param lacks what MongoDB documents and a stand-in server is known not to have: those cases are skipped by name
 */
export function storeContract(name: string, open: Open, lacks: ReadonlySet<string> = new Set()): void {
  describe(`the store on ${name}`, () => {
    const bench = createBench(open);
    documentCases(bench);
    filterCases(bench);
    orderCases(bench);
    changeCases(bench, lacks);
    test('all unique indexes are there', async () => expect(await bench.store.indexesPresent()).toBe(true));
    test('an undeclared collection is refused', () =>
      expect(() => bench.store.collection('odd' as never)).toThrow('not declared'));
    test('the store answers and tells a time', async () => {
      await bench.store.ping();
      expect(await bench.store.now()).toBeInstanceOf(Date);
    });
    test('a closed store says so in every verb', async () => {
      const { store, cleanUp } = await open();
      const rows = store.collection<Row>('outbox');
      await store.close();
      const verbs = [
        () => rows.insert(row('a')),
        () => rows.insertAbsent([row('a')]),
        () => rows.get('a'),
        () => rows.find()[Symbol.asyncIterator]().next(),
        () => rows.count(),
        () => rows.tally(['lane']),
        () => rows.change({ _id: 'a' }, { $set: { open: false } }),
        () => rows.changeMany({}, { $set: { open: false } }),
        () => rows.remove({}),
        () => store.ping(),
      ];
      for (const verb of verbs) await expect(verb()).rejects.toBeInstanceOf(StoreUnavailable);
      await cleanUp();
    });
  });
}
