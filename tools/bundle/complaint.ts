import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { posix } from 'node:path';
import type { Finding } from '../lint/lint.ts';

/** Something that keeps the firmware from being built, where it stands in the source, and what to write instead. */
export interface Complaint {
  readonly rule: string;
  /** Path from the root of the tree. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The build refused the firmware; the message lists every complaint on a line of its own. */
export class BuildRefused extends Error {
  readonly complaints: readonly Complaint[];

  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(lineOf).join('\n'));
    this.name = 'BuildRefused';
    this.complaints = complaints;
  }
}

function lineOf(one: Complaint): string {
  return `${one.file}:${one.line}:${one.column}: ${one.text} [${one.rule}]`;
}

/** Path of a source of the map, from the root of the tree; the map stands in `dist/`. */
export function sourcePath(fromDist: string): string {
  return posix.normalize(posix.join('dist', fromDist));
}

/** Turns findings in a bundle into complaints about the sources it was made of. */
export function complaintsOf(findings: readonly Finding[], mapText: string): Complaint[] {
  const map = new SourceMap(JSON.parse(mapText) as SourceMapPayload);
  const complaints = findings.map((finding): Complaint => {
    const entry = map.findEntry(finding.line - 1, finding.column);
    const text = `\`${finding.excerpt}\`: ${finding.rule.says}; write ${finding.rule.write}`;
    if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') {
      return {
        rule: finding.rule.name,
        file: 'dist/firmware.js',
        line: finding.line,
        column: finding.column + 1,
        text,
      };
    }
    return {
      rule: finding.rule.name,
      file: sourcePath(entry.originalSource),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
      text,
    };
  });
  return withoutRepeats(complaints);
}

function withoutRepeats(complaints: readonly Complaint[]): Complaint[] {
  const seen = new Set<string>();
  return complaints.filter((one) => {
    const key = `${one.rule} ${one.file} ${one.line}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
