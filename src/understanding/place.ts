import type { CharTables, LinearModel, PlaceWords } from './data.js';
import { longestAt, sizesByStart, soundOf, soundsOf, type WordHit } from './lexicon.js';
import { taggedPlaces } from './place-tags.js';
import type { OrgNames } from './types.js';

/** A stretch of the normal text that names where, with how specific it is. */
export interface PlaceSpan {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  /** Where its last solid part (house, floor, room, area) ends; what follows are sides and things. */
  readonly solidEnd?: number;
}

type Part = 'unit' | 'building' | 'floor' | 'room' | 'area' | 'weak' | 'side' | 'tail';

const WEIGHT: Readonly<Record<Part, number>> = {
  unit: 2,
  building: 3,
  floor: 4,
  room: 6,
  area: 4,
  weak: 2,
  side: 1,
  tail: 0,
};

const NUMBER = '[0-9一二三四五六七八九十]';
const SHAPES: readonly { part: Part; shape: RegExp }[] = [
  {
    part: 'room',
    shape:
      /[王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常老](?:老)?(?:奶奶|爷爷|大爷|大娘|大妈|阿姨|阿婆|叔叔?|伯伯?|婆婆|老太太?|老爷子|老人|姨|爹)(?:的|家|那)?(?:房间里?|屋里|屋子|屋|床头柜?|床边|床上|床|寝室|房里|房门口|卫生间|门口|那间|间|房|房门|窗户)/uy,
  },
  {
    part: 'room',
    shape:
      /(?<![0-9a-z年月点:：.])(?:[a-z]|[0-9]{1,2}-)?[0-9]{3,4}(?:房间|号房间?|房|室|寝室?|宿舍|号?床|号屋?|病房|屋|包间|门口|卫生间|办公室)/uy,
  },
  {
    part: 'room',
    shape:
      /(?<![0-9])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:号?床(?!单|垫|板|被|栏|位数)|号房间?|室|号病房|房间|号寝室|号宿舍)/uy,
  },
  {
    part: 'room',
    shape:
      /(?<![0-9a-z.-])(?!11[09]|12[02])(?:[a-z]?[1-9](?:0[1-9]|1[0-9]|2[0-9]|3[0-2]))(?![0-9]|元|块|人|名|个|天|多|次|年|斤|度|v|w|瓦|毫|克|米|件|条|家|分|点|公|具|瓶|桶|号文|℃|%|ml|g|kg|伏|平|步|页|项|余|来|位|岁|月|报)/uy,
  },
  {
    part: 'building',
    shape: new RegExp(
      `(?:${NUMBER}{1,3}|[a-z]|[东西南北])(?:号楼|栋|幢|号院|区(?!别|分)|座(?!机)|单元|号馆|号厅|号门|号岗|号窗口?|号车间|号电?梯|号住宿楼|号公寓|期(?=楼|院))`,
      'uy',
    ),
  },
  {
    part: 'floor',
    shape: new RegExp(
      `(?:(?:负|地下|第)?(?:${NUMBER}{1,2}|两)(?:[至到、和\\-]${NUMBER}{1,2})?|[二三四五六]{2}|顶|底|-1|-2|b1|b2)(?:[楼搂娄](?:半|层)?|层楼?)(?!楼道板|货架|架|床|玻璃|锁|板|棉|衣|塑料|布|包|高|柜|住宅|安全|防)|(?:${NUMBER}{1,2})f(?![a-z])`,
      'uy',
    ),
  },
  {
    part: 'building',
    shape: new RegExp(
      `${NUMBER}{1,2}号(?=养老院|敬老院|福利院|库|仓|食堂|餐厅|宿舍|公寓|火化|告别|厅|楼|骨灰|会议|活动|电梯|锅炉|门|墓|车间|车库|窗口|院)`,
      'uy',
    ),
  },
];

/** Objects that are a place only for want of a better one. */
const WEAK = new Set(
  '电梯 楼梯 台阶 坡道 围墙 院墙 大门 后门 侧门 前门 铁门 小门 通道 窗口 配电柜 配电箱 总闸 电表箱 电闸箱 公务车 面包车 灵车 接送车 送餐车 中巴车 院车 救护车 保险柜 印章柜 安全出口 疏散通道 消防通道 逃生通道 消防车通道 消防车道 疏散楼梯 疏散门 紧急出口 安全通道 逃生门 轿厢 货梯 客梯 餐梯 传菜梯 平台 窗台 外墙 幕墙 床头 床边 棚子 充电桩 排水沟 花坛 宣传栏 雨棚 超市 机关 主路 小路 门前 顶层 舞台 桥 客房 宿舍 寝室 病房 化粪池 机房 焚烧炉 火化炉 山坡 边坡 路口 屋顶 房顶 变压器'.split(
    ' ',
  ),
);
/** A side that may stand alone as the place. */
const ALONE =
  /^(?:[东西南北]出口|[东西南北](?:头|侧|边|面|端|南角|北角)|门口|门外|门旁|院外|里屋|外屋|门洞|楼上|楼下|角落|尽头|拐角处?|墙角|隔壁|转角处?|拐弯处|最里头|对面|墙边|窗边)$/u;
