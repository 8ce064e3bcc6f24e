import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { syntaxRemedy, valueRemedy } from './org-problems.js';
import { BUREAU_ROLES, UNIT_KINDS, type BureauRole, type UnitKind } from './person.js';

export interface FilePerson {
  readonly name: string;
  readonly post: string;
  readonly mobile?: string;
  readonly email?: string;
  readonly unit?: string;
  readonly roles: readonly BureauRole[];
}

export interface FileUnit {
  readonly name: string;
  readonly kind: UnitKind;
  readonly aliases: readonly string[];
  readonly deputy: string;
  readonly head: string;
  readonly officer: string;
}

export interface OrgFile {
  readonly bureau: string;
  readonly people: readonly FilePerson[];
  readonly units: readonly FileUnit[];
}

/** What is wrong, where, and what to do: for the person who edits the file. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/** `email:` with nothing behind it is the same as not written. */
const blank = (value: unknown): unknown =>
  typeof value !== 'string' ? value : value.trim() === '' ? undefined : value.trim();

const person = z.strictObject({
  name: z.string().trim().min(1, '要写姓名'),
  post: z.string().trim().min(1, '要写岗位').default('职工'),
  mobile: z.preprocess(blank, z.string().optional()),
  email: z.preprocess(blank, z.email('邮箱写法不对，应像 name@example.com').optional()),
  unit: z.preprocess(blank, z.string().trim().optional()),
  roles: z.array(z.enum(BUREAU_ROLES, `只能是 ${BUREAU_ROLES.join('、')}`)).default([]),
});
const someone = z.union(
  [z.string().trim().min(1), person.omit({ unit: true })],
  '写姓名，或写 { name, post, mobile }',
);
const file = z.strictObject({
  bureau: z.string().trim().min(1, '要写局名'),
  people: z.array(person).default([]),
  units: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1, '要写单位名'),
        kind: z.enum(UNIT_KINDS, `只能是 ${UNIT_KINDS.join('、')}`),
        aliases: z.array(z.string()).default([]),
        deputy: z.string('写分管领导的姓名').trim().min(1),
        head: someone,
        officer: someone,
        staff: z.array(person.omit({ unit: true })).default([]),
      }),
    )
    .min(1, '至少写一个单位'),
});

/**
 * Reads the organisation file. Problems name the line and the remedy; all of them are found in one go. Warnings
 * (two people with one number, fewer than two keepers) don't make the file unusable.
 * @param bytes the file as it is, so that a wrong encoding can be told
 */
export function readOrgFile(
  bytes: Uint8Array,
):
  | { ok: true; file: OrgFile; warnings: readonly FileProblem[] }
  | { ok: false; problems: readonly FileProblem[] } {
  const text = decoded(bytes);
  if (text === undefined)
    return {
      ok: false,
      problems: [{ line: 1, column: 1, problem: '文件不是 UTF-8 编码（像是 GBK）：请另存为 UTF-8 再试' }],
    };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, schema: 'failsafe' });
  const syntax = document.errors.map((error) => {
    const at = place(lines, error.pos[0]);
    return { ...at, problem: syntaxRemedy(text.split('\n')[at.line - 1] ?? '', error) };
  });
  // One slip makes many errors: the first of each line is enough.
  if (syntax.length > 0)
    return {
      ok: false,
      problems: syntax.filter((one, index) => syntax.findIndex(({ line }) => line === one.line) === index),
    };
  const read = file.safeParse(plainValue(document));
  if (!read.success) {
    const problems = read.error.issues.map((issue) => ({
      ...placeOf(document, lines, issue.path as (string | number)[]),
      problem: valueRemedy(issue),
    }));
    return { ok: false, problems };
  }
  const { org, problems, warnings } = gather(read.data, document, lines);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: org, warnings };
}

