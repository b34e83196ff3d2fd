/** What happens in a run, in words for people. */
import type { ButtonName } from './contract.ts';
import type { Expectation } from './expectations.ts';
import type { ReportedFault } from './observer.ts';
import type { InjectStep } from './scenario/format.ts';

const BUTTONS: Readonly<Record<ButtonName, readonly [down: string, up: string]>> = {
  start: ['START pressed', 'START released'],
  lower: ['LOWER pressed', 'LOWER released'],
  panic: ['PANIC pressed', 'PANIC twisted free'],
  key: ['service key turned on', 'service key turned off'],
};

export function buttonWords(button: ButtonName, isDown: boolean): string {
  return BUTTONS[button][isDown ? 0 : 1];
}

export function faultWords(fault: ReportedFault): string {
  return `fault ${fault.code} ${fault.name}: ${fault.reaction}`;
}

export function injectionWords({ part, property, as, value }: InjectStep): string {
  const what = [part, property, as, value].filter((word) => word !== undefined);
  return `injected: ${what.join(' ')}`;
}

export function expectationWords({ ok, detail }: Expectation): string {
  return `${ok ? 'as expected' : 'NOT as expected'}: ${detail}`;
}
