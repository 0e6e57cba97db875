import { blacklist } from './blacklist.js';
import { desk } from './desk.js';
import { login } from './login.js';
import { overview } from './overview.js';
import { people } from './people.js';
import { policies } from './policies.js';
import { problems } from './problems.js';
import { review } from './review.js';
import { shell } from './shell.js';
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
  ...overview,
  ...vocabulary,
  ...problems,
};
