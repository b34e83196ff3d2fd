import { expect } from 'chai';
import { Clear, Fault, FAULTS, Reaction, REACTION_NAMES, type FaultRow } from '../../firmware/faults.ts';
import { filesOf } from '../support/sources.ts';

/** Characters in a line of the display: 128 dots, 6 a character. */
const LINE_CHARS = 21;

const firmware = filesOf('.ts').filter((file) => file.path.startsWith('firmware/'));
const catalogue = firmware.find((file) => file.path === 'firmware/faults.ts')?.text ?? '';

/** Members of the enumeration as the source spells them. */
function members(): string[] {
  const body = /const enum Fault \{([^}]*)\}/.exec(catalogue)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+) = (\d+),/gm)].filter((one) => one[2] !== '0').map((one) => one[1] ?? '');
}

function rows(which: (row: FaultRow) => boolean): string[] {
  return FAULTS.filter(which).map((row) => row.name);
}

describe('fault catalogue', () => {
  it('has one row for every fault, with a name and a number of its own', () => {
    expect(members()).to.have.length(FAULTS.length).and.not.be.empty;
    const named = FAULTS.map((row) => row.name.replace(/^./, (first) => first.toUpperCase()));
    expect(named).to.deep.equal(members());
    expect(new Set(FAULTS.map((row) => row.code)).size).to.equal(FAULTS.length);
    expect(rows((row) => !(row.code > 0 && row.code < 100))).to.deep.equal([]);
  });

  it('has texts that fit the display, in capital letters', () => {
    expect(rows((row) => row.says.length > LINE_CHARS || row.does.length > LINE_CHARS)).to.deep.equal([]);
    expect(rows((row) => !/^[A-Z ,]+$/.test(row.says) || !/^[A-Z ,]+$/.test(row.does))).to.deep.equal([]);
  });

  it('names a hazard and a reaction for each', () => {
    expect(rows((row) => !/^H\d+$/.test(row.hazard))).to.deep.equal([]);
    expect(rows((row) => REACTION_NAMES[row.reaction] === undefined || row.reaction === Reaction.None)).to.deep.equal(
      [],
    );
  });

  it('spells the reactions in order of severity', () => {
    expect(REACTION_NAMES).to.deep.equal(['none', 'warn', 'refuse start', 'return', 'halt', 'lockout']);
  });

  it('lets nothing that halts be forgotten without an acknowledgement', () => {
    expect(rows((row) => row.reaction >= Reaction.Halt && row.clear < Clear.OnAcknowledge)).to.deep.equal([]);
  });

  it('halts on panic, on doubt about angle and drive; unloads on doubt about the pull', () => {
    const reactionOf = (code: Fault): Reaction | undefined => FAULTS.find((row) => row.code === code)?.reaction;
    const halting = [Fault.Panic, Fault.AccelAbsent, Fault.TravelInvalid, Fault.AnglesDisagree, Fault.AngleTrip];
    halting.push(Fault.DriveStill, Fault.DriveWrongWay, Fault.DriveUncommanded, Fault.RelayDisagrees, Fault.PullLost);
    halting.push(Fault.PullTooHigh, Fault.LoadCellSaturated, Fault.PowerReturnedTilted, Fault.Exception);
    for (const code of halting) expect(reactionOf(code), String(code)).to.equal(Reaction.Halt);
    for (const code of [Fault.LoadCellAbsent, Fault.LoadCellFrozen, Fault.LoadCellCorrupt, Fault.SupplyLow]) {
      expect(reactionOf(code), String(code)).to.equal(Reaction.Return);
    }
  });

  it('has no row that nothing raises', () => {
    const others = firmware.filter((file) => file.path !== 'firmware/faults.ts').map((file) => file.text);
    // Raised where it is found, or given back by one of those who are asked what forbids a session.
    const found = [/\braise\([^;]*?Fault\.(\w+)/g, /\breturn [^;]*?Fault\.(\w+)/g, /\brefusal(?: =|:) Fault\.(\w+)/g];
    const raised = new Set(
      others.flatMap((text) => found.flatMap((one) => [...text.matchAll(one)].map((match) => match[1]))),
    );
    expect(members().filter((name) => !raised.has(name))).to.deep.equal([]);
  });
});
