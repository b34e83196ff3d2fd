/** Where records live: the last pages of the free flash area, apart from the area that the interpreter compacts. */

/** Erase unit of the nRF52840 (product specification, NVMC). */
export const PAGE_BYTES = 4096;

/** Page numbers from the first of ours. Two slots each for what must never be lost; the log is a ring of pages. */
export const enum Page {
  Calibration = 0,
  Prescription = 2,
  Daily = 4,
  Log = 6,
}

/** Pages of the ring that holds sessions and events. */
export const LOG_PAGES = 3;
/** Pages in all. */
export const PAGES = 9;

/** One free area of flash as the interpreter's `Flash.getFree()` lists it. */
export interface FreeArea {
  readonly addr: number;
  readonly length: number;
}

/** Address of our first page in the free areas; -1 when none is large enough. */
export function recordsBase(areas: readonly FreeArea[]): number {
  for (let i = 0; i < areas.length; i++) {
    if (areas[i].length >= PAGES * PAGE_BYTES) return areas[i].addr + areas[i].length - PAGES * PAGE_BYTES;
  }
  return -1;
}
