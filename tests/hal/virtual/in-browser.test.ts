import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { fromBase64, latin1Bytes, toBase64 } from '../../../hal/virtual/base64.ts';
import { Chip } from '../../../hal/virtual/chip.ts';
import { Digest as NodeDigest } from '../../../hal/virtual/digest.ts';
import { Digest } from '../../../hal/virtual/digest-in-browser.ts';
import { PageEngine } from '../../../hal/virtual/page-engine.ts';

/** Bytes without a pattern that a hash could hide behind. */
function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 197 + (i >> 3)) & 0xff);
}

function hashOf(pieces: readonly Uint8Array[], digest: Digest | NodeDigest): string {
  for (const piece of pieces) digest.update(piece);
  return digest.hex();
}

describe('SHA-256 for pages', () => {
  it('gives the known answer for "abc" (FIPS 180-4) and for nothing', () => {
    expect(hashOf([latin1Bytes('abc')], new Digest())).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(new Digest().hex()).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('agrees with Node at every length around its blocks of 64 bytes', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = bytesOf(length);
      expect(hashOf([bytes], new Digest()), `${length} bytes`).to.equal(
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
  });

  it('does not care how the bytes are cut, and may be asked in between', () => {
    const bytes = bytesOf(10_000);
    const cuts = [0, 1, 64, 127, 128, 1000, 5056, 10_000];
    const pieces = cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
    const digest = new Digest();
    for (const piece of pieces) {
      digest.update(piece);
      digest.hex();
    }
    expect(digest.hex()).to.equal(hashOf([bytes], new NodeDigest()));
  });
});

describe('base 64 without Node', () => {
  it('is that of Node for every byte', () => {
    const bytes = bytesOf(1000);
    expect(toBase64(bytes)).to.equal(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(toBase64(bytes))).to.deep.equal(bytes);
  });

  it('reads what Node reads: without padding, with line breaks, of the web alphabet, cut short', () => {
    for (const text of ['YWJjZA', 'YWJj\nZA==', '_-8=', 'YWJjZ', 'YW=JjZA', '']) {
      expect([...fromBase64(text)], text).to.deep.equal([...Buffer.from(text, 'base64')]);
    }
  });
});

describe('the engine of the page', () => {
  /** What a program prints within a second. */
  function printedBy(program: string): string {
    const chip = new Chip();
    let text = '';
    chip.usbOutput((piece) => (text += piece));
    chip.powerUp(program, new PageEngine());
    chip.runUntil(2_000_000);
    return text;
  }

  it('runs a program on the API of the chip', () => {
    expect(printedBy('setTimeout(function(){print(1+1,E.CRC32("abc"));},10);')).to.include('2 891568578');
  });

  it('hides what a board does not have', () => {
    expect(printedBy('try{performance.now();}catch(e){print(e.toString());}')).to.match(/ReferenceError/);
    expect(printedBy('try{fetch("x");}catch(e){print(e.toString());}')).to.match(/ReferenceError/);
  });
});
