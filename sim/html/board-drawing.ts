/** The board from the side as SVG: to scale, with the person, the strap and the actuator. The page turns it with the time. */

/** Pixels a metre. */
const SCALE = 190;
/** Hinge in the drawing; the actuator's foot lies below it. */
export const HINGE = { x: 70, y: 330 } as const;
/** Room above the raised edge for the person. */
const HEAD_ROOM = 56;
/** The reference rig in metres, as in sim/plant/linkage.ts. */
export const RIG = { boardM: 1.84, footM: 1.3, attachM: 0.7, footBelowDeg: 12 } as const;

const px = (metres: number): number => Math.round(metres * SCALE * 10) / 10;

/** Things that lie on the board, drawn flat with the hinge at the origin; the group is turned about it. */
function onBoard(): string {
  const edge = px(RIG.boardM);
  return [
    `<rect class="wood" x="0" y="-4" width="${edge}" height="9" rx="4"/>`,
    `<line class="strap" x1="${px(1.42)}" y1="-26" x2="${edge - 4}" y2="-12"/>`,
    `<line class="post" x1="${edge - 4}" y1="0" x2="${edge - 4}" y2="-22"/>`,
    `<path class="limb" d="M${px(0.12)} -14 L${px(0.5)} -15 L${px(0.9)} -19"/>`,
    `<path class="torso" d="M${px(0.88)} -20 L${px(1.4)} -22"/>`,
    `<path class="arm" d="M${px(1.36)} -26 L${px(1.1)} -32 L${px(0.95)} -27"/>`,
    `<circle class="head" cx="${px(1.56)}" cy="-21" r="${px(0.095)}"/>`,
  ].join('');
}

/** Where the actuator takes the board, for an angle. */
export function attachPoint(angleDeg: number): { x: number; y: number } {
  const angle = (angleDeg * Math.PI) / 180;
  return { x: HINGE.x + px(RIG.attachM) * Math.cos(angle), y: HINGE.y - px(RIG.attachM) * Math.sin(angle) };
}

function foot(): { x: number; y: number } {
  const below = (RIG.footBelowDeg * Math.PI) / 180;
  return { x: HINGE.x + px(RIG.footM) * Math.cos(below), y: HINGE.y + px(RIG.footM) * Math.sin(below) };
}

/** Shown at `angleDeg`, with room for `angleMaxDeg`. */
export function boardDrawing(angleDeg: number, angleMaxDeg: number): string {
  const [base, attach] = [foot(), attachPoint(angleDeg)];
  const floor = base.y + 12;
  const top = HINGE.y - px(RIG.boardM) * Math.sin((angleMaxDeg * Math.PI) / 180) - HEAD_ROOM;
  return [
    `<svg id="rig" class="rig" viewBox="0 ${top.toFixed(0)} 480 ${(floor + 12 - top).toFixed(0)}" role="img" aria-label="The board from the side">`,
    `<line class="floor" x1="10" x2="470" y1="${floor.toFixed(1)}" y2="${floor.toFixed(1)}"/>`,
    `<path class="stand" d="M${HINGE.x} ${HINGE.y} L${HINGE.x - 26} ${floor.toFixed(1)} M${HINGE.x} ${HINGE.y} L${HINGE.x + 26} ${floor.toFixed(1)}"/>`,
    `<line class="flat" x1="${HINGE.x}" y1="${HINGE.y}" x2="${HINGE.x + px(RIG.boardM)}" y2="${HINGE.y}"/>`,
    `<line id="rig-actuator" class="actuator" x1="${base.x.toFixed(1)}" y1="${base.y.toFixed(1)}" x2="${attach.x.toFixed(1)}" y2="${attach.y.toFixed(1)}"/>`,
    `<circle class="pivot" cx="${base.x.toFixed(1)}" cy="${base.y.toFixed(1)}" r="6"/>`,
    `<g transform="translate(${HINGE.x} ${HINGE.y})"><g id="rig-board" transform="rotate(${-angleDeg})">${onBoard()}</g></g>`,
    `<circle class="pivot" cx="${HINGE.x}" cy="${HINGE.y}" r="7"/>`,
    `<text id="rig-angle" class="rig-angle" x="470" y="${HINGE.y + 36}" text-anchor="end">${angleDeg.toFixed(1)}°</text>`,
    '</svg>',
  ].join('');
}
