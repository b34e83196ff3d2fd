/** Entry of the page about the safety step: switches on the left, what the step makes of them on the right. */
import { REACTION_NAMES } from '../../../firmware/faults.ts';
import type { Mode, SafetyState } from '../../../firmware/safety.ts';
import { byId, make, setText } from '../dom.ts';
import { faultWords, GROUPS, inputsOf, MODE_NAMES, stateIn, stepped, SWITCHES, tryAll } from './model.ts';

function modeName(mode: Mode): string {
  return MODE_NAMES[mode]?.[0] ?? String(mode);
}

class SafetyPage {
  private readonly on = new Set<string>();
  private state: SafetyState = stateIn(0);

  constructor() {
    this.readAddress();
    this.buildSwitches();
    this.buildModes();
    byId('take').addEventListener('click', () => {
      // The next step finds a mode that has just begun, as this one did.
      this.state = { ...stepped(this.state, inputsOf(this.on)), sinceMs: 0 };
      this.show();
    });
    byId('none').addEventListener('click', () => {
      this.on.clear();
      for (const one of SWITCHES) byId<HTMLInputElement>(`in-${one.name}`).checked = false;
      this.show();
    });
    byId('all').addEventListener('click', () => showAll());
    this.show();
  }

  private readAddress(): void {
    const fields = new URLSearchParams(location.hash.slice(1));
    for (const name of (fields.get('on') ?? '').split(',')) this.on.add(name);
    const mode = MODE_NAMES.findIndex(([name]) => name === fields.get('mode'));
    this.state = stateIn(Math.max(0, mode));
  }

  private buildSwitches(): void {
    for (const { title, switches } of GROUPS) {
      const group = make('fieldset', {}, make('legend', { textContent: title }));
      for (const { name, label, help } of switches) {
        const box = make('input', { type: 'checkbox', id: `in-${name}`, checked: this.on.has(name) });
        box.setAttribute('aria-describedby', `help-${name}`);
        box.addEventListener('change', () => {
          if (box.checked) this.on.add(name);
          else this.on.delete(name);
          this.show();
        });
        const note = make('small', { id: `help-${name}`, textContent: help });
        group.append(make('div', { className: 'switch' }, make('label', {}, box, label), note));
      }
      byId('switches').append(group);
    }
  }

  private buildModes(): void {
    const rows = MODE_NAMES.map(([name, sentence], mode) => {
      const choose = make('button', { type: 'button', textContent: name, title: sentence });
      choose.addEventListener('click', () => {
        this.state = stateIn(mode);
        this.show();
      });
      const head = make('th', { scope: 'row' }, choose);
      return make('tr', {}, head, ...Array.from({ length: 4 }, () => make('td')));
    });
    byId('modes').append(...rows);
  }

  private show(): void {
    const inputs = inputsOf(this.on);
    const after = stepped(this.state, inputs);
    setText(byId('mode-before'), modeName(this.state.mode));
    setText(byId('mode-before-words'), MODE_NAMES[this.state.mode]?.[1] ?? '');
    setText(byId('mode-after'), modeName(after.mode));
    setText(byId('mode-after-words'), MODE_NAMES[after.mode]?.[1] ?? '');
    byId('result').classList.toggle('powered', after.power);
    setText(byId('permission'), permissionWords(after));
    setText(byId('speed-cap'), after.power ? `${after.speedMaxDegPerS} degrees per second` : 'no motion');
    setText(byId('reaction'), REACTION_NAMES[inputs.worst] ?? '');
    setText(byId('cause'), faultWords(after.cause));
    setText(byId('acknowledged'), after.acknowledged ? 'yes' : 'no');
    [...byId('modes').children].forEach((row, mode) => this.showRow(row, mode));
    const name = modeName(this.state.mode);
    history.replaceState(null, '', `#mode=${name}&on=${[...this.on].filter((one) => one !== '').join(',')}`);
  }

  private showRow(row: Element, mode: Mode): void {
    const isHere = mode === this.state.mode;
    const before = isHere ? this.state : stateIn(mode);
    const after = stepped(before, inputsOf(this.on));
    row.classList.toggle('here', isHere);
    const texts = [
      after.mode === mode ? 'stays' : modeName(after.mode),
      after.power ? 'may close' : 'open',
      after.power && after.up ? 'yes' : 'no',
      after.power ? `${after.speedMaxDegPerS} °/s` : '–',
    ];
    texts.forEach((text, i) => setText(row.children[i + 1]!, text));
    row.children[1]?.classList.toggle('changed', after.mode !== mode);
    row.children[2]?.classList.toggle('on', after.power);
  }
}

function permissionWords(after: SafetyState): string {
  if (!after.power) return 'None: drive power is removed';
  return after.up ? 'Relay may close; up and down' : 'Relay may close; down only';
}

function showAll(): void {
  const { steps, claims } = tryAll();
  setText(byId('steps'), `${steps.toLocaleString('en')} steps: every combination of the switches in every mode.`);
  byId('claims').replaceChildren(
    ...claims.map(({ sentence, tried, broken }) => {
      const verdict = broken === 0 ? `held in all ${tried.toLocaleString('en')}` : `BROKEN in ${broken} of ${tried}`;
      return make(
        'li',
        { className: broken === 0 ? 'held' : 'bad' },
        `${sentence} `,
        make('b', { textContent: verdict }),
      );
    }),
  );
}

new SafetyPage();
