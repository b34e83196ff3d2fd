/** SHA-256 as FIPS 180-4 defines it, for pages: what a browser brings answers only later, and the simulator cannot wait. */

const BLOCK_BYTES = 64;
const BLOCK_WORDS = 16;
const ROUNDS = 64;
/** Bytes at the end of the last block that hold the length in bits. */
const LENGTH_BYTES = 8;

/** The first so many primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** First 32 bits behind the point. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x1_0000_0000) | 0;
}

const ROUND_CONSTANTS = Int32Array.from(primes(ROUNDS), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

/** Shared by all digests: no two are under way at once. */
const schedule = new Int32Array(ROUNDS);

function fillSchedule(bytes: Uint8Array, from: number): void {
  for (let i = 0; i < BLOCK_WORDS; i++) {
    const at = from + 4 * i;
    schedule[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = BLOCK_WORDS; i < ROUNDS; i++) {
    const near = schedule[i - 2]!;
    const far = schedule[i - 15]!;
    const nearMix = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10);
    const farMix = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3);
    schedule[i] = (schedule[i - 16]! + farMix + schedule[i - 7]! + nearMix) | 0;
  }
}

/** Works one block into the eight words of the state. */
function compress(state: Int32Array, bytes: Uint8Array, from: number): void {
  fillSchedule(bytes, from);
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < ROUNDS; i++) {
    const mixE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + mixE + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[i]! + schedule[i]!) | 0;
    const mixA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (mixA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** The same as in digest.ts. */
export class Digest {
  private readonly state = START.slice();
  /** Bytes that do not fill a block yet. */
  private readonly rest = new Uint8Array(BLOCK_BYTES);
  private restBytes = 0;
  private totalBytes = 0;

  update(bytes: Uint8Array): void {
    this.totalBytes += bytes.length;
    let at = 0;
    if (this.restBytes > 0) {
      at = Math.min(BLOCK_BYTES - this.restBytes, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.restBytes);
      this.restBytes += at;
      if (this.restBytes < BLOCK_BYTES) return;
      compress(this.state, this.rest, 0);
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) compress(this.state, bytes, at);
    this.rest.set(bytes.subarray(at));
    this.restBytes = bytes.length - at;
  }

  hex(): string {
    const state = this.state.slice();
    const blocks = this.restBytes < BLOCK_BYTES - LENGTH_BYTES ? 1 : 2;
    const end = new Uint8Array(blocks * BLOCK_BYTES);
    end.set(this.rest.subarray(0, this.restBytes));
    end[this.restBytes] = 0x80;
    new DataView(end.buffer).setBigUint64(end.length - LENGTH_BYTES, BigInt(this.totalBytes) * 8n);
    for (let at = 0; at < end.length; at += BLOCK_BYTES) compress(state, end, at);
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
