import { dayOf } from '../../calendar.js';
import type { HazardQuery } from '../../hazards/ports.js';
import { sightOf } from '../../hazards/rules.js';
import { buildLedger } from '../../papers/ledger.js';
import { personByOpenId } from '../../people/org.js';
import { periodOf, spanOf } from '../period.js';
import { ledgerRows } from './ledger-rows.js';
import type { FileMaker } from './source.js';

/** 台账 一号养老院 10月: only what the asker may see, as an .xlsx in the columns of domain.md §8.1. */
export const ledgerFile: FileMaker = async ({ hazards, org: orgNow, now }, [openId = '', scope = '']) => {
  const org = await orgNow();
  const person = personByOpenId(org, openId);
  if (person === undefined) return undefined;
  const period = spanOf(scope) ?? (/月|季/u.test(scope) ? periodOf(scope, dayOf(now())) : undefined);
  const unit = org.units.find((candidate) =>
    [candidate.name, ...candidate.aliases].some((name) => scope.includes(name)),
  );
  const query: HazardQuery = {
    ...(period === undefined ? {} : { from: period.from, to: period.to }),
    ...(unit === undefined ? {} : { unitId: unit._id }),
    ...(scope.includes('在办') ? { open: true } : {}),
  };
  const seen = await hazards.find({ ...query, seenBy: sightOf(person, org, dayOf(now())) });
  const span = period === undefined ? '' : `${period.from}至${period.to}`;
  const bytes = await buildLedger({
    meta: { recordId: `ledger:${openId}:${scope}`, recordVersion: 1, at: now() },
    bureau: org.settings.bureauName,
    scope: `${unit?.name ?? ''}${span}`,
    cutoff: now(),
    rows: ledgerRows(seen, org),
  });
  const whose = unit?.name ?? org.settings.bureauName;
  return { name: `${whose}隐患排查治理台账${span === '' ? '' : `（${span}）`}${seen.length}件.xlsx`, bytes };
};
