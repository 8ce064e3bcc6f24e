import { openStore } from '../../src/store/open.js';
import { row, type Row } from './store-rows.js';

/*
 * A process of its own that opens the built-in store and inserts for ever; after each acknowledged insert it says
 * so. It ends when it is killed. Arguments: the folder, and where to begin counting.
 */
const [dataDir = '', first = '0'] = process.argv.slice(2);
const store = await openStore({ dataDir });
const rows = store.collection<Row>('outbox');
process.stdout.write('open\n');
for (let n = Number(first); ; n += 1) {
  await rows.insert(row(`r${n}`, { error: '三楼灯不亮'.repeat(50) }));
  await rows.change({ _id: `r${n}` }, { $inc: { started: 1 } });
  process.stdout.write(`${n}\n`);
}
