import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ulid } from 'ulid';
import { exportOrg } from '../people/export-org.js';
import { readOrgFile } from '../people/org-file.js';
import { createPeopleStore } from '../store/people.js';
import type { Command } from './command.js';
import { withStore } from './context.js';

const WHY: Readonly<Record<string, string>> = {
  pending: '还没有查过：启动一次服务，或稍后再看',
  'not-found': '通讯录里没有这个手机号或邮箱：请核对，或请本人私聊助手“我是某某，某单位某岗位”',
  ambiguous: '这个手机号对应两个账号：请改写邮箱，或请本人私聊助手登记',
  'out-of-range': '不在应用的可用范围里：请在管理后台放开',
  'no-contact': '没有写手机号或邮箱：请补上，或请本人私聊助手登记',
};

/** `org check`: problems of the file with line and remedy, and who has no Feishu account yet. */
export const command: Command = {
  usage: 'org check|import|export [--file org.yaml]',
  summary: 'Checks the organisation file, takes it in, or writes the present organisation as YAML.',
  async run(args, io) {
    const [what] = args;
    const at = args.indexOf('--file');
    const file = (at < 0 ? undefined : args[at + 1]) ?? io.env['ORG_FILE'] ?? './org.yaml';
    if (what !== 'check' && what !== 'import' && what !== 'export') {
      io.stderr.write(`usage: ${this.usage}\n`);
      return 2;
    }
    if (what === 'export')
      return withStore(io, async (store) => {
        const org = await createPeopleStore(store, () => new Date(), ulid).org();
        io.stdout.write(stringify(exportOrg(org)));
        return 0;
      });
    const read = readOrgFile(await readFile(file));
    if (!read.ok) {
      for (const { line, column, problem } of read.problems)
        io.stderr.write(`${file}:${line}:${column} ${problem}\n`);
      return 1;
    }
    return withStore(io, async (store) => {
      const people = createPeopleStore(store, () => new Date(), ulid);
      if (what === 'import') await people.importFile(read.file);
      const unresolved = (await people.people()).filter(
        (person) => person.state === 'active' && person.openId === undefined,
      );
      for (const person of unresolved)
        io.stdout.write(`${person.name}（${person.post}）：${WHY[person.unresolved ?? 'pending'] ?? ''}\n`);
      io.stdout.write(
        `${read.file.people.length}人，${read.file.units.length}个单位，${unresolved.length}人还没有对上飞书账号\n`,
      );
      return 0;
    });
  },
};
