import { deadlineInWords } from '../../calendar.js';
import { pendingExtension, type Hazard } from '../../hazards/hazard.js';
import type { HazardStatus } from '../../hazards/status.js';
import { waitingRung, type WaitRung } from '../../hazards/waiting.js';
import { personById } from '../../people/org.js';
import type { Person } from '../../people/person.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

const STEPS = ['reported', 'verifying', 'planning', 'approving', 'rechecking', 'closing'] as const;

/** What the holder of a step is asked to do. */
const DO: Partial<Record<HazardStatus, string>> = {
  reported: '请指定单位',
  verifying: '请核实',
  planning: '请报方案',
  approving: '请审批',
  rechecking: '请复查',
  closing: '请审批',
};

/** What has not been done, for those who hear of it above the holder. */
const UNDONE: Partial<Record<HazardStatus, string>> = {
  reported: '还没有指定单位',
  verifying: '还没有核实',
  planning: '还没有报方案',
  approving: '方案还没有审批',
  rechecking: '还没有复查',
  closing: '销号还没有审批',
};

/** Steps in other hands than the rectifier's, and those that wait too long there (domain.md §9). */
export function hazardSteps({ hazards }: SourceDeps): DigestSource {
  const rungOf = (hazard: Hazard, { org, now, today, calendar }: DigestDay): WaitRung | undefined =>
    waitingRung(hazard, org, now, today, calendar);
  return {
    name: 'step',
    async *waiting(day) {
      const waits = [{ status: STEPS }, { status: ['rectifying'], extensionAsked: true }] as const;
      for (const query of waits)
        for await (const hazard of hazards.openOnes(query)) {
          const rung = rungOf(hazard, day);
          for (const personId of rung?.who ?? [])
            yield { personId, rung: `${hazard._id}:${rung?.name ?? ''}` };
        }
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const hazard = await hazards.get(key.split(':')[0] ?? '');
        const rung = hazard === undefined ? undefined : rungOf(hazard, day);
        if (hazard === undefined || rung === undefined) continue;
        if (isTheirs(person, rung.who, day)) lines.push(drawn(hazard, rung, person, day));
      }
      return lines;
    },
  };
}

function drawn(hazard: Hazard, rung: WaitRung, person: Person, day: DigestDay): DrawnLine {
  const { org, today, calendar } = day;
  const group = rung.late > 0 ? '已过期限' : '等您办理';
  const of = { group, hazardId: hazard._id } as const;
  const name = hazard.title === '' ? '匿名上报' : hazard.title;
  const until = rung.due === undefined ? '' : deadlineInWords(rung.due, today, calendar);
  const over = rung.late > 0 ? `原定${until}，已过。${rung.next(today)}` : until;
  if (!isTheirs(person, rung.holders, day)) {
    const holders = rung.holders.map((id) => personById(org, id)?.name ?? '').join('、');
    const undone = rung.step === 'extension' ? '延期还没有审批' : (UNDONE[hazard.status] ?? '');
    return { ...of, title: `${name} · ${holders}`, detail: `${undone}，${over}` };
  }
  if (rung.step === 'extension')
    return {
      ...of,
      title: `请审批：${name}`,
      detail: `第${pendingExtension(hazard)?.no ?? 1}次延期，${over}`,
    };
  const verb = hazard.status === 'reported' && hazard.anonymous ? '请改写' : (DO[hazard.status] ?? '请办理');
  return { ...of, title: `${verb}：${name}`, detail: over };
}
