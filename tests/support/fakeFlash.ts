import { crc32 } from 'node:zlib';
import { PAGE_BYTES, PAGES } from '../../firmware/layout.ts';
import type { Crc32 } from '../../firmware/records.ts';
import { DraftStep, newDraft, stepDraft, type Store } from '../../firmware/store.ts';
import type { Flash } from '../../hal/machine.ts';

/** Power fails: nothing after it happens. */
export class PowerCut extends Error {}

export const crc: Crc32 = (bytes) => crc32(bytes);

/** Flash pages of the kind of the nRF52: words are programmed from ones to zeros, pages erased to ones. Power may fail at any word. */
export class FakeFlash implements Flash {
  readonly bytes = new Uint8Array(PAGES * PAGE_BYTES).fill(0xff);
  /** Words and erasures that still succeed; the next one is cut. */
  budget = Infinity;
  /** Bits that a write cannot clear any more: a worn cell. Address by address, as a mask of bits that stay. */
  readonly worn = new Map<number, number>();

  read(length: number, address: number): Uint8Array {
    return this.bytes.slice(address, address + length);
  }

  write(data: Uint8Array, address: number): void {
    if (data.length % 4 !== 0 || address % 4 !== 0) throw new Error('flash takes whole words at whole words');
    for (let at = 0; at < data.length; at += 4) {
      this.spend(() => this.program(data.subarray(at, at + 2), address + at));
      this.program(data.subarray(at, at + 4), address + at);
    }
  }

  erase(address: number): void {
    const start = address - (address % PAGE_BYTES);
    // An erasure cut short leaves neither the old nor ones.
    this.spend(() => {
      for (let at = start; at < start + PAGE_BYTES; at += 3) this.bytes[at]! |= 0x5a;
    });
    this.bytes.fill(0xff, start, start + PAGE_BYTES);
  }

  private program(data: Uint8Array, address: number): void {
    data.forEach((byte, k) => {
      this.bytes[address + k]! &= byte | (this.worn.get(address + k) ?? 0);
    });
  }

  /** Pays for one act, or leaves it half done and without power. */
  private spend(halfDone: () => void): void {
    if (this.budget <= 0) {
      halfDone();
      throw new PowerCut();
    }
    this.budget--;
  }
}

/** A store in this flash, as after a boot. */
export function storeIn(flash: FakeFlash): Store {
  return { flash, crc32: crc, base: 0, draft: newDraft() };
}

/** Brings what is on its way into flash there. */
export function finish(store: Store): void {
  while (store.draft.step !== DraftStep.None) stepDraft(store);
}

/** Does something that power may cut short. True when it came to its end. */
export function survives(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof PowerCut) return false;
    throw error;
  }
}
