import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readOrgFile, type OrgFile } from '../../src/people/org-file.js';
import type { SimulatorOptions } from './index.js';
import type { SimPerson } from './state.js';

export const ORG_FILE = new URL('../../org.example.yaml', import.meta.url).pathname;

export const openIdOf = (name: string): string =>
  `ou_${createHash('md5').update(name).digest('hex').slice(0, 16)}`;

export const GROUPS = { bureau: 'oc_bureau', home1: 'oc_home_1', home2: 'oc_home_2' } as const;

/** The whole bureau of org.example.yaml as Feishu knows it, with three groups and 许倩, who is not in the file. */
export async function exampleBureau(): Promise<
  Pick<SimulatorOptions, 'people' | 'groups'> & { file: OrgFile }
> {
  const read = readOrgFile(await readFile(ORG_FILE));
  if (!read.ok)
    throw new Error(read.problems.map((problem) => `${problem.line}: ${problem.problem}`).join('\n'));
  const people = read.file.people.map((person): SimPerson => ({
    openId: openIdOf(person.name),
    name: person.name,
    title: person.post,
    ...(person.mobile === undefined ? {} : { mobile: person.mobile }),
    ...(person.email === undefined ? {} : { email: person.email }),
  }));
  const newcomer: SimPerson = {
    openId: openIdOf('许倩'),
    name: '许倩',
    title: '护理员（新来的）',
    mobile: '10000000099',
  };
  const inUnit = (unit: string): string[] =>
    read.file.people.filter((person) => person.unit === unit).map((person) => openIdOf(person.name));
  const all = [...people, newcomer].map((person) => person.openId);
  return {
    file: read.file,
    people: [...people, newcomer],
    groups: [
      { chatId: GROUPS.bureau, name: '民政安全群', members: all, bot: true },
      {
        chatId: GROUPS.home1,
        name: '一号养老院群',
        members: [...inUnit('一号养老院'), newcomer.openId],
        bot: true,
      },
      { chatId: GROUPS.home2, name: '二号养老院工作群', members: inUnit('二号养老院'), bot: true },
    ],
  };
}
