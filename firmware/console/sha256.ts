/** SHA-256 (FIPS 180-4) a few rounds at a time: the board has no such function of its own, and no tick may take long. */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
// prettier-ignore
const ROUND_BITS = new Int32Array([
  1116352408, 1899447441, -1245643825, -373957723, 961987163, 1508970993, -1841331548, -1424204075,
  -670586216, 310598401, 607225278, 1426881987, 1925078388, -2132889090, -1680079193, -1046744716,
  -459576895, -272742522, 264347078, 604807628, 770255983, 1249150122, 1555081692, 1996064986,
  -1740746414, -1473132947, -1341970488, -1084653625, -958395405, -710438585, 113926993, 338241895,
  666307205, 773529912, 1294757372, 1396182291, 1695183700, 1986661051, -2117940946, -1838011259,
  -1564481375, -1474664885, -1035236496, -949202525, -778901479, -694614492, -200395387, 275423344,
  430227734, 506948616, 659060556, 883997877, 958139571, 1322822218, 1537002063, 1747873779,
  1955562222, 2024104815, -2067236844, -1933114872, -1866530822, -1538233109, -1090935817, -965641998,
]);
/** The same of the square roots of the first eight. */
// prettier-ignore
const START_BITS = new Int32Array([1779033703, -1150833019, 1013904242, -1521486534, 1359893119, -1694144372, 528734635, 1541459225]);

const ROUNDS = 64;

/** A block on its way through the rounds. */
export interface Sha {
  /** Chain value before the block; after its last round the one after it. */
  chain: Int32Array;
  /** The eight working words. */
  work: Int32Array;
  /** The last sixteen words of the schedule, round by round in a ring. */
  words: Int32Array;
  round: number;
}

export function newSha(): Sha {
  return { chain: new Int32Array(8), work: new Int32Array(8), words: new Int32Array(16), round: ROUNDS };
}

/** The chain value at the beginning of a message. */
export function startChain(s: Sha): void {
  s.chain.set(START_BITS);
}

/** Begins a block; its sixteen words stand in `words`. */
export function startBlock(s: Sha): void {
  s.work.set(s.chain);
  s.round = 0;
}

/** The next word of the schedule takes the place of the one sixteen rounds ago. */
function nextWord(w: Int32Array, t: number): void {
  const x = w[(t + 1) & 15];
  const y = w[(t + 14) & 15];
  const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
  const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
  w[t & 15] = (w[t & 15] + low + w[(t + 9) & 15] + high) | 0;
}

function oneRound(v: Int32Array, add: number): void {
  const e = v[4];
  const a = v[0];
  const b = v[1];
  const c = v[2];
  const turnedE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
  const t1 = (v[7] + turnedE + ((e & v[5]) ^ (~e & v[6])) + add) | 0;
  const turnedA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
  v[7] = v[6];
  v[6] = v[5];
  v[5] = e;
  v[4] = (v[3] + t1) | 0;
  v[3] = c;
  v[2] = b;
  v[1] = a;
  v[0] = (t1 + turnedA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
}

function endBlock(s: Sha): void {
  for (let k = 0; k < 8; k++) s.chain[k] = (s.chain[k] + s.work[k]) | 0;
}

/** So many rounds of the block. True when it is done and the chain value stands. */
export function stepBlock(s: Sha, rounds: number): boolean {
  const end = Math.min(ROUNDS, s.round + rounds);
  for (let t = s.round; t < end; t++) {
    if (t > 15) nextWord(s.words, t);
    oneRound(s.work, ROUND_BITS[t] + s.words[t & 15]);
  }
  s.round = end;
  if (end < ROUNDS) return false;
  endBlock(s);
  return true;
}
