import { personById, type Org } from './org.js';
import type { Person } from './person.js';

/** The present organisation in the shape of the file, changes made in chat included. */
export function exportOrg(org: Org): object {
  const entry = (person: Person): object => ({
    name: person.name,
    post: person.post,
    ...(person.mobile === undefined ? {} : { mobile: person.mobile }),
    ...(person.email === undefined ? {} : { email: person.email }),
    ...(person.roles.length === 0 ? {} : { roles: [...person.roles] }),
  });
  const active = org.people.filter((person) => person.state === 'active');
  const unitName = (id: string | undefined): string | undefined =>
    org.units.find((unit) => unit._id === id)?.name;
  const name = (id: string): string => personById(org, id)?.name ?? '';
  return {
    bureau: org.settings.bureauName,
    people: active.map((person) => {
      const unit = unitName(person.unitId);
      return { ...entry(person), ...(unit === undefined ? {} : { unit }) };
    }),
    units: org.units.map((unit) => ({
      name: unit.name,
      kind: unit.kind,
      ...(unit.aliases.length === 0 ? {} : { aliases: [...unit.aliases] }),
      deputy: name(unit.deputyId),
      head: name(unit.headId),
      officer: name(unit.officerId),
    })),
  };
}
