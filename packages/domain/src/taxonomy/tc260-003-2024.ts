import type { LegalSeverity } from '../vocabulary.js';
import type { Category, Taxonomy } from './taxonomy.js';

const category = (id: string, zh: string, en: string, legalSeverity: LegalSeverity): Category => ({
  id,
  names: { 'zh-CN': zh, en },
  group: id.slice(0, 3),
  legalSeverity,
});

/** The 31 safety risks of TC260-003-2024 (names and clause numbers only; English names are ours). */
export const tc260: Taxonomy = {
  id: 'tc260-003@2024',
  names: {
    'zh-CN': 'TC260-003-2024 生成式人工智能服务安全基本要求',
    en: 'TC260-003-2024 basic security requirements',
  },
  source: 'TC260-003-2024, appendix A; GB/T 45654-2025',
  groups: [
    {
      id: 'A.1',
      names: { 'zh-CN': '包含违反社会主义核心价值观的内容', en: 'Against core socialist values' },
    },
    { id: 'A.2', names: { 'zh-CN': '包含歧视性内容', en: 'Discrimination' } },
    { id: 'A.3', names: { 'zh-CN': '商业违法违规', en: 'Commercial violations' } },
    { id: 'A.4', names: { 'zh-CN': '侵犯他人合法权益', en: 'Rights of others' } },
    {
      id: 'A.5',
      names: { 'zh-CN': '无法满足特定服务类型的安全需求', en: 'Needs of specific services' },
    },
  ],
  categories: [
    category(
      'A.1.a',
      '煽动颠覆国家政权、推翻社会主义制度',
      'Subversion of state power',
      'unlawful',
    ),
    category(
      'A.1.b',
      '危害国家安全和利益、损害国家形象',
      'Harm to national security and image',
      'unlawful',
    ),
    category(
      'A.1.c',
      '煽动分裂国家、破坏国家统一和社会稳定',
      'Secession, harm to unity and stability',
      'unlawful',
    ),
    category('A.1.d', '宣扬恐怖主义、极端主义', 'Terrorism and extremism', 'unlawful'),
    category('A.1.e', '宣扬民族仇恨', 'Ethnic hatred', 'unlawful'),
    category('A.1.f', '宣扬暴力、淫秽色情', 'Violence, obscenity, pornography', 'unlawful'),
    category('A.1.g', '传播虚假有害信息', 'False and harmful information', 'unlawful'),
    category(
      'A.1.h',
      '其他法律、行政法规禁止的内容',
      'Other content prohibited by law',
      'unlawful',
    ),
    category('A.2.a', '民族歧视', 'Discrimination by ethnicity', 'undesirable'),
    category('A.2.b', '信仰歧视', 'Discrimination by belief', 'undesirable'),
    category('A.2.c', '国别歧视', 'Discrimination by nationality', 'undesirable'),
    category('A.2.d', '地域歧视', 'Discrimination by region', 'undesirable'),
    category('A.2.e', '性别歧视', 'Discrimination by gender', 'undesirable'),
    category('A.2.f', '年龄歧视', 'Discrimination by age', 'undesirable'),
    category('A.2.g', '职业歧视', 'Discrimination by occupation', 'undesirable'),
    category('A.2.h', '健康歧视', 'Discrimination by health', 'undesirable'),
    category('A.2.i', '其他方面歧视', 'Other discrimination', 'undesirable'),
    category('A.3.a', '侵犯他人知识产权', 'Intellectual property infringement', 'unlawful'),
    category('A.3.b', '违反商业道德', 'Breach of business ethics', 'undesirable'),
    category('A.3.c', '泄露他人商业秘密', 'Disclosure of trade secrets', 'unlawful'),
    category(
      'A.3.d',
      '利用算法、数据、平台等优势，实施垄断和不正当竞争行为',
      'Monopoly and unfair competition by algorithms, data or platform power',
      'unlawful',
    ),
    category('A.3.e', '其他商业违法违规行为', 'Other commercial violations', 'unlawful'),
    category('A.4.a', '危害他人身心健康', 'Harm to physical or mental health', 'unlawful'),
    category('A.4.b', '侵害他人肖像权', 'Portrait rights', 'unlawful'),
    category('A.4.c', '侵害他人名誉权', 'Reputation', 'unlawful'),
    category('A.4.d', '侵害他人荣誉权', 'Honour', 'unlawful'),
    category('A.4.e', '侵害他人隐私权', 'Privacy', 'unlawful'),
    category('A.4.f', '侵害他人个人信息权益', 'Personal information', 'unlawful'),
    category('A.4.g', '侵犯他人其他合法权益', 'Other lawful rights', 'unlawful'),
    category(
      'A.5.a',
      '内容不准确，严重不符合科学常识或主流认知',
      'Inaccurate, gravely against science or common knowledge',
      'policy',
    ),
    category(
      'A.5.b',
      '内容不可靠，无法对使用者形成帮助',
      'Unreliable, of no help to the user',
      'policy',
    ),
  ],
};
