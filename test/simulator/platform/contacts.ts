import type { SimDepartment, SimPerson } from '../state.js';
import {
  listIn,
  pageOf,
  queryList,
  queryOf,
  Refused,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';

const BASE = [
  'contact:contact.base:readonly',
  'contact:contact:readonly_as_app',
  'contact:contact:access_as_app',
];
const ORGANIZE = [...BASE, 'contact:department.organize:readonly'];
const PAGE = { default: 10, max: 50, code: 40011 };

/** People and departments (contract §6.1). */
export const CONTACTS: readonly Endpoint[] = [
  { method: 'GET', path: '/contact/v3/users/batch', scopes: BASE, run: batch },
  { method: 'GET', path: '/contact/v3/users/find_by_department', scopes: ORGANIZE, run: findByDepartment },
  { method: 'GET', path: '/contact/v3/users/:id', scopes: BASE, run: user },
  {
    method: 'POST',
    path: '/contact/v3/users/batch_get_id',
    scopes: ['contact:user.id:readonly'],
    run: batchGetId,
  },
  {
    method: 'POST',
    path: '/contact/v3/users/basic_batch',
    scopes: ['contact:user.basic_profile:readonly'],
    tier: 6,
    run: basicBatch,
  },
  { method: 'GET', path: '/contact/v3/departments/:id', scopes: BASE, run: department },
  { method: 'GET', path: '/contact/v3/departments/:id/children', scopes: ORGANIZE, run: children },
  { method: 'GET', path: '/contact/v3/scopes', scopes: BASE, run: range },
];

/** Fields come only with their scopes; without them they are silently missing. */
function shownUser({ console }: Platform, person: SimPerson): object {
  const has = (scope: string): boolean => console.grants([scope]);
  const departments = person.departments ?? [];
  return {
    open_id: person.openId,
    union_id: `on_${person.openId}`,
    ...(has('contact:user.base:readonly') ? { name: person.name, en_name: '', nickname: '' } : {}),
    ...(has('contact:user.department:readonly')
      ? {
          department_ids: departments,
          orders: departments.map((id, index) => ({
            department_id: id,
            is_primary_dept: index === 0,
            user_order: 0,
          })),
        }
      : {}),
    ...(has('contact:user.employee:readonly')
      ? {
          job_title: person.title,
          status: {
            is_frozen: false,
            is_resigned: person.left === true,
            is_activated: true,
            is_exited: false,
          },
        }
      : {}),
    ...(has('contact:user.email:readonly') ? { email: person.email ?? '' } : {}),
    ...(has('contact:user.phone:readonly') ? { mobile: person.mobile ?? '' } : {}),
  };
}

function idType(call: Call): string {
  const type = queryOf(call, 'user_id_type') ?? 'open_id';
  if (!['open_id', 'union_id', 'user_id'].includes(type)) throw new Refused(40001, 'user_id_type');
  return type;
}

function personBy({ state }: Platform, call: Call, id: string): SimPerson | undefined {
  const type = idType(call);
  return type === 'union_id'
    ? state.people.get(id.replace(/^on_/u, ''))
    : type === 'open_id'
      ? state.people.get(id)
      : undefined;
}

function user(platform: Platform, call: Call): Answer {
  const id = call.params['id'] ?? '';
  if (platform.state.foreignIds.has(id)) throw new Refused(99992361, 'open_id cross app');
  const person = personBy(platform, call, id);
  if (person === undefined) throw new Refused(41012, 'user id invalid error');
  if (person.outOfRange === true) throw new Refused(41050, 'no user authority error');
  return { data: { user: shownUser(platform, person) } };
}

/** Who is outside the range is simply not in the list. */
function batch(platform: Platform, call: Call): Answer {
  const ids = queryList(call, 'user_ids');
  if (ids.length === 0 || ids.length > 50) throw new Refused(40001, 'user_ids has 1 to 50 entries');
  const found = ids
    .flatMap((id) => personBy(platform, call, id) ?? [])
    .filter((person) => person.outOfRange !== true);
  return { data: { items: found.map((person) => shownUser(platform, person)) } };
}

/** Names only; ignores the contact range. */
function basicBatch(platform: Platform, call: Call): Answer {
  const ids = listIn(call, 'user_ids');
  if (ids.length === 0 || ids.length > 10) throw new Refused(40001, 'user_ids has 1 to 10 entries');
  const users = ids.flatMap((id) => personBy(platform, call, id) ?? []);
  return { data: { users: users.map(({ openId, name }) => ({ user_id: openId, name })) } };
}

function batchGetId({ state }: Platform, call: Call): Answer {
  const mobiles = listIn(call, 'mobiles');
  const emails = listIn(call, 'emails');
  if (mobiles.length > 50 || emails.length > 50) throw new Refused(40001, 'at most 50 mobiles and 50 emails');
  const resigned = call.body['include_resigned'] === true;
  const people = [...state.people.values()].filter(
    (person) => person.outOfRange !== true && (resigned || person.left !== true),
  );
  const entry = (by: 'mobile' | 'email', value: string): object => {
    const person = people.find((one) => one[by] === value);
    if (person === undefined) return { [by]: value };
    const status = {
      is_frozen: false,
      is_resigned: person.left === true,
      is_activated: true,
      is_exited: false,
    };
    return {
      [by]: value,
      user_id: idType(call) === 'union_id' ? `on_${person.openId}` : person.openId,
      status,
    };
  };
  return {
    data: {
      user_list: [
        ...emails.map((email) => entry('email', email)),
        ...mobiles.map((mobile) => entry('mobile', mobile)),
      ],
    },
  };
}

function knownDepartment({ state }: Platform, id: string): SimDepartment | undefined {
  if (id === '0') return undefined;
  const found = state.departments.get(id);
  if (found === undefined) throw new Refused(40015, 'department not exist');
  return found;
}

function findByDepartment(platform: Platform, call: Call): Answer {
  const id = queryOf(call, 'department_id');
  if (id === undefined) throw new Refused(40001, 'department_id');
  knownDepartment(platform, id);
  const members = [...platform.state.people.values()].filter(
    (person) =>
      person.outOfRange !== true &&
      person.left !== true &&
      (id === '0' ? (person.departments ?? []).length === 0 : person.departments?.includes(id) === true),
  );
  const page = pageOf(call, members, PAGE);
  return { data: { ...page, items: page.items.map((person) => shownUser(platform, person)) } };
}

function shownDepartment({ console, state }: Platform, one: SimDepartment): object {
  const members = [...state.people.values()].filter(
    (person) => person.departments?.includes(one.id) === true,
  );
  return {
    open_department_id: one.id,
    ...(console.grants(['contact:department.base:readonly'])
      ? { name: one.name, department_id: one.id.replace(/^od-/u, ''), status: { is_deleted: false } }
      : {}),
    ...(console.grants(['contact:department.organize:readonly'])
      ? {
          parent_department_id: one.parent,
          leader_user_id: one.leader ?? '',
          leaders: one.leader === undefined ? [] : [{ leaderType: 1, leaderID: one.leader }],
          member_count: members.length,
          order: '0',
        }
      : {}),
  };
}

function department(platform: Platform, call: Call): Answer {
  const found = knownDepartment(platform, call.params['id'] ?? '');
  if (found === undefined) throw new Refused(40004, 'no dept authority error', 403);
  return { data: { department: shownDepartment(platform, found) } };
}

function children(platform: Platform, call: Call): Answer {
  const id = call.params['id'] ?? '';
  knownDepartment(platform, id);
  const deep = queryOf(call, 'fetch_child') === 'true';
  const all = [...platform.state.departments.values()];
  const below = (parent: string): SimDepartment[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...(deep ? below(one.id) : [])]);
  const page = pageOf(call, below(id), PAGE);
  return { data: { ...page, items: page.items.map((one) => shownDepartment(platform, one)) } };
}

function range(platform: Platform, call: Call): Answer {
  const people = [...platform.state.people.values()].filter(
    (person) => person.outOfRange !== true && (person.departments ?? []).length === 0,
  );
  const { items, ...more } = pageOf(call, people, { default: 50, max: 100, code: 40011 });
  const top = [...platform.state.departments.values()].filter(({ parent }) => parent === '0');
  return {
    data: {
      user_ids: items.map(({ openId }) => openId),
      department_ids: top.map(({ id }) => id),
      group_ids: [],
      ...more,
    },
  };
}