function gather(
  data: z.infer<typeof file>,
  document: Document,
  lines: LineCounter,
): { org: OrgFile; problems: FileProblem[]; warnings: FileProblem[] } {
  const problems: FileProblem[] = [];
  const warnings: FileProblem[] = [];
  const people: FilePerson[] = [];
  const say = (path: readonly (string | number)[], problem: string): void =>
    void problems.push({ ...placeOf(document, lines, path), problem });
  const add = (
    raw: z.infer<typeof person>,
    path: readonly (string | number)[],
    unit: string | undefined,
  ): string => {
    const mobile = raw.mobile === undefined ? undefined : normalMobile(raw.mobile);
    if (mobile === null)
      say([...path, 'mobile'], `${raw.name}的手机号“${raw.mobile}”不是11位手机号，请改正，或改写 email`);
    if (people.some((other) => other.name === raw.name && other.unit === unit))
      say(path, `${raw.name}写了两次，请删掉一处`);
    const same = people.find(
      (other) =>
        (typeof mobile === 'string' && other.mobile === mobile) ||
        (raw.email !== undefined && other.email?.toLowerCase() === raw.email.toLowerCase()),
    );
    if (same !== undefined && same.name !== raw.name)
      warnings.push({
        ...placeOf(document, lines, [...path, typeof mobile === 'string' ? 'mobile' : 'email']),
        problem: `${raw.name}和${same.name}的手机号或邮箱相同，对不上飞书账号，请核对`,
      });
    people.push({
      name: raw.name,
      post: raw.post,
      roles: raw.roles,
      ...(typeof mobile === 'string' ? { mobile } : {}),
      ...(raw.email === undefined ? {} : { email: raw.email }),
      ...(unit === undefined ? {} : { unit }),
    });
    return raw.name;
  };
  data.people.forEach((raw, index) => add(raw, ['people', index], raw.unit));
  const units = data.units.map((unit, index): FileUnit => {
    const nameOf = (value: z.infer<typeof someone>, key: string): string =>
      typeof value === 'string'
        ? value
        : add({ ...value, unit: unit.name }, ['units', index, key], unit.name);
    unit.staff.forEach((raw, n) => add({ ...raw, unit: unit.name }, ['units', index, 'staff', n], unit.name));
    const head = nameOf(unit.head, 'head');
    const officer = nameOf(unit.officer, 'officer');
    return { name: unit.name, kind: unit.kind, aliases: unit.aliases, deputy: unit.deputy, head, officer };
  });
  units.forEach((unit, index) => {
    for (const key of ['deputy', 'head', 'officer'] as const) {
      const named = people.filter((known) => known.name === unit[key]);
      const meant = named.filter((known) => known.unit === (key === 'deputy' ? undefined : unit.name));
      if (named.length > 1 && meant.length !== 1)
        say(
          ['units', index, key],
          `名册里有${named.length}个${unit[key]}，分不清是哪一个：${key === 'deputy' ? '请在姓名后加字区分' : `请给本人写上 unit: ${unit.name}`}`,
        );
      if (named.length === 0)
        say(['units', index, key], `名册里没有${unit[key]}：请在 people 或 staff 里写上，或改正姓名`);
    }
    if (units.findIndex((other) => other.name === unit.name) !== index)
      say(['units', index, 'name'], `单位${unit.name}写了两次`);
  });
  for (const known of people)
    if (known.unit !== undefined && !units.some((unit) => unit.name === known.unit))
      say(['people'], `${known.name}所在的单位“${known.unit}”没有写在 units 里`);
  for (const [role, word] of [
    ['director', '局长'],
    ['committeeOffice', '安委办'],
    ['admin', '管理员'],
  ] as const)
    if (!people.some((known) => known.roles.includes(role)))
      say(['people'], `没有${word}：请给一个人写上 roles: [${role}]`);
  if (people.filter((known) => known.roles.includes('keeper')).length < 2)
    warnings.push({
      ...placeOf(document, lines, ['people']),
      problem: '匿名身份保管人不足两位：请给两个人写上 roles: [keeper]，否则匿名上报人的身份无法依规查询',
    });
  return { org: { bureau: data.bureau, people, units }, problems, warnings };
}

/** Full-width digits, +86, blanks and dashes read away; 11 digits are a mobile, anything else is not. */
export function normalMobile(raw: string): string | null {
  const digits = raw
    .normalize('NFKC')
    .replace(/^\+?86(?=[\s-]*1)/u, '')
    .replace(/[\s()-]/gu, '');
  return /^1\d{10}$/u.test(digits) ? digits : null;
}

/** The failsafe schema keeps every scalar as typed: a number with leading zeros stays what it is (cases.md 93). */
function plainValue(document: Document): unknown {
  const walk = (node: unknown): unknown => {
    if (isMap(node))
      return Object.fromEntries(
        node.items.map((pair) => [String((pair.key as { value?: unknown }).value), walk(pair.value)]),
      );
    if (isSeq(node)) return node.items.map(walk);
    return isScalar(node) ? String(node.value ?? '') : undefined;
  };
  return walk(document.contents);
}

function placeOf(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
): { line: number; column: number } {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range !== undefined && node.range !== null) return place(lines, node.range[0]);
  }
  return { line: 1, column: 1 };
}

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
