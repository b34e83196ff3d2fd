import { expect } from 'chai';
import { Canvas } from '../../sim/terminal/canvas.ts';
import { frame, type FrameInput } from '../../sim/terminal/frame.ts';
import { bar, padVisible, visibleLength } from '../../sim/terminal/screen.ts';

const INPUT: FrameInput = {
  title: 'a session',
  nowMs: 60_000,
  endMs: 240_000,
  pace: 16,
  state: 'holding',
  angleDeg: 22.5,
  angleCapDeg: 45,
  forceN: 196,
  targetN: 196,
  capN: 216,
  speedDegPerS: 0,
  timeLeftS: 180,
  drivePower: true,
  strapped: true,
  display: ['HOLDING', '196N'],
  events: [{ atMs: 3000, kind: 'press', text: 'START pressed' }],
};

/** Without the escape sequences of colours. */
function plain(lines: readonly string[]): string {
  return lines.join('\n').replace(/\u001b\[[0-9;]*m/g, '');
}

describe('the live view', () => {
  it('shows state, angle, pull, time left, progress, the display and events', () => {
    const text = plain(frame(INPUT, 100));
    for (const part of [
      'holds the target',
      '22.5°',
      '196 N',
      'target 196 N',
      '3:00',
      '25 %',
      '│ HOLDING',
      'START pressed',
      'relay closed',
    ])
      expect(text).to.contain(part);
  });

  it('fits a terminal of 80 columns by leaving the side view out', () => {
    for (const line of frame(INPUT, 80)) expect(visibleLength(line)).to.be.at.most(80);
    const event = { atMs: 0, kind: 'note', text: 'x'.repeat(200) } as const;
    for (const line of frame({ ...INPUT, title: 'y'.repeat(200), events: [event] }, 100))
      expect(visibleLength(line)).to.be.at.most(100);
  });

  it('a bar is empty, half, full, and never longer', () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1, 4), bar(7, 4), bar(-1, 4)]).to.deep.equal([
      '░░░░',
      '██░░',
      '████',
      '████',
      '░░░░',
    ]);
    // 0.3 of 4 blocks are 9.6 eighths: one whole block and two eighths.
    expect(bar(0.3, 4)).to.equal('█▎░░');
  });

  it('pads by what is seen, not by what is sent', () => {
    expect(padVisible('\u001b[1mab\u001b[22m', 4)).to.equal('\u001b[1mab\u001b[22m  ');
  });

  it('a dot of the canvas is a dot of the Braille pattern', () => {
    const canvas = new Canvas(2, 1);
    canvas.dot(0, 0);
    canvas.dot(3, 3);
    canvas.dot(99, 99);
    expect(canvas.lines()).to.deep.equal(['⠁⢀']);
  });
});
