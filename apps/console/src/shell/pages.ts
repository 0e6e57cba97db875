import type { MeBody } from '@assay/contracts';

type Permission = MeBody['permissions'][number];

interface PageEntry {
  readonly name:
    | 'overview'
    | 'review'
    | 'queues'
    | 'appeals'
    | 'quality'
    | 'exams'
    | 'standards'
    | 'blacklist'
    | 'policies'
    | 'people';
  readonly path: string;
  /** One of these opens the page. */
  readonly needs: readonly Permission[];
}

const pages: readonly PageEntry[] = [
  { name: 'overview', path: '/overview', needs: ['overview:read'] },
  { name: 'review', path: '/review', needs: ['reviews:work'] },
  { name: 'queues', path: '/queues', needs: ['reviews:read'] },
  { name: 'appeals', path: '/appeals', needs: ['appeals:read'] },
  { name: 'quality', path: '/quality', needs: ['quality:read'] },
  { name: 'exams', path: '/exams', needs: ['reviews:work', 'reviews:manage'] },
  { name: 'standards', path: '/standards', needs: ['reviews:work', 'reviews:read'] },
  { name: 'blacklist', path: '/blacklist', needs: ['blacklist:read'] },
  { name: 'policies', path: '/policies', needs: ['policies:read'] },
  { name: 'people', path: '/people', needs: ['users:manage', 'keys:manage'] },
];

/** The pages these permissions open, in the order of the navigation. */
export const pagesFor = (permissions: readonly Permission[]): readonly PageEntry[] =>
  pages.filter(({ needs }) => needs.some((permission) => permissions.includes(permission)));
