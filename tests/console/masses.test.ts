import { expect } from 'chai';
import { massesFrom, referencesFrom, verifyFrom } from '../../console/masses.ts';
import { SettingError } from '../../console/setting-error.ts';
import { forceOf } from '../../sim/technician/procedure.ts';
import { ConsoleDesk } from '../support/consoleDesk.ts';

/** The complaint about what was typed; null when it is taken. */
function complaint(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
}

/** What the device says to the masses of the way up, and to the first one of the way down. */
async function refusalAtDevice(massesKg: readonly number[]): Promise<string> {
  const desk = new ConsoleDesk();
  await desk.warmUp();
  expect(await desk.begin()).to.equal('none');
  for (const kg of [0, ...massesKg, massesKg.at(-2)!]) {
    await desk.hang(forceOf(kg));
    await desk.port.wait(500);
    const refusal = await desk.take(kg);
    if (refusal !== 'none') return refusal;
  }
  return 'none';
}

describe('console: masses and angles before anybody hangs anything', function () {
  this.timeout(20_000);

  const LISTS = [
    { text: '2,4,6,8,25', fault: null, device: 'none' },
    { text: '2,4,6,7.9,25', fault: 'at least 2 kg heavier', device: 'massesTooClose' },
    { text: '1.9,4,6,8,25', fault: 'at least 2 kg heavier', device: 'massesTooClose' },
    { text: '5,10,20,30', fault: 'from 5 to 12', device: 'tooFewPoints' },
    { text: '2,4,6,8,24.9', fault: 'the heaviest must be at least 25 kg', device: 'spanTooSmall' },
  ];
  for (const { text, fault, device } of LISTS)
    it(`${text}: as the device ${device === 'none' ? 'takes' : 'refuses'} them`, async () => {
      const said = complaint(() => massesFrom('--masses', text));
      if (fault === null) expect(said).to.equal(null);
      else expect(said).to.include(`--masses: is "${text}"`).and.include(fault);
      expect(await refusalAtDevice(text.split(',').map(Number))).to.equal(device);
    });

  it('takes blanks and semicolons, and no pounds', () => {
    expect(massesFrom('', ' 5; 10 20,30, 40.5 ')).to.deep.equal([5, 10, 20, 30, 40.5]);
    expect(complaint(() => massesFrom('', '5lb,10lb,20lb,30lb,40lb'))).to.include('write masses in kilograms');
  });

  it('verifies with another mass below the heaviest', () => {
    const masses = [5, 10, 20, 30, 40];
    expect(verifyFrom('', '25', masses)).to.equal(25);
    for (const text of ['30', '30.4', '41', '7.9', '', '25,26', 'ten'])
      expect(
        complaint(() => verifyFrom('--verify', text, masses)),
        text,
      ).to.include('one mass from 8 to 40 kg');
  });

  it('knows where the two references lie', () => {
    expect(referencesFrom('', '10, 42')).to.deep.equal([10, 42]);
    for (const text of ['15', '15,20', '9,35', '26,35', '15,43', '15,35,40', 'a,b'])
      expect(
        complaint(() => referencesFrom('', text)),
        text,
      ).to.include('from 10 to 25 and from 30 to 42 degrees');
  });
});
