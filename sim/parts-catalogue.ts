/** Every part of the rig as data: made by building a rig on a chip that nobody switches on. */
import { Chip } from '../hal/virtual/chip.ts';
import type { PartSpec } from './contract.ts';
import { createRig } from './rig.ts';

export function catalogueOfParts(): readonly PartSpec[] {
  return createRig(new Chip(), {
    seed: 0,
    person: { massKg: 80, friction: 0.2 },
    supplyV: 24,
    noise: 1,
    startAngleDeg: 0,
  }).parts;
}
