/**
 * The reference rig: every part on the pins of the chip, the plant behind them, and the handles for whoever runs it.
 * Its parts act by themselves on what the chip does; a run only presses buttons, injects faults and looks at the truth.
 */
import { ACCELEROMETER_ADDRESS, Accelerometer } from './parts/accelerometer.ts';
import { Buzzer } from './parts/buzzer.ts';
import { DISPLAY_ADDRESS, Display } from './parts/display.ts';
import { Drive } from './parts/drive.ts';
import { EndSwitch } from './parts/endSwitch.ts';
import { Key } from './parts/key.ts';
import { Lamp } from './parts/lamp.ts';
import { LoadCell } from './parts/loadCell.ts';
import { mechanicalParts } from './parts/mechanics.ts';
import { Panic } from './parts/panic.ts';
import type { Part, Site } from './parts/part.ts';
import type { Property } from './parts/property.ts';
import { PushButton } from './parts/pushButton.ts';
import { Relay } from './parts/relay.ts';
import { Supply } from './parts/supply.ts';
import { TravelSensor } from './parts/travelSensor.ts';
import { PINS } from '../hal/board/pins.ts';
import type { ChipPort } from '../hal/virtual/contract.ts';
import type { ButtonName, Injection, PartSpec, RigOptions, Truth } from './contract.ts';
import { Plant } from './plant/plant.ts';
import type { SetGrid, StepListener } from './plant/plant.ts';
import { Random } from './random.ts';
import { WIRING, padsOf } from './wiring.ts';
import type { WiredPart } from './wiring.ts';

/** Lines under noise or delay are looked at this often. */
const RESTLESS_US = 1000;
/** The plant is brought up to date at least this often, so that end switches and step listeners are not told late. */
const BEAT_US = 50_000;
/** Near an end switch, while the board moves. */
const BEAT_NEAR_END_US = 10_000;
const NEAR_LOW_DEG = 1;
const NEAR_HIGH_DEG = 45.5;
/** What step listeners get unless they ask for more: fine enough for every limit of the device. */
const LISTEN_EVERY_MS = 10;

export class Rig {
  readonly parts: readonly PartSpec[];
  readonly plant: Plant;
  readonly display: Display;
  readonly lamp: Lamp;
  readonly buzzer: Buzzer;
  readonly accelerometer: Accelerometer;
  private readonly port: ChipPort;
  private readonly random: Random;
  private readonly noise: number;
  private readonly loadCell: LoadCell;
  private readonly drive: Drive;
  private readonly supply: Supply;
  private readonly panic: Panic;
  private readonly start: PushButton;
  private readonly lower: PushButton;
  private readonly key: Key;
  private readonly all: readonly Part[];
  private readonly properties = new Map<string, Property>();
  private polling = false;

  constructor(port: ChipPort, options: RigOptions) {
    const { person, supplyV, startAngleDeg } = options;
    this.port = port;
    this.random = new Random(options.seed);
    this.noise = options.noise;
    this.plant = new Plant({ massKg: person.massKg, friction: person.friction, supplyV, startAngleDeg }, port.nowUs);
    this.loadCell = new LoadCell(this.site('loadCell'), padsOf(port, 'loadCell'));
    this.accelerometer = new Accelerometer(this.site('accelerometer'), padsOf(port, 'accelerometer'));
    this.drive = new Drive(this.site('drive'), padsOf(port, 'drive'));
    const travelSensor = new TravelSensor(this.site('travelSensor'), padsOf(port, 'travelSensor'));
    this.panic = new Panic(this.site('panic'), padsOf(port, 'panic'));
    const relay = new Relay(this.site('relay'), padsOf(port, 'relay'), (atUs) => this.panic.isChainClosed(atUs));
    this.start = new PushButton(this.site('startButton'), 'startButton', 'START', padsOf(port, 'startButton'));
    this.lower = new PushButton(this.site('lowerButton'), 'lowerButton', 'LOWER', padsOf(port, 'lowerButton'));
    const low = new EndSwitch(this.site('endSwitchLow'), 'endSwitchLow', padsOf(port, 'endSwitchLow'));
    const high = new EndSwitch(this.site('endSwitchHigh'), 'endSwitchHigh', padsOf(port, 'endSwitchHigh'));
    this.key = new Key(this.site('key'), padsOf(port, 'key'));
    this.supply = new Supply(this.site('supply'), padsOf(port, 'supply'), supplyV);
    this.display = new Display(this.site('display'));
    this.lamp = new Lamp(this.site('lamp'), padsOf(port, 'lamp'));
    this.buzzer = new Buzzer(this.site('buzzer'), padsOf(port, 'buzzer'));
    const sensors = [this.loadCell, this.accelerometer, travelSensor];
    const chain = [this.drive, relay, this.panic, low, high, this.supply];
    const controls = [this.start, this.lower, this.key, this.display, this.lamp, this.buzzer];
    this.all = [...sensors, ...chain, ...controls, ...mechanicalParts(this.site('mechanics'))];
    this.parts = this.all.map(specOf);
    this.connect(relay, low, high);
  }

