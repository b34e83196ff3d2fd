/**
 * Which of the API's names a program uses, and how a call of each travels to the host.
 *
 * Only names that occur in the program text are replaced: every further global would make each look-up of a
 * native slower than on the board and falsify the measured cost of a tick.
 */
import type { NativeApi } from '../contract.ts';
import { Graphics } from '../graphics.ts';
import { formOf, isOwn, isOwnMember, isPinName, NUMBER_ANSWERS, placeOf, type Form } from './forms.ts';

/** One native function that is answered by the host. */
export interface Binding {
  /** Two characters that open its line. */
  readonly code: string;
  /** Path for messages, `I2C1.writeTo`. */
  readonly path: string;
  readonly form: Form;
  /** Place of the argument that travels exactly, or as bytes. */
  readonly place: number;
  /** The answer is a number with a fraction: it comes as its 8 bytes. */
  readonly answersNumber: boolean;
  /** Calls the host's function with the decoded arguments. */
  readonly run: (args: unknown[]) => unknown;
}

/**
 * A native object or class with the members that are answered by the host. What a `class` or `twin` makes lives on
 * the host too, under a number; the members of `pin` are methods of every pin.
 */
export interface BoundObject {
  readonly name: string;
  readonly kind: 'object' | 'class' | 'module' | 'twin' | 'pin';
  readonly members: ReadonlyMap<string, Binding>;
  /** Members that are no functions. */
  readonly data: ReadonlyMap<string, unknown>;
  /** Makes an instance on the host; classes and twins only. */
  readonly create: Binding | null;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Two of these make a code. Printable, and none of the signs that open other lines. */
const CODE_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The class whose instances are twins: a picture is drawn in the interpreter, and on the host for the time it takes. */
const TWIN_CLASS = 'Graphics';
const TWIN_MAKER = 'createArrayBuffer';
const NO_DATA: ReadonlyMap<string, unknown> = new Map();

/** Finds the API names in the program text and gives each a code. */
export class Bindings {
  readonly functions = new Map<string, Binding>();
  readonly objects: BoundObject[] = [];
  /** Names that stand for a value: pins, connectors. */
  readonly constants = new Map<string, unknown>();
  readonly byCode = new Map<string, Binding>();
  /** The program asks for the date: the present is the host's. */
  readonly now: Binding | null;
  readonly usesPromise: boolean;
  private readonly words: ReadonlySet<string>;
  private readonly made: ReadonlySet<string>;
  private readonly instances: object[] = [];

  constructor(api: NativeApi, program: string) {
    this.words = new Set(program.match(/[A-Za-z_$][\w$]*/g) ?? []);
    this.made = new Set([...program.matchAll(/\bnew\s+([A-Za-z_$][\w$]*)/g)].map((match) => match[1]!));
    for (const name of Object.keys(api)) {
      if (this.words.has(name) && !isOwn(name) && name !== 'require') this.bind(name, api[name]);
    }
    this.bindModules(api, program);
    if (this.words.has(TWIN_CLASS) && api[TWIN_CLASS] !== undefined) this.bindTwin(api[TWIN_CLASS] as object);
    if (typeof api['Pin'] === 'function') this.bindPins((api['Pin'] as AnyFunction).prototype as object);
    const date = this.words.has('Date') ? (api['Date'] as { now: () => number } | undefined) : undefined;
    this.now = date === undefined ? null : this.add('Date.now', 'plain', 0, true, () => date.now());
    this.usesPromise = this.words.has('Promise') && api['Promise'] !== undefined;
  }

  private bind(name: string, value: unknown): void {
    if (isPinName(name)) this.constants.set(name, value);
    else if (typeof value === 'function' && this.made.has(name)) this.bindClass(name, value as AnyFunction);
    else if (typeof value === 'function') this.functions.set(name, this.binding(name, value as AnyFunction, undefined));
    else if (typeof value === 'object' && value !== null) this.bindObject(name, value, 'object');
    else this.constants.set(name, value);
  }

