import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = new URL('..', import.meta.url).pathname;

function files(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) return name === 'data' ? [] : files(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

const imports = (path: string): readonly string[] =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'([@.\w][^'\s]*)'/gu)].map(
    (match) => match[1] ?? '',
  );
const resolved = (path: string, target: string): string =>
  target.startsWith('.') ? relative(root, join(root, path, '..', target)) : target;
const inRoom =
  (...rooms: readonly string[]) =>
  (path: string): boolean =>
    rooms.some((room) => path === room || path.startsWith(`${room}/`));

/** Who may not import what (design.md §2). */
const RULES: readonly {
  readonly name: string;
  readonly from: (path: string) => boolean;
  readonly never: RegExp;
}[] = [
  {
    name: 'domain rooms know no framework, store, card or messenger',
    from: inRoom('src/hazards', 'src/people', 'src/campaigns', 'src/meetings', 'src/tasks'),
    never:
      /^(koa|@koa|mongoose|libsql|@larksuiteoapi|node-cron|cards\/|jobs\/|src\/(?:store|delivery|feishu|listeners|screens)\/)/u,
  },
  {
    name: 'understanding is pure',
    from: inRoom('src/understanding'),
    never: /^(koa|mongoose|libsql|@larksuiteoapi|cards\/|src\/(?:store|delivery|feishu|listeners)\/)/u,
  },
  {
    name: 'cards draw and do nothing else',
    from: inRoom('cards'),
    never: /^(koa|mongoose|libsql|@larksuiteoapi|node:|src\/(?:store|delivery|feishu|listeners|screens)\/)/u,
  },
  {
    name: 'listeners know no store library and no SDK',
    from: inRoom('src/listeners'),
    never: /^(koa|mongoose|libsql|@larksuiteoapi)/u,
  },
  {
    name: 'feishu knows no domain, no card, no store',
    from: inRoom('src/feishu'),
    never: /^(cards\/|src\/(?:store|hazards|people)\/)/u,
  },
  {
    name: 'the store knows no card, no messenger',
    from: inRoom('src/store'),
    never: /^(cards\/|koa|@larksuiteoapi|src\/(?:feishu|listeners)\/)/u,
  },
  {
    name: 'nothing that ships loads the simulator or tests',
    from: inRoom('src', 'cards', 'jobs'),
    never: /^test\//u,
  },
];

const all = ['src', 'cards', 'jobs'].flatMap(files);

test.each(RULES)('$name', ({ from, never }) => {
  const wrong = all.filter(from).flatMap((path) =>
    imports(path)
      .map((target) => resolved(path, target))
      .filter((target) => never.test(target))
      .map((target) => `${path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('nothing that ships needs what is only there for tests', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const shipped = (target: string): boolean =>
    target.startsWith('.') ||
    target.startsWith('node:') ||
    Object.keys(dependencies).some((name) => target === name || target.startsWith(`${name}/`));
  const wrong = all.flatMap((path) =>
    imports(path)
      .filter((target) => !shipped(target))
      .map((target) => `${path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
  const build = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as { include: string[] };
  expect(build.include.filter((pattern) => pattern.startsWith('test'))).toEqual([]);
});

test('only one door to each library', () => {
  const doors: readonly [RegExp, RegExp][] = [
    [/^@larksuiteoapi/u, /^src\/feishu\//u],
    [/^@?koa/u, /^src\/(?:feishu\/|app\.ts)/u],
    [/^libsql/u, /^src\/store\/sqlite/u],
    [/^mongoose/u, /^src\/store\/(?:models|mongo|shape)/u],
    [/^node-cron/u, /^src\/ticker\.ts/u],
    [/^(?:exceljs|docx)/u, /^src\/papers\//u],
  ];
  const wrong = all.flatMap((path) =>
    imports(path).flatMap((target) =>
      doors
        .filter(([library, door]) => library.test(target) && !door.test(path))
        .map(() => `${path} imports ${target}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('only the clock and the store read the time of the machine', () => {
  const allowed = /^src\/(?:clock\.ts|cli\/|store\/|config\.ts|understanding\/train\/)/u;
  const wrong = all.filter(
    (path) =>
      !allowed.test(path) && /Date\.now\(\)|new Date\(\)/u.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(wrong).toEqual([]);
});
