import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listUsers } from '../api/access.js';
import { listReviewers } from '../api/reviewers.js';
import { useMay, useMe } from '../shell/session.js';

/**
 * Who acted: oneself, a name where this person may see names, a key of the tenant, or a short id. Leads see the names
 * of those who review.
 */
export function PersonName({ principal }: { readonly principal: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const mayList = useMay('users:manage');
  const { data } = useQuery({
    queryKey: ['users', 'names'],
    queryFn: () => listUsers(),
    enabled: mayList,
    staleTime: 60_000,
  });
  const mayLead = useMay('reviews:manage');
  const { data: reviewers } = useQuery({
    queryKey: ['reviewers', 'all'],
    queryFn: () => listReviewers(),
    enabled: mayLead && !mayList,
    staleTime: 60_000,
  });
  if (principal === me.principal) return <span>{t('shell.you')}</span>;
  const name =
    data?.items.find(({ id }) => id === principal)?.name ??
    reviewers?.items.find(({ userId }) => userId === principal)?.name;
  if (name !== undefined) return <span>{name}</span>;
  if (principal.startsWith('tenant:')) return <span>{t('shell.machine')}</span>;
  return <code title={principal}>{principal.length > 12 ? principal.slice(-8) : principal}</code>;
}
