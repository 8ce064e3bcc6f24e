import { DEFAULT_SETTINGS, type Org } from '../../src/people/org.js';
import type { Person } from '../../src/people/person.js';

/** Somebody for a test of rules: the id is the name. */
export const somebody = (id: string, unitId?: string, roles: Person['roles'] = []): Person => ({
  _id: id,
  name: id,
  post: '职工',
  roles,
  state: 'active',
  ...(unitId === undefined ? {} : { unitId }),
});

/** One person of each part in the bureau; `home` is their care home. */
export const CAST = {
  director: somebody('director', undefined, ['director']),
  deputy: somebody('deputy', undefined, ['deputy']),
  office: somebody('office', 'bureau', ['committeeOffice']),
  admin: somebody('admin', 'bureau', ['admin']),
  head: somebody('head', 'home'),
  officer: somebody('officer', 'home'),
} as const;

/** The care home of the cast. */
export const HOME: Org['units'][number] = {
  _id: 'home',
  name: '一号养老院',
  kind: 'careHome',
  aliases: [],
  deputyId: 'deputy',
  headId: 'head',
  officerId: 'officer',
};

/** Another care home, whose people must not see or do what is `home`'s. */
export const OTHER: Org['units'][number] = {
  ...HOME,
  _id: 'other',
  name: '二号养老院',
  headId: 'stranger',
  officerId: 'stranger',
};

export const orgOf = (
  people: readonly Person[],
  units: Org['units'] = [HOME],
  groups: Org['groups'] = [],
): Org => ({
  people,
  units,
  groups,
  settings: DEFAULT_SETTINGS,
});
