import { readFile } from 'node:fs/promises';
import type { Gateway } from './delivery/gateway-port.js';
import { CodedError } from './errors.js';
import type { Log } from './log.js';
import { readOrgFile } from './people/org-file.js';
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
  const changed = await resolvePeople(await people.people(), gateway);
  for (const person of changed) await people.savePerson(person);
  const unresolved = (await people.people()).filter(
    (person) => person.state === 'active' && person.openId === undefined,
  ).length;
  log.info(
    { people: read.file.people.length, units: read.file.units.length, unresolved },
    'organisation file read',
  );
  return left;
}
