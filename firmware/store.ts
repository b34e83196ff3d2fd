import type { Flash } from '../hal/machine.ts';
import { PAGE_BYTES } from './layout.ts';
import {
  blankRecord,
  decodeRecord,
  EVENT,
  HEADER_BYTES,
  putField,
  recordBytes,
  recordSequence,
  sealRecord,
  type Crc32,
  type RecordSpec,
} from './records.ts';

/** What is done next for a record on its way into flash. */
export const enum DraftStep {
  None = 0,
  FirstSlot = 1,
  OtherSlot = 2,
  Make = 3,
  Fill = 4,
  Seal = 5,
  Erase = 6,
  Write = 7,
  Check = 8,
}

/** A record on its way into flash. It counts only once it is written whole. */
export interface Draft {
  step: DraftStep;
  spec: RecordSpec;
  values: readonly number[];
  /** Ring it goes to; null for a record with slots, and the page of these. */
  ring: Ring | null;
  page: number;
  sequence: number;
  address: number;
  erases: boolean;
  bytes: Uint8Array;
  /** Next field, and where it goes. */
  field: number;
  at: number;
  /** The last record of a slot was there when it was read back. */
  isKept: boolean;
}

/** Nothing on its way. */
export function newDraft(): Draft {
  return {
    step: DraftStep.None,
    spec: EVENT,
    values: [],
    ring: null,
    page: 0,
    sequence: 0,
    address: 0,
    erases: false,
    bytes: new Uint8Array(0),
    field: 0,
    at: 0,
    isKept: false,
  };
}

/** A sequence has 32 bits. */
const SEQUENCES = 4294967296;

/** CRC-32 of 4096 bytes of 255. */
const BLANK_PAGE_CRC = 4048840458;

/** Records in flash: two slots each, of which the newest intact one counts. */
export interface Store {
  flash: Flash;
  crc32: Crc32;
  /** Address of our first page; -1 when the chip has no room for us. */
  base: number;
  draft: Draft;
}

/** A log: records of one kind in a ring of pages. */
export interface Ring {
  readonly spec: RecordSpec;
  readonly page: number;
  /** Records a page holds, and the ring in all. */
  readonly perPage: number;
  readonly length: number;
  /** Where the next record goes, and its sequence. */
  at: number;
  sequence: number;
}

/** A ring that was not opened yet. */
export function newRing(spec: RecordSpec, page: number, pages: number): Ring {
  const perPage = Math.floor(PAGE_BYTES / recordBytes(spec));
  return { spec, page, perPage, length: perPage * pages, at: 0, sequence: 0 };
}

/** Address of a slot: 0 or 1 of a record that starts at a page. */
function slotAddress(store: Store, page: number, slot: number): number {
  return store.base + (page + slot) * PAGE_BYTES;
}

function slotBytes(store: Store, spec: RecordSpec, page: number, slot: number): Uint8Array {
  return store.flash.read(recordBytes(spec), slotAddress(store, page, slot));
}

/** Sequences are compared as differences, so that 2^32 - 1 is followed by 0. */
function isNewer(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** Sequence of the intact record in a slot; -1 when there is none. */
function slotSequence(store: Store, spec: RecordSpec, page: number, slot: number): number {
  return recordSequence(spec, slotBytes(store, spec, page, slot), store.crc32);
}

/** Slot that holds the newer one of two sequences; -1 for none. */
function newerSlot(first: number, second: number): number {
  if (first < 0) return second < 0 ? -1 : 1;
  if (second < 0) return 0;
  return isNewer(second, first) ? 1 : 0;
}

/** Values of the newest intact record; null when there is none. */
export function loadRecord(store: Store, spec: RecordSpec, page: number): number[] | null {
  if (store.base < 0) return null;
  const slot = newerSlot(slotSequence(store, spec, page, 0), slotSequence(store, spec, page, 1));
  return slot < 0 ? null : decodeRecord(spec, slotBytes(store, spec, page, slot), store.crc32);
}

function ringAddress(store: Store, ring: Ring, index: number): number {
  const page = ring.page + Math.floor(index / ring.perPage);
  return slotAddress(store, page, 0) + (index % ring.perPage) * recordBytes(ring.spec);
}

function ringBytes(store: Store, ring: Ring, index: number): Uint8Array {
  return store.flash.read(recordBytes(ring.spec), ringAddress(store, ring, index));
}

/** Sequence of the intact record at a place of the ring; -1 when there is none. */
function ringSequence(store: Store, ring: Ring, index: number): number {
  return recordSequence(ring.spec, ringBytes(store, ring, index), store.crc32);
}

function isBlank(store: Store, ring: Ring, index: number): boolean {
  const bytes = ringBytes(store, ring, index);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 255) return false;
  return true;
}

