/** Somebody says who they are; open until an administrator decides. */
export interface Claim {
  readonly _id: string;
  readonly openId: string;
  readonly name: string;
  readonly unit?: string;
  readonly post?: string;
  readonly state: string;
  readonly at: Date;
  readonly decidedById?: string;
}
