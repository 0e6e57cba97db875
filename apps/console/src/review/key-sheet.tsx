import { Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

interface KeySheetProps {
  readonly keysOn: boolean;
  readonly onKeysOn: (on: boolean) => void;
  readonly onClose: () => void;
}

const groups = {
  decide: [
    ['A', 'pass'],
    ['R', 'block'],
    ['B', 'restrict'],
    ['X', 'broken'],
    ['1–9', 'category'],
    ['/', 'search'],
    ['L', 'clauses'],
    ['N', 'note'],
    ['Enter', 'proceed'],
    ['U', 'undo'],
  ],
  item: [
    ['V', 'reveal'],
    ['C', 'similar'],
    ['E', 'escalate'],
    ['T', 'transfer'],
    ['F', 'refer'],
    ['S', 'skip'],
    ['Z', 'release'],
    ['Ctrl+Enter', 'send'],
    ['Esc', 'close'],
  ],
  desk: [
    ['Q', 'queue'],
    ['P', 'pause'],
    ['G', 'go_on'],
    ['W', 'work'],
    ['Y', 'retry'],
    ['O', 'reopen'],
    ['D', 'dismiss'],
    ['?', 'sheet'],
  ],
} as const;

/** Every key of the desk; they can be switched off for people whose tools speak letters. */
export function KeySheet({ keysOn, onKeysOn, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  return (
    <Modal open onCancel={onClose} footer={null} title={t('review.keys')} width={760}>
      <div className="key-groups">
        {(['decide', 'item', 'desk'] as const).map((group) => (
          <section key={group}>
            <h2>{t(`review.keys.${group}`)}</h2>
            <dl className="key-sheet">
              {groups[group].map(([key, name]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(`review.key.${name}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet">{t('review.keysTyping')}</p>
      <label className="row">
        <Switch size="small" checked={keysOn} onChange={onKeysOn} />
        {t('review.keysOn')}
      </label>
    </Modal>
  );
}
