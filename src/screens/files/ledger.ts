import { dayOf } from '../../calendar.js';
import type { HazardQuery } from '../../hazards/ports.js';
import { sightOf } from '../../hazards/rules.js';
import { buildLedger } from '../../papers/ledger.js';
import { personByOpenId } from '../../people/org.js';
import { ledgerRows } from './ledger-rows.js';
import { ledgerScope } from './ledger-scope.js';
import type { FileMaker } from './source.js';

/** 台账 一号养老院 10月 整改中: only what the asker may see, as an .xlsx in the columns of domain.md §8.1. */
export const ledgerFile: FileMaker = async ({ hazards, org: orgNow, now }, [openId = '', scope = '']) => {
  const org = await orgNow();
  const person = personByOpenId(org, openId);
  if (person === undefined) return undefined;
  const today = dayOf(now());
  const { unit, period, state, keep } = ledgerScope(scope, org, today);
  const query: HazardQuery = {
    ...(period === undefined ? {} : { from: period.from, to: period.to }),
    ...(unit === undefined ? {} : { unitId: unit._id }),
  };
  const all = await hazards.find({ ...query, seenBy: sightOf(person, org, today) });
  const seen = all.filter((hazard) => keep(hazard, today));
  const span = period === undefined ? '' : `${period.from}至${period.to}`;
  const bytes = await buildLedger({
    meta: { recordId: `ledger:${openId}:${scope}`, recordVersion: 1, at: now() },
    bureau: org.settings.bureauName,
    scope: [unit?.name, state, span].filter(Boolean).join(' '),
    cutoff: now(),
    rows: ledgerRows(seen, org),
  });
  const whose = unit?.name ?? org.settings.bureauName;
  const part = [state, span].filter(Boolean).join(' ');
  return { name: `${whose}隐患排查治理台账${part === '' ? '' : `（${part}）`}${seen.length}件.xlsx`, bytes };
};
