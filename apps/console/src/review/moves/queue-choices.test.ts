import { queueChoices } from './queue-choices.js';

const aQueue = (name: string) => ({ name, open: 1, leased: 0, overdue: 0 });

test("queues with work come first, each once, and the task's own is left out", () => {
  expect(queueChoices([aQueue('ads'), aQueue('default'), aQueue('here')], 'here')).toEqual([
    'ads',
    'default',
    'escalations',
    'reports',
  ]);
});
