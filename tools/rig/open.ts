/** What the commands that hand out a page have in common. */
import { spawn } from 'node:child_process';

/** Opens the user's browser where there is somebody to look at it; whether it works is not our business. */
export function openBrowser(address: string): void {
  const [program, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const child = spawn(program ?? 'xdg-open', [...before, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/** The number of a port as it was typed. */
export function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`--port is ${text}; it must be a whole number from 0 to 65535`);
}

export function tellFailure(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `${message}; choose another port with -- --port N` : message);
  process.exitCode = 2;
}
