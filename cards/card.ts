/** Card JSON 2.0 as Feishu takes it (feishu-contract §8): plain data, built by the kit, checked by tests. */
export type CardValue = string | number | boolean | CardNode | readonly CardValue[] | undefined;

export interface CardNode {
  readonly [key: string]: CardValue;
}

export interface Card {
  readonly schema: '2.0';
  readonly config: CardNode;
  readonly header: CardNode;
  readonly body: { readonly elements: readonly CardNode[] } & CardNode;
}
