import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
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

const person = z.strictObject({
  name: z.string().trim().min(1, '要写姓名'),
  post: z.string().trim().min(1, '要写岗位').default('职工'),
  mobile: z.union([z.string(), z.number()]).optional(),
  email: z.string().trim().optional(),
  unit: z.string().trim().optional(),
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
 * Reads the organisation file. Problems name the line and the remedy; all of them are found in one go.
 * @param bytes the file as it is, so that a wrong encoding can be told
 */
export function readOrgFile(
  bytes: Uint8Array,
): { ok: true; file: OrgFile } | { ok: false; problems: readonly FileProblem[] } {
  const text = decoded(bytes);
  if (text === undefined)
    return {
      ok: false,
      problems: [{ line: 1, column: 1, problem: '文件不是 UTF-8 编码（像是 GBK）：请另存为 UTF-8 再试' }],
    };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, schema: 'failsafe' });
  const syntax = document.errors.map((error) => ({
    ...place(lines, error.pos[0]),
    problem: syntaxRemedy(text, lines, error.pos[0]),
  }));
  if (syntax.length > 0) return { ok: false, problems: syntax };
  const read = file.safeParse(plainValue(document));
  if (!read.success) {
    const problems = read.error.issues.map((issue) => ({
      ...placeOf(document, lines, issue.path as (string | number)[]),
      problem: `${issue.path.join('.') || '文件'}：${issue.code === 'unrecognized_keys' ? `不认识 ${issue.keys.join('、')}，请删掉或改正写法` : issue.message}`,
    }));
    return { ok: false, problems };
  }
  const { org, problems } = gather(read.data, document, lines);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: org };
}

function gather(
  data: z.infer<typeof file>,
  document: Document,
  lines: LineCounter,
): { org: OrgFile; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const people: FilePerson[] = [];
  const say = (path: readonly (string | number)[], problem: string): void =>
    void problems.push({ ...placeOf(document, lines, path), problem });
  const add = (
    raw: z.infer<typeof person>,
    path: readonly (string | number)[],
    unit: string | undefined,
  ): string => {
    const mobile = raw.mobile === undefined ? undefined : normalMobile(String(raw.mobile));
    if (mobile === null)
      say(
        [...path, 'mobile'],
        `${raw.name}的手机号“${String(raw.mobile)}”不是11位手机号，请改正，或改写 email`,
      );
    if (people.some((other) => other.name === raw.name && other.unit === unit))
      say(path, `${raw.name}写了两次，请删掉一处`);
    const same =
      mobile === undefined || mobile === null ? undefined : people.find((other) => other.mobile === mobile);
    if (same !== undefined) say([...path, 'mobile'], `${raw.name}和${same.name}的手机号相同，请核对`);
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
    for (const key of ['deputy', 'head', 'officer'] as const)
      if (!people.some((known) => known.name === unit[key]))
        say(['units', index, key], `名册里没有${unit[key]}：请在 people 或 staff 里写上，或改正姓名`);
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
  return { org: { bureau: data.bureau, people, units }, problems };
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

function syntaxRemedy(text: string, lines: LineCounter, offset: number): string {
  const line = text.split('\n')[place(lines, offset).line - 1] ?? '';
  if (line.includes('：')) return '冒号用了全角“：”，请改成半角“: ”（后面留一个空格）';
  if (line.includes('\t')) return '这一行用了制表符缩进，请改成空格';
  return '格式不对：请看缩进和冒号后的空格是否齐全';
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
