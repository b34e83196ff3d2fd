import type { Flash } from '../machine.ts';

const raw = require('Flash');

/** Raw pages outside of the area that the interpreter compacts: a compaction cut short erases that area whole. */
export const flash: Flash = {
  read(length: number, address: number): Uint8Array {
    return raw.read(length, address);
  },
  write(data: Uint8Array, address: number): void {
    raw.write(data, address);
  },
  erase(address: number): void {
    raw.erasePage(address);
  },
};

/** Areas of flash that neither the interpreter nor its file storage uses. */
export function freeAreas(): { addr: number; length: number }[] {
  return raw.getFree();
}

/** Of ASCII text. */
export function textCrc(text: string): number {
  return E.CRC32(text);
}

export function crc32(bytes: Uint8Array): number {
  return E.CRC32(bytes);
}
