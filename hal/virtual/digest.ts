/**
 * SHA-256 over bytes that come in pieces, by Node's own code. A browser has none that answers at once: there
 * `digest-in-browser.ts` takes the place of this file (field `browser` of package.json).
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

export class Digest {
  private readonly hash: Hash = createHash('sha256');

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** Of everything so far, in hexadecimal; more may follow. */
  hex(): string {
    return this.hash.copy().digest('hex');
  }
}
