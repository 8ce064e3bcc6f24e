import { systemClock } from '../clock.js';
import { reviveEvent } from '../delivery/inbox.js';
import { retryRow } from '../delivery/outbox.js';
import type { InboxRow, OutboxRow } from '../delivery/rows.js';
import type { Command } from './command.js';
import { withStore } from './context.js';

/** The operator's view of what waits, failed or was given up, and how to try again. */
export const command: Command = {
  usage: 'outbox list | outbox retry <id>',
  summary:
    'Shows rows that wait or failed (and events that could not be handled); puts one back to be tried again.',
  run(args, io) {
    const [what, id] = args;
    return withStore(io, async (store) => {
      const outbox = store.collection<OutboxRow>('outbox');
      const inbox = store.collection<InboxRow>('inbox');
      if (what === 'retry' && id !== undefined) {
        const again = (await retryRow(outbox, id, systemClock.now())) || (await reviveEvent(inbox, id));
        if (again) io.stdout.write('it will be tried again\n');
        else io.stderr.write('nothing that failed has this id\n');
        return again ? 0 : 1;
      }
      if (what !== 'list') {
        io.stderr.write(`usage: ${this.usage}\n`);
        return 2;
      }
      let listed = 0;
      for await (const row of outbox.find(
        { state: { $in: ['waiting', 'sending', 'failed', 'uncertain', 'dead'] } },
        { sort: { createdAt: 1 } },
      )) {
        listed += 1;
        io.stdout.write(
          `${row.state.padEnd(9)} ${row._id} wake ${row.wakeAt?.toISOString() ?? '-'} tries ${row.started} ${row.error ?? ''}\n`,
        );
      }
      for await (const row of inbox.find({ state: 'dead' })) {
        listed += 1;
        io.stdout.write(`dead event ${row._id} ${row.error ?? ''}\n`);
      }
      if (listed === 0) io.stdout.write('nothing waits and nothing failed\n');
      return 0;
    });
  },
};
