/** How every verb of the command line ends: all holds, something failed, input it cannot use. */
export const EXIT = { holds: 0, failed: 1, unusable: 2 } as const;
