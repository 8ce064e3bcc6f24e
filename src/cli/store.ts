import { backupStore, restoreStore } from '../store/backup.js';
import type { Store } from '../store/collection.js';
import { copyStore, type Progress } from '../store/move.js';
import { openStore, type StoreOptions } from '../store/open.js';
import { adoptStore } from '../store/switch.js';
import type { Command, CommandIo } from './command.js';
import { storeHere } from './context.js';

type Env = CommandIo['env'];
type Say = (line: string) => void;

const USAGE =
  'store copy --to <mongodb://… | folder> | store adopt | store backup --to <file> | store restore --from <file> [--skip-codes 50]';

export const command: Command = {
  usage: USAGE,
  summary:
    'Moves, backs up and restores everything that is stored (the store is the one of MONGODB_URI or DATA_DIR).',
  async run(args, io) {
    const say: Say = (line) => void io.stdout.write(`${line}\n`);
    const [verb, ...rest] = args;
    const options = optionsOf(rest);
    try {
      if (verb === 'copy' && options?.['to'] !== undefined) return await copy(options['to'], io.env, say);
      if (verb === 'adopt' && rest.length === 0) return await adopt(io.env, say);
      if (verb === 'backup' && options?.['to'] !== undefined) return await backup(options['to'], io.env, say);
      if (verb === 'restore' && options?.['from'] !== undefined) return await restore(options, io.env, say);
    } catch (error) {
      // What the operator can mend is said in plain words; a file system's own message names the file.
      io.stderr.write(`${String((error as Partial<Error> | undefined)?.message ?? error)}\n`);
      return 1;
    }
    io.stderr.write(`usage: ${USAGE}\n`);
    return 2;
  },
};

/** `--name value` pairs; undefined when it is something else. */
function optionsOf(args: readonly string[]): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 2) {
    const [name, value] = [args[i] ?? '', args[i + 1]];
    if (!['--to', '--from', '--skip-codes'].includes(name) || value === undefined) return undefined;
    found[name.slice(2)] = value;
  }
  return found;
}

/** A folder, or the address of a MongoDB; what it is called in messages never holds the password. */
function there(to: string): StoreOptions & { readonly told: string } {
  const mongo = /^mongodb(\+srv)?:\/\//u.test(to);
  return mongo ? { dataDir: '.', mongodbUri: to, told: 'MongoDB' } : { dataDir: to, told: to };
}

async function using<R>(options: StoreOptions, work: (store: Store) => Promise<R>): Promise<R> {
  const store = await openStore(options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function progressTo(say: Say): (progress: Progress) => void {
  return ({ name, done, of }) => {
    if (done === of || done % 5000 === 0) say(`  ${name}: ${done} of ${of}`);
  };
}

function copy(to: string, env: Env, say: Say): Promise<number> {
  const target = there(to);
  return using({ ...storeHere(env), beside: true }, (from) =>
    using(target, async (into) => {
      const report = await copyStore(from, into, { onProgress: progressTo(say) });
      tellMissing(report.missingPhotos, say);
      if (report.differing.length > 0) {
        say(
          `${report.differing.join(', ')} changed while copying: stop the bot, then run the same copy again (it only takes what is new).`,
        );
        return 1;
      }
      say(`${report.documents} documents and ${report.photos} photos are the same in ${target.told}.`);
      say(
        'The copy is switched off. Stop the bot, run the same copy once more, point MONGODB_URI or DATA_DIR at it, then: store adopt',
      );
      return 0;
    }),
  );
}

function adopt(env: Env, say: Say): Promise<number> {
  return using({ ...storeHere(env), beside: true }, async (store) => {
    say(
      (await adoptStore(store))
        ? 'The store is in use now: what waits in its outbox will be sent.'
        : 'The store was in use already.',
    );
    return 0;
  });
}

function backup(file: string, env: Env, say: Say): Promise<number> {
  return using({ ...storeHere(env), beside: true }, async (store) => {
    const report = await backupStore(store, file, { onProgress: progressTo(say) });
    tellMissing(report.missingPhotos, say);
    say(
      `${report.documents} documents and ${report.photos} photos are in ${file}. Keep it where only the operators can read it.`,
    );
    return 0;
  });
}

function restore(options: Readonly<Record<string, string>>, env: Env, say: Say): Promise<number> {
  const skipCodes = Number(options['skip-codes'] ?? 50);
  if (!Number.isSafeInteger(skipCodes) || skipCodes < 0)
    throw new Error('--skip-codes is a whole number, 0 or more');
  return using(storeHere(env), async (store) => {
    const report = await restoreStore(options['from'] ?? '', store, {
      skipCodes,
      onProgress: progressTo(say),
    });
    say(`${report.documents} documents and ${report.photos} photos are back.`);
    for (const { counter, from, to } of report.skipped)
      say(
        `The codes ${counter}-${four(from)} to ${counter}-${four(to)} will not be given: some may have been after the backup.`,
      );
    say('The store is switched off. Look at it, then: store adopt');
    return 0;
  });
}

const four = (n: number): string => String(n).padStart(4, '0');

function tellMissing(photos: readonly string[], say: Say): void {
  if (photos.length > 0)
    say(
      `${photos.length} photos are spoken of but not there, as before: ${photos.slice(0, 3).join(', ')}${photos.length > 3 ? ' …' : ''}`,
    );
}
