/** Whether the rig has what a scenario wants to make fail. */
import { Chip } from '../hal/virtual/chip.ts';
import { createRig } from './rig.ts';
import type { Scenario } from './scenario/format.ts';
import { InputError } from './scenario/input-error.ts';
import { RUNTIME_PART } from './scenario/runtime-faults.ts';

/** Refuses injections that the rig does not know, before anything runs. */
export function checkInjections(scenario: Scenario, source: string): void {
  const steps = scenario.steps.map((step, index) => ({ step, index }));
  const concerned = steps.filter(({ step }) => (step.inject ?? step.clear)?.part !== undefined);
  if (concerned.length === 0) return;
  const rig = createRig(new Chip(), {
    seed: 0,
    person: { massKg: 80, friction: 0 },
    supplyV: 24,
    noise: 0,
    startAngleDeg: 0,
  });
  for (const { step, index } of concerned) {
    const { inject, clear } = step;
    const { part, property = '' } = inject ?? clear ?? { part: '' };
    if (part === RUNTIME_PART) continue;
    try {
      if (inject?.as !== undefined) rig.inject(part, property, { as: inject.as as 'stuck', value: inject.value });
      rig.clear(part, property);
    } catch (error) {
      throw new InputError(
        source,
        `steps[${index}].${inject === undefined ? 'clear' : 'inject'}: ${(error as Error).message}`,
      );
    }
  }
}
