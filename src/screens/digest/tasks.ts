import { fullDay } from '../../calendar.js';
import { personById } from '../../people/org.js';
import { createTaskStore } from '../../store/tasks.js';
import { taskRung, type TaskRung } from '../../tasks/ladder.js';
import type { Task } from '../../tasks/task.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/** 议定事项 that are due, late or wait to be confirmed (domain.md §9, as with hazards). */
export function taskLines({ store }: SourceDeps): DigestSource {
  const tasks = createTaskStore(store);
  return {
    name: 'task',
    async *waiting(day) {
      for await (const task of tasks.open()) {
        const rung = taskRung(task, day.org, day.today, day.calendar);
        for (const personId of rung?.who ?? []) yield { personId, rung: `${task._id}:${rung?.name ?? ''}` };
      }
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const task = await tasks.get(key.split(':')[0] ?? '');
        const rung = task === undefined ? undefined : taskRung(task, day.org, day.today, day.calendar);
        if (task === undefined || rung === undefined) continue;
        if (isTheirs(person, rung.who, day)) lines.push(drawn(task, rung, day));
      }
      return lines;
    },
  };
}

function drawn(task: Task, rung: TaskRung, { org, today }: DigestDay): DrawnLine {
  const buttons = [{ text: '打开', action: 'task-open', extra: task._id }] as const;
  const who = personById(org, task.personId)?.name ?? '';
  const title = `${task.matter} · ${who}`;
  const of = { title, buttons };
  const due = fullDay(task.dueDay, today);
  if (task.status === 'reported')
    return {
      title: `请确认完成：${title}`,
      buttons,
      group: '等您办理',
      detail: `${task.number}，已报完成。`,
    };
  if (rung.late > 0)
    return { ...of, group: '已过期限', detail: `${task.number}，原定${due}，已过${rung.late}个工作日。` };
  return rung.late === 0
    ? { ...of, group: '今天到期', detail: `${task.number}，办完请点“报完成”。` }
    : { ...of, group: '快到期限', detail: `${task.number}，${due}24时前。` };
}
