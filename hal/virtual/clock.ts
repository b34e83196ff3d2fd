/**
 * Virtual time: one number in microseconds and a queue of world events.
 *
 * Time moves in two ways only: the chip executes a native call (`charge`) or sleeps (`sleepUntil`). Both run
 * every world event that falls into the span at its own instant, so a button can be pressed and a plant can
 * move while the firmware computes.
 */
import { CALL, CALL_NAMES, COST_US } from './costs.ts';
import type { EventHandle } from './contract.ts';
import type { ProgramStop } from './errors.ts';

/** Low bits of a handle hold the slot, the rest the generation, so that a stale handle cancels nothing. */
const SLOT_BITS = 20;
const SLOT_MASK = (1 << SLOT_BITS) - 1;
const FIRST_CAPACITY = 64;
/** The last rows of the table are the interpreter's own work, which no program can see failing. */
const FIRST_OWN = CALL.callback;

type WorldEvent = (atUs: number) => void;

export class Clock {
  nowUs = 0;
  /** Number of native calls so far by call id; for cost studies. */
  readonly calls = new Uint32Array(CALL_NAMES.length);
  /** The instant up to which time may run without looking at anything; minus infinity forces the slow path. */
  private horizonUs = Infinity;
  private abort: ProgramStop | null = null;
  private trapId = -1;
  private trapCount = 0;
  /** Native calls until one throws, whichever it is; 0: none does. */
  private callsUntilThrow = 0;

  private size = 0;
  private order = 0;
  private heap = new Int32Array(FIRST_CAPACITY);
  private timeOf = new Float64Array(FIRST_CAPACITY);
  private orderOf = new Float64Array(FIRST_CAPACITY);
  private placeOf = new Int32Array(FIRST_CAPACITY);
  private generationOf = new Int32Array(FIRST_CAPACITY);
  private eventOf: (WorldEvent | null)[] = new Array<WorldEvent | null>(FIRST_CAPACITY).fill(null);
  private free: number[] = [];
  private slots = 0;

  /** Spends the time of one native call. Throws when the program must not go on (reset, power cut, interrupt). */
  charge(id: number): void {
    this.calls[id]!++;
    const untilUs = this.nowUs + COST_US[id]!;
    if (untilUs < this.horizonUs) this.nowUs = untilUs;
    else this.spendSlowly(untilUs, id);
  }

  /** As `charge`, with a part that depends on the data (bits on a bus, words in flash). */
  chargeMore(id: number, extraUs: number): void {
    this.calls[id]!++;
    const untilUs = this.nowUs + COST_US[id]! + extraUs;
    if (untilUs < this.horizonUs) this.nowUs = untilUs;
    else this.spendSlowly(untilUs, id);
  }

  /** Spends time inside a native call already charged: one bit on a bus, one word in flash. */
  spend(us: number): void {
    const untilUs = this.nowUs + us;
    if (untilUs < this.horizonUs) this.nowUs = untilUs;
    else this.spendSlowly(untilUs, -1);
  }

  /** From now on every native call throws this, until `resume`: how a running program is stopped. */
  stopProgram(signal: ProgramStop): void {
    this.abort = signal;
    this.horizonUs = -Infinity;
  }

  resume(): void {
    this.abort = null;
    this.refreshHorizon();
  }

  get stopped(): boolean {
    return this.abort !== null;
  }

  /** What stopped the program. */
  get signal(): ProgramStop | null {
    return this.abort;
  }

  /** The next `count` calls of this native function throw. */
  trap(id: number, count: number): void {
    this.trapId = id;
    this.trapCount = count;
    this.refreshHorizon();
  }

  /** The native call with this number from now on throws. */
  trapAny(number: number): void {
    this.callsUntilThrow = number;
    this.refreshHorizon();
  }

  /** Runs world events and moves time on to `untilUs`, or stops early as soon as `woken` says so. */
  sleepUntil(untilUs: number, woken: () => boolean): void {
    while (this.size > 0) {
      const slot = this.heap[0]!;
      const atUs = this.timeOf[slot]!;
      if (atUs > untilUs) break;
      if (atUs > this.nowUs) this.nowUs = atUs;
      this.fire(slot);
      if (woken()) return;
    }
    if (untilUs > this.nowUs) this.nowUs = untilUs;
  }

  at(atUs: number, event: WorldEvent): EventHandle {
    if (!(atUs >= this.nowUs)) {
      throw new Error(`world event at ${atUs} us: it must not lie before now (${this.nowUs} us)`);
    }
    const slot = this.takeSlot();
    this.timeOf[slot] = atUs;
    this.orderOf[slot] = this.order++;
    this.eventOf[slot] = event;
    this.rise(this.size++, slot);
    this.refreshHorizon();
    return slot + this.generationOf[slot]! * (SLOT_MASK + 1);
  }

