import type { Store } from './collection.js';

/*
 * A copied or restored store is switched off: the bot must not send from it, or everything would be told twice
 * (design.md §7). One row of `settings` says so; `adopt` takes it away.
 */

export const SWITCH_ID = 'switchedOff';

export interface SwitchedOff {
  /** `copying` = not whole yet. */
  readonly state: 'copying' | 'whole';
  /** What it was made from, for the operator. Never holds credentials. */
  readonly from: string;
}

interface SettingRow {
  readonly _id: string;
  readonly value?: unknown;
  readonly updatedAt: Date;
  readonly by?: string;
}

/** @returns why nothing may leave this store, or undefined when it is in use */
export async function switchedOff(store: Store): Promise<SwitchedOff | undefined> {
  return (await store.collection<SettingRow>('settings').get(SWITCH_ID))?.value as SwitchedOff | undefined;
}

export async function switchOff(store: Store, value: SwitchedOff): Promise<void> {
  const settings = store.collection<SettingRow>('settings');
  const updatedAt = await store.now();
  await settings.insertAbsent([{ _id: SWITCH_ID, value, updatedAt, by: 'store' }]);
  await settings.change({ _id: SWITCH_ID }, { $set: { value, updatedAt } });
}

/**
 * Puts a copied or restored store to use.
 * @returns false when it was in use already
 * @throws Error when the copy is not whole
 */
export async function adoptStore(store: Store): Promise<boolean> {
  const off = await switchedOff(store);
  if (off === undefined) return false;
  if (off.state !== 'whole')
    throw new Error(
      `the copy from ${off.from} is not whole: run the same copy or restore again, it goes on where it stopped`,
    );
  await store.collection<SettingRow>('settings').remove({ _id: SWITCH_ID });
  return true;
}
