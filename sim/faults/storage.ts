/** Faults of the flash. What only a save of a calibration shows is proven in the tests of the store. */
import { Page, PAGE_BYTES, PAGES, SESSION_PAGES } from '../../firmware/layout.ts';
import { STORAGE_START } from '../../hal/virtual/flash.ts';
import { count, runtime, variant, type FaultRow } from './row.ts';

const BASE = STORAGE_START - PAGES * PAGE_BYTES;
const at = (page: number, byte: number): number => BASE + page * PAGE_BYTES + byte;
/** After the bit has turned over, the device reads its records again. */
const REBOOT = { ...runtime('reset'), afterMs: 300 };
/** Bytes of a record that are surely in use: kind, version, length, sequence and the first of its values. */
const RECORD_BYTES = 24;

function rotten(page: number): ReturnType<typeof variant>[] {
  return count(0, RECORD_BYTES * 8 - 1)
    .filter((bit) => bit % 5 === 0)
    .map((bit) => variant(`page ${page} bit ${bit}`, runtime('bitRot', at(page, 0) * 8 + bit), REBOOT));
}

export const STORAGE: readonly FaultRow[] = [
  {
    id: 'F080',
    name: 'Bit flip in the only copy of a record',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'refuse',
    detectors: ['notCalibrated', 'noPrescription', 'panicNotTested'],
    variants: [...rotten(Page.Calibration), ...rotten(Page.Prescription), ...rotten(Page.Daily)],
    moments: ['idle'],
  },
  {
    id: 'F079',
    name: 'Power fails while a record is written',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: count(0, 20).map((words) => variant(`after ${words} words`, runtime('cutAfterWords', words))),
    moments: ['booting', 'holding', 'halted', 'returning', 'resting'],
  },
  {
    id: 'F084',
    name: 'Writes to flash fail',
    reaction: 'none',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: [1, 3, 1000].map((n) => variant(`${n}`, runtime('flashErrors', n))),
    moments: ['booting', 'raising', 'holding', 'halted', 'returning', 'resting'],
  },
  {
    id: 'F084b',
    name: 'Flash of the log is worn out',
    reaction: 'none',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: count(0, SESSION_PAGES - 1).map((page) =>
      variant(
        `page ${page}`,
        runtime('wornByte', at(Page.Sessions + page, 0)),
        runtime('wornByte', at(Page.Sessions + page, 100)),
      ),
    ),
    moments: ['booting', 'raising', 'holding', 'returning'],
  },
];
