import { GROUPS } from '../harness/world.js';
import type { Dice } from './dice.js';

/** What somebody finds and how it is said. */
export interface Finding {
  readonly who: string;
  /** A group of theirs, or none: then in private. */
  readonly chatId?: string;
  readonly text: string;
}

const WHO: readonly { readonly who: string; readonly chatId?: string }[] = [
  { who: '刘小燕', chatId: GROUPS.home1 },
  { who: '金凤', chatId: GROUPS.home1 },
  { who: '魏国' },
  { who: '谢娜', chatId: GROUPS.home2 },
  { who: '田亮', chatId: GROUPS.home2 },
  { who: '高翔' },
  { who: '何花' },
  { who: '严华' },
];
const PLACES = ['一楼', '二楼东头', '三楼西侧', '四楼', '后院', '北楼一层', '西门边', '南楼二层', '值班室旁'];
const FAULTS = [
  '灭火器指针到红区了',
  '走廊灯坏了两天没人修',
  '厕所门口地上积水，很滑',
  '插排上插着三个取暖器',
  '窗户限位器掉了',
  '热水器外壳带电麻手',
  '扶手松了，一拉就晃',
  '监控黑屏了',
  '厨房的生熟菜刀混着用',
  '库房门锁坏了关不上',
  '消防栓门打不开',
  '电动车在门厅里充电',
  '药柜没有上锁',
  '墙皮往下掉',
  '床边呼叫铃按了没反应',
  '电梯门夹人',
  '外来人员进门没登记',
  '液化气软管老化开裂',
  '下水井盖缺了一角',
  '地面瓷砖翘起来了',
];
/** Suspected major hazards (domain.md §6.2): the director's way. */
const GRAVE = ['安全出口被铁链锁上了', '疏散通道堆满了旧床，走不过去', '消防水泵停用快一个月了'];

/** One finding; one in fifteen is grave. */
export function finding(dice: Dice): Finding {
  const text = `${dice.pick(PLACES)}${dice.happens(1 / 15) ? dice.pick(GRAVE) : dice.pick(FAULTS)}`;
  return { ...dice.pick(WHO), text };
}
