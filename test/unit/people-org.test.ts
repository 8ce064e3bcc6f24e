import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { checkOrg } from '../../src/people/check-org.js';
import { exportOrg } from '../../src/people/export-org.js';
import { unitIdOf } from '../../src/people/import-org.js';
import { readOrgFile, type OrgFile } from '../../src/people/org-file.js';
import { personByOpenId, reach, standsInFor, type Org } from '../../src/people/org.js';
import type { Person } from '../../src/people/person.js';
import { changeUnit, confirmClaim, refuseClaim, setGroupUse, setLeave } from '../../src/people/usecases.js';
import { readClaim } from '../../src/people/claim-words.js';
import { createPeopleStore, type PeopleStore } from '../../src/store/people.js';
import { openTempStore, type TempStore } from '../harness/store.js';

const FILE = `bureau: 县局
people:
  - { name: 周建国, post: 局长, mobile: '10000000001', roles: [director] }
  - { name: 李敏, post: 副局长, mobile: '10000000002', roles: [deputy] }
  - { name: 陈静, post: 安委办, mobile: '10000000004', unit: 办公室, roles: [committeeOffice, keeper] }
  - { name: 何伟, post: 管理员, mobile: '10000000006', unit: 办公室, roles: [admin, keeper] }
units:
  - { name: 办公室, kind: office, deputy: 李敏, head: 陈静, officer: 何伟 }
  - name: 二号养老院
    kind: careHome
    aliases: [二院]
    deputy: 李敏
    head: { name: 马秀英, post: 院长, mobile: '10000000041' }
    officer: { name: 郭军, post: 安全员, mobile: '10000000042' }
    staff:
      - { name: 高翔, post: 副院长, mobile: '10000000044' }
`;
const HOME = unitIdOf('二号养老院');
const at = new Date('2026-10-09T02:00:00Z');
let temp: TempStore;
let people: PeopleStore;

