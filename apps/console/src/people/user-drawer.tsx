import { RoleBody, type UserBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, Popconfirm, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { createUser, updateUser } from '../api/access.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { languages, type Language } from '../i18n/start-words.js';
import { useMe } from '../shell/session.js';

interface Fields {
  readonly email: string;
  readonly name: string;
  readonly password?: string;
  readonly locale: Language;
  readonly roles: readonly UserBody['roles'][number]['role'][];
}

const minPassword = 10;

/** Creates a person, or changes name, password, roles and access of one. */
export function UserDrawer({
  user,
  onClose,
}: {
  readonly user: UserBody | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  // Roles held everywhere are shown by the list and kept as they are; this form is about one tenant.
  const everywhere = (user?.roles ?? []).filter((held) => held.everywhere);
  const done = async () => {
    void message.success(t('people.saved'));
    await queries.invalidateQueries({ queryKey: ['users'] });
    onClose();
  };
  const save = useMutation({
    mutationFn: ({ email, name, password, locale, roles }: Fields) => {
      const granted = [...everywhere, ...roles.map((role) => ({ role, everywhere: false }))];
      if (user === undefined)
        return createUser({
          email: email.trim(),
          name,
          password: password ?? '',
          locale,
          roles: granted,
        });
      return updateUser(user.id, {
        name,
        locale,
        roles: granted,
        ...(password ? { password } : {}),
      });
    },
    onSuccess: done,
  });
  const disable = useMutation({
    mutationFn: (disabled: boolean) => updateUser((user as UserBody).id, { disabled }),
    onSuccess: done,
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={user === undefined ? t('people.newUser') : user.name}
      footer={
        <div className="row">
          <Button
            type="primary"
            loading={save.isPending}
            onClick={() => form.submit()}
            data-testid="user-save"
          >
            {t('people.save')}
          </Button>
          {user !== undefined && user.id !== me.user?.id && (
            <Popconfirm
              title={t(user.disabled ? 'people.enableAsk' : 'people.disableAsk')}
              onConfirm={() => disable.mutate(!user.disabled)}
            >
              <Button
                danger={!user.disabled}
                loading={disable.isPending}
                data-testid="user-disable"
              >
                {t(user.disabled ? 'people.enable' : 'people.disable')}
              </Button>
            </Popconfirm>
          )}
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{
          email: user?.email,
          name: user?.name,
          locale: user?.locale ?? 'zh-CN',
          roles: (user?.roles ?? []).filter((held) => !held.everywhere).map(({ role }) => role),
        }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('people.name')}
          rules={[{ required: true, whitespace: true, message: t('people.nameMissing') }]}
        >
          <Input maxLength={100} autoComplete="off" data-testid="user-name" />
        </Form.Item>
        <Form.Item
          name="email"
          label={t('people.email')}
          rules={[{ required: true, type: 'email', message: t('people.emailMissing') }]}
        >
          <Input disabled={user !== undefined} autoComplete="off" data-testid="user-email" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t(user === undefined ? 'people.password' : 'people.newPassword')}
          extra={t('people.passwordHint', { length: minPassword })}
          rules={[
            {
              required: user === undefined,
              min: minPassword,
              message: t('people.passwordHint', { length: minPassword }),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" data-testid="user-password" />
        </Form.Item>
        <Form.Item name="locale" label={t('people.language')}>
          <Segmented
            options={languages.map((value) => ({ value, label: t(`people.language.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="roles"
          label={t('people.roles')}
          extra={t('people.rolesHint', { tenant: me.tenant.name })}
        >
          <Checkbox.Group className="choices">
            {RoleBody.shape.role.options
              .filter((role) => role !== 'operator')
              .map((role) => (
                <Checkbox key={role} value={role}>
                  {t(`role.${role}`)}
                  <div className="quiet">{t(`role.${role}.hint`)}</div>
                </Checkbox>
              ))}
          </Checkbox.Group>
        </Form.Item>
        <ProblemNotice problem={save.error ?? disable.error} />
      </Form>
    </Drawer>
  );
}
