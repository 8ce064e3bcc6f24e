import { pathToFileURL } from 'node:url';
import { CodedError } from '../errors.js';
import { StoreUnavailable } from '../store/collection.js';
import type { Command, CommandIo } from './command.js';

/** Each command is loaded only when asked for, so that `understand` does not pay for the store. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  'check-config': () => import('./check-config.js'),
  understand: () => import('./understand.js'),
  org: () => import('./org.js'),
  store: () => import('./store.js'),
  outbox: () => import('./outbox.js'),
  jobs: () => import('./jobs.js'),
  hazard: () => import('./hazard.js'),
};

/** The short names that operators' scripts rely on (design.md §6), and what each stands for. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  'migrate-store': ['store', 'copy'],
  backup: ['store', 'backup'],
  restore: ['store', 'restore'],
};

/**
 * Finds the command by its name and runs it.
 * @param argv arguments after the program's own name
 * @returns the exit code; 2 with the usage text for an unknown command
 */
export async function runCli(argv: readonly string[], io: CommandIo): Promise<number> {
  const [first = '', ...rest] = argv;
  const [name, ...args] = [
    ...(Object.hasOwn(SHORT, first) ? (SHORT[first] ?? []) : argv.slice(0, 1)),
    ...rest,
  ];
  const load = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  if (load === undefined) {
    io.stderr.write(`usage: npm run cli -- <command>\n\n${await usage()}`);
    return name === undefined || name === 'help' ? 0 : 2;
  }
  const { command } = await load();
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!isPlain(error)) throw error;
    io.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

/** What the operator can mend (no such folder, a store that does not answer) is said in words, without a stack. */
const isPlain = (error: unknown): boolean =>
  error instanceof CodedError ||
  error instanceof StoreUnavailable ||
  (error as { syscall?: unknown } | undefined)?.syscall !== undefined;

async function usage(): Promise<string> {
  const lines = await Promise.all(
    Object.values(COMMANDS).map(async (load) => {
      const { command } = await load();
      return `  ${command.usage}\n      ${command.summary}\n`;
    }),
  );
  const short = Object.entries(SHORT).map(([name, words]) => `  ${name} = ${words.join(' ')}\n`);
  return [...lines, ...short].join('');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // `| head` has seen enough: no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await runCli(process.argv.slice(2), process);
}