  private bindObject(name: string, target: object, kind: 'object' | 'module'): void {
    const members = new Map<string, Binding>();
    const data = new Map<string, unknown>();
    for (const member of this.usedMembers(target)) {
      if (isOwnMember(name, member)) continue;
      const value = valueOf(target, member);
      if (typeof value === 'function')
        members.set(member, this.binding(`${name}.${member}`, value as AnyFunction, target));
      else if (value !== undefined) data.set(member, value);
    }
    this.objects.push({ name, kind, members, data, create: null });
  }

  private bindClass(name: string, make: AnyFunction): void {
    const members = this.methods(name, Reflect.construct(make, []) as object, 'plain');
    const create = this.add(`new ${name}`, 'plain', 0, false, (args) =>
      this.keep(Reflect.construct(make, args) as object),
    );
    this.objects.push({ name, kind: 'class', members, data: NO_DATA, create });
  }

  private bindTwin(owner: object): void {
    const make = Reflect.get(owner, TWIN_MAKER) as AnyFunction;
    const members = this.methods(TWIN_CLASS, Graphics.prototype, 'twin'); // Not of a sample: making one takes time.
    const create = this.add(`${TWIN_CLASS}.${TWIN_MAKER}`, 'twin', 0, false, (args) =>
      this.keep(make.apply(owner, args) as object),
    );
    this.objects.push({ name: TWIN_CLASS, kind: 'twin', members, data: NO_DATA, create });
  }

  /** Methods of instances, which travel with the number of their instance in front. */
  private methods(name: string, sample: object, form: Form): Map<string, Binding> {
    const members = new Map<string, Binding>();
    for (const member of this.usedMembers(sample)) {
      if (typeof valueOf(sample, member) !== 'function') continue;
      const call = (args: unknown[]): unknown => {
        const instance = this.instances[args.shift() as number]!;
        return (Reflect.get(instance, member) as AnyFunction).apply(instance, args);
      };
      members.set(member, this.add(`${name}.${member}`, form, 0, false, call));
    }
    return members;
  }

  /** Methods of pins, which travel with their pin in front. */
  private bindPins(prototype: object): void {
    const members = new Map<string, Binding>();
    for (const member of this.usedMembers(prototype)) {
      const method = valueOf(prototype, member);
      if (typeof method !== 'function') continue;
      const call = (args: unknown[]): unknown => (method as AnyFunction).apply(args.shift(), args);
      members.set(member, this.add(`Pin.${member}`, 'plain', 0, false, call));
    }
    if (members.size > 0) this.objects.push({ name: 'Pin', kind: 'pin', members, data: NO_DATA, create: null });
  }

  private bindModules(api: NativeApi, program: string): void {
    const load = api['require'] as ((name: string) => object) | undefined;
    if (load === undefined) return;
    const names = new Set([...program.matchAll(/require\(\s*["'`](\w+)["'`]\s*\)/g)].map((match) => match[1]!));
    for (const name of names) this.bindObject(name, load(name), 'module');
  }

  private keep(instance: object): number {
    return this.instances.push(instance) - 1;
  }

  /** Members of the object and of its classes that the program may mean, without those of every object. */
  private usedMembers(target: object): string[] {
    const names = new Set<string>();
    for (
      let o: object | null = target;
      o !== null && o !== Object.prototype;
      o = Object.getPrototypeOf(o) as object | null
    ) {
      for (const name of Object.getOwnPropertyNames(o))
        if (name !== 'constructor' && this.words.has(name)) names.add(name);
    }
    return [...names];
  }

  private binding(path: string, native: AnyFunction, self: unknown): Binding {
    return this.add(path, formOf(path), placeOf(path), NUMBER_ANSWERS.has(path), (args) => native.apply(self, args));
  }

  private add(path: string, form: Form, place: number, answersNumber: boolean, run: Binding['run']): Binding {
    const number = this.byCode.size;
    const code = CODE_CHARS[Math.floor(number / CODE_CHARS.length)]! + CODE_CHARS[number % CODE_CHARS.length]!;
    const binding = { code, path, form, place, answersNumber, run };
    this.byCode.set(code, binding);
    return binding;
  }
}

/** Value of a member, its own or inherited. Getters are left alone: they may take time or make things. */
function valueOf(target: object, member: string): unknown {
  for (let o: object | null = target; o !== null; o = Object.getPrototypeOf(o) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(o, member);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}
