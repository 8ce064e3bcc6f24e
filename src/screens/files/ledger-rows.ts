import { dayOf, plainDay, type Day } from '../../calendar.js';
import type { Hazard } from '../../hazards/hazard.js';
import { personById, unitById, type Org } from '../../people/org.js';
import type { LedgerRow } from '../../papers/facts.js';
import { KIND, STATUS } from '../../../cards/texts.zh-CN.js';

/** Hazards as rows of the ledger, oldest first. An anonymous report shows no finder. */
export function ledgerRows(hazards: readonly Hazard[], org: Org): readonly LedgerRow[] {
  const name = (id: string | undefined): string => personById(org, id)?.name ?? '';
  return hazards.toReversed().map((hazard) => {
    const check = hazard.rechecks.at(-1);
    const unit = unitById(org, hazard.unitId)?.name ?? '';
    return {
      code: hazard.code,
      foundDay: hazard.reportedDay,
      foundBy: hazard.anonymous ? '匿名上报' : name(hazard.reporterId) || (hazard.reporterName ?? '职工上报'),
      unit,
      place: hazard.place ?? '',
      text: hazard.text,
      kind: KIND[hazard.kind],
      level: hazard.level === 'major' ? '重大' : '一般',
      basis: hazard.criterion?.law ?? '',
      photoBefore: photoCount(hazard, 'before'),
      measures: hazard.plan?.measures ?? hazard.measures ?? '',
      moneyWan: hazard.plan?.cost,
      dutyUnit: unit,
      dutyPerson: name(hazard.rectifierId),
      dueDay: hazard.firstDueDay ?? hazard.dueDay,
      interim: hazard.interim ?? '',
      doneDay: dayMaybe(hazard.rectification?.at),
      result: hazard.rectification?.note ?? '',
      photoAfter: photoCount(hazard, 'after'),
      rechecker: name(check?.byId),
      recheckDay: dayMaybe(check?.at),
      recheckOpinion: check?.opinion ?? '',
      closed: hazard.status === 'closed',
      note: remarks(hazard),
    };
  });
}

function photoCount(hazard: Hazard, stage: 'before' | 'after'): string {
  const n = hazard.photos.filter((photo) => photo.stage === stage && photo.state === 'kept').length;
  return n === 0 ? '' : `${n}张`;
}

function remarks(hazard: Hazard): string {
  const moved = hazard.extensions
    .filter((extension) => extension.state === 'approved')
    .map((extension) => `延期至${plainDay(extension.newDay, hazard.reportedDay)}`);
  const parts = [
    ...(hazard.status === 'closed' ? [] : [STATUS[hazard.status].word]),
    ...(hazard.level === 'major' && !hazard.majorConfirmed ? ['疑似重大，未经确认'] : []),
    ...(hazard.recurrenceOf === undefined ? [] : ['复发']),
    ...(hazard.transfer === undefined ? [] : [`移送${hazard.transfer.to}`]),
    ...moved,
  ];
  return parts.join('；');
}

function dayMaybe(at: Date | undefined): Day | undefined {
  return at === undefined ? undefined : dayOf(at);
}
