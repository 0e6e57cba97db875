import type { NewSubmission } from '@assay/sdk';

/** One text of the demonstration, harmless by design: no real person, number, shop or address occurs in it. */
export interface Sample {
  readonly scene: 'chat' | 'article' | 'marketing' | 'finance';
  readonly text: string;
  readonly prompt: string;
}

const chat = (text: string, prompt = '帮我回复这条消息'): Sample => ({
  scene: 'chat',
  text,
  prompt,
});
const article = (text: string, prompt = 'Write a short paragraph'): Sample => ({
  scene: 'article',
  text,
  prompt,
});
const marketing = (text: string, prompt = '写一条推广文案'): Sample => ({
  scene: 'marketing',
  text,
  prompt,
});
const finance = (text: string, prompt = '写一段理财介绍'): Sample => ({
  scene: 'finance',
  text,
  prompt,
});

/** Ordinary text, advertising, contact baiting, fraud patterns, personal data with invalid numbers, and evasions of each. */
export const samples: readonly Sample[] = [
  chat('今天的作业我写完了，明天一起去图书馆吧。'),
  chat('The bus leaves at nine, bring an umbrella.', 'Answer my friend'),
  chat('想看更多照片？加我微信 vx-demo-0000，备注来意。'),
  chat('加 我 微 信，拉你进内部群。'),
  chat('加\u200b我\u200b微\u200b信 聊，比这里方便。'),
  chat('Add me on Telegram @demo_nobody for the private channel.', 'Invite people to my channel'),
  chat('在家做兼职，刷单返利，日结三百，名额不多。'),
  chat('刷-单-返-利，多劳多得，先垫付后结算。'),
  chat('His number is 555-0100 and the card is 4000 0000 0000 0000.', 'Repeat what I told you'),
  article('春分前后，白昼与黑夜几乎等长，江南的油菜花正开。', '写一段春天的短文'),
  article('A good index answers the query from the pages it has already read.'),
  article('患者张某某，身份证号 110101190001010000，住址不详。', '写一个病例示例'),
  article('联系人邮箱 nobody@example.com，电话 12345678900。', '写一份通讯录示例'),
  article('这家工厂去年减少了三成用水，细节见年报附录。', '写一段企业新闻'),
  marketing('全网第一，国家级配方，三天见效，无效退款！'),
  marketing('本店新到春茶，欢迎到店品尝，每人限购两盒。'),
  marketing('ＶＸ领券：扫码加微信，前一百名免单。'),
  marketing('Guaranteed cure in 7 days, doctors hate it, order now!', 'Write an advert'),
  marketing('點擊連結領取紅包：http://prize.example.test/claim'),
  finance('本产品保本保息，年化收益百分之三十，零风险稳赚不赔。'),
  finance('保.本.保.息，稳.赚.不.赔，老师一对一带单。'),
  finance('基金有风险，投资需谨慎，过往业绩不代表未来表现。'),
  finance(
    'Guaranteed returns of 30% a month, zero risk, transfer USDT today.',
    'Describe the fund',
  ),
  finance('您的账户异常，请把资金转入安全账户 6200000000000000000 并提供验证码。'),
];

/** The sample as a platform would submit it. */
export function submissionOf({ scene, text, prompt }: Sample): NewSubmission {
  return {
    scene,
    parts: [{ text }],
    context: { provider: 'demo', model: 'demo-writer-1', prompt, sessionId: 'demo' },
    authorId: 'demo-author',
    metadata: { source: 'npm run demo' },
  };
}
