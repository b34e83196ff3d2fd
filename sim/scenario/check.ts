/** From a value to a scenario that can be run, or an InputError that says what to change. */
import * as v from 'valibot';
import { complaint, listForObject } from './complaint.ts';
import { SCENARIO, type Scenario } from './format.ts';
import { InputError } from './input-error.ts';

/** Checks a value against the schema; the first thing wrong becomes the error. */
export function checkScenario(value: unknown, source: string): Scenario {
  const list = listForObject(SCENARIO, value);
  if (list !== null) throw new InputError(source, list);
  const result = v.safeParse(SCENARIO, value, { abortEarly: true });
  if (!result.success) throw new InputError(source, complaint(SCENARIO, result.issues[0]));
  checkSteps(result.output, source);
  return result.output;
}

/** Rules across fields that a schema cannot say well. */
function checkSteps(scenario: Scenario, source: string): void {
  scenario.steps.forEach((step, index) => {
    if (step.atMs > scenario.endMs) {
      throw new InputError(source, `steps[${index}].atMs is ${step.atMs}; it must be at most endMs, ${scenario.endMs}`);
    }
  });
}
