/** The panel of faults: made from the catalogue of parts, so that whatever can be injected can be injected here. */
import { RUNTIME_PART } from '../scenario/runtime-faults.ts';
import { byId, make, setText } from './dom.ts';
import type { Act, Injected, PartOffer, PropertyOffer } from './protocol.ts';

/** What a value means, by way; ways that need none are missing. */
const VALUE_HELP: Readonly<Record<string, string>> = {
  stuck: 'value at which it stays',
  scale: 'factor',
  offset: 'added to the value',
  noise: 'standard deviation; of a bit, the share of wrong ones',
  delay: 'milliseconds',
  bitflip: 'number of the bit',
};

function usual(way: string, { min, max, unit }: PropertyOffer): number {
  const values: Readonly<Record<string, number>> = {
    stuck: min,
    scale: 0.5,
    offset: (max - min) / 10,
    noise: unit === 'bit' ? 0.1 : (max - min) / 50,
    delay: 500,
    bitflip: 0,
  };
  return values[way] ?? 0;
}

function options(names: readonly string[]): HTMLOptionElement[] {
  return names.map((name) => make('option', { value: name, textContent: name }));
}

export class FaultPanel {
  private readonly act: (acts: readonly Act[]) => void;
  private parts: readonly PartOffer[] = [];
  private readonly part = byId<HTMLSelectElement>('fault-part');
  private readonly property = byId<HTMLSelectElement>('fault-property');
  private readonly way = byId<HTMLSelectElement>('fault-way');
  private readonly value = byId<HTMLInputElement>('fault-value');
  private shown = '';
  private now: readonly Injected[] = [];

  constructor(act: (acts: readonly Act[]) => void) {
    this.act = act;
    this.part.addEventListener('change', () => this.choosePart());
    this.property.addEventListener('change', () => this.chooseProperty());
    this.way.addEventListener('change', () => this.chooseWay());
    byId('fault-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.inject();
    });
    byId('clear-all').addEventListener('click', () => this.clear(this.now));
    byId('injected').addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      const one = this.now[Number(button?.dataset['index'] ?? -1)];
      if (one !== undefined) this.clear([one]);
    });
  }

  setParts(parts: readonly PartOffer[]): void {
    this.parts = parts;
    this.part.replaceChildren(...options(parts.map((part) => part.name)));
    this.choosePart();
  }

  show(injected: readonly Injected[]): void {
    const key = JSON.stringify(injected);
    if (key === this.shown) return;
    this.shown = key;
    this.now = injected;
    const chips = injected.map(({ part, property, as, value }, i) => {
      const words = [part, property, as, value].filter((word) => word !== undefined).join(' ');
      const button = make('button', { type: 'button', textContent: `${words} ×` });
      button.dataset['index'] = String(i);
      button.setAttribute('aria-label', `Clear ${words}`);
      return make('li', {}, button);
    });
    const none = make('li', { className: 'none', textContent: 'Nothing: everything is healthy.' });
    byId('injected').replaceChildren(...(chips.length > 0 ? chips : [none]));
    byId<HTMLButtonElement>('clear-all').disabled = chips.length === 0;
  }

  private get chosen(): PropertyOffer | undefined {
    const part = this.parts.find((one) => one.name === this.part.value);
    return part?.properties.find((one) => one.name === this.property.value);
  }

  private choosePart(): void {
    const part = this.parts.find((one) => one.name === this.part.value);
    this.property.replaceChildren(...options(part?.properties.map((one) => one.name) ?? []));
    this.chooseProperty();
  }

  private chooseProperty(): void {
    this.way.replaceChildren(...options(this.chosen?.ways ?? []));
    this.chooseWay();
  }

  private chooseWay(): void {
    const { chosen } = this;
    if (chosen === undefined) return;
    const isRuntime = this.part.value === RUNTIME_PART;
    const meaning = isRuntime ? `${chosen.min} to ${chosen.max} ${chosen.unit}` : VALUE_HELP[this.way.value];
    this.value.disabled = meaning === undefined;
    this.value.value = meaning === undefined ? '' : isRuntime ? '' : String(usual(this.way.value, chosen));
    this.value.placeholder = isRuntime ? 'usual' : '';
    const pin = this.parts.find((one) => one.name === this.part.value)?.help ?? '';
    const range = isRuntime ? '' : ` From ${chosen.min} to ${chosen.max} ${chosen.unit}.`;
    const value = meaning === undefined ? '' : ` Value: ${meaning}.`;
    setText(byId('fault-help'), `${pin} ${chosen.help}${range}${value}`);
  }

  private inject(): void {
    const part = this.part.value;
    const text = this.value.value;
    const value = text === '' ? undefined : Number(text);
    const as = this.way.value as Injected['as'];
    if (part === RUNTIME_PART) this.act([{ inject: { part, as, value } }]);
    else this.act([{ inject: { part, property: this.property.value, as, value } }]);
  }

  private clear(which: readonly Injected[]): void {
    if (which.length > 0) this.act(which.map(({ part, property }) => ({ clear: { part, property } })));
  }
}
