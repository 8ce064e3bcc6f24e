/** One thing that Feishu would refuse, with the sub-code it would give (contract §5.2, §8.11). */
export interface CardFault {
  readonly code: number;
  readonly path: string;
  readonly problem: string;
}

export type Node = Readonly<Record<string, unknown>>;

/** The codes that a card can be refused with. */
export const CODE = {
  /** Broken structure, unknown property, bad value, bad nesting. */
  structure: 200621,
  /** A tag that JSON 2.0 has not, or has no more. */
  tag: 200861,
  /** A component in a form without a name of its own. */
  name: 200530,
  /** An element_id that is malformed or used twice. */
  elementId: 300301,
  /** update_multi switched off. */
  notShared: 300302,
  /** More than 200 elements, more than five tables. */
  tooMany: 11310,
  chart: 200550,
  rows: 200914,
  rowKey: 200915,
  image: 200570,
  person: 100290,
  audio: 300220,
  size: 230025,
} as const;

/** In this order the platform looks, so the first fault is the one it names (contract §8.11). */
const ORDER: readonly number[] = [
  CODE.tag,
  CODE.structure,
  CODE.name,
  CODE.elementId,
  CODE.notShared,
  CODE.tooMany,
  CODE.chart,
  CODE.rows,
  CODE.rowKey,
  CODE.audio,
  CODE.image,
  CODE.person,
  CODE.size,
];

/** Collects faults while a card is walked. */
export class Report {
  private readonly found: CardFault[] = [];

  fail(code: number, path: string, problem: string): void {
    this.found.push({ code, path, problem });
  }

  /** A fault of structure unless `holds`. */
  need(holds: boolean, path: string, problem: string): void {
    if (!holds) this.fail(CODE.structure, path, problem);
  }

  /** Everything that is not one of these keys is refused in JSON 2.0 (contract §8.1). */
  only(node: Node, keys: readonly string[], path: string): void {
    for (const key of Object.keys(node))
      if (!keys.includes(key) && node[key] !== undefined)
        this.fail(CODE.structure, path, `unknown property, property: ${key}`);
  }

  /** One of these values, if there is any. */
  oneOf(node: Node, key: string, values: readonly string[], path: string): void {
    const value = node[key];
    if (value !== undefined && !values.includes(String(value)))
      this.fail(CODE.structure, `${path}.${key}`, `invalid value ${String(value)}`);
  }

  flag(node: Node, keys: readonly string[], path: string): void {
    for (const key of keys)
      this.need(node[key] === undefined || typeof node[key] === 'boolean', `${path}.${key}`, 'not a boolean');
  }

  sorted(): readonly CardFault[] {
    const rank = ({ code }: CardFault): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
    return this.found.toSorted((a, b) => rank(a) - rank(b));
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const lengthOf = (text: string): number => [...text].length;
