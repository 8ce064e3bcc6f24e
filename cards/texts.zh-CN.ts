import type { Refusal, RefusalCode } from '../src/errors.js';
import type { FiveItem, Manner, SixItem } from '../src/hazards/hazard.js';
import type { Kind } from '../src/hazards/kinds.js';
import type { PaperKind } from '../src/hazards/papers.js';
import type { HazardCommand, HazardStatus } from '../src/hazards/status.js';

/** 状态: word and header colour (experience.md §4.2). */
export const STATUS: Readonly<
  Record<
    HazardStatus,
    { word: string; colour: 'wathet' | 'orange' | 'violet' | 'blue' | 'turquoise' | 'green' | 'grey' }
  >
> = {
  reported: { word: '已上报', colour: 'wathet' },
  verifying: { word: '待核实', colour: 'orange' },
  planning: { word: '待提交方案', colour: 'orange' },
  approving: { word: '待审批', colour: 'violet' },
  rectifying: { word: '整改中', colour: 'blue' },
  rechecking: { word: '待复查', colour: 'turquoise' },
  closing: { word: '待审批', colour: 'violet' },
  closed: { word: '已销号', colour: 'green' },
  transferred: { word: '已移送', colour: 'grey' },
  unfounded: { word: '不属实', colour: 'grey' },
  merged: { word: '已合并', colour: 'grey' },
  withdrawn: { word: '已撤回', colour: 'grey' },
};

/** 文书 by their names. */
export const PAPER: Readonly<Record<PaperKind, string>> = {
  notice: '整改通知书',
  recheck: '复查意见书',
  urging: '督办函',
  transfer: '移送函',
};

export const KIND: Readonly<Record<Kind, string>> = {
  FIRE: '防火',
  THEFT: '防盗',
  POISON: '防毒',
  VIOLENCE: '防暴',
  CARE: '防意外',
  BUILD: '建筑与设施',
  EQUIP: '特种设备',
  NATURE: '自然灾害',
  TRAFFIC: '交通与车辆',
  HEALTH: '健康',
  CYBER: '网络与数据',
  MGMT: '管理缺陷',
};

export const MANNER: Readonly<Record<Manner, string>> = {
  onTheSpot: '当场改好（今天）',
  days3: '限期整改，3日',
  days7: '限期整改，7日',
  days15: '限期整改，15日',
  days30: '限期整改，30日（要采购或施工）',
  plan: '按整改方案',
};

export const SIX: Readonly<Record<SixItem, string>> = {
  goal: '治理的目标和任务',
  measures: '采取的方法和措施',
  funds: '经费和物资的落实',
  people: '负责治理的机构和人员',
  schedule: '治理的时限和要求',
  safety: '安全措施和应急预案',
};

export const FIVE_WORDS: Readonly<Record<FiveItem, string>> = {
  duty: '责任',
  measures: '措施',
  funds: '资金',
  deadline: '期限',
  emergency: '应急预案',
};

/** What stands in 办理过程 for each entry. */
export const DEED: Readonly<Record<HazardCommand | 'report', string>> = {
  report: '上报',
  assignUnit: '指定单位',
  correct: '更正',
  withdraw: '撤回',
  verify: '核实属实，交办',
  fixOnTheSpot: '立行立改',
  notHazard: '按不属实结案',
  merge: '并入已有隐患',
  askTransfer: '建议移送',
  transfer: '移送',
  submitPlan: '报方案',
  approvePlan: '同意方案',
  returnPlan: '退回方案',
  addProgress: '记进展',
  addPhotos: '补照片',
  handOver: '换整改责任人',
  reportDone: '报整改完成',
  askExtension: '申请延期',
  approveExtension: '同意延期',
  returnExtension: '退回延期',
  passRecheck: '复查通过',
  failRecheck: '复查未通过，退回',
  approveClosing: '同意销号',
  returnClosing: '退回销号',
  settleEmergency: '险情已排除',
  takeCharge: '我来处理',
  reportInjury: '报告有人受伤',
  pingFailed: '加急没有成功，已改发普通消息',
  joinEmergency: '又有人报',
  widenAlert: '扩大提醒范围',
  split: '分开登记',
  joinParts: '接着报',
  keepWhole: '是一件事',
  keepApart: '另行登记',
  photosFetched: '照片已取到',
  remark: '留言',
  reassign: '转交办理',
  supplement: '上报人补充',
  proposeReward: '报奖励',
  approveReward: '同意奖励',
  declineReward: '不奖励',
  payReward: '奖励已发放',
  recount: '按节假日安排重算期限',
};

