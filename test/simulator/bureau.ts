import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readOrgFile, type OrgFile } from '../../src/people/org-file.js';
import type { SimDepartment, SimPerson } from './state.js';

export const ORG_FILE = new URL('../../org.example.yaml', import.meta.url).pathname;

/** Who is in the tenant, where they belong, and which groups there are. */
export interface Bureau {
  readonly people: readonly SimPerson[];
  readonly groups: readonly SimGroup[];
  readonly departments?: readonly SimDepartment[];
}

export interface SimGroup {
  readonly chatId: string;
  readonly name: string;
  /** open_ids. */
  readonly members: readonly string[];
  /** Is the bot inside? */
  readonly bot: boolean;
  readonly topics?: boolean;
  readonly owner?: string;
  readonly otherBots?: number;
}

/** One line of a list of names. */
export interface Listed {
  readonly name: string;
  readonly title: string;
  readonly mobile?: string;
  readonly email?: string;
  /** Names of units; the first is the main one. */
  readonly units: readonly string[];
}

const short = (text: string): string => createHash('md5').update(text).digest('hex').slice(0, 16);
export const openIdOf = (name: string): string => `ou_${short(name)}`;
export const departmentIdOf = (unit: string): string => `od-${short(unit)}`;

export const GROUPS = { bureau: 'oc_bureau', home1: 'oc_home_1', home2: 'oc_home_2' } as const;

/** A tenant from a list of people: units become departments below one bureau, everybody gets a face. */
export function bureauFrom(name: string, list: readonly Listed[], groups: readonly SimGroup[]): Bureau {
  const root = departmentIdOf(name);
  const units = [...new Set(list.flatMap((person) => person.units))];
  return {
    departments: [
      { id: root, name, parent: '0' },
      ...units.map((unit) => ({ id: departmentIdOf(unit), name: unit, parent: root })),
    ],
    people: list.map((person): SimPerson => ({
      openId: openIdOf(person.name),
      name: person.name,
      title: person.title,
      departments: person.units.length === 0 ? [root] : person.units.map(departmentIdOf),
      ...(person.mobile === undefined ? {} : { mobile: person.mobile }),
      ...(person.email === undefined ? {} : { email: person.email }),
    })),
    groups,
  };
}

/** The whole bureau of org.example.yaml as Feishu knows it, with three groups and 许倩, who is not in the file. */
export async function exampleBureau(): Promise<Bureau & { file: OrgFile }> {
  const read = readOrgFile(await readFile(ORG_FILE));
  if (!read.ok)
    throw new Error(read.problems.map((problem) => `${problem.line}: ${problem.problem}`).join('\n'));
  const { file } = read;
  const list = file.people.map((person): Listed => ({
    name: person.name,
    title: person.post,
    units: person.unit === undefined ? [] : [person.unit],
    ...(person.mobile === undefined ? {} : { mobile: person.mobile }),
    ...(person.email === undefined ? {} : { email: person.email }),
  }));
  const newcomer: Listed = {
    name: '许倩',
    title: '护理员（新来的）',
    mobile: '10000000099',
    units: ['一号养老院'],
  };
  const all = [...list, newcomer];
  const inUnit = (unit: string): string[] =>
    all.filter((person) => person.units.includes(unit)).map((person) => openIdOf(person.name));
  const everybody = all.map((person) => openIdOf(person.name));
  const groups: readonly SimGroup[] = [
    { chatId: GROUPS.bureau, name: '民政安全群', members: everybody, bot: true },
    { chatId: GROUPS.home1, name: '一号养老院群', members: inUnit('一号养老院'), bot: true },
    { chatId: GROUPS.home2, name: '二号养老院工作群', members: inUnit('二号养老院'), bot: true },
  ];
  return { file, ...bureauFrom('民政局', all, groups) };
}
