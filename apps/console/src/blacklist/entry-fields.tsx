import { BlacklistEntryBody, type IndustryListBody } from '@assay/contracts';
import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCategoryOptions } from '../display/category-options.js';
import { Instant } from '../display/instant.js';

const dayMs = 86_400_000;
const maxDays = 3650;
export const defaultDays = 90;

/** End of an entry that holds for so many days from now, as the wire wants it. */
export const expiryIn = (days: number, nowMs: number): string =>
  new Date(nowMs + days * dayMs).toISOString();

interface EntryFieldsProps {
  readonly lists: readonly IndustryListBody[];
  readonly form: 'propose' | 'import';
  /** Rows of a file may say theirs. */
  readonly categoryOptional?: boolean;
}

/** What a proposed entry and an imported list have in common. */
export function EntryFields({ lists, form, categoryOptional = false }: EntryFieldsProps) {
  const { t } = useTranslation();
  const { severity, action } = BlacklistEntryBody.shape;
  const days = Form.useWatch<number | null>('days');
  return (
    <>
      <Form.Item
        name="category"
        label={t('blacklist.category')}
        rules={[{ required: !categoryOptional, message: t('blacklist.categoryMissing') }]}
      >
        <Select
          data-testid={`${form}-category`}
          allowClear={categoryOptional}
          showSearch={{ optionFilterProp: 'search' }}
          placeholder={t('blacklist.categoryChoose')}
          options={useCategoryOptions()}
        />
      </Form.Item>
      <div className="fields-2">
        <Form.Item name="severity" label={t('blacklist.severity')}>
          <Select
            options={severity.options.map((value) => ({ value, label: t(`severity.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="action" label={t('blacklist.action')} extra={t('blacklist.actionHint')}>
          <Select
            options={action.options.map((value) => ({ value, label: t(`action.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="days"
          label={t('blacklist.days')}
          rules={[{ required: true, message: t('blacklist.daysMissing') }]}
          extra={
            typeof days === 'number' && (
              <>
                {t('blacklist.expires')} <Instant at={expiryIn(days, Date.now())} style="day" />
              </>
            )
          }
        >
          <InputNumber
            min={1}
            max={maxDays}
            precision={0}
            suffix={t('blacklist.daysUnit')}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item name="listId" label={t('blacklist.list')} extra={t('blacklist.listHint')}>
          <Select
            allowClear
            placeholder={t('blacklist.ownList')}
            options={lists.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </div>
    </>
  );
}
