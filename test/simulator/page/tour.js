// The guided tour of experience.md §8. `done` looks at the state; a step can always be passed by hand.
const history = (state, command) =>
  state.hazards.some(
    (hazard) =>
      hazard.unitName !== '' &&
      hazard.history.some((entry) => entry.command === command) &&
      hazard.code !== 'YH-2026-0001',
  );
export const STEPS = [
  {
    who: '刘小燕',
    chat: '一号养老院群',
    zh: '您是护理员刘小燕。发一句话和一张照片，报一个隐患。',
    en: 'You are a care worker. Report a hazard: one line, one photo.',
    notice: '看话题里的回答：编号、谁来办、到什么时候。',
    done: (s) => s.hazards.length > 1,
    fill: { text: '二楼东头灭火器指针在红的地方', photo: 'gauge' },
  },
  {
    who: '王芳',
    chat: '安全助手',
    zh: '换成安全员王芳。核对一下，点“核实属实，交办”。',
    en: 'Be the safety officer. Check and hand over.',
    notice: '都已填好；填上整改措施，就直接送审批。群里的卡片自己变了。',
    done: (s) => history(s, 'verify'),
  },
  {
    who: '李敏',
    chat: '安全助手',
    zh: '换成分管领导李敏。点“同意”，再点一次。',
    en: 'Be the deputy. Approve, then click again.',
    notice: '第二次点，会说谁在什么时候同意了。',
    done: (s) => history(s, 'approvePlan'),
  },
  {
    who: '赵淑兰',
    chat: '安全助手',
    zh: '换成院长赵淑兰。发整改后照片，点“整改完成”。',
    en: 'Be the matron. Send the after-photo, report it done.',
    notice: '两张照片并排。',
    done: (s) => history(s, 'reportDone'),
    fill: { text: '', photo: 'renewed' },
  },
  {
    who: '王芳',
    chat: '安全助手',
    zh: '换回王芳，点“复查通过，销号”。整改人自己不能复查。',
    en: 'Be the officer again and close it. The one who fixed it may not.',
    notice: '变绿；给上报人一条消息；右边有全部记录。',
    done: (s) => history(s, 'passRecheck'),
  },
  {
    who: '马秀英',
    chat: '安全助手',
    zh: '把时钟拨到明天09:00，再拨到5月28日。二号养老院有一件过了期限。',
    en: 'Move the clock to 09:00 tomorrow, then to 28 May. One hazard is overdue.',
    notice: '每人一条摘要；看谁听到、下一步何时报谁。',
    done: (s) => new Date(s.now) > new Date('2026-05-28T08:00:00+08:00'),
  },
  {
    who: '周建国',
    chat: '安全助手',
    zh: '换成局长周建国。发“本月统计”，看本局的数字。',
    en: 'Be the director. Send “本月统计” and read the bureau’s own figures.',
    notice: '统计和图表来自登记的数据。',
    done: () => false,
    fill: { text: '本月统计' },
  },
];
export const END =
  '走完了。每一步都有记录，在右边。随便点，想重来就按“重新开始”。 Done. Every step is on record at the right.';
