/** More than this waits for nobody: a line of the protocol is shorter. */
const INBOX_BYTES = 400;

/** What has arrived and was not looked at. */
export const inbox = { waits: false, text: '' };

/** A flood is thrown away whole; the line that it tears in two has a wrong checksum. */
function onText(text: string): void {
  inbox.waits = true;
  inbox.text = inbox.text.length + text.length > INBOX_BYTES ? '' : inbox.text + text;
}

/** Line to a console or a simulator. The interpreter's own console is gone, so nothing that arrives is ever evaluated. */
export function initLink(): void {
  E.setConsole(null, { force: true });
  USB.on('data', onText);
}

/** The next whole line, without its end; '' for none. */
export function takeLine(): string {
  const end = inbox.text.indexOf('\n');
  if (end < 0) {
    inbox.waits = false;
    return '';
  }
  const line = inbox.text.slice(0, end);
  inbox.text = inbox.text.slice(end + 1);
  return line;
}

export function sendLine(text: string): void {
  USB.write(text + '\n');
}
