import { afterAll, beforeAll, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/store/canonical.js';
import { DuplicateKey, listOf, NotStorable, type Collection } from '../../src/store/collection.js';
import { SHAPES, type CollectionName } from '../../src/store/models.js';
import { openFreshMongo, openTempSqlite, serverAt, type TempStore } from '../harness/store.js';
import { ModelCollection } from './store-model.js';
import { histories, type Operation } from './store-operations.js';

type Doc = { readonly _id: string };
interface Side {
  readonly name: string;
  collection(name: CollectionName): Collection<Doc>;
}

const uri = process.env['MONGODB_URI'];
/** Random histories a run; each has 20 to 60 steps. */
const RUNS = Number(process.env['STORE_RUNS'] ?? (uri === undefined ? 60 : 30));
const NAMES = ['outbox', 'people', 'hazards'] as const;
const server = uri === undefined ? undefined : (await serverAt(uri)).name;

describe(`SQLite, the reference model${server === undefined ? '' : ` and ${server}`}`, () => {
  const opened: TempStore[] = [];
  const sides: Side[] = [];
  let steps = 0;

  beforeAll(async () => {
    const sqlite = await openTempSqlite();
    opened.push(sqlite);
    sides.push({ name: 'SQLite', collection: (name) => sqlite.store.collection(name) });
    if (uri === undefined) return;
    const mongo = await openFreshMongo(uri)();
    opened.push(mongo);
    sides.push({ name: server ?? '', collection: (name) => mongo.store.collection(name) });
  });
  afterAll(async () => {
    for (const one of opened) await one.cleanUp();
    process.stderr.write(
      `store-differential: ${steps} random operations, the same on ${['the model', ...sides.map((side) => side.name)].join(', ')}\n`,
    );
  });

  test('random histories give the same answers, errors and final contents', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (operations) => {
        const model = modelSide();
        for (const side of sides) for (const name of NAMES) await side.collection(name).remove({});
        for (const operation of operations) {
          steps += 1;
          const wanted = await answer(model, operation);
          for (const side of sides) same(side, operation.told, await answer(side, operation), wanted);
        }
        for (const name of NAMES) {
          const wanted = canonical(await listOf(model.collection(name).find()));
          for (const side of sides)
            same(side, `contents of ${name}`, canonical(await listOf(side.collection(name).find())), wanted);
        }
      }),
      { numRuns: RUNS },
    );
  }, 1_800_000);
});

function modelSide(): Side {
  const collections = new Map(SHAPES.map((shape) => [shape.name, new ModelCollection(shape)]));
  return { name: 'model', collection: (name) => collections.get(name) as unknown as Collection<Doc> };
}

async function answer(side: Side, operation: Operation): Promise<string> {
  try {
    return canonical((await operation.run(side.collection(operation.on))) ?? 'nothing');
  } catch (error) {
    if (error instanceof DuplicateKey) return `taken: ${error.index}`;
    if (error instanceof NotStorable) return `refused: ${error.path}`;
    if (error instanceof RangeError) return `out of range: ${error.message}`;
    throw new Error(`${side.name}: ${operation.told}`, { cause: error });
  }
}

function same(side: Side, told: string, got: string, wanted: string): void {
  if (got !== wanted) throw new Error(`${side.name} differs\n  ${told}\n  got    ${got}\n  wanted ${wanted}`);
}