const parsed = (text: string): OrgFile => {
  const read = readOrgFile(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
};
const named = async (name: string): Promise<Person> => {
  const found = (await people.people()).filter((person) => person.name === name && person.state === 'active');
  expect(found).toHaveLength(1);
  return found[0] as Person;
};
const home = async (): Promise<Org['units'][number]> =>
  (await people.org()).units.find((unit) => unit._id === HOME) as Org['units'][number];
const claims = (id: string, openId: string, name: string, unit = ''): Promise<void> =>
  people.addClaim({ _id: id, openId, name, unit, post: '护理员', state: 'open', at });

beforeEach(async () => {
  temp = await openTempStore();
  let id = 0;
  people = createPeopleStore(
    temp.store,
    () => at,
    () => `c${(id += 1)}`,
  );
  await people.importFile(parsed(FILE));
  await people.setOpenId((await named('何伟'))._id, 'ou_admin');
  await people.setOpenId((await named('马秀英'))._id, 'ou_ma');
});
afterEach(() => temp.cleanUp());

test('reading the same file again changes nothing', async () => {
  const before = await people.org();
  expect(await people.importFile(parsed(FILE))).toEqual([]);
  expect(await people.org()).toEqual(before);
});

test('a head changed in chat survives a restart, until the file itself names another (experience §3 p)', async () => {
  const gao = await named('高翔');
  const changed = await changeUnit(people, 'ou_admin', { unitId: HOME, role: 'head', personId: gao._id });
  expect(changed).toMatchObject({ ok: true, value: { before: { name: '马秀英' }, after: { name: '高翔' } } });
  await people.importFile(parsed(FILE));
  expect((await home()).headId).toBe(gao._id);
  const other = FILE.replace("head: { name: 马秀英, post: 院长, mobile: '10000000041' }", 'head: 郭军');
  expect(await people.importFile(parsed(other))).toHaveLength(1);
  expect((await home()).headId).toBe((await named('郭军'))._id);
});

test('a head named in chat who is taken out of the file gives the place back to whom the file names', async () => {
  const gao = await named('高翔');
  await changeUnit(people, 'ou_admin', { unitId: HOME, role: 'head', personId: gao._id });
  const without = FILE.replace(/ {4}staff:\n.*高翔.*\n/u, '');
  expect(await people.importFile(parsed(without))).toEqual([gao._id]);
  expect((await home()).headId).toBe((await named('马秀英'))._id);
});

test('a corrected number keeps the person and everything tied to them, and the account is looked up again', async () => {
  const before = await named('马秀英');
  expect(await people.importFile(parsed(FILE.replace('10000000041', '10000000049')))).toEqual([]);
  const after = await named('马秀英');
  expect(after).toMatchObject({ _id: before._id, mobile: '10000000049', unresolved: 'pending' });
  expect(after.openId).toBeUndefined();
  expect((await home()).headId).toBe(before._id);
});

test('who has left Feishu stays away although the file still names them; out of the file and in again, they are back', async () => {
  const guo = await named('郭军');
  await people.markLeft(guo._id);
  await people.importFile(parsed(FILE));
  const state = async (): Promise<string | undefined> =>
    (await people.people()).find((person) => person._id === guo._id)?.state;
  expect(await state()).toBe('left');
  const without = FILE.replace(
    "officer: { name: 郭军, post: 安全员, mobile: '10000000042' }",
    'officer: 高翔',
  );
  expect(await people.importFile(parsed(without))).toEqual([]);
  expect(await state()).toBe('left');
  await people.importFile(parsed(FILE));
  expect(await state()).toBe('active');
});

test('what was changed in chat goes out as a file and comes in again as the same organisation', async () => {
  await claims('k1', 'ou_xu', '许倩', '二院');
  await confirmClaim(people, 'k1', 'ou_admin');
  await changeUnit(people, 'ou_admin', {
    unitId: HOME,
    role: 'officer',
    personId: (await named('高翔'))._id,
  });
  const before = await people.org();
  expect(await people.importFile(parsed(stringify(exportOrg(before))))).toEqual([]);
  const after = await people.org();
  const accounts = (org: Org): object =>
    Object.fromEntries(org.people.map(({ _id, openId }) => [_id, openId]));
  expect(accounts(after)).toEqual(accounts(before));
  expect((await home()).officerId).toBe((await named('高翔'))._id);
  expect((await named('许倩')).openId).toBe('ou_xu');
});

test('case 92, 94: org check knows beforehand who can not be reached and which place is empty', async () => {
  const deputy = await named('李敏');
  await people.setOpenId(deputy._id, 'ou_li');
  await people.markUnreachable(deputy._id);
  await people.savePerson({ ...(await named('高翔')), unresolved: 'not-found' });
  await people.markLeft((await named('郭军'))._id);
  const { findings, unresolved } = checkOrg(await people.org());
  const remedy = (who: string): string | undefined => findings.find((one) => one.who === who)?.remedy;
  expect(remedy('李敏（副局长）')).toContain('停用了助手');
  expect(remedy('高翔（副院长）')).toContain('通讯录里没有');
  expect(remedy('二号养老院安全员')).toContain('郭军已离开');
  expect(unresolved).toBe(3);
  // A new start doesn't forget why.
  await people.importFile(parsed(FILE));
  expect((await named('高翔')).unresolved).toBe('not-found');
});

test.each([
  ['我是王芳，二号养老院安全员', { name: '王芳', unit: '二号养老院', post: '安全员' }],
  ['我叫王芳 二院的护理员。', { name: '王芳', unit: '二号养老院', post: '护理员' }],
  ['我是王芳，车队司机', { name: '王芳', unit: '', post: '车队司机' }],
  ['我是王芳，二号养老院', { name: '王芳', unit: '二号养老院', post: '职工' }],
  ['我是来报隐患的', undefined],
  ['二楼灭火器没压力', undefined],
])('%s', (text, claim) => {
  expect(readClaim(text, [{ name: '二号养老院', aliases: ['二院'] }])).toEqual(claim);
});

test('a claim is confirmed by an administrator only, and once (experience §3 o)', async () => {
  await claims('k1', 'ou_guo', '郭军', '二院');
  expect(await confirmClaim(people, 'k1', 'ou_ma')).toMatchObject({
    code: 'not-admin',
    facts: { who: '何伟' },
  });
  expect(await refuseClaim(people, 'k1', 'ou_guo')).toMatchObject({ code: 'not-admin' });
  expect(await confirmClaim(people, 'k1', 'ou_admin')).toMatchObject({ ok: true });
  expect(personByOpenId(await people.org(), 'ou_guo')?.name).toBe('郭军');
  expect(await confirmClaim(people, 'k1', 'ou_admin')).toMatchObject({ code: 'stale-card' });
  expect(await refuseClaim(people, 'k1', 'ou_admin')).toMatchObject({ code: 'stale-card' });
  expect(await confirmClaim(people, 'none', 'ou_admin')).toMatchObject({ code: 'stale-card' });
});

test('one account has one place: two open claims of one account, the second changes nothing', async () => {
  await claims('k1', 'ou_guo', '郭军', '二院');
  await claims('k2', 'ou_guo', '李敏');
  await confirmClaim(people, 'k1', 'ou_admin');
  expect(await confirmClaim(people, 'k2', 'ou_admin')).toMatchObject({ code: 'stale-card' });
  expect((await named('李敏')).openId).toBeUndefined();
});

test('between namesakes nothing is guessed: the unit must be said, the claim stays open until then', async () => {
  await people.importFile(
    parsed(
      FILE.replace('units:', "  - { name: 高翔, post: 会计, mobile: '10000000077', unit: 办公室 }\nunits:"),
    ),
  );
  await claims('k1', 'ou_gao', '高翔');
  expect(await confirmClaim(people, 'k1', 'ou_admin')).toMatchObject({
    code: 'field-missing',
    facts: { field: '单位' },
  });
  expect((await people.claim('k1'))?.state).toBe('open');
  await claims('k2', 'ou_gao', '高翔', '办公室');
  expect(await confirmClaim(people, 'k2', 'ou_admin')).toMatchObject({ ok: true });
  expect(personByOpenId(await people.org(), 'ou_gao')?.post).toBe('会计');
});

test('groups and units are changed by administrators only, to something that is there', async () => {
  expect(await setGroupUse(people, 'oc_1', 'ou_ma', 'bureau')).toMatchObject({ code: 'not-admin' });
  expect(await setGroupUse(people, 'oc_1', 'ou_admin', 'unit', 'nowhere')).toMatchObject({
    code: 'field-missing',
  });
  expect(await setGroupUse(people, 'oc_1', 'ou_admin', 'unit', HOME)).toMatchObject({
    ok: true,
    value: { unitId: HOME },
  });
  const again = await setGroupUse(people, 'oc_1', 'ou_admin', 'reports');
  expect(again.ok && again.value.unitId).toBeUndefined();
  const guo = await named('郭军');
  const wish = { unitId: HOME, role: 'head', personId: guo._id };
  expect(await changeUnit(people, 'ou_ma', wish)).toMatchObject({ code: 'not-admin' });
  expect(await changeUnit(people, 'ou_admin', { ...wish, role: 'cook' })).toMatchObject({
    code: 'field-missing',
  });
  expect(await changeUnit(people, 'ou_admin', { ...wish, unitId: 'x' })).toMatchObject({
    code: 'field-missing',
  });
  await people.markLeft(guo._id);
  expect(await changeUnit(people, 'ou_admin', wish)).toMatchObject({ code: 'person-left' });
});

test('case 90: leave, from the first to the last day both hold the work, afterwards the person alone', async () => {
  const [li, chen] = [await named('李敏'), await named('陈静')];
  const wish = { from: '2026-10-12', until: '2026-10-16', substituteId: chen._id };
  expect(await setLeave(people, li, wish, '2026-10-09')).toMatchObject({ ok: true });
  await people.importFile(parsed(FILE));
  const org = await people.org();
  const names = (day: string): readonly string[] => reach(org, li._id, day).map((person) => person.name);
  expect(['2026-10-10', '2026-10-12', '2026-10-16', '2026-10-19'].map(names)).toEqual([
    ['李敏'],
    ['李敏', '陈静'],
    ['李敏', '陈静'],
    ['李敏'],
  ]);
  expect(standsInFor(org, chen._id, '2026-10-13').map((person) => person.name)).toEqual(['李敏']);
  await people.markLeft(chen._id);
  expect(reach(await people.org(), li._id, '2026-10-13').map((person) => person.name)).toEqual(['李敏']);
  expect(await setLeave(people, li, wish, '2026-10-09')).toMatchObject({ code: 'person-left' });
});

test('leave is refused without a substitute, to oneself, in the past, and ending before it begins', async () => {
  const [li, chen] = [await named('李敏'), await named('陈静')];
  const wish = { from: '2026-10-12', until: '2026-10-16', substituteId: chen._id };
  const ask = (change: object): ReturnType<typeof setLeave> =>
    setLeave(people, li, { ...wish, ...change }, '2026-10-09');
  expect(await ask({ substituteId: li._id })).toMatchObject({ code: 'substitute-self' });
  expect(await ask({ substituteId: 'nobody' })).toMatchObject({ code: 'field-missing' });
  expect(await ask({ from: undefined })).toMatchObject({ code: 'field-missing' });
  expect(await ask({ until: undefined })).toMatchObject({ code: 'field-missing' });
  expect(await ask({ from: '2026-10-01', until: '2026-10-08' })).toMatchObject({ code: 'date-past' });
  expect(await ask({ until: '2026-10-11' })).toMatchObject({ code: 'date-order' });
});
