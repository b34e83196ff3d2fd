/** Line to a console or a simulator. The interpreter's own console is gone, so nothing that arrives is ever evaluated. */
export function initLink(): void {
  E.setConsole(null, { force: true });
}

export function sendLine(text: string): void {
  USB.write(text + '\n');
}
