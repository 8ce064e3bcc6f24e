import { readFile } from 'node:fs/promises';
import { GatewayError, type Gateway } from './delivery/gateway-port.js';
import { CodedError } from './errors.js';
import type { Log } from './log.js';
import { readOrgFile } from './people/org-file.js';
import type { StoredPerson } from './people/import-org.js';
import { resolvePeople } from './people/resolve.js';
import type { PeopleStore } from './store/people.js';

/**
 * Reads the organisation file into the store and looks up who has no open_id yet. Whoever can't be found stays
 * unresolved and is listed by `org check`; the start is not refused for it.
 * @throws CodedError `org-file` naming each line and remedy when the file itself is wrong
 */
export async function syncOrg(
  people: PeopleStore,
  gateway: Pick<Gateway, 'findIds'>,
  file: string,
  log: Log,
): Promise<readonly string[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CodedError(
      'org-file',
      `ORG_FILE ${file} can't be read: copy org.example.yaml to org.yaml and fill it in`,
      { cause: error },
    );
  });
  const read = readOrgFile(bytes);
  if (!read.ok) {
    const lines = read.problems.map(({ line, column, problem }) => `  ${file}:${line}:${column} ${problem}`);
    throw new CodedError('org-file', `the organisation file is not usable:\n${lines.join('\n')}`);
  }
  for (const { line, problem } of read.warnings)
    log.warn({ file, line, problem }, 'organisation file: please check');
  const left = await people.importFile(read.file);
  await lookUp(people, gateway);
  const unresolved = (await people.people()).filter(
    (person) => person.state === 'active' && person.openId === undefined,
  ).length;
  log.info(
    { people: read.file.people.length, units: read.file.units.length, unresolved },
    'organisation file read',
  );
  return left;
}

/** Who was never answered for is asked for again after this, who was not found after a day; ms. */
const AGAIN_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Feishu may have been out of reach, or a scope missing, when the file was read, and some people get their account
 * later: they are looked up again by themselves.
 * @returns a function to be called at every tick
 */
export function createPeopleLookup(
  people: PeopleStore,
  gateway: Pick<Gateway, 'findIds'>,
  now: () => Date,
): () => Promise<void> {
  let nextAt = now().getTime() + AGAIN_MS;
  let dayAt = now().getTime() + DAY_MS;
  return async () => {
    const at = now().getTime();
    if (at < nextAt) return;
    nextAt = at + AGAIN_MS;
    const missing = (await people.people()).filter(
      (one) => one.state === 'active' && one.openId === undefined,
    );
    const waits = (one: StoredPerson): boolean => one.unresolved === 'pending';
    if (missing.length === 0 || (at < dayAt && !missing.some(waits))) return;
    if (at >= dayAt) dayAt = at + DAY_MS;
    await lookUp(people, gateway);
  };
}

async function lookUp(people: PeopleStore, { findIds }: Pick<Gateway, 'findIds'>): Promise<void> {
  const down = (error: unknown): boolean =>
    error instanceof GatewayError && (error.verdict !== 'our-bug' || error.code === NO_SCOPE);
  for (const person of await resolvePeople(await people.people(), { findIds, down }))
    if (person.openId === undefined) await people.savePerson(person);
    else await people.setOpenId(person._id, person.openId);
}

/** The app lacks a scope (contract §5.10). */
const NO_SCOPE = 99991672;
