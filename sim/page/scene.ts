/** The machine from the side, to scale: board, person, strap with its load cell, actuator, the angle and the force. */
import { ARM_M, BASE_M, BOARD_M, OFFSET_RAD } from '../plant/linkage.ts';
import type { Frame } from './protocol.ts';
import { byId, setText } from './dom.ts';

/** Pixels of the drawing a metre. */
const SCALE = 214;
const HINGE = { x: 118, y: 356 } as const;
const WIDTH = 700;
const HEIGHT = 452;
const RAD_PER_DEG = Math.PI / 180;
/** Radius of the scale of degrees, just beyond the board's edge. */
const DIAL = BOARD_M * SCALE + 24;
const DIAL_TO_DEG = 47;
/** Pixels of the arrow a newton: the fuse of the strap, 1000 N, is as long as the person. */
const ARROW_PX_PER_N = 0.42;
const SHOULDER_M = 1.44;
/** A person without a strap slides 0.3 m down to the foot rest. */
const SLIDE_MAX_MM = 310;

const px = (metres: number): number => Math.round(metres * SCALE * 10) / 10;

interface Point {
  readonly x: number;
  readonly y: number;
}

function polar(angleDeg: number, radius: number): Point {
  const angle = angleDeg * RAD_PER_DEG;
  return { x: HINGE.x + radius * Math.cos(angle), y: HINGE.y - radius * Math.sin(angle) };
}

const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

const FOOT: Point = {
  x: HINGE.x + px(BASE_M) * Math.cos(OFFSET_RAD),
  y: HINGE.y + px(BASE_M) * Math.sin(OFFSET_RAD),
};
const FLOOR_Y = FOOT.y + 14;

function arc(fromDeg: number, toDeg: number): string {
  return `M${at(polar(fromDeg, DIAL))} A${DIAL} ${DIAL} 0 0 0 ${at(polar(toDeg, DIAL))}`;
}

function dial(): string {
  const ticks = Array.from({ length: 10 }, (_, i) => i * 5).map((deg) => {
    const long = deg % 15 === 0;
    const label = polar(deg, DIAL + 27);
    const text = long
      ? `<text x="${label.x.toFixed(1)}" y="${label.y.toFixed(1)}" dy="4" text-anchor="middle">${deg}°</text>`
      : '';
    return `<path class="tick" d="M${at(polar(deg, DIAL))} L${at(polar(deg, DIAL + (long ? 12 : 7)))}"/>${text}`;
  });
  return `<path class="arc" d="${arc(0, DIAL_TO_DEG)}"/>${ticks.join('')}<path id="cap-mark" class="cap"/><path id="swept" class="swept"/>`;
}

function ground(): string {
  const hatches = Array.from({ length: 44 }, (_, i) => `M${14 + i * 16} ${FLOOR_Y} l-8 9`).join(' ');
  return `<path class="hatch" d="${hatches}"/><path class="floor" d="M6 ${FLOOR_Y} H${WIDTH - 6}"/>`;
}

/** The person on the back, head towards the raised edge; drawn flat with the hinge at the origin. */
function person(): string {
  return [
    `<path class="cloth" stroke-width="17" d="M${px(0.98)} -21 L${px(0.56)} -24 L${px(0.22)} -17"/>`,
    `<path class="body" stroke-width="12" d="M${px(0.24)} -17 L${px(0.16)} -20 L${px(0.145)} -32"/>`,
    `<path class="cloth" stroke-width="29" d="M${px(1.0)} -24 L${px(1.38)} -25"/>`,
    `<path class="body" stroke-width="10" d="M${px(1.4)} -30 L${px(1.16)} -36 L${px(0.96)} -31"/>`,
    `<path class="harness" d="M${px(1.26)} -9 q-7 -16 0 -31"/>`,
    `<path class="harness" d="M${px(1.26)} -33 L${px(SHOULDER_M)} -30"/>`,
    `<circle class="head" cx="${px(1.585)}" cy="-24" r="${px(0.098)}"/>`,
  ].join('');
}

function board(): string {
  const edge = px(BOARD_M);
  return [
    `<rect class="frame" x="4" y="5" width="${edge - 10}" height="6" rx="3"/>`,
    `<rect class="wood" x="-4" y="-4" width="${edge + 4}" height="10" rx="4"/>`,
    `<path class="stand" d="M${edge - 3} 2 V-34"/>`,
    `<g id="rig-person">${person()}</g>`,
    `<path id="rig-strap" class="strap"/><rect id="rig-cell" class="cell" width="17" height="11" rx="2" y="-37"/>`,
  ].join('');
}

