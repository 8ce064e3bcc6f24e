const LIFE_MS = 30 * 60_000;
const USES = 2;

interface Interaction {
  readonly messageId: string;
  readonly at: number;
  uses: number;
  answered: boolean;
}

/** The `c-…` tokens: one a click, for two delayed updates within half an hour (contract §4.3). */
export class Interactions {
  private readonly known = new Map<string, Interaction>();

  constructor(private readonly now: () => number) {}

  open(token: string, messageId: string): void {
    this.known.set(token, { messageId, at: this.now(), uses: 0, answered: false });
  }

  answered(token: string): void {
    const one = this.known.get(token);
    if (one !== undefined) one.answered = true;
  }

  /** Which message the token is for, or why it can't be used. */
  use(token: string): { readonly messageId: string } | 'malformed' | 'expired' | 'used up' | 'too early' {
    const one = this.known.get(token);
    if (one === undefined) return 'malformed';
    if (!one.answered) return 'too early';
    if (this.now() - one.at > LIFE_MS) return 'expired';
    return one.uses >= USES ? 'used up' : { messageId: one.messageId };
  }

  count(token: string): void {
    const one = this.known.get(token);
    if (one !== undefined) one.uses += 1;
  }
}
