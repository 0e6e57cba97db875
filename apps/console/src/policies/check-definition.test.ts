import type { PolicyDefinitionBody } from '@assay/contracts';
import { checkDefinition } from './check-definition.js';
import { ruleChanges } from './rule-changes.js';

const rule: PolicyDefinitionBody['rules'][number] = {
  id: 'ads',
  kind: 'term',
  category: 'A.3.e',
  severity: 'low',
  action: 'review',
  terms: ['x'],
};
const definition = {
  taxonomy: 'tc260-003@2024',
  rules: [rule],
  routing: {
    queue: 'default',
    dueSeconds: { low: 1, medium: 1, high: 1, critical: 1 },
    undoSeconds: 10,
  },
};

test('a complete definition is accepted', () => {
  expect(checkDefinition(JSON.stringify(definition))).toEqual({ ok: true, definition });
});

test('text that is no JSON says so without a place', () => {
  expect(checkDefinition('{')).toMatchObject({
    ok: false,
    isJson: false,
    problems: [{ pointer: '' }],
  });
});

test('a wrong value and an unknown field are named by pointer', () => {
  const wrong = { ...definition, rules: [{ ...rule, severity: 'huge' }], 'a/b': 1 };
  const checked = checkDefinition(JSON.stringify(wrong));
  expect(checked).toMatchObject({ ok: false, isJson: true });
  const pointers = checked.ok ? [] : checked.problems.map(({ pointer }) => pointer);
  expect(pointers).toContain('/rules/0/severity');
  expect(pointers).toContain('');
});

test('rules are compared by id', () => {
  const changes = ruleChanges(
    [rule, { ...rule, id: 'gone' }],
    [
      { ...rule, severity: 'high' },
      { ...rule, id: 'new' },
    ],
  );
  expect(changes).toEqual({ added: ['new'], changed: ['ads'], removed: ['gone'] });
});
