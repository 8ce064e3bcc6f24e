import type { CollectionName } from './models.js';
import type { PhotoStore } from './photos.js';

/**
 * The store's port: a small dialect of MongoDB's language (design.md §7), passed through by one driver and
 * translated by the other. There is no null: a value is there or its field is absent.
 */
export type Scalar = string | number | boolean | Date;

type Inner<T> = NonNullable<T>;

/** Dotted paths to scalars and lists of scalars; never through arrays of objects. */
export type ScalarPath<T> = T extends Scalar | readonly unknown[]
  ? never
  : {
      [K in keyof T & string]: Inner<T[K]> extends Scalar
        ? K
        : Inner<T[K]> extends readonly (infer E)[]
          ? E extends Scalar
            ? K
            : never
          : `${K}.${ScalarPath<Inner<T[K]>>}`;
    }[keyof T & string];

/** Dotted paths to anything that may be written. */
export type WritePath<T> = T extends Scalar | readonly unknown[]
  ? never
  : {
      [K in keyof T & string]: Inner<T[K]> extends Scalar | readonly unknown[]
        ? K
        : K | `${K}.${WritePath<Inner<T[K]>>}`;
    }[keyof T & string];

/** Paths that hold a list. */
export type ListPath<T> = {
  [K in keyof T & string]: Inner<T[K]> extends readonly unknown[] ? K : never;
}[keyof T & string];

/** What is stored at a dotted path. */
export type ValueAt<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? ValueAt<Inner<T[K]>, Rest>
    : never
  : P extends keyof T
    ? Inner<T[P]>
    : never;

/** What is asked of a path: of a list, one of its items. */
type Asked<V> = V extends readonly (infer E)[] ? E : V;

export interface Operators<V = Scalar> {
  readonly $in?: readonly V[];
  readonly $ne?: V;
  readonly $lt?: V;
  readonly $lte?: V;
  readonly $gt?: V;
  readonly $gte?: V;
  readonly $exists?: boolean;
  /** The text holds these signs literally (no pattern). */
  readonly contains?: string;
}

export type Filter<T> = {
  readonly [P in ScalarPath<T>]?: Asked<ValueAt<T, P>> | Operators<Asked<ValueAt<T, P>>>;
} & {
  readonly $or?: readonly Filter<T>[];
  /** At least one; all of them hold. */ readonly $and?: readonly Filter<T>[];
};

/**
 * What a change does. Only what is written is checked: a document written by an older or newer version stays usable.
 * A part whose fields are required is written as a whole, so that no half of it can come into being.
 */
export interface Update<T> {
  readonly $set?: { readonly [P in WritePath<T>]?: ValueAt<T, P> };
  readonly $unset?: { readonly [P in WritePath<T>]?: true };
  readonly $inc?: { readonly [P in ScalarPath<T>]?: number };
  /** Raises a number or a date; an absent one is set. */
  readonly $max?: { readonly [P in ScalarPath<T>]?: number | Date };
  readonly $push?: { readonly [P in ListPath<T>]?: Asked<ValueAt<T, P>> };
  readonly $addToSet?: { readonly [P in ListPath<T>]?: Asked<ValueAt<T, P>> };
}

/** 1 ascending, -1 descending; `_id` is always the last key. Text sorts by its UTF-8 bytes, missing comes first. */
export type Sort<T> = { readonly [P in ScalarPath<T>]?: 1 | -1 };

export interface FindOptions<T> {
  readonly sort?: Sort<T>;
  /** A whole number, at least 1 (MongoDB takes 0 as "all"). */
  readonly limit?: number;
  /** Begins behind this document in the order of `sort`: the next page. It needn't be there any more. */
  readonly after?: T;
}

/** Every verb may also throw StoreUnavailable; a filter or update outside the dialect is NotStorable before anything is touched. */
export interface Collection<T extends { readonly _id: string }> {
  /** @throws DuplicateKey naming the broken index (`_id` first, where several are); NotStorable */
  insert(doc: T): Promise<void>;
  /**
   * Skips documents whose `_id` is there already. All are checked before the first is written.
   * @returns how many were new
   * @throws DuplicateKey of another index; those before it in the list are in
   */
  insertAbsent(docs: readonly T[]): Promise<number>;
  get(id: string): Promise<T | null>;
  /** Streams the matches in order. What changes meanwhile comes as it is then, what goes meanwhile may be missing. */
  find(filter?: Filter<T>, options?: FindOptions<T>): AsyncIterable<T>;
  count(filter?: Filter<T>): Promise<number>;
  /** How many there are of each combination of these values, sorted by them; a missing value is `undefined` and first. */
  tally(
    by: readonly ScalarPath<T>[],
    filter?: Filter<T>,
  ): Promise<readonly { key: readonly (Scalar | undefined)[]; n: number }[]>;
  /** ONE atomic guarded update of the first match (by `sort`, then `_id`). @returns the document as it is after, or null */
  change(filter: Filter<T>, update: Update<T>, options?: { readonly sort?: Sort<T> }): Promise<T | null>;
  /** Each match is changed by itself: not atomic over documents. @returns how many matched */
  changeMany(filter: Filter<T>, update: Update<T>): Promise<number>;
  /** @returns how many there were */
  remove(filter: Filter<T>): Promise<number>;
}

/** A unique key is taken. */
export class DuplicateKey extends Error {
  constructor(
    readonly collection: string,
    readonly index: string,
  ) {
    super(`${collection}: another document has the same ${index}`);
    this.name = 'DuplicateKey';
  }
}

/** The value can't be kept the same by both drivers, or the declaration doesn't know it. */
export class NotStorable extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
    this.name = 'NotStorable';
  }
}

/** The store can't answer now: down (MongoDB unreachable), full disk, locked by another process, broken file. */
export class StoreUnavailable extends Error {
  constructor(
    readonly kind: 'down' | 'full' | 'locked' | 'broken',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** An opened store. */
export interface Store {
  readonly kind: 'sqlite' | 'mongo';
  readonly photos: PhotoStore;
  /** The names are those of models.ts. @throws Error for another one */
  collection<T extends { readonly _id: string }>(name: CollectionName): Collection<T>;
  /** The store's own time: the same for all instances (design.md §5.3). */
  now(): Promise<Date>;
  /** @throws StoreUnavailable */
  ping(): Promise<void>;
  /** Are all declared unique indexes there? Without them no guarantee holds. */
  indexesPresent(): Promise<boolean>;
  /**
   * The store as it is now, in a folder that the caller has made and throws away; photos are those of this store.
   * Absent where a driver can't do it.
   */
  snapshot?(folder: string): Promise<Store>;
  close(): Promise<void>;
}

/** Collects a stream into a list. */
export async function listOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