  cancel(handle: EventHandle): void {
    const slot = handle & SLOT_MASK;
    const generation = Math.floor(handle / (SLOT_MASK + 1));
    if (handle < 0 || slot >= this.slots || this.generationOf[slot] !== generation || this.eventOf[slot] === null)
      return;
    this.remove(slot);
    this.refreshHorizon();
  }

  private spendSlowly(untilUs: number, id: number): void {
    if (this.abort !== null) throw this.abort;
    if (id === this.trapId && id >= 0) this.springTrap(id);
    if (this.callsUntilThrow > 0 && id >= 0 && id < FIRST_OWN) this.countDown(id);
    while (this.size > 0 && this.abort === null) {
      const slot = this.heap[0]!;
      const atUs = this.timeOf[slot]!;
      if (atUs > untilUs) break;
      if (atUs > this.nowUs) this.nowUs = atUs;
      this.fire(slot);
    }
    // A watchdog or power cut inside the call ends it there; otherwise the call takes its whole time.
    if (this.abort !== null) throw this.abort as ProgramStop;
    if (untilUs > this.nowUs) this.nowUs = untilUs;
  }

  private springTrap(id: number): void {
    if (--this.trapCount <= 0) this.trapId = -1;
    this.refreshHorizon();
    throw new Error(`injected fault: ${CALL_NAMES[id]} failed`);
  }

  private countDown(id: number): void {
    this.callsUntilThrow -= 1;
    if (this.callsUntilThrow > 0) return;
    this.refreshHorizon();
    throw new Error(`injected fault: ${CALL_NAMES[id]} failed`);
  }

  private fire(slot: number): void {
    const event = this.eventOf[slot]!;
    const atUs = this.timeOf[slot]!;
    this.remove(slot);
    this.refreshHorizon();
    event(atUs);
  }

  private refreshHorizon(): void {
    if (this.abort !== null || this.trapId >= 0 || this.callsUntilThrow > 0) this.horizonUs = -Infinity;
    else this.horizonUs = this.size > 0 ? this.timeOf[this.heap[0]!]! : Infinity;
  }

  private before(a: number, b: number): boolean {
    const ta = this.timeOf[a]!;
    const tb = this.timeOf[b]!;
    return ta < tb || (ta === tb && this.orderOf[a]! < this.orderOf[b]!);
  }

  /** Moves `slot` from heap place `place` towards the root. */
  private rise(place: number, slot: number): void {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = this.heap[parent]!;
      if (!this.before(slot, other)) break;
      this.heap[place] = other;
      this.placeOf[other] = place;
      place = parent;
    }
    this.heap[place] = slot;
    this.placeOf[slot] = place;
  }

  /** Moves `slot` from heap place `place` towards the leaves. */
  private sink(place: number, slot: number): void {
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.before(this.heap[child + 1]!, this.heap[child]!)) child++;
      const other = this.heap[child]!;
      if (!this.before(other, slot)) break;
      this.heap[place] = other;
      this.placeOf[other] = place;
      place = child;
    }
    this.heap[place] = slot;
    this.placeOf[slot] = place;
  }

  private remove(slot: number): void {
    const place = this.placeOf[slot]!;
    const last = this.heap[--this.size]!;
    this.eventOf[slot] = null;
    this.generationOf[slot]!++;
    this.free.push(slot);
    if (last === slot) return;
    this.sink(place, last);
    if (this.placeOf[last] === place) this.rise(place, last);
  }

  private takeSlot(): number {
    const spare = this.free.pop();
    if (spare !== undefined) return spare;
    if (this.slots === this.heap.length) this.grow();
    return this.slots++;
  }

  private grow(): void {
    const capacity = this.heap.length * 2;
    if (capacity > SLOT_MASK)
      throw new Error(`more than ${SLOT_MASK} world events at once: something schedules without end`);
    this.heap = grown(Int32Array, this.heap, capacity);
    this.timeOf = grown(Float64Array, this.timeOf, capacity);
    this.orderOf = grown(Float64Array, this.orderOf, capacity);
    this.placeOf = grown(Int32Array, this.placeOf, capacity);
    this.generationOf = grown(Int32Array, this.generationOf, capacity);
    while (this.eventOf.length < capacity) this.eventOf.push(null);
  }
}

function grown<T extends Int32Array | Float64Array>(make: new (length: number) => T, old: T, capacity: number): T {
  const fresh = new make(capacity);
  fresh.set(old);
  return fresh;
}
