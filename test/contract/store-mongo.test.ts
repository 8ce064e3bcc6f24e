import { describe, test } from '@jest/globals';
import { openFreshMongo, serverAt } from '../harness/store.js';
import { storeContract } from './store-contract.js';

const uri = process.env['MONGODB_URI'];

if (uri === undefined) {
  describe('the store on MongoDB', () => {
    test.skip('MONGODB_URI is not set: the contract ran on SQLite only (.ci/mongo.sh starts a server)', () =>
      undefined);
  });
  process.stderr.write('store-mongo: MONGODB_URI is not set, the contract suite ran on SQLite only\n');
} else {
  const server = await serverAt(uri);
  for (const lack of server.lacks) process.stderr.write(`store-mongo: ${server.name} lacks: ${lack}\n`);
  storeContract(server.name, openFreshMongo(uri), server.lacks);
}
