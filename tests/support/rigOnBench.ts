/** The rig on a chip without a program, with the hands of the tests on its pins. */
import { PINS } from '../../hal/board/pins.ts';
import type { PinRole } from '../../hal/board/pins.ts';
import type { RigOptions } from '../../sim/contract.ts';
import { createRig } from '../../sim/rig.ts';
import type { Rig } from '../../sim/rig.ts';
import { FakePort } from './fakePort.ts';
import type { FakePad } from './fakePort.ts';

export interface RigOnBench {
  port: FakePort;
  rig: Rig;
  pad: (role: PinRole) => FakePad;
  /** Runs on with enable pulses every 50 ms, as a firmware that is alive. */
  runAlive: (ms: number) => void;
  /** Closes the relay and waits until it has. */
  powerUp: () => void;
  drive: (duty: number, up: boolean) => void;
}

export function rigOnBench(options: Partial<RigOptions> = {}): RigOnBench {
  const port = new FakePort();
  const person = { massKg: 80, friction: 0.2 };
  const rig = createRig(port, { seed: 1, person, supplyV: 24, noise: 0, startAngleDeg: 0, ...options });
  const pad = (role: PinRole): FakePad => port.pad(PINS[role]);
  const runAlive = (ms: number): void => {
    const endUs = port.nowUs + ms * 1000;
    for (; port.nowUs < endUs; port.runTo(Math.min(endUs, port.nowUs + 50_000))) {
      pad('enablePulse').put(1);
      pad('enablePulse').put(0);
    }
  };
  const powerUp = (): void => {
    pad('relayCoil').put(1);
    runAlive(50);
  };
  const drive = (duty: number, up: boolean): void => {
    pad('driveUp').put(up ? 1 : 0);
    pad('drivePwm').put(null, duty);
  };
  return { port, rig, pad, runAlive, powerUp, drive };
}
