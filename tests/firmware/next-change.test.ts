import { expect } from 'chai';
import { Rx } from '../../firmware/course-records.ts';
import type { Device } from '../../firmware/device.ts';
import { phaseOf } from '../../firmware/phases.ts';
import { Program } from '../../firmware/programs.ts';
import { COMPOSERS } from '../../firmware/texts.ts';
import { PRESCRIBED, readyDevice } from '../support/deviceInHand.ts';

/** What the last line says is next, in every phase of a program, and the share of the target that the phase after it has. */
function announced(...changes: readonly [Rx, number][]): { says: string; from: number; to: number | null }[] {
  const rx = [...PRESCRIBED];
  for (const [field, value] of changes) rx[field] = value;
  const d: Device = readyDevice(rx);
  d.inputs.nowMs = 0;
  const said = [];
  for (let index = 0; phaseOf(d.orders, index, d.phase); index++) {
    d.session.index = index;
    const from = d.phase.share;
    const isLast = !phaseOf(d.orders, index + 1, d.phase);
    const to = isLast ? null : d.phase.share;
    phaseOf(d.orders, index, d.phase);
    d.session.leftMs = isLast ? d.phase.durationMs : 1e6;
    const line = COMPOSERS.map((compose) => compose(d, 0)).find((text) => text.startsWith('NEXT '));
    said.push({ says: line?.split(' ')[1] ?? '', from, to });
  }
  return said;
}

describe('the next change', () => {
  const programs: [string, [Rx, number][]][] = [
    [
      'steps up',
      [
        [Rx.Program, Program.Progressive],
        [Rx.Rounds, 3],
      ],
    ],
    [
      'steps up and down',
      [
        [Rx.Program, Program.Progressive],
        [Rx.Rounds, 3],
        [Rx.StepsDown, 1],
      ],
    ],
    [
      'steps after a warm-up',
      [
        [Rx.Program, Program.Progressive],
        [Rx.Rounds, 2],
        [Rx.WarmUps, 2],
        [Rx.StepsDown, 1],
      ],
    ],
    [
      'hang sets',
      [
        [Rx.Program, Program.HangSets],
        [Rx.Rounds, 3],
        [Rx.WarmUps, 1],
      ],
    ],
    [
      'intermittent',
      [
        [Rx.Program, Program.Intermittent],
        [Rx.HoldS, 500],
      ],
    ],
    ['static', [[Rx.WarmUps, 2]]],
  ];
  for (const [about, changes] of programs) {
    it(`${about}: MORE where more comes, RELAX where less does, DOWN at the end`, () => {
      for (const { says, from, to } of announced(...changes))
        expect(says, `${from} to ${to}`).to.equal(to === null ? 'DOWN' : to > from ? 'MORE' : 'RELAX');
    });
  }
});
