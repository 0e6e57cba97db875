import { CreateGoldItem } from '@assay/contracts';
import { goldBody, type GoldFields } from './gold-fields.js';

const submissionId = '01890a5d-ac96-774b-bcce-b302099a8057';
const fields: GoldFields = {
  from: 'text',
  setName: ' contacts ',
  fromSubmissionId: submissionId,
  text: 'call me',
  scene: 'chat',
  taxonomy: 'gb45654',
  category: 'A.3.b',
  severity: 'high',
  expectedOutcome: 'block',
  explanation: 'It is a number.',
  clause: '',
};

test('an item of its own is sent with its content and without a submission', () => {
  const body = goldBody(fields);
  expect(body).toEqual({
    setName: 'contacts',
    explanation: 'It is a number.',
    category: 'A.3.b',
    severity: 'high',
    expectedOutcome: 'block',
    parts: [{ type: 'text', text: 'call me' }],
    scene: 'chat',
    taxonomy: 'gb45654',
  });
  expect(CreateGoldItem.safeParse(body).success).toBe(true);
});

test('an item from a submission leaves out what the submission brings along', () => {
  const body = goldBody({ ...fields, from: 'submission', expectedOutcome: undefined });
  expect(Object.keys(body)).toEqual([
    'setName',
    'explanation',
    'category',
    'severity',
    'fromSubmissionId',
  ]);
  expect(CreateGoldItem.safeParse(body).success).toBe(true);
});
