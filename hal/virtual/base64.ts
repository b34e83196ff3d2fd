/** Base 64 of bytes, on every machine alike: no browser has Node's buffers. */
import { toText } from './bytes.ts';

/** Bytes of a text of characters 0 to 255; of higher ones the low byte, as the interpreter keeps them. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(toText(bytes));
}

/** Reads the web's alphabet as well, and leaves out what belongs to neither. */
export function fromBase64(text: string): Uint8Array {
  const plain = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/=[^]*$/, '')
    .replace(/[^A-Za-z0-9+/]/g, '');
  // One character alone in its group holds no whole byte.
  return latin1Bytes(atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain));
}
