/** A page of those who lead reviews, and what is there once it has its data. */
export interface LeadPage {
  readonly name: string;
  readonly path: string;
  readonly landmark: string;
  /** What opens the rest of it, and what is there then. */
  readonly opens?: { readonly click: string; readonly landmark: string };
}

export interface Shown {
  readonly appealId: string;
  readonly standardId: string;
  readonly authorId: string;
}

/** Lines of a table, or the sentence that says there are none. */
const rows = '.ant-table-row, .ant-table-placeholder';

export const leadPages = ({ appealId, standardId, authorId }: Shown): readonly LeadPage[] => [
  {
    name: 'queues',
    path: '/queues',
    landmark: '[data-testid="queue-row-default"]',
    opens: { click: '[data-testid="queue-row-default"]', landmark: '[data-testid=queue-save]' },
  },
  { name: 'machine', path: '/quality', landmark: '[data-testid=machine-audited]' },
  { name: 'accuracy', path: '/quality?tab=accuracy', landmark: rows },
  { name: 'agreement', path: '/quality?tab=agreement', landmark: '[data-testid=agreement]' },
  { name: 'reversals', path: '/quality?tab=reversals', landmark: rows },
  { name: 'appeals', path: '/appeals', landmark: `[data-testid="appeal-row-${appealId}"]` },
  {
    name: 'appeal',
    path: `/appeals/${appealId}`,
    landmark: '.letter h3',
    opens: {
      click: '[data-testid=statement] .ant-segmented-item:nth-child(3)',
      landmark: '.record',
    },
  },
  {
    name: 'reports',
    path: '/appeals?tab=reports',
    landmark: '.ant-table-row',
    opens: { click: '.ant-table-row-expand-icon', landmark: '.ant-table-expanded-row .facts' },
  },
  {
    name: 'strikes',
    path: `/appeals?tab=strikes&author=${authorId}`,
    landmark: '[data-testid=strike-standing]',
  },
  {
    name: 'referrals',
    path: '/appeals?tab=referrals',
    landmark: '[data-testid=referral-download]',
  },
  { name: 'terms', path: '/appeals?tab=terms', landmark: '[data-testid=strike-terms-save]' },
  {
    name: 'standards',
    path: '/standards',
    landmark: '[data-testid="standard-row-demo-commerce"]',
    opens: { click: '[data-testid=standard-new]', landmark: '[data-testid=standard-name]' },
  },
  { name: 'standard', path: `/standards/${standardId}`, landmark: '[data-testid^=clause-]' },
  {
    name: 'exams',
    path: '/exams',
    landmark: '.exam-card',
    opens: {
      click: '[data-testid=exam-start], [data-testid=exam-continue]',
      landmark: '[data-testid=attempt-item]',
    },
  },
  {
    name: 'exam-management',
    path: '/exams?tab=manage',
    landmark: '.ant-table-row',
    opens: { click: '[data-testid=exam-new]', landmark: '[data-testid=exam-name]' },
  },
  {
    name: 'gold',
    path: '/exams?tab=gold&state=active',
    landmark: '[data-testid=gold-row]',
    opens: { click: '[data-testid=gold-row]', landmark: '[data-testid=gold-retire]' },
  },
  { name: 'qualifications', path: '/exams?tab=people', landmark: '.ant-table-row' },
  {
    name: 'reviewers',
    path: '/exams?tab=reviewers',
    landmark: '[data-testid^=reviewer-]',
    opens: { click: '[data-testid^=reviewer-]', landmark: '[data-testid=reviewer-budget]' },
  },
];
