/** What the rig (parts and plant) shows to the bench that runs it. Times as in hal/virtual/contract.ts. */

/** How an injected fault changes a value on its way (design: generic injection). */
export type InjectionWay = 'stuck' | 'open' | 'scale' | 'offset' | 'noise' | 'freeze' | 'delay' | 'bitflip';

export interface Injection {
  as: InjectionWay;
  /** Meaning by way: stuck level/value, scale factor, offset, noise sigma, delay in ms, bit number; unused: open, freeze. */
  value?: number;
}

/** One property of a part as `list parts` names it. */
export interface PropertySpec {
  readonly name: string;
  /** SI unit or `bit`, `counts`, `1`. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** One sentence: what it is and which side of it an injection changes. */
  readonly help: string;
}

export interface PartSpec {
  readonly name: string;
  readonly help: string;
  /** Part pin -> role in hal/board/pins.ts; empty for parts without a wire to the chip. */
  readonly pins: Readonly<Record<string, string>>;
  readonly properties: readonly PropertySpec[];
}

/** The truth of the plant at one instant. */
export interface Truth {
  angleDeg: number;
  speedDegPerS: number;
  /** Acceleration and jerk as a person feels them: of the angle low-passed at 5 Hz. */
  accelDegPerS2: number;
  jerkDegPerS3: number;
  /** Tension of the strap. */
  forceN: number;
  /** Slow stretch of the spine. */
  elongationMm: number;
  travelMm: number;
  /** True while the relay contact feeds the bridge. */
  drivePower: boolean;
  /** Current in the motor. */
  currentA: number;
  supplyV: number;
}

export type ButtonName = 'start' | 'lower' | 'panic' | 'key';

export interface PersonOptions {
  massKg: number;
  /** Coulomb friction of the body on the board. */
  friction: number;
}

export interface RigOptions {
  seed: number;
  person: PersonOptions;
  /** Nominal 24; the motor and the supply sense follow it. */
  supplyV: number;
  /** Multiplier on every sensor noise, 1 = datasheet. */
  noise: number;
  /** Angle of the board at power-up. */
  startAngleDeg: number;
}
