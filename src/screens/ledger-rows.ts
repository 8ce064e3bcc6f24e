import { dayOf } from '../calendar.js';
import type { Hazard } from '../hazards/hazard.js';
import { personById, unitById, type Org } from '../people/org.js';
import type { LedgerRow } from '../papers/ledger.js';
import { KIND, LEVEL, STATUS } from '../../cards/texts.zh-CN.js';

const date = (at: Date | undefined): string => (at === undefined ? '' : dayOf(at));

/** Hazards as rows of the ledger, oldest first. An anonymous report shows no finder. */
export function ledgerRows(hazards: readonly Hazard[], org: Org): readonly LedgerRow[] {
  const name = (id: string | undefined): string => personById(org, id)?.name ?? '';
  return hazards.toReversed().map((hazard, index) => {
    const check = hazard.rechecks.at(-1);
    const count = (stage: 'before' | 'after'): string => {
      const n = hazard.photos.filter((photo) => photo.stage === stage && photo.state === 'kept').length;
      return n === 0 ? '' : `${n}张`;
    };
    return {
      no: String(index + 1),
      code: hazard.code,
      found: hazard.reportedDay,
      finder: hazard.anonymous ? '匿名' : name(hazard.reporterId) || (hazard.reporterName ?? ''),
      unit: unitById(org, hazard.unitId)?.name ?? '',
      place: hazard.place ?? '',
      text: hazard.text,
      kind: KIND[hazard.kind],
      level: hazard.level === 'major' && !hazard.majorConfirmed ? '疑似重大' : LEVEL[hazard.level],
      law: hazard.criterion?.law ?? '',
      before: count('before'),
      measures: hazard.plan?.measures ?? hazard.measures ?? '',
      cost: hazard.plan?.cost === undefined ? '' : String(hazard.plan.cost),
      owner: unitById(org, hazard.unitId)?.name ?? '',
      person: name(hazard.rectifierId),
      due: hazard.dueDay ?? '',
      interim: hazard.interim ?? '',
      done: date(hazard.rectification?.at),
      result: hazard.rectification?.note ?? '',
      after: count('after'),
      checker: name(check?.byId),
      checked: date(check?.at),
      opinion: check?.opinion ?? '',
      closed: hazard.status === 'closed' ? '是' : STATUS[hazard.status].word,
      remark: [hazard.recurrenceOf === undefined ? '' : '复发', hazard.transfer === undefined ? '' : `移送${hazard.transfer.to}`].filter((part) => part !== '').join('；'),
    };
  });
}
