import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bureauFrom, departmentIdOf, openIdOf } from '../simulator/bureau.js';
import {
  ELSEWHERE,
  GROUP,
  LIU,
  open,
  replyOf,
  WANG,
  ZHOU,
  type Reply,
  type Setup,
} from './simulator-setup.js';

let it_: Setup;
beforeEach(async () => {
  it_ = await open();
});
afterEach(() => it_.stop());

const names = (reply: Reply, key = 'items'): unknown[] =>
  (reply.data[key] as { name?: string }[]).map(({ name }) => name);

/** Every page of a list, by has_more only. */
async function all(path: string, params: object): Promise<{ items: unknown[]; sizes: number[] }> {
  const items: unknown[] = [];
  const sizes: number[] = [];
  for (let page_token: string | undefined; ;) {
    const { data } = await it_.call('GET', path, undefined, {
      ...params,
      ...(page_token === undefined ? {} : { page_token }),
    });
    const found = (data['items'] ?? []) as unknown[];
    items.push(...found);
    sizes.push(found.length);
    if (data['has_more'] !== true) return { items, sizes };
    page_token = String(data['page_token']);
  }
}

describe('Appendix A server 3: people (contract §6.1)', () => {
  test('one person, by open id and union id; unknown 41012, outside the range 41050', async () => {
    const user = await it_.call('GET', `/contact/v3/users/${LIU}`, undefined, { user_id_type: 'open_id' });
    expect(user.data['user']).toMatchObject({ open_id: LIU, name: '刘小燕', job_title: '护理员' });
    expect(
      (await it_.call('GET', `/contact/v3/users/on_${LIU}`, undefined, { user_id_type: 'union_id' })).code,
    ).toBe(0);
    expect((await it_.call('GET', '/contact/v3/users/ou_nobody')).code).toBe(41012);
    it_.sim.state.change(LIU, { outOfRange: true });
    expect((await it_.call('GET', `/contact/v3/users/${LIU}`)).code).toBe(41050);
  });

  test('fields without their scope are silently missing', async () => {
    it_.sim.console.configure({
      scopes: it_.sim.console.live.scopes.filter((scope) => scope !== 'contact:user.base:readonly'),
    });
    it_.sim.console.publish();
    const { data } = await it_.call('GET', `/contact/v3/users/${LIU}`);
    expect(data['user']).not.toHaveProperty('name');
    expect(data['user']).not.toHaveProperty('mobile');
    expect(data['user']).toHaveProperty('department_ids');
  });

  test('batch: repeated keys, who is outside the range is left out, 50 at most', async () => {
    it_.sim.state.change(WANG, { outOfRange: true });
    const ask = (user_ids: string[]) => replyOf(() => it_.sdk.contact.user.batch({ params: { user_ids } }));
    expect(names(await ask([LIU, WANG, ZHOU]))).toEqual(['刘小燕', '周建国']);
    expect((await ask(Array.from({ length: 51 }, () => LIU))).code).toBe(40001);
  });

  test('ids by mobile and e-mail: unknown ones without an id, resigned ones only when asked', async () => {
    const find = (more: object = {}) =>
      it_.call('POST', '/contact/v3/users/batch_get_id', {
        mobiles: ['10000000034', '10000000032', '1'],
        emails: ['liu@example.com'],
        ...more,
      });
    await it_.sim.client.leavesCompany(WANG);
    expect((await find()).data['user_list']).toEqual([
      expect.objectContaining({ email: 'liu@example.com', user_id: LIU }),
      expect.objectContaining({ mobile: '10000000034', user_id: LIU }),
      { mobile: '10000000032' },
      { mobile: '1' },
    ]);
    expect((await find({ include_resigned: true })).data['user_list']).toContainEqual(
      expect.objectContaining({ mobile: '10000000032', user_id: WANG }),
    );
    expect((await find({ mobiles: Array.from({ length: 51 }, () => '1') })).code).toBe(40001);
  });

  test('departments, their members, somebody in two of them', async () => {
    const home = departmentIdOf('一号养老院');
    const { items } = await all('/contact/v3/departments/0/children', { fetch_child: true });
    expect(items).toHaveLength(3);
    expect((await it_.call('GET', `/contact/v3/departments/${home}`)).data['department']).toMatchObject({
      name: '一号养老院',
      member_count: 2,
    });
    const members = await it_.call('GET', '/contact/v3/users/find_by_department', undefined, {
      department_id: home,
    });
    expect(names(members)).toEqual(['王芳', '刘小燕']);
    const office = await it_.call('GET', '/contact/v3/users/find_by_department', undefined, {
      department_id: departmentIdOf('安委办'),
    });
    expect(names(office)).toEqual(['王芳']);
    expect((await it_.call('GET', '/contact/v3/departments/od-none')).code).toBe(40015);
  });

  test('pages: tokens are bound to the call; size 51 is refused (40011)', async () => {
    const list = Array.from({ length: 27 }, (_, n) => ({ name: `人${n}`, title: '', units: ['大单位'] }));
    for (const person of bureauFrom('民政局', list, []).people)
      it_.sim.state.people.set(person.openId, person);
    it_.sim.state.departments.set(departmentIdOf('大单位'), {
      id: departmentIdOf('大单位'),
      name: '大单位',
      parent: '0',
    });
    const of = { department_id: departmentIdOf('大单位') };
    const { items, sizes } = await all('/contact/v3/users/find_by_department', of);
    expect(sizes).toEqual([10, 10, 7]);
    expect(new Set((items as { open_id: string }[]).map(({ open_id }) => open_id)).size).toBe(27);
    const first = await it_.call('GET', '/contact/v3/users/find_by_department', undefined, of);
    const wrong = { department_id: departmentIdOf('一号养老院'), page_token: first.data['page_token'] };
    expect((await it_.call('GET', '/contact/v3/users/find_by_department', undefined, wrong)).code).toBe(
      40011,
    );
    expect(
      (await it_.call('GET', '/contact/v3/users/find_by_department', undefined, { ...of, page_size: 51 }))
        .code,
    ).toBe(40011);
  });
});

