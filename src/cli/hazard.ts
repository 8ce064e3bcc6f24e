import { writeFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import { dayOf } from '../calendar.js';
import { systemClock } from '../clock.js';
import { correctionOf } from '../hazards/corrections.js';
import type { Hazard } from '../hazards/hazard.js';
import { buildLedger } from '../papers/ledger.js';
import { ledgerRows } from '../screens/files/ledger-rows.js';
import { createHazardStore } from '../store/hazards.js';
import { createPeopleStore } from '../store/people.js';
import type { Command } from './command.js';
import { withStore } from './context.js';

export const command: Command = {
  usage: 'hazard export [--to ledger.xlsx] | hazard corrections',
  summary:
    'Writes the whole ledger as .xlsx (here, if no place is given); corrections prints what people put right, for `understand --learn`.',
  run(args, io) {
    if (args[0] === 'corrections')
      return withStore(io, async (store) => {
        for await (const hazard of store.collection<Hazard>('hazards').find()) {
          const correction = correctionOf(hazard);
          if (correction !== undefined) io.stdout.write(`${JSON.stringify(correction)}\n`);
        }
        return 0;
      });
    const at = args.indexOf('--to');
    const to = at < 0 ? `hazards-${dayOf(systemClock.now())}.xlsx` : args[at + 1];
    if (args[0] !== 'export' || to === undefined) {
      io.stderr.write(`usage: ${this.usage}\n`);
      return Promise.resolve(2);
    }
    return withStore(io, async (store) => {
      const now = systemClock.now();
      const org = await createPeopleStore(store, () => now, ulid).org();
      const hazards = await createHazardStore(store).find({ limit: 100_000 });
      const file = await buildLedger({
        meta: { recordId: 'ledger', recordVersion: 1, at: now },
        bureau: org.settings.bureauName,
        scope: org.settings.bureauName,
        cutoff: now,
        rows: ledgerRows(hazards, org),
      });
      await writeFile(to, file);
      io.stdout.write(`${hazards.length} hazards written to ${to}\n`);
      return 0;
    });
  },
};
