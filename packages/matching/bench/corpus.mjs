// Ordinary-looking text and terms from a seeded generator, so that every run and every machine measures the same input.
const COMMON =
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长';
const LETTERS = 'etaoinshrdlucmfwypvbgk';

/** @param {number} seed */
export function corpus(seed) {
  const random = xorshift(seed);
  const pick = (text) => text.charAt(random() % text.length);
  const hanzi = () =>
    random() % 3 > 0 ? pick(COMMON) : String.fromCharCode(0x4e00 + (random() % 3500));
  const word = () => {
    const length = 2 + (random() % 8);
    let letters = '';
    // Squaring favours the front of the list, where the frequent letters are.
    for (let k = 0; k < length; k++)
      letters += LETTERS.charAt(Math.floor(((random() % 1000) ** 2 / 1e6) * LETTERS.length));
    return letters;
  };
  const sentence = () => {
    if (random() % 3 === 0) return `${Array.from({ length: 6 }, word).join(' ')}. `;
    return `${Array.from({ length: 6 + (random() % 14) }, hanzi).join('')}${random() % 2 ? '，' : '。'}`;
  };
  const text = (units) => {
    let written = '';
    while (written.length < units) written += sentence();
    // Through bytes: a string glued together from pieces would be measured with its gluing.
    return Buffer.from(written.slice(0, units), 'utf16le').toString('utf16le');
  };
  const term = () =>
    random() % 5 === 0
      ? `${word()}${word()}`
      : Array.from({ length: 2 + (random() % 5) }, hanzi).join('');
  return {
    texts: (count, units) => Array.from({ length: count }, () => text(units)),
    terms: (count) => {
      const terms = new Set();
      while (terms.size < count) terms.add(term());
      return [...terms];
    },
  };
}

function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/**
 * Runs every candidate in turn, several rounds, so that a busy machine slows all of them alike.
 * @param {Record<string, () => void>} candidates
 * @returns {Record<string, number>} median CPU microseconds of one call
 */
export function interleaved(candidates, { rounds = 9, minimumMs = 40 } = {}) {
  const samples = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, call] of Object.entries(candidates)) {
      const sample = cpuMicrosecondsOf(call, minimumMs);
      if (round >= 0) samples[name].push(sample);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, median(all)]));
}

function cpuMicrosecondsOf(call, minimumMs) {
  const start = process.cpuUsage();
  let calls = 0;
  let used = 0;
  do {
    call();
    calls++;
    const { user, system } = process.cpuUsage(start);
    used = user + system;
  } while (used < minimumMs * 1_000);
  return used / calls;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
