/** The values of cell and converter that a fault can change. */
import type { Pad } from '../../hal/virtual/contract.ts';
import type { PropertyMaker } from './part.ts';
import type { Property } from './property.ts';

/** The S-beam: load, zero and signal. */
export interface CellProperties {
  readonly force: Property;
  readonly zero: Property;
  readonly drift: Property;
  readonly creep: Property;
  readonly linearity: Property;
  readonly hysteresis: Property;
  readonly sensitivity: Property;
  readonly signal: Property;
}

/** The converter: its word and its two lines. */
export interface ConverterProperties {
  readonly counts: Property;
  readonly rate: Property;
  readonly dout: Property;
  readonly pulses: Property;
  readonly stretch: Property;
}

export function cellProperties(maker: PropertyMaker): CellProperties {
  return {
    force: maker.make({
      name: 'force',
      unit: 'N',
      min: -2500,
      max: 2500,
      help: 'Load on the cell, true side: hang weights by making it stuck; open: nothing hangs on it.',
    }),
    zero: maker.make({
      name: 'zero',
      unit: 'N',
      min: -2000,
      max: 2000,
      help: 'Zero of the cell as a force, 6 N as delivered; true side.',
    }),
    drift: maker.make({
      name: 'drift',
      unit: 'N/s',
      min: -100,
      max: 100,
      help: 'Speed at which the zero moves, 0 as delivered; what has drifted stays; true side.',
    }),
    creep: maker.make({
      name: 'creep',
      unit: '1',
      min: 0,
      max: 0.1,
      help: 'Share of the load that is added with a time constant of 10 minutes, 0.0002 as delivered; true side.',
    }),
    linearity: maker.make({
      name: 'linearity',
      unit: '1',
      min: -0.05,
      max: 0.05,
      help: 'Bow of the curve at half load as a share of capacity, 0.00012 as delivered; true side.',
    }),
    hysteresis: maker.make({
      name: 'hysteresis',
      unit: '1',
      min: 0,
      max: 0.1,
      help: 'Share by which the reading lags behind the load, 0.0002 as delivered; true side.',
    }),
    sensitivity: maker.make({
      name: 'sensitivity',
      unit: 'mV/V',
      min: -4,
      max: 4,
      help: 'Signal at capacity, 2 as delivered: another cell, or a damaged one; true side.',
    }),
    signal: maker.make({
      name: 'signal',
      unit: 'mV/V',
      min: -20,
      max: 20,
      help: 'Bridge signal, wire side; scale -1: wires swapped; open: random walk with hits of the rails.',
    }),
  };
}

export function converterProperties(maker: PropertyMaker, sck: Pad): ConverterProperties {
  maker.wire(
    'sck',
    sck,
    'Clock line from the chip; stuck 1 for over 60 us powers the converter down; open: no pulses.',
  );
  return {
    counts: maker.make({
      name: 'counts',
      unit: 'counts',
      min: -(2 ** 23),
      max: 2 ** 23 - 1,
      help: 'Word of the converter, after saturation.',
    }),
    rate: maker.make(
      {
        name: 'rate',
        unit: '1/s',
        min: 1,
        max: 100,
        help: 'Conversions per second: 10 or 80 by the strap on the converter.',
      },
      { ways: ['stuck', 'scale', 'offset'] },
    ),
    dout: maker.bit('dout', 'Data line to the chip; open: the chip reads its pull resistor.'),
    pulses: maker.make({
      name: 'pulses',
      unit: '1',
      min: -1,
      max: 4,
      help: 'Clock pulses that the converter sees more than were sent in each word; 0 when healthy.',
    }),
    stretch: maker.make({
      name: 'stretch',
      unit: '1',
      min: 0,
      max: 25,
      help: 'Number of the pulse in each word that lasts over 60 us; 0 when healthy.',
    }),
  };
}
