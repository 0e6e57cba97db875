import { Roles0001 } from './0001-roles.js';
import { PeopleAndPolicies0002 } from './0002-people-and-policies.js';
import { Submissions0003 } from './0003-submissions.js';
import { ReviewsAndBlacklist0004 } from './0004-reviews-and-blacklist.js';
import { RowSecurity0005 } from './0005-row-security.js';
import { ReviewDrafts0006 } from './0006-review-drafts.js';
import { SeededCredentials0007 } from './0007-seeded-credentials.js';
import { DeliveryIds0009 } from './0009-delivery-ids.js';
import { BlacklistImports0010 } from './0010-blacklist-imports.js';
import { Housekeeping0011 } from './0011-housekeeping.js';
import { ReviewCases0012 } from './0012-review-cases.js';
import { Qualification0013 } from './0013-qualification.js';
import { Disputes0014 } from './0014-disputes.js';
import { Quality0015 } from './0015-quality.js';
import { Live0016 } from './0016-live.js';

/**
 * In the order they run. Appended to, never changed once released. TypeORM sorts by the last 13 digits of `name`:
 * 1700000000000 plus the number of the file.
 */
export const migrations = [
  Roles0001,
  PeopleAndPolicies0002,
  Submissions0003,
  ReviewsAndBlacklist0004,
  RowSecurity0005,
  ReviewDrafts0006,
  SeededCredentials0007,
  DeliveryIds0009,
  BlacklistImports0010,
  Housekeeping0011,
  ReviewCases0012,
  Qualification0013,
  Disputes0014,
  Quality0015,
  Live0016,
] as const;
