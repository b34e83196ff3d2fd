/**
 * The only source of chance in a simulation. Integers and plain arithmetic alone, so that a seed gives the same bits on
 * every machine; Math.random and Math.log do not promise that.
 */

/** FNV-1a over the characters: turns a name into 32 well-spread bits. */
function hashOf(name: string, start: number): number {
  let hash = start ^ 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** One step of a Weyl sequence, finely mixed: spreads a small seed over the state. */
function mixed(value: number): number {
  let bits = (value + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) | 0;
}

/** Sum of twelve 16-bit uniforms: mean 12 * 65535 / 2, variance 12 * (65536^2 - 1) / 12. */
const TWELVE_MEAN = 6 * 65535;
const TWELVE_SIGMA = 65536;

/** Seeded generator: three chained words and a counter (the "small fast counting" scheme of Chris Doty-Humphrey). */
export class Random {
  private readonly seed: number;
  private a = 0;
  private b = 0;
  private c = 0;
  private count = 1;

  constructor(seed: number) {
    this.seed = seed | 0;
    this.a = mixed(this.seed);
    this.b = mixed(this.a);
    this.c = mixed(this.b);
    // Early outputs still show the seed.
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** An independent stream for one consumer, so that a consumer more or less shifts nobody else's numbers. */
  split(name: string): Random {
    return new Random(hashOf(name, this.seed));
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.count) | 0;
    this.count = (this.count + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }

  /** Uniform from 0 up to, not including, 1. */
  unit(): number {
    return (this.bits() >>> 0) / 4294967296;
  }

  /** Uniform between two bounds. */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /**
   * Normal with mean 0 and standard deviation 1, as the sum of twelve uniforms: no logarithm, hence the same on every
   * machine. Its tails end at 6 sigma, which sensor noise does not notice.
   */
  gaussian(): number {
    let sum = -TWELVE_MEAN;
    for (let i = 0; i < 6; i++) {
      const bits = this.bits();
      sum += (bits & 0xffff) + (bits >>> 16);
    }
    return sum / TWELVE_SIGMA;
  }
}
