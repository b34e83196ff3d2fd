import type { PanelView } from '../machine.ts';

/**
 * SSD1306, 128 x 64 dots, on I2C1. One step draws one text into the picture, or sends two pages of it
 * (131 bytes, 3 ms at 400 kHz). The rest of the picture waits for its turn.
 */

/** SA0 low. */
const ADDRESS = 0x3c;
/** First byte of a transfer: commands or picture data follow (SSD1306 datasheet, 8.1.5.2). */
const COMMANDS = 0x00;
const DATA = 0x40;
const WIDTH = 128;
const HEIGHT = 64;
const PAGES = 8;
const CHAR_WIDTH = 6;
const CHAR_HEIGHT = 8;

/**
 * Set-up for a 128 x 64 panel with its own charge pump (SSD1306 datasheet, section 9 and application note, figure 2): clock
 * 0x80, 64 rows, no offset, start line 0, pump on, page addressing, both scan directions reversed, alternative row pins,
 * contrast 0xcf, pre-charge 1 and 15 clocks, level 0x40, show the picture, not inverted. It is also sent while the
 * display works, so it must not blank it.
 */
const SETUP = [
  [COMMANDS, 0xd5, 0x80, 0xa8, 0x3f, 0xd3, 0x00, 0x40, 0x8d, 0x14, 0x20, 0x02, 0xa1, 0xc8],
  [COMMANDS, 0xda, 0x12, 0x81, 0xcf, 0xd9, 0xf1, 0xdb, 0x40, 0xa4, 0xa6],
];
const SWITCH_ON = [COMMANDS, 0xaf];

/** One more than the pages: the command that switches the display on takes its turn after them. */
const ON_TURN = 8;
const ALL_TURNS = 0x1ff;
/** A display that does not answer is set up anew after this time. */
const RETRY_MS = 5000;
/** The set-up and then one page a second are sent unasked: an electric shock to the display heals in 10 s. */
const RENEW_MS = 1000;

/** In the order of the display's memory: a byte is eight dots below each other, its lowest bit on top. */
const picture = Graphics.createArrayBuffer(WIDTH, HEIGHT, 1, { vertical_byte: true, msb: false });
/** Per page: the command that addresses it, and its data. */
const addresses: number[][] = [];
const contents: (number | Uint8Array)[][] = [];
/** Turn by its bit, for the lowest bit that waits. */
const turnOfBit = new Uint8Array(ALL_TURNS);

/** One object, because the interpreter finds a property sooner than one of many names. */
export const display = {
  /** When `sendPicture` is to be called next: at once while a page waits, else to renew, or to look for a lost display. */
  dueAtMs: 0,
  renewAtMs: 0,
  font: '',
  firstCode: 0,
  /** Of the font as it is set. */
  scale: 0,
  /** Bits of the turns that wait. */
  dirty: 0,
  renewing: 0,
  present: false,
  /** Transfers that were not acknowledged, since boot. */
  misses: 0,
};

function sendSetup(): void {
  I2C1.writeTo(ADDRESS, SETUP[0]);
  I2C1.writeTo(ADDRESS, SETUP[1]);
}

function sendTurn(turn: number): void {
  if (turn === ON_TURN) {
    I2C1.writeTo(ADDRESS, SWITCH_ON);
    return;
  }
  I2C1.writeTo(ADDRESS, addresses[turn]);
  I2C1.writeTo(ADDRESS, contents[turn]);
}

function connect(): void {
  const s = display;
  sendSetup();
  s.present = true;
  s.dirty = ALL_TURNS;
  s.renewing = 0;
}

function sendLowest(): void {
  const s = display;
  const bit = s.dirty & -s.dirty;
  sendTurn(turnOfBit[bit]);
  s.dirty -= bit;
}

function sendWaiting(): void {
  const s = display;
  sendLowest();
  if (s.dirty !== 0) sendLowest();
  // What changes all the time does not put off what is renewed.
  if (s.dirty === 0) s.dueAtMs = s.renewAtMs;
}

/** Nothing waits: the set-up or one turn all the same. */
function renew(nowMs: number): void {
  const s = display;
  if (s.renewing === 0) sendSetup();
  else sendTurn(s.renewing - 1);
  s.renewing = s.renewing <= ON_TURN ? s.renewing + 1 : 0;
  s.renewAtMs = nowMs + RENEW_MS;
  s.dueAtMs = s.renewAtMs;
}

/** Sends up to two pages. A display that does not answer is left alone for a while; nothing is thrown. */
export function sendPicture(nowMs: number): void {
  const s = display;
  try {
    if (!s.present) connect();
    else if (s.dirty === 0) renew(nowMs);
    else sendWaiting();
  } catch {
    s.misses++;
    s.present = false;
    s.dueAtMs = nowMs + RETRY_MS;
  }
}

/** Prepares the picture. `bitmap` is the font, from its first character on. */
export function initDisplay(bitmap: string, firstChar: string): void {
  display.font = bitmap;
  display.firstCode = firstChar.charCodeAt(0);
  for (let page = 0; page < PAGES; page++) {
    addresses[page] = [COMMANDS, 0xb0 + page, 0x00, 0x10];
    contents[page] = [DATA, new Uint8Array(picture.buffer, page * WIDTH, WIDTH)];
  }
  for (let turn = 0; turn <= ON_TURN; turn++) turnOfBit[1 << turn] = turn;
}

/** Draws the text that is asked for. */
export function drawText(v: PanelView): void {
  const s = display;
  const cell = v.cell;
  if (cell.scale !== s.scale) {
    s.scale = cell.scale;
    picture.setFontCustom(s.font, s.firstCode, CHAR_WIDTH, CHAR_HEIGHT + (cell.scale << 8));
  }
  picture.clearRect(cell.x, cell.y, cell.right, cell.bottom).drawString(v.text, cell.x, cell.y);
  v.draw = false;
  s.dirty |= cell.pages;
  if (s.present) s.dueAtMs = 0;
}
