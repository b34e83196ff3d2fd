/** A way to a board: a line of text in both directions, and time as the board has it. */
export interface Port {
  /** What is at the other end, for people. */
  readonly name: string;
  readonly isSimulated: boolean;
  /** By radio, over which no firmware goes. */
  readonly isRadio?: boolean;
  send(text: string): void;
  /** Called with whatever arrives, cut anywhere. */
  onText(listener: (text: string) => void): void;
  /** Lets time pass at the board. */
  wait(ms: number): Promise<void>;
  close(): void;
}

/** A port that cannot be opened: says which, and what would do. */
export class PortError extends Error {}
