import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CardJson, Confirm } from './types.js';

export interface PersonFace {
  readonly openId: string;
  readonly name: string;
  readonly title?: string;
  /** A picture of the face; the name's last signs if there is none. */
  readonly avatar?: string;
}

/** What a click carries to the platform. */
export interface Action {
  readonly tag: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly option?: string;
  readonly options?: readonly string[];
  readonly checked?: boolean;
  readonly input?: string;
}

/** A place for one card's forms, by their names. */
export interface FormMemory {
  get(form: string): Readonly<Record<string, FieldValue>> | undefined;
  set(form: string, values: Readonly<Record<string, FieldValue>>): void;
}

export type FieldValue = string | boolean | readonly string[];

export interface ToastWords {
  readonly type: string;
  readonly content: string;
}

/** All that a card may do and know of the world around it. Tags fetch nothing by themselves. */
export interface CardEnv {
  readonly device: 'pc' | 'phone';
  readonly dark: boolean;
  readonly card: CardJson;
  person(id: string): PersonFace | undefined;
  /** Who is offered by a person select without options. */
  readonly members: readonly PersonFace[];
  image(key: string): string | undefined;
  /** What an empty field of this name starts with: the tour writes for whoever follows it. */
  suggested?(field: string): string | undefined;
  /** Where a half-filled form is kept while the card is not on the screen. */
  readonly kept?: FormMemory;
  /** The clock the pickers open at: the simulator's, not the machine's. */
  now(): number;
  act(action: Action): Promise<void>;
  toast(toast: ToastWords): void;
  confirm(confirm: Confirm): Promise<boolean>;
  view(src: string, alt: string): void;
  openUrl(url: string): void;
}

export const EnvContext = createContext<CardEnv | undefined>(undefined);

export function useEnv(): CardEnv {
  const env = useContext(EnvContext);
  if (env === undefined) throw new Error('a card is drawn outside of a card');
  return env;
}
