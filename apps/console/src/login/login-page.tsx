import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { login } from '../api/access.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { chooseLanguage } from '../i18n/start-words.js';
import { Brand } from '../shell/brand.js';
import { readStored, writeStored } from '../shell/stored.js';
import { returnPath } from './return-path.js';
import './login-page.css';

interface Fields {
  readonly email: string;
  readonly password: string;
}

/** Signs in and goes back to where the session ended. The address is remembered, the password is not. */
export function LoginPage() {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const from = search.get('from');
  const enter = useMutation({
    mutationFn: login,
    onSuccess: (me, { email }) => {
      writeStored('email', email);
      queries.setQueryData(['me'], me);
      void navigate(returnPath(from), { replace: true });
    },
  });
  return (
    <div className="login">
      <section className="login-story" aria-hidden="true">
        <Brand />
        <h2>{t('login.story')}</h2>
        <ul>
          <li>{t('login.pointMachine')}</li>
          <li>{t('login.pointPeople')}</li>
          <li>{t('login.pointList')}</li>
        </ul>
      </section>
      <main className="login-main">
        <div className="login-card">
          <h1>{t('login.title')}</h1>
          <p className="quiet">{t(from === null ? 'login.hint' : 'login.ended')}</p>
          <Form<Fields>
            layout="vertical"
            size="large"
            requiredMark={false}
            initialValues={{ email: readStored('email', '') }}
            onFinish={(fields) =>
              enter.mutate({ email: fields.email.trim(), password: fields.password })
            }
          >
            <Form.Item
              name="email"
              label={t('login.email')}
              rules={[{ required: true, message: t('login.emailMissing') }]}
            >
              <Input data-testid="login-email" type="email" autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('login.password')}
              rules={[{ required: true, message: t('login.passwordMissing') }]}
            >
              <Input.Password data-testid="login-password" autoComplete="current-password" />
            </Form.Item>
            <div className="stack">
              <ProblemNotice problem={enter.error} />
              <Button
                type="primary"
                htmlType="submit"
                block
                loading={enter.isPending}
                data-testid="login-submit"
              >
                {t('login.submit')}
              </Button>
            </div>
          </Form>
          <Button
            type="link"
            className="login-language"
            onClick={() => chooseLanguage(i18n.language === 'en' ? 'zh-CN' : 'en')}
          >
            {t('shell.otherLanguage')}
          </Button>
        </div>
      </main>
    </div>
  );
}
