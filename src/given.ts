/** A field that is only there when it was given, to be spread into an object: `{ ...given('place', place) }`. */
export function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
