import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ulid } from 'ulid';
import { systemClock } from '../clock.js';
import { checkOrg } from '../people/check-org.js';
import { exportOrg } from '../people/export-org.js';
import { mergeOrg } from '../people/import-org.js';
import { readOrgFile, type FileProblem } from '../people/org-file.js';
import { createPeopleStore } from '../store/people.js';
import type { Command } from './command.js';
import { withStore } from './context.js';

/** `org check`: problems of the file with line and remedy, and who has no Feishu account yet. */
export const command: Command = {
  usage: 'org check|import|export [--file org.yaml]',
  summary: 'Checks the organisation file, takes it in, or writes the present organisation as YAML.',
  async run(args, io) {
    const [what] = args;
    const at = args.indexOf('--file');
    const file = at < 0 ? (io.env['ORG_FILE'] ?? './org.yaml') : args[at + 1];
    if (file === undefined || (what !== 'check' && what !== 'import' && what !== 'export')) {
      io.stderr.write(`usage: ${this.usage}\n`);
      return 2;
    }
    if (what === 'export')
      return withStore(io, async (store) => {
        const org = await createPeopleStore(store, systemClock.now, ulid).org();
        io.stdout.write(stringify(exportOrg(org)));
        return 0;
      });
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
      io.stderr.write(`读不到名册 ${file}：请把 org.example.yaml 复制为 org.yaml 再填写，或用 --file 指明\n`);
      return 1;
    }
    const read = readOrgFile(bytes);
    const say = ({ line, column, problem }: FileProblem): void =>
      void io.stderr.write(`${file}:${line}:${column} ${problem}\n`);
    if (!read.ok) {
      read.problems.forEach(say);
      return 1;
    }
    read.warnings.forEach(say);
    return withStore(io, async (store) => {
      const people = createPeopleStore(store, systemClock.now, ulid);
      if (what === 'import') await people.importFile(read.file);
      const org = await people.org();
      // `check` changes nothing: it shows what would be stored.
      const { findings, unresolved } = checkOrg(
        what === 'import' ? org : { ...org, ...mergeOrg(read.file, org) },
      );
      for (const { who, remedy } of findings) io.stdout.write(`${who}：${remedy}\n`);
      io.stdout.write(
        `${read.file.people.length}人，${read.file.units.length}个单位，${unresolved}人还没有对上飞书账号\n`,
      );
      return 0;
    });
  },
};
