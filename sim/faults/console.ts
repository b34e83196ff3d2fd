/** What arrives over the line to the console. Without a right tag nothing that arrives may have any effect. */
import { crc32 } from '../../hal/virtual/api-e.ts';
import { framed, Verb, VERBS } from '../../firmware/protocol.ts';
import { PRESCRIPTION } from '../../firmware/course-records.ts';
import { count, runtime, variant, type FaultRow, type FaultStep, type Variant } from './row.ts';

const ALWAYS = ['idle', 'arming', 'raising', 'holding', 'returning', 'paused', 'halted', 'coming down'] as const;

/** The device works on one request a period. */
const NEXT_AFTER_MS = 300;
/** The device takes six seconds for a tag. */
const GUESS_AFTER_MS = 7000;
const GUESSES = 3;
/** START is pressed when everything has been heard and answered. */
const HEARD_MS = 3000;
const GUESSED_MS = (GUESSES + 1) * GUESS_AFTER_MS;

/** A whole request with its check sum, as only a console would send it. */
function request(number: number, verb: Verb, ...args: readonly number[]): string {
  const body = [number, VERBS[verb], ...args].join(',');
  return framed('>', body, (text) => crc32(new TextEncoder().encode(text))) + '\n';
}

function sent(line: string, afterMs = 0): FaultStep {
  return { ...runtime('usbInput', 1, line), afterMs };
}

/** Somebody has the service key, and sends these one after the other. */
function byKey(label: string, ...lines: readonly string[]): Variant {
  return variant(label, { press: 'key' }, ...lines.map((line, k) => sent(line, (k + 1) * NEXT_AFTER_MS)));
}

/** Fields of a prescription, each at the same end beyond its bounds. */
function beyond(side: 'min' | 'max'): number[] {
  return PRESCRIPTION.fields.map(
    (field) => Math.round(field[side] * (side === 'max' ? 2 : -2)) + (side === 'max' ? 1 : -1),
  );
}

/** Everything that needs the service to be open, and with it a key of 128 bits. */
const FROM_OPEN = count(Verb.Open, Verb.Upload) as Verb[];
/** Requests that need a key are numbered from here on. */
const KEYED = 100;
const TAG = [1, 2, 3, 4] as const;

export const CONSOLE: readonly FaultRow[] = [
  {
    id: 'F103',
    name: 'Meaningless bytes and damaged frames',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [
      variant('100 bytes', runtime('usbFlood', 100)),
      variant('frame', runtime('usbInput', 1, '{"cmd":"set","angleCapDeg":90}')),
    ],
    moments: ALWAYS,
  },
  {
    id: 'F104',
    name: 'Flood of 10 kB a second',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [variant('2 s', runtime('usbFlood', 20_000))],
    moments: ALWAYS,
  },
  {
    id: 'F108',
    name: 'Code and control characters',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: ['\u0003', '\u0003\u0003E.reboot()\n', 'clearInterval()\n', 'reset()\n', 'D1.set()\n', '\u001b[A\n'].map(
      (text) => variant(JSON.stringify(text), runtime('usbInput', 1, text)),
    ),
    moments: ALWAYS,
  },
  {
    id: 'F096',
    name: 'Target out of range',
    reaction: 'none',
    boundMs: HEARD_MS,
    atRest: 'none',
    detectors: [],
    refusedFrom: KEYED,
    variants: [
      byKey('too small', request(KEYED, Verb.Prescribe, ...beyond('min'), ...TAG)),
      byKey('too large', request(KEYED, Verb.Prescribe, ...beyond('max'), ...TAG)),
      variant('no number', sent(framed('>', `${KEYED},prescribe,NaN,-0,1e999`, () => 0))),
    ],
    moments: ALWAYS,
  },
  {
    id: 'F105',
    name: 'Command without a key',
    reaction: 'none',
    boundMs: HEARD_MS,
    atRest: 'none',
    detectors: [],
    refusedFrom: KEYED,
    variants: FROM_OPEN.flatMap((verb) => {
      const line = request(KEYED, verb, 20, 1, ...TAG);
      return [variant(VERBS[verb]!, sent(line)), byKey(`${VERBS[verb]}, the switch turned`, line)];
    }),
    moments: ALWAYS,
  },
  {
    id: 'F107',
    name: 'Keys are guessed',
    reaction: 'none',
    boundMs: GUESSED_MS,
    atRest: 'none',
    detectors: [],
    refusedFrom: KEYED,
    variants: [
      variant(
        `${GUESSES} guesses`,
        { press: 'key' },
        ...count(1, GUESSES).flatMap((k) => [
          sent(request(k, Verb.Hello), k * GUESS_AFTER_MS),
          sent(request(KEYED + k, Verb.Open, k, k, k, k), k * GUESS_AFTER_MS + NEXT_AFTER_MS),
        ]),
      ),
    ],
    moments: ALWAYS,
  },
  {
    id: 'F112',
    name: 'Limits raised by a setting',
    reaction: 'none',
    boundMs: HEARD_MS,
    atRest: 'none',
    detectors: [],
    refusedFrom: KEYED,
    variants: [
      byKey(
        'beyond every bound',
        request(KEYED, Verb.Prescribe, ...beyond('max')),
        request(KEYED + 1, Verb.Key, 0, 0, 0, 0),
      ),
    ],
    moments: ALWAYS,
  },
];
