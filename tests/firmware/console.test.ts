import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { keyOf, keyWords, NO_KEY, tagOf, textCrc } from '../../console/codes.ts';
import { PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { beginMac, isTag, newMac, setKey, stepMac } from '../../firmware/console/mac.ts';
import { framed, LINE_MAX_BYTES, STATUS_SAYS, unframed, Verb, VERBS } from '../../firmware/protocol.ts';
import { Page, PAGE_BYTES } from '../../firmware/layout.ts';
import { FREE_START } from '../../hal/virtual/flash.ts';
import { createEngine } from '../../sim/engines.ts';
import { forceOf, procedure, work } from '../../sim/technician/procedure.ts';
import { ConsoleDesk, flashOf, refusalOf } from '../support/consoleDesk.ts';

const KEY = keyOf('00112233445566778899aabbccddeeff')!;
const WRONG = 'the key of the console is wrong';
const CLOSED = 'the service is not open';
const NOT_NOW = /only with the service key turned/;
/** A prescription that the device accepts: 200 N for 5 minutes. */
const RX = [0, 0, 0, 200, 300, 40, 240, 80, 1, 20, 1].concat(PRESCRIPTION_ADDED);

function macOf(key: Uint8Array, text: string): { hex: string; steps: number } {
  const mac = newMac();
  setKey(mac, keyWords(key));
  beginMac(mac, text);
  let steps = 1;
  while (!stepMac(mac)) steps += 1;
  const bytes = Buffer.alloc(32);
  mac.sha.chain.forEach((word, k) => bytes.writeInt32BE(word, 4 * k));
  return { hex: bytes.toString('hex'), steps };
}

describe('tags of the console', () => {
  it('are HMAC-SHA-256, for texts of every length up to four blocks', () => {
    for (let length = 0; length < 256; length += 1) {
      const text = 'incline '.repeat(32).slice(0, length);
      expect(macOf(KEY, text).hex, text).to.equal(createHmac('sha256', KEY).update(text).digest('hex'));
    }
  });

  it('are worked out in steps of two rounds: 128 steps for a short text', () => {
    expect(macOf(KEY, 'short').steps).to.equal(128);
  });

  it('are compared word by word, all of them', () => {
    const mac = newMac();
    setKey(mac, [1, 2, 3, 4]);
    beginMac(mac, 'text');
    while (!stepMac(mac));
    const words = [...mac.sha.chain.slice(0, 4)].map(String);
    expect(isTag(mac, words)).to.equal(true);
    for (let k = 0; k < 4; k += 1) {
      expect(
        isTag(
          mac,
          words.map((word, n) => (n === k ? String(Number(word) ^ 1) : word)),
        ),
      ).to.equal(false);
    }
    expect(isTag(mac, words.slice(0, 3))).to.equal(false);
    expect(isTag(mac, [...words, '0'])).to.equal(false);
    expect(isTag(mac, [])).to.equal(false);
  });
});

describe('lines of the console', () => {
  it('come through whole, and not with any one character changed, lost or added', () => {
    const line = framed('>', '17,take,5000', textCrc);
    expect(unframed('>', line, textCrc)).to.equal('17,take,5000');
    expect(unframed('<', line, textCrc)).to.equal('');
    for (let at = 0; at < line.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const char = String.fromCharCode(line.charCodeAt(at) ^ (1 << bit));
        expect(unframed('>', line.slice(0, at) + char + line.slice(at + 1), textCrc)).to.equal('');
      }
      expect(unframed('>', line.slice(0, at) + line.slice(at + 1), textCrc)).to.equal('');
      expect(unframed('>', `${line.slice(0, at)}0${line.slice(at)}`, textCrc)).to.equal('');
    }
  });

  it('have a bounded length, and words for every verb and status', () => {
    expect(unframed('>', framed('>', 'x'.repeat(LINE_MAX_BYTES), textCrc), textCrc)).to.equal('');
    expect(VERBS).to.have.length(Verb.Upload + 1);
    expect(new Set(VERBS).size).to.equal(VERBS.length);
    expect(STATUS_SAYS).to.have.length(12);
  });
});

