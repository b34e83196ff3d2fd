/** Options of `incline campaign` and their checks. */
import type { EngineName } from '../engines.ts';
import { InputError } from '../scenario/input-error.ts';
import { SEED_MAX } from './options.ts';

interface Range {
  from: number;
  to: number;
}

interface Shard {
  index: number;
  count: number;
}

export interface CampaignOptions {
  faults: boolean;
  pairs: boolean;
  healthy: boolean;
  runs: number;
  limit: number;
  only: string[];
  page?: string;
  save?: string;
  firmware?: string;
  seeds: Range;
  shard: Shard;
  jobs: number;
  engine: EngineName;
  json: boolean;
}

/** More runs than this in one call are a typing error. */
export const RUNS_MAX = 10_000_000;
/** Some 40 instants of every fault in every state. */
export const FAULT_RUNS = 50_000;
const SHARDS_MAX = 100_000;

export function parseSeeds(text: string): Range {
  const found = /^(\d+)\.\.(\d+)$/.exec(text);
  const [from, to] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || from > to || to > SEED_MAX) {
    throw new InputError(
      '--seeds',
      `is ${JSON.stringify(text)}; it must be two seeds A..B with A at most B, as 1..1000`,
    );
  }
  if (to - from + 1 > RUNS_MAX)
    throw new InputError('--seeds', `asks for ${to - from + 1} runs; it must be at most ${RUNS_MAX}`);
  return { from, to };
}

export function parseShard(text: string): Shard {
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || index < 1 || index > count || count > SHARDS_MAX) {
    throw new InputError('--shard', `is ${JSON.stringify(text)}; it must be I/N with I from 1 to N, as 1/4`);
  }
  return { index, count };
}

/** The runs of one shard: every N-th, so that shards are alike. */
export function shardOf<Run>(runs: readonly Run[], { index, count }: Shard): Run[] {
  return runs.filter((_, place) => place % count === index - 1);
}

export function seedsOf({ from, to }: Range): number[] {
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

export function parseOnly(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
