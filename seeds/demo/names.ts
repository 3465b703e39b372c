import type { Random } from './random.js';

/** Surnames by how often they are met in eastern Henan: the earlier third is the most common. */
const SURNAMES =
  '王李张刘陈杨赵王李张刘朱郭马孙胡徐高韩宋冯董程于曹袁邓许郑谢付崔吕苏卢蒋魏贾丁薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎常武乔贺赖龚文凌齐凡轩'.split(
    '',
  );
const MALE = '伟强磊军勇杰涛超明刚辉鹏斌波峰浩凯宇健志建国华永海林东平红卫新民亚飞金成振铭俊毅晓冬少恒继鑫亮'.split('');
const FEMALE = '芳娜敏静丽艳娟霞燕玲丹萍红颖慧婷雪莉梅倩洁琳晶莹蕾瑞爱凤春秋桂兰英素晓云彩利佳怡文巧'.split('');

function givenName(random: Random, pool: readonly string[]): string {
  const first = random.pick(pool);
  if (random.chance(0.32)) {
    return first;
  }
  let second = random.pick(pool);
  while (second === first) {
    second = random.pick(pool);
  }
  return first + second;
}

export function personName(random: Random): string {
  return random.pick(SURNAMES) + givenName(random, random.chance(0.64) ? MALE : FEMALE);
}

/**
 * Mobile numbers of the form 138000xxxxx, each given once. 7919 is prime and no divisor of 100000, so the walk meets
 * every number before it repeats.
 */
export class PhoneBook {
  private given = 0;

  next(): string {
    this.given += 1;
    return `138000${String((this.given * 7919) % 100_000).padStart(5, '0')}`;
  }
}
