import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FAULTS } from '../../firmware/faults.ts';
import { FONT, FONT_FIRST_CHAR, FONT_WIDTH_DOTS } from '../../firmware/font.ts';
import { SCREENS } from '../../firmware/screens.ts';
import { fontModule, readGlyphs } from '../../tools/font.ts';
import { ROOT } from '../support/sources.ts';

const FIRST_CODE = FONT_FIRST_CHAR.charCodeAt(0);

function glyph(character: string): string {
  const at = (character.charCodeAt(0) - FIRST_CODE) * FONT_WIDTH_DOTS;
  return FONT.slice(at, at + FONT_WIDTH_DOTS);
}

describe('the font', () => {
  it('is made from the pictures of its glyphs (npx tsx tools/font.ts makes it anew)', () => {
    const pictures = readFileSync(join(ROOT, 'tools/font/glyphs.txt'), 'utf8');
    expect(fontModule(readGlyphs(pictures))).to.equal(readFileSync(join(ROOT, 'firmware/font.ts'), 'utf8'));
  });

  it('draws the L as a stroke down and a stroke along its foot', () => {
    expect([...glyph('L')].map((column) => column.charCodeAt(0))).to.deep.equal([0x7f, 1, 1, 1, 1, 0]);
  });

  it('leaves the last column of every character and the top row of every cell free', () => {
    for (let at = 0; at < FONT.length; at += 1) {
      const column = FONT.charCodeAt(at);
      expect(column, `column ${at}`).to.be.lessThan(0x80);
      if (at % FONT_WIDTH_DOTS === FONT_WIDTH_DOTS - 1) expect(column, `column ${at}`).to.equal(0);
    }
  });

  it('has no two characters that look the same, 0 and O least of all', () => {
    const drawn = Array.from({ length: FONT.length / FONT_WIDTH_DOTS }, (_, k) => String.fromCharCode(FIRST_CODE + k))
      .map(glyph)
      .filter((columns) => columns.trim() !== '\0'.repeat(FONT_WIDTH_DOTS));
    expect(drawn).to.have.length(59);
    expect(new Set(drawn).size).to.equal(drawn.length);
  });

  it('draws every character of the catalogue of faults and of the screens', () => {
    const texts = [...FAULTS.flatMap((row) => [row.says, row.does]), ...SCREENS.flat()];
    const characters = new Set(
      texts
        .filter((text) => typeof text === 'string')
        .join('')
        .replaceAll(' ', ''),
    );
    for (const character of characters) expect(glyph(character), character).to.match(/[^\0]/);
  });
});
