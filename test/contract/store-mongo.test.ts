import { describe, test } from '@jest/globals';
import { openFreshMongo } from '../harness/store.js';
import { storeContract } from './store-contract.js';

const uri = process.env['MONGODB_URI'];

if (uri === undefined) {
  describe('the store on MongoDB', () => {
    test.skip('needs MONGODB_URI (.ci/mongo.sh starts a server): not run here', () => undefined);
  });
  process.stderr.write('store-mongo: MONGODB_URI is not set, the contract suite ran on SQLite only\n');
} else storeContract('MongoDB', openFreshMongo(uri));
