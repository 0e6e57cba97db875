import type { EntryProposal } from '@assay/sdk';

/** Passes in the demo policies. */
export const harmless = {
  scene: 'chat',
  parts: [{ text: '今天的作业我写完了，明天一起去图书馆吧。' }],
};

/** The machine blocks it. */
export const fraud = { scene: 'chat', parts: [{ text: '想赚零花钱？刷-单-返-利，多劳多得。' }] };

/** The machine leaves it to people. */
export const bait = {
  scene: 'chat',
  parts: [{ text: '加 我 微 信，拉你进内部群。' }],
  context: { model: 'demo-model', provider: 'demo', prompt: '写一段群聊邀请', sessionId: 's-1' },
};

export const saying = (text: string) => ({ scene: 'chat', parts: [{ text }] });

/** A term that acts for a day unless it says otherwise. */
export const termEntry = (
  value: string,
  expiresInMs: number = 24 * 3600 * 1000,
): EntryProposal => ({
  kind: 'term',
  value,
  category: 'A.3.b',
  expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
});