describe('groups (contract §6.2)', () => {
  test('a bot in the member list makes a page smaller: only has_more tells the end (row 18)', async () => {
    const people = Array.from({ length: 25 }, (_, n) => openIdOf(`员${n}`));
    people.forEach((openId, n) => it_.sim.state.people.set(openId, { openId, name: `员${n}`, title: '' }));
    it_.sim.state.chats.set('oc_big', {
      chatId: 'oc_big',
      name: '大群',
      mode: 'group',
      members: new Set(people),
      botInside: true,
      otherBots: 4,
    });
    const { items, sizes } = await all('/im/v1/chats/oc_big/members', { page_size: 10 });
    expect(sizes).toEqual([6, 10, 9]);
    expect(new Set((items as { member_id: string }[]).map((one) => one.member_id))).toEqual(new Set(people));
    const first = await it_.call('GET', '/im/v1/chats/oc_big/members', undefined, { page_size: 10 });
    expect(first.data).toMatchObject({ member_total: 25, has_more: true });
  });

  test('one group: everything inside, little outside; not inside 232011, unknown 232006', async () => {
    expect((await it_.call('GET', `/im/v1/chats/${GROUP}`)).data).toMatchObject({
      name: '一号养老院群',
      chat_mode: 'group',
      group_message_type: 'chat',
      user_count: '2',
      bot_count: '1',
      owner_id: WANG,
      external: false,
    });
    expect((await it_.call('GET', `/im/v1/chats/${ELSEWHERE}`)).data).not.toHaveProperty('chat_mode');
    expect((await it_.call('GET', `/im/v1/chats/${ELSEWHERE}/members`)).code).toBe(232011);
    expect((await it_.call('GET', '/im/v1/chats/oc_none')).code).toBe(232006);
    expect((await it_.call('GET', `/im/v1/chats/${ELSEWHERE}/members/is_in_chat`)).data).toEqual({
      is_in_chat: false,
    });
  });

  test('the list has groups only, dissolved ones stay in it', async () => {
    it_.sim.state.p2p(LIU);
    await it_.sim.client.dissolve(WANG, GROUP);
    const { data } = await it_.call('GET', '/im/v1/chats');
    expect(data['items']).toMatchObject([
      { chat_id: GROUP, chat_status: 'dissolved' },
      { chat_status: 'normal' },
    ]);
  });

  test('creating and adding need their scopes', async () => {
    expect((await it_.call('POST', '/im/v1/chats', { name: '新群', user_id_list: [LIU] })).code).toBe(
      99991672,
    );
    it_.sim.console.configure({
      scopes: [...it_.sim.console.live.scopes, 'im:chat:create', 'im:chat.members:write_only'],
    });
    it_.sim.console.publish();
    const made = await it_.call('POST', '/im/v1/chats', { name: '新群', user_id_list: [LIU] });
    const id = String(made.data['chat_id']);
    const add = (ids: string[], type: string) =>
      it_.call(
        'POST',
        `/im/v1/chats/${id}/members`,
        { id_list: ids },
        { member_id_type: 'open_id', succeed_type: type },
      );
    expect((await add([WANG, 'ou_x'], '1')).data).toMatchObject({ invalid_id_list: ['ou_x'] });
    expect((await add([ZHOU, 'ou_x'], '0')).code).toBe(232043);
    expect(it_.sim.people.chats(WANG).map(({ name }) => name)).toContain('新群');
  });
});