function drawing(): string {
  return [
    `<svg id="rig" class="rig" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="The machine from the side">`,
    ground(),
    dial(),
    `<path class="flat" d="M${HINGE.x} ${HINGE.y} H${HINGE.x + px(BOARD_M)}"/>`,
    `<path class="stand" d="M${HINGE.x} ${HINGE.y} l-26 ${FLOOR_Y - HINGE.y} M${HINGE.x} ${HINGE.y} l26 ${FLOOR_Y - HINGE.y}"/>`,
    `<path id="rig-rod" class="rod"/><path id="rig-tube" class="tube"/>`,
    `<circle class="pivot" cx="${FOOT.x.toFixed(1)}" cy="${FOOT.y.toFixed(1)}" r="7"/>`,
    `<g transform="translate(${HINGE.x} ${HINGE.y})"><g id="rig-board">${board()}</g></g>`,
    `<circle id="rig-joint" class="pivot" r="5"/><circle class="pivot" cx="${HINGE.x}" cy="${HINGE.y}" r="8"/>`,
    `<g id="rig-force"><path id="force-line" class="force"/><path id="force-head" class="force-head"/><text id="force-label" class="force-label"></text></g>`,
    `<path id="rig-needle" class="needle" d="M-2 0 l12 -7 v14 z"/><text id="rig-angle" class="angle-label"></text>`,
    `</svg>`,
  ].join('');
}

export class Scene {
  private readonly svg: SVGElement;

  constructor() {
    byId('scene').innerHTML = drawing();
    this.svg = byId<SVGElement>('rig');
    this.turn(0);
  }

  /** Marks the steepest angle that the prescription allows. */
  setCap(angleDeg: number): void {
    byId('cap-mark').setAttribute('d', `M${at(polar(angleDeg, DIAL - 6))} L${at(polar(angleDeg, DIAL + 14))}`);
  }

  show(frame: Frame): void {
    this.svg.classList.toggle('powered', frame.drivePower);
    this.turn(frame.angleDeg);
    this.strap(frame);
    this.force(frame);
  }

  /** Everything that only the angle moves. */
  private turn(angleDeg: number): void {
    byId('rig-board').setAttribute('transform', `rotate(${(-angleDeg).toFixed(3)})`);
    this.actuator(angleDeg);
    byId('swept').setAttribute('d', angleDeg > 0.05 ? arc(0, Math.min(angleDeg, DIAL_TO_DEG)) : '');
    const tip = polar(angleDeg, DIAL + 4);
    byId('rig-needle').setAttribute('transform', `translate(${at(tip)}) rotate(${(-angleDeg).toFixed(3)})`);
    const label = polar(Math.max(angleDeg, 3.5), DIAL + 48);
    const angle = byId('rig-angle');
    angle.setAttribute('x', label.x.toFixed(1));
    angle.setAttribute('y', (label.y + 7).toFixed(1));
    setText(angle, `${angleDeg.toFixed(1)}°`);
  }

  private actuator(angleDeg: number): void {
    const joint = polar(angleDeg, px(ARM_M));
    const far = { x: joint.x - FOOT.x, y: joint.y - FOOT.y };
    // The tube is as long as the actuator with the board flat, less its head.
    const share = (px(BASE_M - ARM_M) * 0.86) / Math.hypot(far.x, far.y);
    const mouth = { x: FOOT.x + far.x * share, y: FOOT.y + far.y * share };
    byId('rig-rod').setAttribute('d', `M${at(FOOT)} L${at(joint)}`);
    byId('rig-tube').setAttribute('d', `M${at(FOOT)} L${at(mouth)}`);
    const circle = byId('rig-joint');
    circle.setAttribute('cx', joint.x.toFixed(1));
    circle.setAttribute('cy', joint.y.toFixed(1));
  }

  private strap({ slideMm, isStrapWhole }: Frame): void {
    const slide = (Math.min(SLIDE_MAX_MM, Math.max(-SLIDE_MAX_MM, slideMm)) / 1000) * SCALE;
    byId('rig-person').setAttribute('transform', `translate(${(-slide).toFixed(2)} 0)`);
    const from = px(SHOULDER_M) - slide;
    const to = px(BOARD_M) - 3;
    const strap = byId('rig-strap');
    strap.setAttribute('d', `M${from.toFixed(1)} -30 L${to} -31`);
    strap.classList.toggle('loose', !isStrapWhole);
    byId('rig-cell').setAttribute('x', (to - 24).toFixed(1));
  }

  /** Along the strap, above the person, from the shoulder on; as long as the force is large. */
  private force({ angleDeg, forceN }: Frame): void {
    const group = byId('rig-force');
    group.setAttribute('visibility', forceN >= 1 ? 'visible' : 'hidden');
    if (forceN < 1) return;
    const angle = angleDeg * RAD_PER_DEG;
    const above = { x: -Math.sin(angle) * 66, y: -Math.cos(angle) * 66 };
    const start = polar(angleDeg, px(1.12));
    const length = forceN * ARROW_PX_PER_N;
    const from = { x: start.x + above.x, y: start.y + above.y };
    const to = { x: from.x + Math.cos(angle) * length, y: from.y - Math.sin(angle) * length };
    byId('force-line').setAttribute('d', `M${at(from)} L${at(to)}`);
    byId('force-head').setAttribute('d', 'M0 -8 L15 0 L0 8 z');
    byId('force-head').setAttribute('transform', `translate(${at(to)}) rotate(${(-angleDeg).toFixed(2)})`);
    const label = byId('force-label');
    label.setAttribute('x', (from.x - 10).toFixed(1));
    label.setAttribute('y', (from.y + 2).toFixed(1));
    label.setAttribute('text-anchor', 'end');
    setText(label, `${forceN.toFixed(0)} N`);
  }
}
