/** The whole documented API by name, as a program finds it in its global scope. */
import { watchFunctions, pinFunctions, timerFunctions } from './api-io.ts';
import { moduleFunctions } from './api-modules.ts';
import { fromBase64, latin1Bytes, toBase64 } from './base64.ts';
import { QWIIC } from './board.ts';
import type { QwiicPins } from './board.ts';
import { toText } from './bytes.ts';
import type { ChipParts } from './chip-parts.ts';
import type { NativeApi } from './contract.ts';
import { CALL, BYTE_US } from './costs.ts';
import { InternalError } from './errors.ts';
import { formatAll } from './format.ts';
import { Graphics } from './graphics.ts';
import { I2cMaster } from './i2c.ts';
import { makeDate, makePromise } from './language.ts';
import { Pin } from './pin.ts';
import { refuseAll, refusedGlobals } from './refused.ts';
import { SpiMaster } from './spi.ts';

function pinNames(chip: ChipParts): NativeApi {
  const names: NativeApi = { HIGH: 1, LOW: 0 };
  for (const [name, pin] of chip.bank.byName) names[name] = pin;
  // Called as a function, as programs do: new Pin("D5").
  names.Pin = Object.assign(
    function (value: unknown): object {
      return chip.bank.resolve(value) ?? {};
    },
    { prototype: Pin.prototype },
  );
  return names;
}

class Qwiic {
  readonly sda: Pin;
  readonly scl: Pin;
  declare readonly fet?: Pin;
  declare readonly vcc?: Pin;
  declare readonly gnd?: Pin;
  private readonly chip: ChipParts;
  private bus: I2cMaster | null = null;

  constructor(chip: ChipParts, pins: QwiicPins) {
    this.chip = chip;
    this.sda = chip.bank.pins[pins.sda]!;
    this.scl = chip.bank.pins[pins.scl]!;
    for (const name of ['fet', 'vcc', 'gnd'] as const) {
      const pin = pins[name];
      if (pin !== undefined) Object.assign(this, { [name]: chip.bank.pins[pin] });
    }
    Object.defineProperty(this, 'chip', { enumerable: false });
  }

  setPower(isOn: unknown): this {
    this.chip.clock.charge(CALL.other);
    this.fet?.outputLevel(isOn ? 1 : 0);
    this.gnd?.outputLevel(0);
    this.vcc?.outputLevel(isOn ? 1 : 0);
    return this;
  }

  get i2c(): I2cMaster {
    if (this.bus === null) {
      this.bus = new I2cMaster(this.chip, false);
      this.bus.setup({ sda: this.sda, scl: this.scl });
    }
    return this.bus;
  }
}

function buses(chip: ChipParts): NativeApi {
  const i2c = [new I2cMaster(chip, true), new I2cMaster(chip, true)];
  const spi = new SpiMaster(chip.bank, true);
  return {
    I2C1: i2c[0],
    I2C2: i2c[1],
    SPI1: spi,
    I2C: function () {
      return new I2cMaster(chip, false);
    },
    SPI: function () {
      return new SpiMaster(chip.bank, false);
    },
  };
}

function jolt(chip: ChipParts): NativeApi {
  const connectors = QWIIC.map((pins) => new Qwiic(chip, pins));
  const named = Object.fromEntries(connectors.map((connector, i) => [`Q${i}`, connector]));
  return {
    ...named,
    Jolt: {
      ...named,
      setDriverMode: (driver: unknown, mode: unknown) => {
        chip.clock.charge(CALL.other);
        chip.drivers.set(Number(driver), mode);
      },
    },
  };
}

function output(chip: ChipParts): NativeApi {
  const print = (...values: unknown[]): void => {
    const text = `${formatAll(values)}\n`;
    chip.clock.chargeMore(CALL.print, text.length * BYTE_US);
    chip.print(text);
  };
  return { print, console: { log: print, info: print, warn: print, error: print, debug: print, trace: print } };
}

function graphics(chip: ChipParts): NativeApi {
  refuseAll('Graphics', Graphics.prototype);
  return {
    Graphics: {
      createArrayBuffer: (width: unknown, height: unknown, bits: unknown, options: unknown) => {
        chip.clock.charge(CALL.other);
        return new Graphics(chip.clock, Number(width) | 0, Number(height) | 0, Number(bits) | 0, options ?? {});
      },
      getInstance: () => undefined,
    },
  };
}

function radio(): NativeApi {
  const nrf = {};
  refuseAll('NRF', nrf);
  return { NRF: nrf };
}

function control(chip: ChipParts): NativeApi {
  return {
    load: () => {
      chip.clock.charge(CALL.other);
      chip.pending = 'load';
      chip.loop.wake();
    },
    reset: () => {
      chip.clock.charge(CALL.other);
      chip.pending = 'reset';
      chip.loop.wake();
    },
    echo: () => chip.clock.charge(CALL.other),
    btoa: (text: unknown) => toBase64(latin1Bytes(String(text))),
    atob: (text: unknown) => toText(fromBase64(String(text))),
    InternalError,
    Promise: makePromise(chip.loop),
    Date: makeDate(chip),
  };
}

/** Builds the record of names for one boot of one chip. */
export function buildApi(chip: ChipParts): NativeApi {
  const api: NativeApi = {
    ...refusedGlobals(),
    ...pinNames(chip),
    ...pinFunctions(chip),
    ...timerFunctions(chip),
    ...watchFunctions(chip),
    ...buses(chip),
    ...jolt(chip),
    ...output(chip),
    ...graphics(chip),
    ...radio(),
    ...control(chip),
    ...moduleFunctions(chip),
    ...Object.fromEntries(chip.serial),
    E: chip.e,
    process: chip.process,
  };
  return api;
}
