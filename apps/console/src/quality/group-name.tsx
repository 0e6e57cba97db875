import { useTranslation } from 'react-i18next';
import { PersonName } from '../display/person-name.js';
import { useTaxonomies } from '../display/taxonomies.js';

interface GroupNameProps {
  readonly group: string;
  /** `null`: it stands for all, or the group is not known. */
  readonly itemKey: string | null;
  readonly name?: string | undefined;
}

/** What a line of a report is about. */
export function GroupName({ group, itemKey, name }: GroupNameProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  if (group === 'none') return <strong>{t('quality.all')}</strong>;
  if (itemKey === null) return <span className="quiet">{t('quality.unknown')}</span>;
  if (name !== undefined) return <span>{name}</span>;
  if (group === 'category') {
    return (
      <>
        {nameOf(itemKey)} <code className="quiet">{itemKey}</code>
      </>
    );
  }
  if (group === 'person' || group === 'reviewer') return <PersonName principal={itemKey} />;
  return <bdi className="breakable">{itemKey}</bdi>;
}
