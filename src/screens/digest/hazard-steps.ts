import { deadlineInWords } from '../../calendar.js';
import type { Hazard } from '../../hazards/hazard.js';
import { holderNames, waitsFor } from '../../hazards/roles.js';
import { STATUS } from '../../../cards/texts.zh-CN.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

const STEPS = ['reported', 'verifying', 'planning', 'approving', 'rechecking', 'closing'] as const;

/** Steps in other hands than the rectifier's: verifying, plans, approvals, re-checks, extensions asked for. */
export function hazardSteps({ hazards }: SourceDeps): DigestSource {
  return {
    name: 'step',
    async *waiting(day) {
      for await (const hazard of hazards.openOnes({ status: STEPS }))
        for (const personId of waitsFor(hazard, day.org))
          yield { personId, rung: `${hazard._id}:${hazard.stageSeq}` };
      for await (const hazard of hazards.openOnes({ status: ['rectifying'], extensionAsked: true }))
        if (hazard.approverId !== undefined)
          yield { personId: hazard.approverId, rung: `${hazard._id}:x${hazard.pendingExtension?.seq ?? 0}` };
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const hazard = await hazards.get(key.split(':')[0] ?? '');
        if (hazard === undefined || !waits(hazard)) continue;
        if (isTheirs(person, waitsFor(hazard, day.org), day)) lines.push(drawn(hazard, day));
      }
      return lines;
    },
  };
}

function waits(hazard: Hazard): boolean {
  return hazard.open && (hazard.status !== 'rectifying' || hazard.pendingExtension !== undefined);
}

function drawn(hazard: Hazard, { org, today, calendar }: DigestDay): DrawnLine {
  const title = `${hazard.code.slice(-4)} ${hazard.title === '' ? '匿名上报' : hazard.title}`;
  const of = { group: '等您办理', hazardId: hazard._id, title } as const;
  if (hazard.status === 'rectifying')
    return { ...of, detail: `申请第${hazard.pendingExtension?.no ?? 1}次延期，等您审批` };
  const who = holderNames(hazard, org);
  const until = hazard.stepDue === undefined ? '' : ` · ${deadlineInWords(hazard.stepDue, today, calendar)}`;
  return { ...of, detail: `${STATUS[hazard.status].word}${who === '' ? '' : ` · 现由${who}`}${until}` };
}