  /** The truth now. Always the same object. */
  truth(): Truth {
    this.plant.advanceTo(this.port.nowUs);
    return this.plant.look();
  }

  /** Presses or releases a button; the key is turned on or off, panic twisted free. */
  press(button: ButtonName, pressed: boolean): void {
    if (button === 'start') this.start.press(pressed);
    else if (button === 'lower') this.lower.press(pressed);
    else if (button === 'panic') this.panic.press(pressed);
    else this.key.turn(pressed);
  }

  /** Injects a fault from now on; a second one on the same property takes the place of the first. */
  inject(part: string, property: string, injection: Injection): void {
    this.find(part, property).inject(injection, this.port.nowUs);
    this.poll();
  }

  clear(part: string, property: string): void {
    this.find(part, property).clear(this.port.nowUs);
  }

  /** Cuts the supply of everything on the rig, or brings it back. The chip's own supply is not the rig's. */
  powerCut(cut: boolean): void {
    const { nowUs } = this.port;
    this.supply.power(!cut, nowUs);
    this.loadCell.power(!cut, nowUs);
    this.accelerometer.power(!cut, nowUs);
    this.display.power(!cut);
  }

  /** Calls back with the truth on the plant's own grid, as soon as the plant has come that far. */
  onStep(listener: StepListener, everyMs = LISTEN_EVERY_MS): SetGrid {
    return this.plant.subscribe(listener, everyMs);
  }

  private site(name: string): Site {
    return { port: this.port, plant: this.plant, random: this.random.split(name), noise: this.noise };
  }

  private connect(relay: Relay, low: EndSwitch, high: EndSwitch): void {
    const { port, plant } = this;
    port.attachI2c(PINS.i2cSda, PINS.i2cScl, ACCELEROMETER_ADDRESS, this.accelerometer);
    port.attachI2c(PINS.i2cSda, PINS.i2cScl, DISPLAY_ADDRESS, this.display);
    this.panic.onChain = (atUs) => relay.refresh(atUs);
    this.supply.onChange = (atUs) => {
      this.drive.refresh(atUs);
      relay.refresh(atUs);
    };
    plant.onEndSwitch = (atUs) => {
      low.refresh(atUs);
      high.refresh(atUs);
    };
    for (const part of this.all) {
      for (const property of part.properties) this.properties.set(`${part.name}.${property.spec.name}`, property);
    }
    port.at(port.nowUs + BEAT_US, this.beatListener);
  }

  private beat(atUs: number): void {
    const { plant, port } = this;
    plant.advanceTo(atUs);
    const isNear = plant.angleDeg < NEAR_LOW_DEG || plant.angleDeg > NEAR_HIGH_DEG;
    const isMoving = plant.actuator.speedMPerS !== 0;
    port.at(atUs + (isNear && isMoving ? BEAT_NEAR_END_US : BEAT_US), this.beatListener);
  }

  private readonly beatListener = (atUs: number): void => this.beat(atUs);

  private poll(): void {
    if (this.polling || !this.isRestless()) return;
    this.polling = true;
    this.port.at(this.port.nowUs + RESTLESS_US, (atUs) => {
      this.polling = false;
      for (const property of this.properties.values()) if (property.isRestless) property.changed(atUs);
      this.poll();
    });
  }

  private isRestless(): boolean {
    for (const property of this.properties.values()) if (property.isRestless) return true;
    return false;
  }

  private find(part: string, property: string): Property {
    const found = this.properties.get(`${part}.${property}`);
    if (found !== undefined) return found;
    const known = this.all.find(({ name }) => name === part);
    if (known === undefined) throw new Error(`no part "${part}": the parts are ${names(this.all)}`);
    throw new Error(`no property "${property}" of ${part}: it has ${names(known.properties.map(({ spec }) => spec))}`);
  }
}

/** Puts the rig on a chip. The person is strapped in from the start. */
export function createRig(port: ChipPort, options: RigOptions): Rig {
  return new Rig(port, options);
}

function specOf(part: Part): PartSpec {
  const pins = part.name in WIRING ? WIRING[part.name as WiredPart] : {};
  return { name: part.name, help: part.help, pins, properties: part.properties.map(({ spec }) => spec) };
}

function names(named: readonly { name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}
