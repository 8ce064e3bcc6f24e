import { dayOf } from '../calendar.js';
import type { Gateway } from '../delivery/gateway-port.js';
import { sightOf } from '../hazards/rules.js';
import type { HazardQuery, HazardStore } from '../hazards/ports.js';
import { buildLedger } from '../papers/ledger.js';
import { personByOpenId } from '../people/org.js';
import type { PeopleDesk } from '../people/usecases.js';
import { ledgerRows } from '../screens/ledger-rows.js';
import { periodOf, spanOf } from '../screens/period.js';
import { noteTo, type Desk } from './desk.js';

interface LedgerDeps {
  readonly hazards: HazardStore;
  readonly people: PeopleDesk;
  readonly gateway: Gateway;
  readonly now: () => Date;
  readonly tell: Desk['tell'];
}

/** 台账 一号养老院 10月: only what the asker may see, as an .xlsx in the columns of domain.md §8.1, in private. */
export async function sendLedger(
  deps: LedgerDeps,
  openId: string,
  scope: string,
  cause: string,
): Promise<void> {
  const org = await deps.people.org();
  const person = personByOpenId(org, openId);
  if (person === undefined) return;
  const today = dayOf(deps.now());
  const period = spanOf(scope) ?? (/月|季/u.test(scope) ? periodOf(scope, today) : undefined);
  const unit = org.units.find((candidate) =>
    [candidate.name, ...candidate.aliases].some((name) => scope.includes(name)),
  );
  const query: HazardQuery = {
    ...(period === undefined ? {} : { from: period.from, to: period.to }),
    ...(unit === undefined ? {} : { unitId: unit._id }),
    ...(scope.includes('在办') ? { open: true } : {}),
  };
  const seen = await deps.hazards.find({ ...query, seenBy: sightOf(person, org) });
  const scopeWords = `${unit?.name ?? ''}${period === undefined ? '' : `${period.from}至${period.to}`}`;
  const name = `${unit?.name ?? org.settings.bureauName}隐患排查治理台账${period === undefined ? '' : `（${period.from}至${period.to}）`}`;
  const made = await buildLedger({
    meta: { recordId: `ledger:${cause}`, recordVersion: 1, at: deps.now() },
    bureau: org.settings.bureauName,
    scope: scopeWords,
    cutoff: deps.now(),
    rows: ledgerRows(seen, org),
  });
  const bytes = Buffer.from(made);
  const fileKey = await deps.gateway.uploadFile(`${name}.xlsx`, bytes);
  await deps.gateway.send(
    { by: 'open_id', id: openId },
    { kind: 'file', fileKey },
    `ledger-${cause}`.slice(0, 50),
  );
  await deps.tell(
    `ledger:${cause}`,
    noteTo({ kind: 'openId', openId }, '台账已发出', [`${name}，共${seen.length}件。`]),
  );
}
