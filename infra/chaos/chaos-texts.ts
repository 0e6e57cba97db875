/** Harmless texts: ordinary ones, two that the chaos policy blocks, one that it sends to people. */
export const chaosTexts: readonly string[] = [
  '今天下午三点开会，请大家准时参加。',
  'The draft is ready; comments are welcome until Friday.',
  '限时特惠！乌龙茶特价清仓，错过等一年。',
  '这本书讲的是一位园丁和他的花园。',
  'Please water the plants while I am away.',
  '加群领取内部券，数量有限先到先得。',
  '明天可能下雨，出门记得带伞。',
  'Limited offer: miracle cleaning cloth, buy now!',
  '把番茄切块，加入鸡蛋翻炒两分钟。',
  'The library opens at nine on weekdays.',
];

export const chaosScene = 'chaos';

/** Blocks two of the texts and sends one to people, so that every way out of machine review is taken. */
export const chaosPolicy = {
  name: 'chaos',
  scene: chaosScene,
  definition: {
    taxonomy: 'tc260-003@2024',
    rules: [
      {
        id: 'advertising',
        kind: 'term',
        category: 'A.3.e',
        severity: 'medium',
        action: 'block',
        terms: ['特价清仓', 'miracle cleaning cloth'],
      },
      {
        id: 'contact-baiting',
        kind: 'term',
        category: 'A.3.b',
        severity: 'low',
        action: 'review',
        terms: ['加群领取'],
      },
    ],
    routing: {
      queue: 'chaos',
      dueSeconds: { low: 86_400, medium: 14_400, high: 3600, critical: 600 },
      undoSeconds: 0,
    },
  },
} as const;
