import { blacklist } from './blacklist.js';
import { disputes } from './disputes.js';
import { exams } from './exams.js';
import { desk } from './desk.js';
import { login } from './login.js';
import { overview } from './overview.js';
import { people } from './people.js';
import { policies } from './policies.js';
import { problems } from './problems.js';
import { quality } from './quality.js';
import { queues } from './queues.js';
import { review } from './review.js';
import { shell } from './shell.js';
import { standards } from './standards.js';
import { vocabulary } from './vocabulary.js';

/** Every word of the console in Simplified Chinese, the language whose keys bind the other one. */
export const zhCn = {
  ...shell,
  ...login,
  ...review,
  ...desk,
  ...blacklist,
  ...policies,
  ...people,
  ...disputes,
  ...exams,
  ...quality,
  ...queues,
  ...standards,
  ...overview,
  ...vocabulary,
  ...problems,
};
