import { Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

interface KeySheetProps {
  readonly open: boolean;
  readonly keysOn: boolean;
  readonly onKeysOn: (on: boolean) => void;
  readonly onClose: () => void;
}

const rows = [
  ['C', 'claim'],
  ['A', 'pass'],
  ['R', 'block'],
  ['B', 'restrict'],
  ['1–9', 'category'],
  ['N', 'note'],
  ['Enter', 'proceed'],
  ['V', 'reveal'],
  ['S', 'skip'],
  ['U', 'undo'],
  ['?', 'sheet'],
] as const;

/** Every key of the desk; they can be switched off for people whose tools speak letters. */
export function KeySheet({ open, keysOn, onKeysOn, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('review.keys')} width={420}>
      <dl className="key-sheet">
        {rows.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`review.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('review.keysTyping')}</p>
      <label className="row">
        <Switch size="small" checked={keysOn} onChange={onKeysOn} />
        {t('review.keysOn')}
      </label>
    </Modal>
  );
}
