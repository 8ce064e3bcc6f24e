import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { normalMobile, readOrgFile } from '../../src/people/org-file.js';

const GOOD = `bureau: 县局
people:
  - { name: 甲, post: 局长, mobile: 10000000001, roles: [director] }
  - { name: 乙, post: 安委办, mobile: "+86 100 0000 0002", roles: [committeeOffice, admin, keeper] }
  - { name: 丙, post: 纪检, mobile: "100-0000-0003", roles: [keeper, deputy] }
units:
  - name: 办公室
    kind: office
    deputy: 丙
    head: 乙
    officer: 丙
`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const mobiles = (text: string): readonly (string | undefined)[] => {
  const read = readOrgFile(bytes(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file.people.map((person) => person.mobile);
};
const problems = (from: string, to: string): readonly string[] => {
  expect(GOOD).toContain(from);
  const read = readOrgFile(bytes(GOOD.replace(from, to)));
  return read.ok ? [] : read.problems.map(({ line, column, problem }) => `${line}:${column} ${problem}`);
};

test('the example is usable as it ships, everybody with a number or an address that nobody else has', async () => {
  const read = readOrgFile(await readFile(new URL('../../org.example.yaml', import.meta.url)));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.warnings).toEqual([]);
  expect(read.file.people.length).toBeGreaterThanOrEqual(30);
  expect(read.file.people.every((person) => person.mobile !== undefined || person.email !== undefined)).toBe(
    true,
  );
  // Fictitious: no mainland operator gives out 100.
  expect(read.file.people.every((person) => person.mobile?.startsWith('1000000') ?? true)).toBe(true);
  expect(read.file.people.map((person) => person.name)).not.toContain('许倩');
});

test('case 93: numbers stay as typed, whatever the editor made of the file', () => {
  const wanted = ['10000000001', '10000000002', '10000000003'];
  expect(mobiles(GOOD)).toEqual(wanted);
  expect(mobiles(`\ufeff${GOOD}`)).toEqual(wanted);
  expect(mobiles(GOOD.replaceAll('\n', '\r\n'))).toEqual(wanted);
  expect(mobiles(GOOD.replace('10000000001', '１００００００００01'))).toEqual(wanted);
});

test.each([
  [
    'a landline',
    '10000000001',
    '0000-1234567',
    '3:34 甲的手机号“0000-1234567”不是11位手机号，请改正，或改写 email',
  ],
  [
    'a leading zero',
    '10000000001',
    '010000000001',
    '3:34 甲的手机号“010000000001”不是11位手机号，请改正，或改写 email',
  ],
  [
    'a full-width colon in a block',
    'deputy: 丙',
    'deputy：丙',
    '9:5 冒号用了全角“：”，请改成半角“: ”（后面留一个空格）',
  ],
  [
    'a full-width colon in braces',
    'name: 甲',
    'name：甲',
    '3:5 people 第1项：“name：甲”里用了全角冒号或逗号，请改成半角“: ”“, ”（后面留一个空格）',
  ],
  ['a full-width comma', '甲, post', '甲，post', '3:13 逗号用了全角“，”，请改成半角“, ”'],
  ['a tab', '    kind', '\tkind', '8:1 这一行用了制表符缩进，请改成空格'],
  ['no blank after the colon', 'kind: office', 'kind:office', '8:5 冒号后面要留一个空格'],
  [
    'a line written twice',
    '    kind: office',
    '    kind: office\n    kind: office',
    '9:5 同一项写了两次，请删掉一处',
  ],
  ['no name', 'name: 甲, ', '', '3:5 people 第1项 name：没有写，请补上'],
  [
    'roles without brackets',
    '[director]',
    'director',
    '3:54 people 第1项 roles：要写成列表：每项一行，以“- ”开头，或写在 [ ] 里',
  ],
  [
    'an unknown role',
    'director',
    'boss',
    '3:55 people 第1项 roles 第1项：只能是 director、deputy、committeeOffice、admin、keeper',
  ],
  [
    'a wrong address',
    'mobile: 10000000001',
    'email: abc',
    '3:33 people 第1项 email：邮箱写法不对，应像 name@example.com',
  ],
  ['an unknown name', 'head: 乙', 'head: 丁', '10:11 名册里没有丁：请在 people 或 staff 里写上，或改正姓名'],
  ['no officer', '    officer: 丙\n', '', '7:5 units 第1项 officer：写姓名，或写 { name, post, mobile }'],
  ['a unit nobody wrote', 'post: 局长', 'post: 局长, unit: 车队', '3:3 甲所在的单位“车队”没有写在 units 里'],
  ['no director', 'roles: [director]', 'roles: []', '3:3 没有局长：请给一个人写上 roles: [director]'],
  [
    'no administrator',
    'committeeOffice, admin',
    'committeeOffice',
    '3:3 没有管理员：请给一个人写上 roles: [admin]',
  ],
])('%s: line, column and what to do (case 93)', (_what, from, to, said) => {
  expect(problems(from, to)).toContain(said);
});

test('a file saved as GBK is told from a broken one', () => {
  const gbk = Uint8Array.from([...bytes('bureau: '), 0xcf, 0xd8, 0xbe, 0xd6]);
  const read = readOrgFile(gbk);
  expect(read).toMatchObject({
    ok: false,
    problems: [{ line: 1, problem: expect.stringContaining('另存为 UTF-8') }],
  });
});

test('all slips are found in one go, and no English reaches the reader', () => {
  const read = readOrgFile(
    bytes(
      GOOD.replace('name: 甲, ', '').replace('kind: office', 'kind: shop').replace('[keeper, deputy]', 'x'),
    ),
  );
  expect(read.ok ? [] : read.problems.map(({ line }) => line)).toEqual([3, 5, 8]);
  for (const text of ['', '- a\n', 'bureau: x\npeople: 3\nunits: {}\n']) {
    const bad = readOrgFile(bytes(text));
    expect(bad.ok).toBe(false);
    expect(JSON.stringify(bad)).not.toMatch(/invalid|expected/iu);
  }
});

test('namesakes: the unit says which is meant, else the file is asked to', () => {
  const two = GOOD.replace(
    'units:',
    '  - { name: 乙, post: 会计, mobile: "10000000009", unit: 办公室 }\nunits:',
  );
  const read = readOrgFile(bytes(two));
  expect(read.ok).toBe(true);
  const unclear = readOrgFile(bytes(two.replace(', unit: 办公室', ', unit: 车队')));
  expect(JSON.stringify(unclear)).toContain('名册里有2个乙，分不清是哪一个：请给本人写上 unit: 办公室');
});

test('case 92: the same person twice refuses the file; one number for two people only warns, the start is not refused', () => {
  const again = '  - { name: 甲, post: 局长, mobile: "10000000007" }\nunits:';
  expect(problems('units:', again)).toContain('6:5 甲写了两次，请删掉一处');
  const shared = readOrgFile(bytes(GOOD.replace('100-0000-0003', '10000000001')));
  expect(shared).toMatchObject({
    ok: true,
    warnings: [{ line: 5, problem: expect.stringContaining('丙和甲的手机号或邮箱相同') }],
  });
  const keepers = readOrgFile(bytes(GOOD.replace('[keeper, deputy]', '[deputy]')));
  expect(keepers).toMatchObject({ ok: true, warnings: [{ problem: expect.stringContaining('不足两位') }] });
});

test('mobiles as people write them', () => {
  expect(['+86 100 0000 0001', '86-10000000001', '100 0000 0001', '(100)00000001'].map(normalMobile)).toEqual(
    Array.from({ length: 4 }, () => '10000000001'),
  );
  expect(['8610000000', '1000000000', '100000000012', 'abc', ''].map(normalMobile)).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});
