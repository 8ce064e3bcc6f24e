import { expect, test } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { createWorker } from '../../src/wiring/worker.js';

test('a nudge makes a pass while something is due, and none where nothing is', async () => {
  // Four a second may go to one chat: of ten that came together six wait, and no event will tell of them.
  let due = 10;
  let passes = 0;
  const worker = createWorker(
    () => {
      passes += 1;
      due = Math.max(0, due - 4);
      return Promise.resolve();
    },
    () => Promise.resolve(due),
    createLog('silent'),
  );
  worker.wake();
  for (let second = 0; second < 10; second += 1) {
    await worker.nudge();
    await worker.idle();
  }
  expect({ due, passes }).toEqual({ due: 0, passes: 3 });
  await worker.stop();
});
