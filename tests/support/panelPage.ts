/** Writes docs/panel.md: every screen as the simulated display shows it. `npx tsx tests/support/panelPage.ts` makes it anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS, Reaction } from '../../firmware/faults.ts';
import { PanelBench, TICK_MS } from './panelBench.ts';
import { SCENES, type Scene } from './panelScenes.ts';

export const PANEL_PAGE = join(import.meta.dirname, '../../docs/panel.md');

/** By now a whole new screen stands. */
const SCREEN_TICKS = 1500 / TICK_MS;
/** Two periods of the slowest blinking. */
const LAMP_TICKS = 4000 / TICK_MS;

const INTRODUCTION = `# The panel

What the person on the board sees and hears: a display of 128 x 64 dots, a lamp of three colours, a buzzer. It is read lying down, at
arm's length, so that numbers are three times the size of the small print and what to do next is twice its size. Everything on the
display is a line of a few capital letters: what is, why, what to do.

A new state is on lamp and buzzer within 0.2 s and on the whole display within 1.5 s, within 4 s while the board moves. Numbers are renewed
about once a second at rest; while the drive works without a pause they may be eight seconds old. A value
that the device does not know shows as dashes, never as a number. The time is the one until the board is flat again; on the way to a
pull target it is an estimate, because nobody knows the friction before the strap is taut.

The pictures below are made by the firmware itself on the simulated chip and display (\`npx tsx tests/support/panelPage.ts\`); a test
fails when they are no longer what the device shows. The texts are data: \`firmware/screens.ts\`, \`firmware/texts.ts\` and the catalogue of
faults, \`firmware/faults.ts\`. The font is drawn in \`tools/font/glyphs.txt\`.

## The last line of a session

Half of the time it names the buttons (\`START=PAUSE LOWER=END\`), half of the time what comes: \`NEXT MORE IN\` (a way up), \`NEXT RELAX IN\` (less
pull), \`NEXT BREAK IN\` (a question between sets of exercises), \`NEXT DOWN IN\` (the way down to flat).

## Lamp

| colour | means |
|---|---|
| green | all is well: ready, at the target, resting; blinking: finished, press START |
| blue | the board moves by its program |
| yellow | not ready, or a warning; blinking: you are asked (countdown, pause, question, score), or a fault unloads you |
| red, twice a second | halted: drive power is off; steady: locked |
| magenta | service |
| white | self-test, for a second and a half; a colour that is missing then is a lamp that is broken |

## Buzzer

| sound | means |
|---|---|
| three beeps, one a second | countdown |
| low, then high for 0.3 s | the board begins to rise |
| two tones up | the target is reached |
| two tones down | the way down begins |
| one tone down, short | a rest of the program begins |
| two tones up with a gap, every 5 s | a question: START goes on |
| one high beep, one low beep | coach: effort, let go |
| two short beeps | flat |
| one short low beep every 10 s | paused |
| two long beeps every 30 s | finished, until START is pressed |
| two low pulses | warning: something limits the session |
| three low pulses every 4 s | a fault unloads you, as long as the board comes down |
| ten pulses, five and five, every 5.7 s | halted, until START acknowledges |

One sound at a time: an alarm is never cut off by anything that matters less.

## Display
`;

/** Colour of the lamp, and how often it blinks. */
function lampWords(bench: PanelBench): string {
  let colour = 'off';
  let onsets = 0;
  let wasOff = false;
  for (let k = 0; k < LAMP_TICKS; k += 1) {
    const now = bench.rig.lamp.colourName();
    if (now !== 'off' && wasOff) onsets += 1;
    if (now !== 'off') colour = now;
    wasOff = now === 'off';
    bench.tick();
  }
  return onsets === 0 ? colour : `${colour}, blinking`;
}

function section(scene: Scene): string {
  const bench = new PanelBench();
  scene.set(bench.device);
  bench.run(SCREEN_TICKS);
  const picture = bench.picture().join('\n');
  return `### ${scene.name}\n\n${scene.when} Lamp: ${lampWords(bench)}.\n\n\`\`\`text\n${picture}\n\`\`\`\n`;
}

const REACTIONS: Readonly<Record<Reaction, string>> = {
  [Reaction.None]: '',
  [Reaction.Warn]: 'goes on',
  [Reaction.RefuseStart]: 'no start',
  [Reaction.Return]: 'comes down',
  [Reaction.Halt]: 'stops, power off',
  [Reaction.Lockout]: 'locked',
};

/** Every message about what is wrong, from the catalogue of faults. */
function messages(): string {
  const rows = FAULTS.map(({ says, does, reaction }) => `| ${says} | ${does} | ${REACTIONS[reaction]} |`);
  return `## Messages\n\n| says | what to do | the board |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** Text of docs/panel.md. */
export function panelPage(): string {
  return `${INTRODUCTION}\n${SCENES.map(section).join('\n')}\n${messages()}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PANEL_PAGE, panelPage());
