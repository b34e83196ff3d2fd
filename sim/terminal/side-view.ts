/** The board from the side, in characters. */
import { Canvas } from './canvas.ts';

const COLUMNS = 30;
const ROWS = 12;
/** Dots a metre; the board of 1.84 m fits at every angle. */
const SCALE = 24;
/** Hinge, in dots from the top left. */
const HINGE = { x: 6, y: 40 };
const FLOOR_Y = 47;

interface Turned {
  x: (alongM: number, aboveM: number) => number;
  y: (alongM: number, aboveM: number) => number;
}

/** From metres along and above the board to dots. */
function turned(angleDeg: number): Turned {
  const [cos, sin] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)];
  return {
    x: (along, above) => HINGE.x + SCALE * (along * cos - above * sin),
    y: (along, above) => HINGE.y - SCALE * (along * sin + above * cos),
  };
}

/** `strapped` draws the strap; a strap that slipped is not there. */
export function sideView(angleDeg: number, isStrapped: boolean): string[] {
  const canvas = new Canvas(COLUMNS, ROWS);
  const at = turned(angleDeg);
  const stroke = (fromM: number, fromUpM: number, toM: number, toUpM: number): void =>
    canvas.line(at.x(fromM, fromUpM), at.y(fromM, fromUpM), at.x(toM, toUpM), at.y(toM, toUpM));
  stroke(0, 0, 1.84, 0);
  stroke(0, 0.03, 1.84, 0.03);
  stroke(0.1, 0.11, 0.9, 0.13);
  stroke(0.9, 0.13, 1.42, 0.17);
  stroke(0.9, 0.1, 1.42, 0.11);
  stroke(0.9, 0.2, 1.42, 0.22);
  canvas.circle(at.x(1.56, 0.17), at.y(1.56, 0.17), 3.2);
  if (isStrapped) stroke(1.42, 0.24, 1.84, 0.1);
  stroke(1.84, 0, 1.84, 0.16);
  canvas.line(HINGE.x, HINGE.y, HINGE.x - 5, FLOOR_Y);
  canvas.line(HINGE.x, HINGE.y, HINGE.x + 5, FLOOR_Y);
  canvas.line(HINGE.x + 1.27 * SCALE, FLOOR_Y, at.x(0.7, 0), at.y(0.7, 0));
  canvas.line(0, FLOOR_Y, COLUMNS * 2 - 1, FLOOR_Y);
  return canvas.lines();
}
