/** HMAC-SHA-256 (RFC 2104) over a short text, in small steps. The key is four words of 32 bits. */
import { newSha, startBlock, startChain, stepBlock, type Sha } from './sha256.ts';

/** Rounds in one step: 15 to 20 ms on the board (docs/decisions/0002-tick-period.md for the scale). */
const ROUNDS_A_STEP = 2;
const BLOCK_BYTES = 64;
/** Masks of RFC 2104, four bytes at once. */
const INNER_MASK = 0x36363636;
const OUTER_MASK = 0x5c5c5c5c;

const enum Part {
  None = 0,
  InnerKey = 1,
  Text = 2,
  OuterKey = 3,
  Digest = 4,
  Done = 5,
}

export interface Mac {
  sha: Sha;
  key: Int32Array;
  /** Chain values after the masked keys: the same for every text. */
  inner: Int32Array;
  outer: Int32Array;
  hasKey: boolean;
  part: Part;
  text: string;
  /** First byte of the block under way. */
  at: number;
}

export function newMac(): Mac {
  return {
    sha: newSha(),
    key: new Int32Array(4),
    inner: new Int32Array(8),
    outer: new Int32Array(8),
    hasKey: false,
    part: Part.None,
    text: '',
    at: 0,
  };
}

/** Sets the key. What was worked out from the one before is forgotten. */
export function setKey(m: Mac, key: readonly number[]): void {
  m.key.set(key);
  m.hasKey = false;
  m.part = Part.None;
}

function startKeyBlock(m: Mac, mask: number): void {
  const w = m.sha.words;
  for (let k = 0; k < 16; k++) w[k] = k < 4 ? m.key[k] ^ mask : mask;
  startChain(m.sha);
  startBlock(m.sha);
}

/** One byte of the padded text. */
function byteAt(m: Mac, at: number): number {
  if (at < m.text.length) return m.text.charCodeAt(at);
  return at === m.text.length ? 128 : 0;
}

function startTextBlock(m: Mac): void {
  const w = m.sha.words;
  for (let k = 0; k < 16; k++) {
    const at = m.at + 4 * k;
    w[k] = (byteAt(m, at) << 24) | (byteAt(m, at + 1) << 16) | (byteAt(m, at + 2) << 8) | byteAt(m, at + 3);
  }
  m.at += BLOCK_BYTES;
  // The length in bits, the masked key included, ends the last block.
  if (m.text.length + 9 <= m.at) w[15] = 8 * (BLOCK_BYTES + m.text.length);
  startBlock(m.sha);
}

function startText(m: Mac): void {
  m.part = Part.Text;
  m.at = 0;
  m.sha.chain.set(m.inner);
  startTextBlock(m);
}

function startDigest(m: Mac): void {
  const w = m.sha.words;
  for (let k = 0; k < 8; k++) w[k] = m.sha.chain[k];
  for (let k = 8; k < 16; k++) w[k] = 0;
  w[8] = 128 << 24;
  w[15] = 8 * (BLOCK_BYTES + 32);
  m.sha.chain.set(m.outer);
  m.part = Part.Digest;
  startBlock(m.sha);
}

/** Begins the tag of an ASCII text. */
export function beginMac(m: Mac, text: string): void {
  m.text = text;
  if (m.hasKey) startText(m);
  else {
    m.part = Part.OuterKey;
    startKeyBlock(m, OUTER_MASK);
  }
}

function endPart(m: Mac): void {
  const part = m.part;
  if (part === Part.OuterKey) {
    m.outer.set(m.sha.chain);
    m.part = Part.InnerKey;
    startKeyBlock(m, INNER_MASK);
  } else if (part === Part.InnerKey) {
    m.inner.set(m.sha.chain);
    m.hasKey = true;
    startText(m);
  } else if (part === Part.Text) {
    if (m.text.length + 9 <= m.at) startDigest(m);
    else startTextBlock(m);
  } else m.part = Part.Done;
}

/** One step. True when the tag is complete: the eight words of `sha.chain`. */
export function stepMac(m: Mac): boolean {
  if (m.part === Part.Done) return true;
  if (m.part === Part.None) return false;
  if (stepBlock(m.sha, ROUNDS_A_STEP)) endPart(m);
  return (m.part as Part) === Part.Done;
}

/** A tag in the protocol: the first four words in decimal. Compared in a time that does not depend on where it differs. */
export function isTag(m: Mac, words: readonly string[]): boolean {
  let differs = words.length === 4 ? 0 : 1;
  for (let k = 0; k < 4; k++) differs |= m.sha.chain[k] ^ parseInt(words[k]);
  return differs === 0;
}
