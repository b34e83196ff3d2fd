/** Every limit of the device. Engineering defaults of the design, to be confirmed by people with clinical duty. */

/** Control period. Chosen from the measured cost of the tick in the real interpreter (docs/decisions/0002-tick-period.md). */
export const TICK_MS = 100;

/** The command never asks for more; the gate refuses upward motion from here on. */
export const ANGLE_CAP_DEG = 45.0;
/** Drive power is removed from here on. The hardware switch follows at 46.5. */
export const ANGLE_TRIP_DEG = 45.5;
/** Below this the board counts as flat. */
export const FLAT_DEG = 0.4;

/** Default motion limits (design section 6): perception threshold and comfort are far above, see reliability of motion in docs. */
export const SPEED_DEG_PER_S = 1.0;
export const SPEED_MAX_DEG_PER_S = 1.5;
export const ACCEL_DEG_PER_S2 = 0.5;
export const JERK_DEG_PER_S3 = 0.5;
/** Easing to rest on request: at most 0.6 s and 0.5 degrees from 1.5 degrees per second. */
export const EASE_ACCEL_DEG_PER_S2 = 4;
export const EASE_JERK_DEG_PER_S3 = 20;
/** LOWER held after a halt. */
export const CREEP_DEG_PER_S = 0.8;

/** No prescription goes above; the strap's mechanical fuse is at 1000 N. */
export const PULL_CAP_N = 500;
/** A prescription above needs an explicit confirmation when it is loaded. */
export const PULL_CONFIRM_N = 180;
/** Over-pull trips at this multiple of the prescribed pull cap. */
export const PULL_TRIP_RATIO = 1.15;

export const SESSION_MAX_MIN = 30;
export const DAY_MAX_MIN = 60;
export const HEAD_DOWN_MAX_MIN = 10;

export const GRAVITY_M_PER_S2 = 9.80665;

/** A board steeper than this at power-up was left tilted. */
export const LEFT_TILTED_DEG = 2;

/** The return rests here on its way down (staged return of inversion tables, devices.md section 2). */
export const NEAR_FLAT_DEG = 5;
export const NEAR_FLAT_MS = 10000;
