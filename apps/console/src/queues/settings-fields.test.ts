import { QueueSettingsBody } from '@assay/contracts';
import { fieldsOf, settingsOf } from './settings-fields.js';

const settings: QueueSettingsBody = {
  qualified: true,
  byLanguage: false,
  leadsOnly: false,
  hideMachine: true,
  masked: true,
  required: ['category', 'note'],
  doubleReviewRate: 0.07,
  goldRate: 0.03,
  verifyRate: 0.1,
  standardId: null,
  escalateTo: 'escalations',
  fallback: { to: 'queue', queue: 'night shift' },
  fallbackSeconds: 600,
};

test('what the form was given comes back unchanged', () => {
  expect(settingsOf(fieldsOf(settings))).toEqual(settings);
  const other: QueueSettingsBody = {
    ...settings,
    standardId: '01890a5d-ac96-774b-bcce-b302099a8057',
    fallback: { to: 'anyone' },
  };
  expect(settingsOf(fieldsOf(other))).toEqual(other);
});

test('rates are shown in per cent without traces of binary fractions', () => {
  expect(fieldsOf(settings)).toMatchObject({ doubleReviewPercent: 7, goldPercent: 3 });
});

test('a fallback queue that is no longer wanted is not sent, and names lose their edges', () => {
  const fields = { ...fieldsOf(settings), fallbackTo: 'anyone', escalateTo: ' leads ' } as const;
  expect(settingsOf(fields)).toMatchObject({ fallback: { to: 'anyone' }, escalateTo: 'leads' });
  expect(QueueSettingsBody.safeParse(settingsOf(fields)).success).toBe(true);
});
