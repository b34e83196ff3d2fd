/** Whether the rig has what a scenario wants to make fail. */
import { Chip } from '../hal/virtual/chip.ts';
import { createRig } from './rig.ts';
import { InputError } from './scenario/input-error.ts';
import type { InjectStep, Scenario } from './scenario/format.ts';
import { RUNTIME_PART, RUNTIME_SPEC } from './scenario/runtime-faults.ts';

/** The value of a runtime fault must lie within what the catalogue says. */
function checkRuntime({ property, as, value }: InjectStep): void {
  const spec = RUNTIME_SPEC.properties.find(({ name }) => name === (property ?? as));
  if (spec === undefined || value === undefined || (value >= spec.min && value <= spec.max)) return;
  throw new Error(`${spec.name} can have a value from ${spec.min} to ${spec.max} ${spec.unit}, not ${value}`);
}

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
    try {
      if (part === RUNTIME_PART) {
        if (inject !== undefined) checkRuntime(inject);
        continue;
      }
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
