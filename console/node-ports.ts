/** Ways to a board from a terminal: TCP and a serial device. */
import { execFileSync } from 'node:child_process';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { PortError, type Port } from './port.ts';

function realWait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A board behind a TCP connection. */
export function openTcp(host: string, port: number): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const listeners: ((text: string) => void)[] = [];
    socket.setEncoding('latin1');
    socket.once('error', (error) => reject(new PortError(`tcp:${host}:${port} cannot be reached (${error.message})`)));
    socket.on('data', (text) => listeners.forEach((listener) => listener(String(text))));
    socket.once('connect', () =>
      resolve({
        name: `tcp:${host}:${port}`,
        isSimulated: false,
        send: (text) => void socket.write(text, 'latin1'),
        onText: (listener) => void listeners.push(listener),
        wait: realWait,
        close: () => socket.destroy(),
      }),
    );
  });
}

/** A board behind a serial device. USB serial has no baud rate; the terminal is only kept from changing bytes. */
export function openSerial(path: string): Port {
  try {
    execFileSync('stty', ['-F', path, 'raw', '-echo', '-hupcl'], { stdio: 'ignore' });
  } catch {
    throw new PortError(`${path} is no serial device that can be opened; plug the board in, or name another --port`);
  }
  const file = openSync(path, 'r+');
  const stream = createReadStream('', { fd: file, encoding: 'latin1', autoClose: false });
  return {
    name: path,
    isSimulated: false,
    send: (text) => void writeSync(file, text, null, 'latin1'),
    onText: (listener) => void stream.on('data', (text) => listener(String(text))),
    wait: realWait,
    close: () => {
      stream.destroy();
      closeSync(file);
    },
  };
}

/** Host and port of `tcp:host:port` or `tcp://host:port`; null for anything else. */
export function tcpTarget(name: string): { host: string; port: number } | null {
  const match = /^tcp:(?:\/\/)?(.+):(\d+)$/.exec(name);
  return match === null ? null : { host: match[1]!, port: Number(match[2]) };
}
