/** More than this waits for nobody: a line of the protocol is shorter. */
const INBOX_BYTES = 400;

/** What has arrived and was not looked at, and whether it came by radio. While `held`, the other way in is deaf. */
export const inbox = { waits: false, text: '', radio: false, held: false };

/** A flood is thrown away whole; the line that it tears in two has a wrong checksum. So has what two ways in mix. */
function onText(text: string, radio: boolean): void {
  if (inbox.radio !== radio) {
    if (inbox.held) return;
    inbox.radio = radio;
    inbox.text = '';
  }
  inbox.waits = true;
  inbox.text = inbox.text.length + text.length > INBOX_BYTES ? '' : inbox.text + text;
}

function onUsb(text: string): void {
  onText(text, false);
}

function onRadio(text: string): void {
  onText(text, true);
}

/**
 * Lines to a console or a simulator, by USB and by radio. The interpreter's own console is gone, by force, so that a radio that
 * connects does not bring it back: nothing that arrives is ever evaluated.
 */
export function initLink(): void {
  E.setConsole(null, { force: true });
  USB.on('data', onUsb);
  Bluetooth.on('data', onRadio);
}

/** The interpreter listens on the cable, and nowhere else. */
export function handOver(): void {
  E.setConsole('USB', { force: true });
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

/** What the device tells unasked goes to the cable alone: nobody who happens to be near hears of a session. */
export function sendLine(text: string): void {
  USB.write(text + '\n');
}

/** An answer goes to where the question came from. */
export function answerLine(text: string): void {
  if (inbox.radio) Bluetooth.write(text + '\n');
  else sendLine(text);
}
