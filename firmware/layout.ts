/** Where records live: the last pages of the free flash area, apart from the area that the interpreter compacts. */

/** Erase unit of the nRF52840 (product specification, NVMC). */
export const PAGE_BYTES = 4096;

/** Page numbers from the first of ours. Two slots each for what must never be lost; the logs are rings of pages. */
export const enum Page {
  Calibration = 0,
  Prescription = 2,
  Daily = 4,
  Sessions = 6,
  Events = 8,
}

/**
 * Pages of the rings: sessions have one of their own, so that a fault that comes and goes pushes none of them out: the last
 * 93 are always there. The chip has nine free pages by our estimate; when the page of events is full they begin anew.
 */
export const SESSION_PAGES = 2;
export const EVENT_PAGES = 1;
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
