/** Whether a recording came out the same here, in words. */

interface Hashes {
  readonly firmware: string | null;
  readonly timeline: string | null;
}

export function compareHashes(recorded: Hashes, replayed: Hashes): string {
  const isSameFirmware = recorded.firmware === replayed.firmware;
  const firmware = isSameFirmware ? '' : ' The firmware is another one than recorded.';
  if (recorded.timeline === replayed.timeline)
    return `identical, every output edge at the same instant; timeline ${replayed.timeline}.${firmware}`;
  return `NOT identical: timeline ${replayed.timeline} instead of ${recorded.timeline}.${firmware}`;
}
