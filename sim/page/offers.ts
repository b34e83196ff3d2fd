/** What the fault panel offers: every property of every part, with the ways that it knows. */
import { Chip } from '../../hal/virtual/chip.ts';
import type { Injection } from '../contract.ts';
import { INJECTION_WAYS } from '../parts/property.ts';
import { createRig, type Rig } from '../rig.ts';
import { RUNTIME_SPEC } from '../scenario/runtime-faults.ts';
import type { PartOffer } from './protocol.ts';

/** Whether the rig takes such a fault; asked of the rig itself, so that the two cannot drift apart. */
function takes(rig: Rig, part: string, property: string, injection: Injection): boolean {
  try {
    rig.inject(part, property, injection);
    rig.clear(part, property);
    return true;
  } catch {
    return false;
  }
}

export function partOffers(): PartOffer[] {
  const person = { massKg: 80, friction: 0.2 };
  const rig = createRig(new Chip(), { seed: 0, person, supplyV: 24, noise: 1, startAngleDeg: 0 });
  const offers = rig.parts.map((part) => ({
    ...part,
    properties: part.properties.map((property) => ({
      ...property,
      // Zero is a value for every way but `stuck`, which must stay within the range.
      ways: INJECTION_WAYS.filter((as) =>
        takes(rig, part.name, property.name, { as, value: as === 'stuck' ? property.min : 0 }),
      ),
    })),
  }));
  const runtime = {
    ...RUNTIME_SPEC,
    properties: RUNTIME_SPEC.properties.map((property) => ({ ...property, ways: [property.name] })),
  };
  return [...offers, runtime];
}
