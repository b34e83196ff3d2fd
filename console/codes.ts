/** Checksums, keys and tags of the protocol, with what Node and browsers both have. */

const KEY_BYTES = 16;
/** A tag is the first 128 bits of the HMAC. */
const TAG_WORDS = 4;
/** CRC-32 (ISO 3309), reflected. */
const CRC_POLYNOMIAL = 0xedb88320;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ CRC_POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32 of ASCII text, as the device has it. */
export function textCrc(text: string): number {
  let crc = -1;
  for (let at = 0; at < text.length; at += 1) crc = CRC_TABLE[(crc ^ text.charCodeAt(at)) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** A key from its 32 hexadecimal digits; null when it is none. */
export function keyOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[0-9a-f]{32}$/i.test(text)) return null;
  return Uint8Array.from({ length: KEY_BYTES }, (_, k) => Number.parseInt(text.slice(2 * k, 2 * k + 2), 16));
}

/** The key of a device that was never given one. */
export const NO_KEY = new Uint8Array(KEY_BYTES);

/** The first four words of some bytes, as the device has numbers. */
export function keyWords(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: TAG_WORDS }, (_, k) => view.getInt32(4 * k));
}

/** Tag of a text as the protocol writes it. */
export async function tagOf(key: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const { subtle } = crypto;
  const hmac = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = await subtle.sign('HMAC', hmac, new TextEncoder().encode(text));
  return keyWords(new Uint8Array(mac)).join(',');
}
