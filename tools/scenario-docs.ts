/** Writes schema/scenario.schema.json and docs/scenarios.md from the one definition of the format (sim/scenario/format.ts). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { SCENARIO } from '../sim/scenario/format.ts';
import { ROOT } from './root.ts';

const INTRODUCTION = `# Scenarios

A scenario is a story for the simulator in one JSON file: who lies on the board, what is prescribed, what happens, what
must hold. \`incline run FILE\` plays it, checks every safety invariant at every step of the simulated mechanics, and
checks what the scenario expects. Times are milliseconds since power-up on the simulated clock. A field that is not
listed here, a number out of its bounds, NaN and infinities are refused before anything runs.

Every field but \`endMs\` has a default, so that a short scenario is a plain story:

\`\`\`json
{
  "name": "a minute at a quarter of body weight",
  "prescription": { "target": { "bodyWeightPct": 25 }, "holdS": 60 },
  "steps": [
    { "atMs": 3000, "press": "start", "forMs": 150 },
    { "atMs": 90000, "expect": { "state": "holding", "forceN": 196 } }
  ],
  "endMs": 300000
}
\`\`\`

A step does exactly one thing: \`press\`, \`release\`, \`inject\`, \`clear\`, \`expect\` or \`note\`. Steps may stand in any order.
A press without \`forMs\` lasts until its \`release\`. An injected fault with \`forMs\` is mended afterwards; without, it stays until
\`clear\`. \`incline list parts\` names every part and property that can be made to fail; the part \`runtime\` is the controller itself.

What \`expect\` says is checked against the truth of the simulated mechanics, not against what the firmware believes, except
\`state\`, \`fault\`, \`display\`, \`lamp\` and \`sessions\`, which are what the device shows, sends and stores.

The fields below are generated from the schema that the simulator checks with; \`schema/scenario.schema.json\` is the same for editors.
`;

type Node = JsonSchema;

export function scenarioSchema(): Node {
  const schema = toJsonSchema(SCENARIO, { typeMode: 'input', errorMode: 'ignore' });
  return { ...schema, title: 'Incline scenario' };
}

/** Bounds, words or kind of a field in a few words. */
function kind(node: Node): string {
  if (node.enum !== undefined)
    return node.enum.map((word) => `\`${JSON.stringify(word).replaceAll('"', '')}\``).join(', ');
  const variants = node.anyOf?.filter((one): one is Node => typeof one === 'object');
  if (variants !== undefined) return variants.map(kind).join(' or ');
  if (node.type === 'array') return 'list';
  const range = node.minimum === undefined ? '' : ` ${node.minimum} to ${node.maximum ?? ''}`;
  return `${String(node.type)}${range}`;
}

function fallback(node: Node): string {
  if (node.default === undefined) return '';
  return typeof node.default === 'object' ? 'see below' : `\`${JSON.stringify(node.default)}\``;
}

/** The object inside a field, if there is one: directly, as an item of a list, or beside null. */
function inner(node: Node): Node | null {
  if (node.properties !== undefined) return node;
  for (const candidate of [node.items, ...(node.anyOf ?? [])]) {
    if (typeof candidate === 'object' && !Array.isArray(candidate)) {
      const found = inner(candidate);
      if (found !== null) return found;
    }
  }
  return null;
}

function section(title: string, node: Node): string[] {
  const fields = Object.entries(node.properties ?? {}).filter(
    (entry): entry is [string, Node] => typeof entry[1] === 'object',
  );
  const required = node.required ?? [];
  const rows = fields.map(([name, field]) => {
    const deep = inner(field);
    const help = field.description ?? deep?.description ?? '';
    return `| \`${name}\` | ${kind(field)} | ${required.includes(name) ? 'required' : fallback(field)} | ${help} |`;
  });
  const deeper = fields.flatMap(([name, field]) => {
    const found = inner(field);
    return found === null ? [] : section(title === '' ? name : `${title}.${name}`, found);
  });
  const heading = title === '' ? '## The scenario' : `## \`${title}\``;
  return [heading, '', '| field | value | default | meaning |', '|---|---|---|---|', ...rows, '', ...deeper];
}

export function scenarioPage(): string {
  return `${INTRODUCTION}\n${section('', scenarioSchema()).join('\n').trimEnd()}\n`;
}

export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(ROOT, 'schema', 'scenario.schema.json'), scenarioSchemaText());
  writeFileSync(join(ROOT, 'docs', 'scenarios.md'), scenarioPage());
}
