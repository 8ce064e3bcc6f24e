import type { Unit } from './person.js';

/** Surnames, single and double, that nearly everybody bears: a name is told from the start of a report by them. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';
const DOUBLE = /^(?:欧阳|司马|上官|诸葛|司徒|东方|夏侯|尉迟|皇甫|慕容|令狐|长孙|宇文|端木|公孙)/u;

const POSTS =
  /^(?:副|代|兼职|专职|值班|夜班)?(?:院长|站长|馆长|股长|科长|处长|所长|主任|书记|局长|护理员|护理部主任|护理组长|护工|护士长|护士|医生|大夫|安全员|后勤|后勤主管|厨师长|厨师|厨工|炊事员|保安|门卫|保洁员?|会计|出纳|司机|社工|电工|水电工|维修工|司炉工|值班员|登记员|科员|办事员|干部|职工|员工|工作人员|管理员|志愿者)$/u;
const PLACE = /(?:院|站|处|股|局|馆|科|室|中心|公司|所|队|部)/u;
/** What a name does not end on, and a sentence about somebody's state does. */
const HAPPENED = /[了着过吗呢烧倒摔病伤吐晕睡走跑打骂哭坏漏断裂松掉堵锁]$/u;

const isName = (word: string): boolean =>
  /^[\p{Script=Han}·]{2,6}$/u.test(word) &&
  (word.length <= 4 || word.includes('·')) &&
  (SURNAMES.includes(word.charAt(0)) || DOUBLE.test(word)) &&
  !POSTS.test(word) &&
  !HAPPENED.test(word);

export interface ClaimWords {
  readonly name: string;
  /** The unit's own name, also where it was called otherwise; empty if none of ours was named. */
  readonly unit: string;
  readonly post: string;
}

/**
 * 我是王芳，一号养老院安全员, and the other ways in which people say who they are, → name, unit, post.
 * @returns undefined if it is something else; a report must not end up as a claim
 */
export function readClaim(
  text: string,
  units: readonly Pick<Unit, 'name' | 'aliases'>[],
): ClaimWords | undefined {
  const said = text
    .trim()
    .replace(/(?:姓名|单位|岗位|职务|部门)[:：\s]*/gu, ' ')
    .replace(/^(?:你好|您好)[，,。!！\s]*/u, '')
    .replace(/[\s，,、。.；;：:!！~～]+/gu, ' ')
    .trim();
  if (said.length > 40) return undefined;
  const lead = /^(?:我的名字叫|我名叫|我叫|我是|本人是|本人)\s*/u.exec(said);
  const words = lead === null ? said : said.slice(lead[0].length);
  const named = units
    .flatMap((unit) => [unit.name, ...unit.aliases].map((called) => ({ unit: unit.name, called })))
    .filter(({ called }) => words.includes(called))
    .toSorted((a, b) => b.called.length - a.called.length)[0];
  if (named === undefined) return lead === null ? undefined : elsewhere(words);
  const parts = words
    .replace(named.called, ' ')
    .split(' ')
    .map((part) => part.replace(/^(?:是|在|的|当|做|任|担任|新来的|工作)+|(?:在|的|工作|上班)+$/gu, ''))
    .filter((part) => part !== '')
    .flatMap(apart);
  const name = parts.find(isName);
  const posts = parts.filter((part) => part !== name);
  if (name === undefined || posts.some((part) => !POSTS.test(part))) return undefined;
  // Without 我是 only what has all three is no sentence about something else.
  if (posts.length > 1 || (lead === null && posts.length === 0)) return undefined;
  return { name, unit: named.unit, post: posts[0] ?? '职工' };
}

/** 护理员许倩, 许倩护理员: post and name without anything between. */
function apart(part: string): readonly string[] {
  for (let at = 2; at < part.length; at += 1) {
    const [first, second] = [part.slice(0, at), part.slice(at)];
    if (POSTS.test(first) && isName(second)) return [first, second];
    if (isName(first) && POSTS.test(second)) return [first, second];
  }
  return [part];
}

/** 我是王芳，县医院护士: somebody of a place that is none of ours; an administrator sees what was said. */
function elsewhere(words: string): ClaimWords | undefined {
  const [name = '', ...rest] = words.split(' ');
  const post = rest.join('').replace(/^的/u, '');
  if (!isName(name) || post.length < 2 || HAPPENED.test(post)) return undefined;
  return PLACE.test(post) || POSTS.test(post) ? { name, unit: '', post } : undefined;
}

/** Only a name: 我是许倩. */
export const onlyName = (text: string): boolean => {
  const match = /^我(?:是|叫)([\p{Script=Han}·]{2,6})[。.!！]*$/u.exec(text.trim());
  return match !== null && isName(match[1] ?? '');
};
