import { Page, PAGE_BYTES } from '../../firmware/layout.ts';
import { CALIBRATION, recordBytes } from '../../firmware/records.ts';
import { loadRecord, saveRecord } from '../../firmware/store.ts';
import { Random } from '../../sim/random.ts';
import { FakeFlash, finish, storeIn, survives } from '../support/fakeFlash.ts';

export interface StorageFigures {
  singleCuts: number;
  doubleCuts: number;
  lost: number;
  singleFlips: number;
  doubleFlips: number;
  /** Records that were believed although they were never written so. */
  wrong: number;
}

const SAVED = [1, 2, 3, 4];

/** A calibration that is told apart by its zero. */
function calibration(zero: number): number[] {
  return CALIBRATION.fields.map((field, k) => (k === 0 ? zero : Math.max(field.min, Math.min(field.max, 1000 + k))));
}

function save(flash: FakeFlash, zero: number): void {
  const store = storeIn(flash);
  saveRecord(store, CALIBRATION, Page.Calibration, calibration(zero));
  finish(store);
}

function loaded(flash: FakeFlash): string {
  return JSON.stringify(loadRecord(storeIn(flash), CALIBRATION, Page.Calibration));
}

function textOf(zero: number): string {
  const flash = new FakeFlash();
  save(flash, zero);
  return loaded(flash);
}

function copyOf(flash: FakeFlash): FakeFlash {
  const copy = new FakeFlash();
  copy.bytes.set(flash.bytes);
  return copy;
}

/** Every flash that a cut during the act can leave; the last one is without a cut. */
function cuts(before: FakeFlash, zero: number): FakeFlash[] {
  for (const found: FakeFlash[] = []; ;) {
    const flash = copyOf(before);
    flash.budget = found.length;
    const isWhole = survives(() => save(flash, zero));
    flash.budget = Infinity;
    found.push(flash);
    if (isWhole) return found;
  }
}

function cutFigures(figures: StorageFigures, before: FakeFlash, texts: readonly string[]): void {
  const wrong = (flash: FakeFlash, ...may: readonly (string | undefined)[]): number =>
    may.includes(loaded(flash)) ? 0 : 1;
  for (const first of cuts(before, SAVED[2]!)) {
    figures.singleCuts += 1;
    figures.lost += wrong(first, texts[1], texts[2]);
    const held = loaded(first);
    for (const second of cuts(first, SAVED[3]!)) {
      figures.doubleCuts += 1;
      figures.lost += wrong(second, held, texts[3]);
    }
  }
}

/** Turns bits over in both slots; what then is believed must have been saved. */
function flipFigures(figures: StorageFigures, flash: FakeFlash, texts: readonly string[], pairs: number): void {
  const bits = 8 * recordBytes(CALIBRATION);
  const random = new Random(7);
  const flip = (bit: number): void => {
    const at = (bit < bits ? 0 : PAGE_BYTES) + ((bit % bits) >> 3);
    flash.bytes[at]! ^= 1 << (bit & 7);
  };
  const judge = (): void => void (figures.wrong += texts.includes(loaded(flash)) ? 0 : 1);
  for (let bit = 0; bit < 2 * bits; bit += 1) {
    flip(bit);
    judge();
    flip(bit);
    figures.singleFlips += 1;
  }
  // Two bits of one record are the hard case: with both slots hit nothing may be left, and that is no wrong record.
  for (let n = 0; n < pairs; n += 1) {
    const one = (random.bits() >>> 1) % bits;
    const other = (one + 1 + ((random.bits() >>> 1) % (bits - 1))) % bits;
    flip(one);
    flip(other);
    judge();
    flip(other);
    flip(one);
    figures.doubleFlips += 1;
  }
}

/** Power cuts at every word of two saves, singly and in pairs; every single flipped bit, and so many pairs. */
export function storageFigures(pairs: number): StorageFigures {
  const figures = { singleCuts: 0, doubleCuts: 0, lost: 0, singleFlips: 0, doubleFlips: 0, wrong: 0 };
  const texts = SAVED.map(textOf);
  const flash = new FakeFlash();
  save(flash, SAVED[0]!);
  save(flash, SAVED[1]!);
  cutFigures(figures, flash, texts);
  flipFigures(figures, flash, texts, pairs);
  return figures;
}
