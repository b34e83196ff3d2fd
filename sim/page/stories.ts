/** The five stories that play on one click; each is a scenario of the repository. */

export interface OneClick {
  readonly file: string;
  readonly says: string;
  /** Shortly before it happens. */
  readonly atMs: number;
}

/** The instants are those of the files, a few seconds earlier; a test compares them. */
export const ONE_CLICK: readonly OneClick[] = [
  { file: 'panic-under-load', says: 'Panic under load', atMs: 56_000 },
  { file: 'strap-slips', says: 'The strap slips', atMs: 41_000 },
  { file: 'load-cell-cable-cut', says: 'The load-cell cable breaks', atMs: 22_000 },
  { file: 'drive-stuck-on', says: 'The actuator runs away', atMs: 41_000 },
  { file: 'power-cut-tilted', says: 'Power fails', atMs: 26_000 },
];
