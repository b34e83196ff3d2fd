/** Judges one `expect` step against the truth, and against what the device says where it speaks of the device. */
import type { Expect } from './scenario/format.ts';
import { REST_DEG_PER_S } from './stops.ts';
import type { World } from './world.ts';

export interface Expectation {
  atMs: number;
  ok: boolean;
  detail: string;
}

/** What only the rig can see: the panel of the device. */
export interface PanelView {
  displayText(): string;
  lampColour(): string;
  sessionCount(): number;
}

/** One finding: what was expected and what was there. */
interface Finding {
  ok: boolean;
  said: string;
}

type Judge = (expect: Expect, world: World, panel: PanelView) => Finding | null;

/** A number that must be at least, or at most, what the field says. */
function bound(field: keyof Expect, unit: string, isMinimum: boolean, read: (world: World) => number): Judge {
  return (expect, world) => {
    const limit = expect[field];
    if (typeof limit !== 'number') return null;
    const value = read(world);
    return { ok: isMinimum ? value >= limit : value <= limit, said: `${field} ${limit}: is ${round(value)} ${unit}` };
  };
}

function near(field: 'angleDeg' | 'forceN', tolerance: 'toleranceDeg' | 'toleranceN', unit: string): Judge {
  return (expect, world) => {
    const wanted = expect[field];
    if (wanted === undefined) return null;
    const value = world.truth[field];
    return {
      ok: Math.abs(value - wanted) <= expect[tolerance],
      said: `${field} ${wanted} ± ${expect[tolerance]}: is ${round(value)} ${unit}`,
    };
  };
}

function equal<Field extends keyof Expect>(
  field: Field,
  read: (world: World, panel: PanelView) => Expect[Field],
): Judge {
  return (expect, world, panel) => {
    if (expect[field] === undefined) return null;
    const value = read(world, panel);
    return { ok: value === expect[field], said: `${field} ${String(expect[field])}: is ${String(value)}` };
  };
}

const judgeFault: Judge = (expect, world) => {
  const wanted = expect.fault;
  if (wanted === undefined) return null;
  const { faults } = world.device;
  const said = faults.length === 0 ? 'none' : faults.map((fault) => `${fault.code} ${fault.name}`).join(', ');
  const ok =
    wanted === null ? faults.length === 0 : faults.some((fault) => fault.code === wanted || fault.name === wanted);
  return { ok, said: `fault ${String(wanted)}: reported ${said}` };
};

const judgeDisplay: Judge = (expect, _world, panel) => {
  if (expect.display === undefined) return null;
  const text = panel.displayText();
  return {
    ok: text.toLowerCase().includes(expect.display.toLowerCase()),
    said: `display ${JSON.stringify(expect.display)}: shows ${JSON.stringify(text)}`,
  };
};

const speed = (world: World): number => Math.abs(world.truth.speedDegPerS);

const JUDGES: readonly Judge[] = [
  equal('state', (world) => world.device.state),
  judgeFault,
  judgeDisplay,
  equal('lamp', (_world, panel) => panel.lampColour() as Expect['lamp']),
  equal('drivePower', (world) => world.truth.drivePower),
  equal('moving', (world) => speed(world) > REST_DEG_PER_S),
  near('angleDeg', 'toleranceDeg', 'degrees'),
  bound('angleMinDeg', 'degrees', true, (world) => world.truth.angleDeg),
  bound('angleMaxDeg', 'degrees', false, (world) => world.truth.angleDeg),
  near('forceN', 'toleranceN', 'N'),
  bound('forceMinN', 'N', true, (world) => world.truth.forceN),
  bound('forceMaxN', 'N', false, (world) => world.truth.forceN),
  bound('speedMinDegPerS', 'degrees per second', true, speed),
  bound('speedMaxDegPerS', 'degrees per second', false, speed),
  bound('elongationMinMm', 'mm', true, (world) => world.truth.elongationMm),
  bound('elongationMaxMm', 'mm', false, (world) => world.truth.elongationMm),
  bound('currentMaxA', 'A', false, (world) => Math.abs(world.truth.currentA)),
  equal('sessions', (_world, panel) => panel.sessionCount()),
];

/** All findings of one step in one line; it holds when each of them holds. */
export function judge(expect: Expect, world: World, panel: PanelView): Expectation {
  const findings = JUDGES.map((one) => one(expect, world, panel)).filter((finding) => finding !== null);
  const failed = findings.filter((finding) => !finding.ok);
  const told = failed.length > 0 ? failed : findings;
  return { atMs: world.nowMs, ok: failed.length === 0, detail: told.map((finding) => finding.said).join('; ') };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
