import { openTempStore } from '../harness/store.js';
import { storeContract } from './store-contract.js';

storeContract('SQLite', openTempStore);
