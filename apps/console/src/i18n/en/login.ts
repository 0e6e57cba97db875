import type { login as original } from '../zh-cn/login.js';

export const login = {
  'login.title': 'Log in',
  'login.hint': 'Use the account your administrator created for you.',
  'login.ended':
    'Your session ended. Log in to return to the same page; nothing you typed is lost.',
  'login.story': 'Every generated item reviewed before people see it',
  'login.pointMachine':
    'Machine review answers with outcome, reasons and the exact place in the text',
  'login.pointPeople': 'People decide only what machines cannot, without leaving the keyboard',
  'login.pointList': "One platform's finding protects the others through industry lists",
  'login.email': 'Email',
  'login.emailMissing': 'Enter your email',
  'login.password': 'Password',
  'login.passwordMissing': 'Enter your password',
  'login.submit': 'Log in',
} satisfies Record<keyof typeof original, string>;
