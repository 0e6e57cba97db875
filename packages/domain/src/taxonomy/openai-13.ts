import type { LegalSeverity } from '../vocabulary.js';
import type { Category, Taxonomy } from './taxonomy.js';

const category = (
  id: string,
  zh: string,
  en: string,
  legalSeverity: LegalSeverity = 'policy',
): Category => ({
  id,
  names: { 'zh-CN': zh, en },
  group: id.split('/')[0] ?? id,
  legalSeverity,
});

/** The 13 category names of the OpenAI moderations interface (Chinese names and severities are ours). */
export const openai13: Taxonomy = {
  id: 'openai-moderation@2024',
  names: {
    'zh-CN': 'OpenAI 审核接口的 13 类',
    en: 'The 13 categories of the OpenAI moderations interface',
  },
  source: 'OpenAI moderations API, omni-moderation categories',
  groups: [
    { id: 'harassment', names: { 'zh-CN': '骚扰', en: 'Harassment' } },
    { id: 'hate', names: { 'zh-CN': '仇恨', en: 'Hate' } },
    { id: 'illicit', names: { 'zh-CN': '非法活动', en: 'Illicit' } },
    { id: 'self-harm', names: { 'zh-CN': '自残', en: 'Self-harm' } },
    { id: 'sexual', names: { 'zh-CN': '色情', en: 'Sexual' } },
    { id: 'violence', names: { 'zh-CN': '暴力', en: 'Violence' } },
  ],
  categories: [
    category('harassment', '骚扰', 'Harassment'),
    category('harassment/threatening', '骚扰并威胁', 'Harassment with threats', 'unlawful'),
    category('hate', '仇恨', 'Hate', 'undesirable'),
    category('hate/threatening', '仇恨并威胁', 'Hate with threats', 'unlawful'),
    category('illicit', '非法活动', 'Illicit acts', 'unlawful'),
    category('illicit/violent', '非法暴力活动', 'Violent illicit acts', 'unlawful'),
    category('self-harm', '自残', 'Self-harm'),
    category('self-harm/intent', '自残意图', 'Self-harm intent'),
    category('self-harm/instructions', '自残方法', 'Self-harm instructions', 'unlawful'),
    category('sexual', '色情', 'Sexual', 'undesirable'),
    category('sexual/minors', '涉未成年人色情', 'Sexual content with minors', 'unlawful'),
    category('violence', '暴力', 'Violence', 'undesirable'),
    category('violence/graphic', '血腥暴力', 'Graphic violence', 'undesirable'),
  ],
};
