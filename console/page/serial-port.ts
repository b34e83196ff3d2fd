/** A serial port that the library can live with: it closes although somebody reads, and its chunks stand alone. */

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** The library reads until `done`, and knows no error: a lost port ends like a closed one. */
async function readFrom(reader: Reader): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    const { value, done } = await reader.read();
    // It takes the whole buffer behind a chunk for the chunk.
    return done ? { value: undefined, done } : { value: value.slice(), done };
  } catch {
    return { value: undefined, done: true };
  }
}

/** What the library uses of a port. */
class LivablePort {
  private readonly port: SerialPort;
  private reader: Reader | null = null;

  constructor(port: SerialPort) {
    this.port = port;
  }

  open(options: SerialOptions): Promise<void> {
    return this.port.open(options);
  }

  get readable(): { getReader(): Pick<Reader, 'read' | 'releaseLock'> } {
    return { getReader: () => this.newReader() };
  }

  get writable(): WritableStream<Uint8Array> | null {
    return this.port.writable;
  }

  /** A port with a reader on it cannot be closed: the reader goes first. */
  async close(): Promise<void> {
    await this.reader?.cancel().catch(() => undefined);
    this.reader?.releaseLock();
    this.reader = null;
    await this.port.close().catch(() => undefined);
  }

  private newReader(): Pick<Reader, 'read' | 'releaseLock'> {
    const reader = this.port.readable!.getReader() as Reader;
    this.reader = reader;
    const releaseLock = (): void => {
      reader.releaseLock();
      if (this.reader === reader) this.reader = null;
    };
    return { read: () => readFrom(reader), releaseLock };
  }
}

/** Lets the next choice of a serial port give one of these. What comes back puts the browser's own function in its place again. */
export function cancellable(): () => void {
  const { serial } = navigator;
  if (!('serial' in navigator)) return () => undefined;
  const choose = serial.requestPort.bind(serial);
  const before = Object.getOwnPropertyDescriptor(serial, 'requestPort');
  const value = async (): Promise<unknown> => new LivablePort(await choose());
  Object.defineProperty(serial, 'requestPort', { value, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(serial, 'requestPort');
    else Object.defineProperty(serial, 'requestPort', before);
  };
}
