import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface NoteFieldProps {
  readonly label: string;
  readonly value: string;
  readonly optional?: true;
  readonly autoFocus?: true;
  readonly onChange: (note: string) => void;
}

export function NoteField({ label, value, optional, autoFocus, onChange }: NoteFieldProps) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>
        {label} {optional && <span className="quiet">{t('desk.optional')}</span>}
      </span>
      <Input.TextArea
        autoFocus={autoFocus}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        data-testid="move-note"
      />
    </label>
  );
}
