export const login = {
  'login.title': '登录',
  'login.hint': '使用管理员为你创建的账号。',
  'login.ended': '登录已结束。重新登录后回到刚才的页面，未提交的内容仍在。',
  'login.story': '在公众看到之前，审清每一条生成内容',
  'login.pointMachine': '机审给出结论、原因与原文位置，每一步都能解释',
  'login.pointPeople': '人审只处理机器不能决定的部分，键盘即可完成',
  'login.pointList': '一家的发现，通过行业名单保护所有平台',
  'login.email': '邮箱',
  'login.emailMissing': '请输入邮箱',
  'login.password': '密码',
  'login.passwordMissing': '请输入密码',
  'login.submit': '登录',
} as const;