describe('the console of the device', () => {
  it('lets anybody read while the drive is off, and nobody in without the key switch', async () => {
    const desk = new ConsoleDesk();
    await desk.port.wait(2500);
    expect(await desk.board.info()).to.include({ state: 'idle', calibrated: true, serviceOpen: false });
    expect((await desk.board.calibration())!['countsPerN']).to.be.closeTo(2147.48, 0.01);
    expect((await desk.board.live()).panic).to.equal(false);
    expect(await desk.board.session(0)).to.equal(null);
    expect(await refusalOf(desk.board.open(NO_KEY))).to.match(NOT_NOW);
    expect(await refusalOf(desk.board.begin())).to.match(NOT_NOW);
  });

  it('opens for the right key, shows it, and closes itself when the key is turned back', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    expect((await desk.board.info()).state).to.equal('calibrating');
    await desk.turnKey(false);
    await desk.port.wait(200);
    expect((await desk.board.info()).state).to.equal('idle');
    expect(await refusalOf(desk.board.beat())).to.match(NOT_NOW);
    expect(desk.port.troubles).to.deep.equal([]);
  });

  it('closes itself after ten seconds of silence, not before', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    for (let k = 0; k < 3; k += 1) {
      await desk.port.wait(9000);
      await desk.board.beat();
    }
    await desk.port.wait(10_500);
    expect(await refusalOf(desk.board.beat())).to.equal(CLOSED);
  });

  it('takes a new key, and the old one no longer', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    await desk.board.setKey(KEY);
    await desk.board.close();
    expect((await desk.board.info()).hasKey).to.equal(true);
    expect(await refusalOf(desk.board.open(NO_KEY))).to.equal(WRONG);
    await desk.port.wait(2500);
    await desk.board.open(KEY);
    const later = new ConsoleDesk(1, desk.port.chip.flashImage());
    await later.port.wait(2500);
    expect((await later.board.info()).hasKey).to.equal(true);
  });

  it('locks for half an hour after five wrong keys: fewer than 240 tries a day', async () => {
    const desk = new ConsoleDesk();
    await desk.port.wait(2500);
    await desk.turnKey(true);
    for (let k = 0; k < 5; k += 1) {
      await desk.port.wait(2500);
      expect(await refusalOf(desk.board.open(KEY))).to.equal(WRONG);
    }
    await desk.port.wait(60_000);
    expect(await refusalOf(desk.board.open(NO_KEY))).to.match(/^locked after too many wrong keys: 17\d\d s left$/);
    await desk.port.wait(1_740_000);
    await desk.board.open(NO_KEY);
    expect((await desk.board.event(1))!['event']).to.equal(3);
  });

  it('does nothing for a request that was heard before, or for one without a tag of its own', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    const sent: string[] = [];
    const send = desk.port.send.bind(desk.port);
    desk.port.send = (text) => {
      sent.push(text);
      send(text);
    };
    await desk.board.prescribe(RX);
    await desk.board.prescribe([...RX.slice(0, 3), 150, ...RX.slice(4)]);
    const before = desk.port.chip.flash.erases;
    for (const text of [...sent]) {
      send(text);
      await desk.port.wait(13_000);
    }
    // The last one is answered again; the first one's tag was over another count, which closes the service.
    expect(desk.port.chip.flash.erases).to.equal(before);
    expect((await desk.board.prescription())!['target']).to.equal(150);
    expect(await refusalOf(desk.board.beat())).to.equal(CLOSED);
  });

  it('brings an accepted change to its end when the key is turned back meanwhile, and drops one whose tag is not worked out', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    const accepted = desk.board.prescribe(RX);
    const wait = desk.port.wait.bind(desk.port);
    const keyBackAfter = (waits: number): void => {
      let n = 0;
      desk.port.wait = (ms) => {
        n += 1;
        if (n === waits) desk.port.press('key', false);
        return wait(ms);
      };
    };
    // The client waits 50 ms each time; the tag takes 9.6 s, the record 2.2 s, and the key is seen within one.
    keyBackAfter(197);
    await accepted;
    expect((await desk.board.prescription())!['target']).to.equal(200);
    expect((await desk.board.info()).serviceOpen).to.equal(false);

    await desk.turnKey(true);
    await desk.board.open(NO_KEY);
    const dropped = desk.board.prescribe([...RX.slice(0, 3), 150, ...RX.slice(4)]);
    keyBackAfter(20);
    expect(await refusalOf(dropped)).to.match(NOT_NOW);
    expect((await desk.board.prescription())!['target']).to.equal(200);
  });

  it('accepts no prescription outside of the limits of the device', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    const with_ = (at: number, value: number): number[] => RX.map((one, k) => (k === at ? value : one));
    for (const values of [with_(3, 250), with_(3, 501), with_(8, 0), with_(5, 46), with_(4, 0), RX.slice(1)]) {
      expect(await refusalOf(desk.board.prescribe(values))).to.match(/prescription is refused: (pull|angle)|bounds/);
    }
    expect((await desk.board.prescription())!['target']).to.equal(25);
    await desk.board.prescribe(RX);
    expect((await desk.board.prescription())!['target']).to.equal(200);
  });

  it('calibrates, and has the new calibration in flash and in use', async () => {
    const desk = new ConsoleDesk(3, flashOf({ calibrated: false }));
    await desk.warmUp();
    desk.disturb('sensitivity', { as: 'stuck', value: 1.9 });
    expect((await work(desk, procedure())).refusal).to.equal('none');
    // Cell and angle together are the calibration.
    expect(await desk.board.info()).to.include({ calibrated: false });
    const calibration = (await desk.board.calibration())!;
    expect(calibration['countsPerN']).to.be.closeTo(2147.48 * 0.95, 0.1);
    expect(calibration).to.include({ points: 15, calibratedDay: 20_454, expiresDay: 20_819 });
    desk.port.hang(forceOf(20));
    const pushed: string[] = [];
    desk.client.onPush = (line) => pushed.push(line);
    await desk.port.wait(3000);
    const pullN =
      Number(
        pushed
          .filter((line) => line.startsWith('T'))
          .pop()!
          .split(',')[2],
      ) / 10;
    expect(pullN).to.be.closeTo(forceOf(20), 0.4);
    expect(desk.port.troubles).to.deep.equal([]);
  });

  it('keeps the old calibration when power fails at any word of the new one', async () => {
    const desk = new ConsoleDesk();
    await desk.warmUp();
    expect((await work(desk, procedure().slice(0, -1))).refusal).to.equal('none');
    const image = desk.port.chip.flashImage();
    desk.port.chip.flash.wordsUntilCut = 6;
    expect(await refusalOf(desk.board.accept())).to.match(/does not answer/);
    const after = new ConsoleDesk(1, Uint8Array.from(desk.port.chip.flash.bytes));
    await after.port.wait(2500);
    const old = (await after.board.calibration())!;
    expect(old['countsPerN']).to.be.closeTo(2147.483648, 1e-5);
    const at = FREE_START + (Page.Calibration + 1) * PAGE_BYTES;
    expect([...after.port.chip.flash.bytes.subarray(at, at + 4)]).to.not.deep.equal([...image.subarray(at, at + 4)]);
  });

  it('is not open in a session, and bytes then change nothing', async () => {
    const desk = new ConsoleDesk();
    await desk.port.wait(2500);
    await desk.turnKey(true);
    desk.port.press('start', true);
    await desk.port.wait(200);
    desk.port.press('start', false);
    await desk.port.wait(20_000);
    expect(await refusalOf(desk.board.info())).to.match(/does not answer/);
    expect(desk.port.rig.truth().angleDeg).to.be.above(3);
    expect(desk.port.troubles).to.deep.equal([]);
  });

  it('is the same to the microsecond in the real interpreter', async function () {
    if ((process.env['ESPRUINO'] ?? '') === '') this.skip();
    this.timeout(60_000);
    const digests: string[] = [];
    for (const name of ['node', 'espruino'] as const) {
      const desk = new ConsoleDesk(1, flashOf(), await createEngine(name));
      await desk.enter();
      await desk.board.prescribe(RX);
      expect((await desk.board.begin()).name).to.equal('cold');
      await desk.board.calibration();
      await desk.board.event(0);
      digests.push(desk.port.chip.timeline.digest());
      desk.port.close();
    }
    expect(digests[1]).to.equal(digests[0]);
  });

  it('wants the text of the tag to be challenge, count and request', async () => {
    const mac = createHmac('sha256', KEY).update('3.-5,0,7,open').digest();
    expect(await tagOf(KEY, '3.-5,0,7,open')).to.equal([0, 4, 8, 12].map((at) => mac.readInt32BE(at)).join(','));
  });
});