/** First lines by trigger (experience.md §4.4 S7); to be checked by 消防 and 急救 people before launch. */
export const URGENT: Readonly<Record<string, readonly [string, string]>> = {
  'smoke-fire': ['马上打119。', '喊人、撤离、随手关门，走楼梯不乘电梯。'],
  gas: ['先撤到室外，马上打119。', '不开灯、不开关电器、不点火、不乘电梯，到室外再打电话。'],
  co: ['马上打120。', '开窗，把人转到室外。'],
  'collapsed-person': ['马上打120。', '按接线员说的做，派人到门口接。'],
  'mass-sickness': ['马上打120。', '停止供餐，留住剩饭和呕吐物。'],
  violence: ['马上打110。', '人躲进屋里关好门，不要上前。'],
  lift: ['马上打电梯里贴的救援电话，打不通打119。', '安抚里面的人，不扒门。'],
  structure: ['先撤开，马上打119。', '围起来，不让人靠近。'],
  'lost-elder': ['马上打110。', '分头找，查门口监控。'],
  other: ['马上打119、110或120。', '先让人离开危险的地方。'],
};

export const NOT_CALLING = '我不能替您打电话，请现在就打。';

/** The answer to an emergency while the store is down: plain text, no claim of a record (experience.md §3 r). */
export function emergencyWithoutStore(trigger: string): string {
  const [first] = URGENT[trigger] ?? URGENT['other'] ?? [''];
  return `${first}我暂时没有登记成功，请打电话通知带班领导，稍后再发一次。`;
}

/** What nobody decides on for themselves. */
const OWN: Readonly<Record<string, string>> = { extension: '延期申请', closing: '复查结论' };

const REFUSAL: Readonly<Record<RefusalCode, (facts: Readonly<Record<string, string>>) => string>> = {
  'not-your-step': (f) => `现由${f['who'] ?? ''}办理，您不用操作`,
  'no-right': (f) => `这一步由${f['who'] ?? ''}办`,
  'other-unit': () => '只有本单位和局里可以查看',
  'reporter-only': () => '只有上报人可以撤回',
  'author-only': () => '请由发消息的人来选',
  'unknown-person': () => '还不认识您，请私聊我登记',
  'not-admin': (f) => `请管理员${f['who'] ?? ''}来选`,
  'self-recheck': () => '整改人不能复查自己的整改',
  'self-approve': (f) => `自己的${OWN[f['what'] ?? ''] ?? '方案'}要由上一级审批`,
  'already-done': (f) => `${f['who'] ?? ''}已于${f['time'] ?? ''}${f['deed'] ?? '办理'}，不用再点`,
  'other-decision': (f) =>
    `${f['who'] ?? ''}已于${f['time'] ?? ''}${f['deed'] ?? '办理'}，${f['own'] ?? '您的操作'}没有生效`,
  'stale-card': () => '情况有变，已换成最新卡片',
  'card-expired': () => '旧卡已停用，新卡已私聊发给您',
  'already-closed': () => '这件已销号',
  saving: () => '正在保存，结果会显示在卡片上',
  'not-saved': () => '暂时没有保存成功，请稍后再试',
  unexpected: (f) => `没有保存成功，编号${f['token'] ?? ''}`,
  'six-missing': (f) => `六项还差：${words(f['items'], SIX)}`,
  'field-missing': (f) => `还差：${f['field'] ?? ''}`,
  'interim-missing': () => '疑似重大要写临时管控',
  'reason-missing': () => '请写一句原因',
  'downgrade-reason': () => '改为一般，请写一句理由',
  'five-missing': (f) => `五落实还差：${words(f['items'], FIVE_WORDS)}`,
  'date-past': () => '日期要晚于今天',
  'date-bad': () => '日期没有读懂，请重选',
  'date-too-far': (f) => `最晚到${f['day'] ?? ''}，请重选`,
  'extension-late': () => '已过申请时间，请写原因和预计日期',
  'photo-missing': () => '请先发整改后照片，或写原因',
  'withdraw-late': () => '已核实，不能撤回',
  'others-too': () => '别人也报了这件，不能撤回，请找带班领导',
  'merge-closed': () => '那件已销号，按复发登记',
  'merge-self': () => '这是本件自己的编号，请写另一件的',
  'merge-unit': () => '那件不是本单位的，不能并入，请照常核实这件',
  'merge-moved': (f) => `那件已并入${f['code'] ?? ''}，请写这个编号`,
  'merge-ended': (f) =>
    `那件已是“${STATUS[f['status'] as HazardStatus]?.word ?? '已办结'}”，不能并入，请照常核实这件`,
  'amount-bad': () => '金额请只写数字，例如 50',
  'number-unknown': (f) => `没有找到编号“${f['number'] ?? ''}”，请照卡片上的写，例如 0142`,
  'no-such-number': () => '没有找到这个编号',
  'receipt-wrong': () => '回执码不对，请核对',
  'receipt-locked': () => '输错太多次，请1小时后再试',
  'keeper-second': () => '已记下，还要另一位保管人同意',
  'person-left': () => '此人已离岗，请另选',
  'substitute-self': () => '代办人不能是自己',
  'substitute-away': (f) => `${f['who'] ?? ''}那几天也请假，请另选`,
  'date-order': () => '结束日期在开始日期之前，请重选',
  'quiz-done': () => '这题您已答过',
  'quiz-empty': () => '题库里还没有题',
  'post-too-late': () => '过了三个工作日，这篇不再发',
  'activity-known': () => '这次活动已登记过',
  'rsvp-closed': () => '会议已开始，请告诉安委办',
  'too-long': () => '文字太长，请控制在1000字内',
  'not-member': () => '只有安委会成员和替会的人可以用',
  'not-held-yet': () => '还没到开会时间，开完再写纪要',
  'no-minutes': () => '这个月还没有纪要',
  'nothing-changed': () => '和原来一样，没有改动',
  'switched-off': () => '这项功能已停用',
  'papers-not-yours': () => '文书和月报由局领导、安委办拟，请找安委办',
};

