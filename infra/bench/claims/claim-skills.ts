/** A category in a language: what a reviewer is qualified for and reads. */
export interface Skill {
  readonly category: string;
  readonly language: 'zh' | 'en';
}

const categories = [
  'A.1.e',
  'A.1.f',
  'A.1.g',
  'A.2.a',
  'A.2.e',
  'A.2.h',
  'A.3.a',
  'A.3.b',
  'A.3.e',
  'A.4.c',
] as const;

/** 20 of them: ten categories in two languages. */
export const skills: readonly Skill[] = categories.flatMap((category) => [
  { category, language: 'zh' as const },
  { category, language: 'en' as const },
]);

/** A 21st category that hardly ever occurs. */
export const rareCategory = 'A.4.f';
export const rareTasks = 200;

/** Queues with the categories that policies route there; `general` asks for nothing. */
export const benchQueues: Readonly<Record<'chat' | 'publishing' | 'general', readonly string[]>> = {
  chat: categories.slice(0, 7),
  publishing: categories.slice(4),
  general: [],
};