const TAIL = /^[里内上外处旁东西南北]$/u;
const GLUE = /^(?:的|靠近?|往)$/u;

/** Finds the places of a normal text: those the model marks in their order, then the grammar's, the most specific first. */
export type PlaceFinder = (text: string, words: readonly WordHit[], names?: OrgNames) => PlaceSpan[];

/** Builds the finder from the data's words; the organisation's own names are given with each text. */
export function createPlaceFinder(words: PlaceWords, tables: CharTables, model?: LinearModel): PlaceFinder {
  const known = new Map<string, Part>();
  for (const word of words.sides) known.set(word, TAIL.test(word) ? 'tail' : 'side');
  for (const word of words.units) known.set(word, 'unit');
  for (const word of words.areas) known.set(word, WEAK.has(word) ? 'weak' : 'area');
  // A phone keyboard writes 洗手简 for 洗手间: words of three signs and more are also known by their sound.
  const sounding = new Map<string, Part>();
  for (const [word, part] of known) if (word.length >= 3) sounding.set(soundOf(word, tables), part);
  const knownSizes = sizesOf(known);
  const soundSizes = sizesByStart([...sounding.keys()].map((sound) => sound.split(' ')));
  return (text, hits, names) => {
    const own = new Map<string, Part>();
    for (const name of names?.units ?? []) own.set(name.toLowerCase(), 'unit');
    for (const name of names?.places ?? []) own.set(name.toLowerCase(), 'area');
    const ownSizes = sizesOf(own);
    const sounds = soundsOf(text, tables);
    const soundAt = (at: number, to: number): string => sounds.slice(at, to).join(' ');
    const lookup = (at: number): { part: Part; end: number } | null => {
      if (words.apart.some((word) => text.startsWith(word, at))) return null;
      const [first, second] = [text.charAt(at), text.charAt(at + 1)];
      const named = (to: number): boolean => own.has(text.slice(at, to)) || known.has(text.slice(at, to));
      const end = Math.max(
        longestAt(at, text.length, ownSizes(first, second), named),
        longestAt(at, text.length, knownSizes(first, second), named),
        longestAt(at, text.length, soundSizes(sounds[at] ?? '', sounds[at + 1] ?? ''), (to) =>
          sounding.has(soundAt(at, to)),
        ),
      );
      const word = text.slice(at, end);
      const part = own.get(word) ?? known.get(word) ?? sounding.get(soundAt(at, end));
      return part === undefined ? null : { part, end };
    };
    const found = spans(text, lookup);
    return model === undefined ? found : [...taggedPlaces(text, found, hits, model), ...found];
  };
}

const sizesOf = (words: ReadonlyMap<string, Part>): ReturnType<typeof sizesByStart> =>
  sizesByStart([...words.keys()].map((word) => [...word]));

function spans(text: string, lookup: (at: number) => { part: Part; end: number } | null): PlaceSpan[] {
  const out: PlaceSpan[] = [];
  let at = 0;
  while (at < text.length) {
    const span = chain(text, at, lookup);
    if (span === null) {
      at += 1;
      continue;
    }
    if (span.weight > 0) out.push(span);
    at = span.end;
  }
  return out.sort((a, b) => b.weight - a.weight || a.start - b.start);
}

function chain(
  text: string,
  start: number,
  lookup: (at: number) => { part: Part; end: number } | null,
): PlaceSpan | null {
  let at = start;
  let end = start;
  let weight = 0;
  let solid = false;
  let solidEnd = start;
  for (;;) {
    const next = token(text, at, lookup);
    if (next === null) {
      if (at === end && at > start && GLUE.test(text[at] ?? '') && token(text, at + 1, lookup) !== null) {
        at += 1;
        continue;
      }
      break;
    }
    if (next.part === 'tail' && end === start) break;
    at = next.end;
    weight += WEIGHT[next.part];
    if (next.part !== 'tail') {
      if (next.part !== 'side') solid = true;
      if (next.part !== 'side' && next.part !== 'weak') solidEnd = at;
      end = at;
    }
  }
  if (end === start) return null;
  if (!solid && !ALONE.test(text.slice(start, end))) return { start, end, weight: 0 };
  return { start, end, weight, solidEnd };
}

function token(
  text: string,
  at: number,
  lookup: (at: number) => { part: Part; end: number } | null,
): { part: Part; end: number } | null {
  const word = lookup(at);
  let best = word;
  for (const { part, shape } of SHAPES) {
    shape.lastIndex = at;
    const hit = shape.exec(text);
    if (hit !== null && (best === null || at + hit[0].length > best.end)) {
      best = { part, end: at + hit[0].length };
    }
  }
  return best;
}