/** Finds the end of the ring: the newest first record of a page names the page, blank flash the place in it. */
export function openRing(store: Store, ring: Ring): void {
  if (store.base < 0) return;
  let at = 0;
  let sequence = -1;
  for (let index = 0; index < ring.length; index += ring.perPage) {
    const first = ringSequence(store, ring, index);
    if (first >= 0 && (sequence < 0 || isNewer(first, sequence))) {
      sequence = first;
      at = index;
    }
  }
  const end = at + ring.perPage;
  while (at < end && !isBlank(store, ring, at)) {
    const here = ringSequence(store, ring, at);
    if (here >= 0) sequence = here;
    at++;
  }
  ring.at = at % ring.length;
  ring.sequence = sequence + 1;
}

/** A record of a ring, so many before the last; null where there is no intact one. */
export function readRing(store: Store, ring: Ring, back: number): number[] | null {
  if (store.base < 0 || back >= ring.length) return null;
  const index = (ring.at - 1 - back + 2 * ring.length) % ring.length;
  return decodeRecord(ring.spec, ringBytes(store, ring, index), store.crc32);
}

/** Puts a record on its way into a ring. A full ring forgets its oldest page. */
export function append(store: Store, ring: Ring, values: readonly number[]): void {
  if (store.base < 0) return;
  const w = store.draft;
  beginDraft(w, ring.spec, values, ring.sequence);
  w.address = ringAddress(store, ring, ring.at);
  w.erases = ring.at % ring.perPage === 0;
  w.ring = ring;
}

/** Puts a record on its way into the slot that holds the older one. */
export function saveRecord(store: Store, spec: RecordSpec, page: number, values: readonly number[]): void {
  if (store.base < 0) return;
  beginDraft(store.draft, spec, values, 0);
  store.draft.ring = null;
  store.draft.page = page;
  store.draft.step = DraftStep.FirstSlot;
}

function beginDraft(w: Draft, spec: RecordSpec, values: readonly number[], sequence: number): void {
  w.spec = spec;
  w.values = values;
  w.sequence = sequence;
  w.step = DraftStep.Make;
}

/** One slot a period: a check of a record is long. */
function lookAtFirstSlot(store: Store): void {
  const w = store.draft;
  w.sequence = slotSequence(store, w.spec, w.page, 0);
  w.step = DraftStep.OtherSlot;
}

function lookAtOtherSlot(store: Store): void {
  const w = store.draft;
  const first = w.sequence;
  const second = slotSequence(store, w.spec, w.page, 1);
  const newest = newerSlot(first, second);
  // Without any the first record is number 0, and so is the one after 2^32 - 1.
  w.sequence = ((newest === 1 ? second : first) + 1) % SEQUENCES;
  w.address = slotAddress(store, w.page, newest === 0 ? 1 : 0);
  w.erases = true;
  w.step = DraftStep.Make;
}

function make(store: Store): void {
  const w = store.draft;
  w.bytes = blankRecord(w.spec, w.sequence);
  w.field = 0;
  w.at = HEADER_BYTES;
  w.step = DraftStep.Fill;
}

/** Two fields: with one the panel waits too long for the longest records, and all at once take too long for one period. */
function fill(store: Store): void {
  const w = store.draft;
  const fields = w.spec.fields;
  const end = Math.min(w.field + 2, fields.length);
  for (; w.field < end; w.field++) w.at = putField(w.bytes, w.at, fields[w.field].stored, w.values[w.field]);
  if (end === fields.length) w.step = DraftStep.Seal;
}

function seal(store: Store): void {
  const w = store.draft;
  sealRecord(w.bytes, w.at, store.crc32);
  w.step = w.erases ? DraftStep.Erase : DraftStep.Write;
}

/** A page that is blank already is left alone: an erasure stops the processor for 85 ms, and wears. */
function erase(store: Store): void {
  const w = store.draft;
  const page = store.flash.read(PAGE_BYTES, w.address);
  if (store.crc32(page) !== BLANK_PAGE_CRC) store.flash.erase(w.address);
  w.step = DraftStep.Write;
}

function write(store: Store): void {
  const w = store.draft;
  store.flash.write(w.bytes, w.address);
  const ring = w.ring;
  w.step = ring === null ? DraftStep.Check : DraftStep.None;
  if (ring === null) return;
  ring.at = (ring.at + 1) % ring.length;
  ring.sequence++;
}

/** Reads a slot back: worn flash keeps the old record, and that still counts. */
function check(store: Store): void {
  const w = store.draft;
  const bytes = store.flash.read(recordBytes(w.spec), w.address);
  w.isKept = recordSequence(w.spec, bytes, store.crc32) === w.sequence;
  w.step = DraftStep.None;
}

function nothing(): void {}

const STEPS = [nothing, lookAtFirstSlot, lookAtOtherSlot, make, fill, seal, erase, write, check];

/** One step of the record that is on its way; none is long but an erasure. */
export function stepDraft(store: Store): void {
  STEPS[store.draft.step](store);
}