/** The sentence for a coded no. */
export function refusalText(refusal: Refusal): string {
  return REFUSAL[refusal.code](refusal.facts);
}

function words(list: string | undefined, names: Readonly<Record<string, string>>): string {
  return (list ?? '')
    .split(',')
    .map((key) => names[key] ?? key)
    .join('、');
}

export const TEXT = {
  viewProgress: '查看进展',
  registered: '已登记',
  corrected: '已更正',
  returned: '已退回，原因已转达',
  transferred: '已移送',
  withdrawn: '已撤回，编号保留',
  noted: '已记下',
  notedGoThere: '已记下，请先打电话到现场',
  notedThanks: '已记下，辛苦了',
  acknowledged: '好的，下次升级前不再提醒',
  digestTooOld: '这是前几天的摘要，请在最新的一张上点',
  onlyHandlers: '详情只有办理人可见',
  claimHow: '请回“我是某某，某单位某岗位”，例如：我是许倩，一号养老院护理员。',
  notConfirmed: (admin: string): string =>
    `${admin}没有确认您的身份。有疑问请当面找${admin}；发现隐患照常可以报。`,
  standIn: (name: string, span: string): string =>
    `${name}${span}请假，由您代办。这几天等${name}办的也会发给您，谁先办都算。`,
  standInEnds: (name: string): string => `${name}已销假，不用再代办。谢谢您。`,
  substituteLeaves: (name: string, span: string): string =>
    `您请假由${name}代办，${name}${span}也请假。请发“请假”换一个代办人。`,
  leaveEnded: '已提前结束，事情重新由您办。',
  callYourself: (number: string): string =>
    `我不能替您打电话，请现在就打${number}，先让人离开危险的地方。打完把地点和情况发给我。`,
  ledgerUnread: (words: string): string =>
    `没看懂“${words}”，没有按它筛选。可以写单位、状态和月份，例如：台账 一号养老院 整改中 10月。`,
  noLeave: '您现在没有设代办。要设，请发“请假 10月12日到10月16日 李敏代”。',
  groupSetupHow: '请在要改的那个群里@我发“群设置”。',
  healthInGroup: '群里那条提到老人健康，建议撤回，情况我已记下。',
  whatHappened: '有人受伤打120，着火、漏气打119，有人闹事打110，请现在就打。打完请写地点和情况发给我。',
  registerThis: '登记这条',
  welcome: '不客气。发现隐患，把地点、情况、照片发给我就行。',
  dutyHow: '管理员这样设：带班 10月1日到10月3日 李敏',
  noDuty: '这7天没有设带班。有险情时提醒分管领导、单位负责人和安全员。',
  feedbackHow: '请在“反馈”后面写上您的话，例如：反馈 卡片字太小。',
  searchHow: '请在“查询”后面写要找的词，例如：查询 三楼 灭火器。',
  withdrawNone: '没有找到可以撤回的。请发“我上报的”，打开那一件再点“撤回”。',
  falseAlarm: '知道了。宁可多报，不追究。',
  confirmWithdraw: '撤回后不再办理，编号保留。确定吗？',
  confirmUnfounded: '按不属实结案，会告诉上报人。确定吗？',
  confirmClose: '五落实已核对，销号后不能再改。',
  unknownText: '没看明白。报隐患请写地点和情况，可加照片；别的请发“帮助”。',
  voice: '我听不了语音，请打一行字或发照片。',
  forwarded: '合并转发的内容我看不到，请写一句话说明地点和情况。',
  sticker: '报隐患请写地点和情况，可加照片；别的请发“帮助”。',
  parentUnseen:
    '您回复的那条消息我看不到。里面有照片的话，请在这里再发一次，10分钟内会自动放进您刚报的那件。',
  fileUnseen: '文件我看不了。照片请直接发图片，再写一句地点和情况。',
  anonymousGoOn: '请把地点和情况写成一条发来，仍按匿名；不报了就发“不报了”。',
  parentGone: '您回复的那条消息我看不到。请写出地点和情况，照片请再发一次。',
  parentOdd:
    '您回复的那条里的视频、语音或文件我存不了。有照片的话，请在这里发，10分钟内会自动放进您刚报的那件。',
  fixedHow: '请发一张整改后照片，在下面这张卡上写好情况，点“整改完成”，才报去复查。',
  notAddable: '这件现在不能补充。要报新的隐患，请另发一条，写清地点和情况。',
  mendedNext: '照片已放进“整改后”。都改好了，请写好情况，点“整改完成”。',
  whichMended: '点一下，照片和这句话就放进那一件。没有点的，过两小时按新隐患登记，不会丢。',
  whichAnswered: '这条已经记过了',
  notAddableNow: '这件现在不能补充，请另选一件',
  notMine: '都不是，是新隐患',
  askPlace: '收到照片了。请再写一句：在哪里、什么情况。',
  askMore: '请写清地点和情况，可加照片，比如“二楼西侧安全出口上锁”。',
  askMoreInGroup: '还没有登记。请回复本条并@我，写清地点和情况，比如“二楼西侧安全出口上锁”。',
  askMoreHere: '还没有登记。请再发一句，写清地点和情况，比如“二楼西侧安全出口上锁”。可加照片。',
  nothingToDecide: '现在没有等您审批的。',
  askedPrivately: '我私聊问您，请在那里点一下。',
  needReason: '请写一句原因，例如：退回 经费来源没写清',
  gotIsNotYes: '“收到”不算同意。同意请回“同意”，不同意请回“退回 原因”。',
  anonymousHow:
    '可以匿名。请把地点和情况写成一条发来，可带照片。不要写姓名、床号和只有您知道的细节。安委办改写后才转单位，单位看不到原话和原照片。两小时内有效。',
  byName: '按实名登记',
  byNameOver: '已过两个小时，请再发一次',
  anonymousPhoto: '收到照片了，仍按匿名。请再写一句：在哪里、什么情况。两小时内有效。',
  anonymousPhotoLost: (n: number): string =>
    `有${n}张照片没取到，文字已收下。请发“补充”加回执码，再发一次照片。`,
  anonymousCancelled: '好的，没有登记。',
  addHow: '请把要补充的话或照片用一条消息发来，10分钟内有效。不要写姓名、床号和只有您知道的细节。',
  papersAre: '点一下，样稿私聊发给您。文号、检查人等由人补的地方标着【待…】，补全、审核、盖章后再用。',
  noPaperYet:
    '现在还没有可拟的文书：交办后有整改通知书，复查后有复查意见书，逾期后有督办函，移送后有移送函。',
  noRewardScheme: '本局暂未设奖励，谢谢您提醒。',
  rewardsOn: '已启用奖励：隐患销号后请安委办核奖励，报局长审批。请先有书面办法和经费，金额发“奖励标准”填。',
  rewardsOff: '已停用奖励。已核定的照常领取。',
  anonymousInGroup: '群里的消息大家都看得到，不能匿名。要匿名，请撤回这条，私聊我发“匿名上报”。',
  groupHello:
    '大家好，我是安全助手。发现隐患，@我写地点和情况，带上照片。我只收得到@我的消息，平时聊天收不到。不想留名，请私聊我发“匿名上报”。',
  feedback: (admin: string): string => `收到，已转管理员${admin}。`,
  help: [
    '发现隐患，把地点、情况、照片发给我就行。先发照片后写字也可以。',
    '群里要@安全助手；私聊直接发。',
    '冒烟、漏气、打人、有人倒下：先打119、110、120，再告诉我。',
    '常用：我的待办 · 我上报的 · 隐患 0142 · 查询 三楼 灭火器 · 匿名上报',
    '还有：台账 · 本月统计 · 请假 · 答题 · 宣传计划',
    '发出后改不了字的，点卡片上的“更正”；改过的消息我收不到。',
    '用得不顺，发“反馈”加您的话。',
  ],
  helpLeader: '审批可以直接回“同意”，或者“退回”加原因。',
  helpOffice:
    '安委办还可以用：宣传计划 · 主题 · 宣传日期 · 警示教育 · 宣传小结 · 题库 · 登记活动 · 活动台账 · 文书 0142。',
  helpUnit: '单位负责人和安全员还可以用：登记活动 · 活动台账。',
  helpCommittee: '安委会成员还可以用：会议 · 报议题 · 纪要 2026-11 · 议定事项。',
  helpAdmin: '管理员还可以用：设置 · 节假日 · 带班 · 会议设置 · 奖励启用 · 奖励标准。',
} as const;
