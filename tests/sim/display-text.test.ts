import { expect } from 'chai';
import { FONT, FONT_FIRST_CHAR, FONT_WIDTH_DOTS } from '../../firmware/font.ts';
import { readDisplay } from '../../sim/display-text.ts';

const FIRST_CODE = FONT_FIRST_CHAR.charCodeAt(0);

/** Draws text as the device does: each column a byte with its highest bit on top, each dot a square. */
function draw(pixels: Uint8Array, text: string, x: number, y: number, scale: number): void {
  [...text].forEach((character, place) => {
    for (let column = 0; column < FONT_WIDTH_DOTS; column += 1) {
      const byte = FONT.charCodeAt((character.charCodeAt(0) - FIRST_CODE) * FONT_WIDTH_DOTS + column);
      for (let row = 0; row < 8; row += 1) {
        if (((byte >> (7 - row)) & 1) === 0) continue;
        const left = x + (place * FONT_WIDTH_DOTS + column) * scale;
        for (let dot = 0; dot < scale * scale; dot += 1) {
          pixels[(y + row * scale + Math.floor(dot / scale)) * 128 + left + (dot % scale)] = 1;
        }
      }
    }
  });
}

describe('the display is read by the font of the firmware', () => {
  it('words: small and double ones', () => {
    const pixels = new Uint8Array(128 * 64);
    draw(pixels, 'READY', 0, 0, 1);
    draw(pixels, 'PULL 196 N = 25%', 0, 8, 1);
    draw(pixels, 'PRESS', 0, 24, 2);
    draw(pixels, 'START', 0, 40, 2);
    draw(pixels, 'LIE DOWN, STRAPS ON', 0, 56, 1);
    expect(readDisplay(pixels)).to.deep.equal(['READY', 'PULL 196 N = 25%', 'PRESS', 'START', 'LIE DOWN, STRAPS ON']);
  });

  it('numbers: three sizes on one screen', () => {
    const pixels = new Uint8Array(128 * 64);
    draw(pixels, 'HOLDING  TARGET 196 N', 0, 0, 1);
    draw(pixels, '195N', 0, 8, 3);
    draw(pixels, ' 25%', 80, 8, 2);
    draw(pixels, ' OF BODY', 80, 24, 1);
    draw(pixels, ' 4:12', 0, 32, 3);
    draw(pixels, '26^', 92, 40, 2);
    expect(readDisplay(pixels)).to.deep.equal(['HOLDING  TARGET 196 N', '195N  25%', ' OF BODY', ' 4:12', '26°']);
  });

  it('every character of the font', () => {
    for (let code = 33; code <= 94; code += 1) {
      const glyph = FONT.slice((code - FIRST_CODE) * FONT_WIDTH_DOTS, (code - FIRST_CODE + 1) * FONT_WIDTH_DOTS);
      if (/^\0*$/.test(glyph)) continue;
      const pixels = new Uint8Array(128 * 64);
      const character = String.fromCharCode(code);
      draw(pixels, character, 0, 8, 1);
      expect(readDisplay(pixels), character).to.deep.equal([character === '^' ? '°' : character]);
    }
  });

  it('a dark display has no text', () => {
    expect(readDisplay(new Uint8Array(128 * 64))).to.deep.equal([]);
  });
});
