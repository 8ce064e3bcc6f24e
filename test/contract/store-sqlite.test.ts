import { openTempSqlite } from '../harness/store.js';
import { storeContract } from './store-contract.js';

storeContract('SQLite', openTempSqlite);
