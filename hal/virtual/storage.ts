/**
 * The `Storage` library: files with names of up to 28 characters in the storage area of the flash, each a header of
 * 32 bytes and its data, appended; an old version is struck out by a zero name (layout: Espruino 2v29).
 */
import { toMemory, toText } from './bytes.ts';
import type { Clock } from './clock.ts';
import { CALL } from './costs.ts';
import type { Flash } from './flash.ts';
import { PAGE_BYTES, STORAGE_END, STORAGE_START, WORD_BYTES } from './flash.ts';
import { refuseAll } from './refused.ts';

const NAME_BYTES = 28;
const HEADER_BYTES = NAME_BYTES + WORD_BYTES;
/** Low 24 bits of the first header word are the size. */
const SIZE_MASK = 0xffffff;
const ERASED = 0xffffffff;

interface File {
  readonly header: number;
  readonly name: string;
  readonly size: number;
}

function padded(size: number): number {
  return Math.ceil(size / WORD_BYTES) * WORD_BYTES;
}

export class Storage {
  private readonly flash: Flash;
  private readonly clock: Clock;

  constructor(flash: Flash, clock: Clock) {
    this.flash = flash;
    this.clock = clock;
    refuseAll('Storage', this);
  }

  read(name: unknown, offset?: unknown, length?: unknown): string | undefined {
    this.clock.charge(CALL.storageCall);
    const file = this.find(String(name));
    if (file === undefined) return undefined;
    const from = Math.max(0, Number(offset ?? 0));
    const count =
      length === undefined || Number(length) <= 0 ? file.size - from : Math.min(Number(length), file.size - from);
    return count > 0 ? toText(this.flash.read(file.header + HEADER_BYTES + from, count)) : '';
  }

  readArrayBuffer(name: unknown): ArrayBuffer | undefined {
    this.clock.charge(CALL.storageCall);
    const file = this.find(String(name));
    return file === undefined
      ? undefined
      : (this.flash.read(file.header + HEADER_BYTES, file.size).buffer as ArrayBuffer);
  }

  readJSON(name: unknown, noExceptions?: unknown): unknown {
    const text = this.read(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (noExceptions) return undefined;
      throw error;
    }
  }

  write(name: unknown, data: unknown, offsetGiven?: unknown, sizeGiven?: unknown): boolean {
    this.clock.charge(CALL.storageCall);
    const key = String(name).slice(0, NAME_BYTES);
    const isPlain =
      typeof data === 'object' && data !== null && Object.prototype.toString.call(data) === '[object Object]';
    const bytes = toMemory(isPlain ? JSON.stringify(data) : data, 'Storage.write');
    const offset = Number(offsetGiven ?? 0);
    const size = Number(sizeGiven ?? 0) || offset + bytes.length;
    if (bytes.length === 0) throw new Error("Can't create zero length file");
    const old = this.find(key);
    if (old !== undefined && (offset > 0 || (sizeGiven !== undefined && old.size === size)))
      return this.fillIn(old, bytes, offset);
    if (old !== undefined && old.size === size && this.equals(old, bytes)) return true;
    if (old !== undefined) this.strikeOut(old);
    const header = this.room(HEADER_BYTES + padded(size));
    if (header < 0) return false;
    this.writeHeader(header, key, size);
    this.flash.write(header + HEADER_BYTES + offset, bytes);
    return true;
  }

  writeJSON(name: unknown, value: unknown): boolean {
    return this.write(name, JSON.stringify(value));
  }

  erase(name: unknown): void {
    this.clock.charge(CALL.storageCall);
    const file = this.find(String(name));
    if (file !== undefined) this.strikeOut(file);
  }

  eraseAll(): void {
    this.clock.charge(CALL.storageCall);
    for (let page = STORAGE_START; page < STORAGE_END; page += PAGE_BYTES) this.flash.erase(page);
  }

  list(filter?: unknown): string[] {
    this.clock.charge(CALL.storageCall);
    const names = this.files().map((file) => file.name);
    // A regular expression may come from a program's own realm, so it is known by what it can do.
    const pattern = filter as Partial<RegExp> | undefined;
    return typeof pattern?.test === 'function' ? names.filter((name) => pattern.test!(name)) : names;
  }

  getFree(): number {
    this.clock.charge(CALL.storageCall);
    return STORAGE_END - this.end() - HEADER_BYTES;
  }

  /** Collects the live files, erases everything, writes them back: not safe against a power cut, there or here. */
  compact(): void {
    this.clock.charge(CALL.storageCall);
    const live = this.files().map((file) => ({ file, data: this.flash.read(file.header + HEADER_BYTES, file.size) }));
    const last = this.end();
    for (let page = STORAGE_START; page < last; page += PAGE_BYTES) this.flash.erase(page);
    let header = STORAGE_START;
    for (const { file, data } of live) {
      this.writeHeader(header, file.name, file.size);
      this.flash.write(header + HEADER_BYTES, data);
      header += HEADER_BYTES + padded(file.size);
    }
  }

  private room(needed: number): number {
    if (this.end() + needed > STORAGE_END) this.compact();
    const end = this.end();
    return end + needed > STORAGE_END ? -1 : end;
  }

  private fillIn(file: File, bytes: Uint8Array, offset: number): boolean {
    if (offset + bytes.length > file.size) throw new Error('Too much data for file size');
    const start = file.header + HEADER_BYTES + offset;
    for (let i = 0; i < bytes.length; i++) {
      const there = this.flash.bytes[start + i]!;
      if (there !== 0xff && there !== bytes[i]) throw new Error('File already written with different data');
    }
    this.flash.write(start, bytes);
    return true;
  }

  private equals(file: File, bytes: Uint8Array): boolean {
    for (let i = 0; i < bytes.length; i++)
      if (this.flash.bytes[file.header + HEADER_BYTES + i] !== bytes[i]) return false;
    return true;
  }

  private strikeOut(file: File): void {
    this.flash.write(file.header + WORD_BYTES, new Uint8Array(NAME_BYTES));
  }

  private writeHeader(header: number, name: string, size: number): void {
    const bytes = new Uint8Array(HEADER_BYTES);
    new DataView(bytes.buffer).setUint32(0, size, true);
    for (let i = 0; i < name.length; i++) bytes[WORD_BYTES + i] = name.charCodeAt(i) & 0xff;
    this.flash.write(header, bytes);
  }

  private find(name: string): File | undefined {
    return this.files().find((file) => file.name === name.slice(0, NAME_BYTES));
  }

  private files(): File[] {
    const files: File[] = [];
    this.walk((file) => files.push(file));
    return files;
  }

  private end(): number {
    return this.walk(() => undefined);
  }

  /** Visits the live files; returns the address of the first free header. */
  private walk(visit: (file: File) => void): number {
    const view = new DataView(this.flash.bytes.buffer);
    let header = STORAGE_START;
    while (header + HEADER_BYTES <= STORAGE_END) {
      const word = view.getUint32(header, true);
      if (word === ERASED) return header;
      const size = word & SIZE_MASK;
      const raw = toText(this.flash.bytes.subarray(header + WORD_BYTES, header + HEADER_BYTES));
      const name = raw.replace(/\0+$/, '');
      if (name !== '') visit({ header, name, size });
      header += HEADER_BYTES + padded(size);
    }
    return STORAGE_END;
  }
}
