import { expect } from 'chai';
import { DAILY, PRESCRIPTION } from '../../firmware/course-records.ts';
import {
  CALIBRATION,
  decodeRecord,
  encodeRecord,
  EVENT,
  recordBytes,
  recordSequence,
  SESSION_LOG,
  Type,
  type Field,
  type RecordSpec,
} from '../../firmware/records.ts';
import { Random } from '../../sim/random.ts';
import { crc } from '../support/fakeFlash.ts';

const KINDS: Readonly<Record<string, RecordSpec>> = { CALIBRATION, PRESCRIPTION, DAILY, SESSION_LOG, EVENT };

/** A short record to look at byte by byte. */
const SHORT = DAILY.older!;

/** A value that the field can hold exactly. */
function held(field: Field, share: number): number {
  const value = field.min + (field.max - field.min) * share;
  if (field.stored === Type.F64) return value;
  return field.stored === Type.F32 ? Math.fround(value) : Math.round(value);
}

function valuesAt(spec: RecordSpec, share: number): number[] {
  return spec.fields.map((field) => held(field, share));
}

function through(spec: RecordSpec, values: readonly number[]): number[] | null {
  return decodeRecord(spec, encodeRecord(spec, values, 7, crc), crc);
}

describe('records', () => {
  for (const [name, spec] of Object.entries(KINDS)) {
    it(`${name}: comes back as it was written, at both bounds of every field and between`, () => {
      const random = new Random(spec.kind);
      for (const share of [0, 1, ...Array.from({ length: 200 }, () => random.unit())]) {
        const values = valuesAt(spec, share);
        expect(through(spec, values)).to.deep.equal(values);
      }
    });

    it(`${name}: is rejected with any one bit of it flipped`, () => {
      const record = encodeRecord(spec, valuesAt(spec, 0.37), 7, crc);
      const end = 8 + spec.fields.reduce((sum, field) => sum + [1, 2, 4, 4, 8][field.stored]!, 0) + 4;
      const believed: number[] = [];
      for (let bit = 0; bit < 8 * end; bit++) {
        record[bit >> 3]! ^= 1 << (bit & 7);
        if (decodeRecord(spec, record, crc) !== null) believed.push(bit);
        record[bit >> 3]! ^= 1 << (bit & 7);
      }
      expect(believed).to.deep.equal([]);
      expect(decodeRecord(spec, record, crc)).to.not.equal(null);
    });

    it(`${name}: is rejected with a field out of its bounds, even under a right checksum`, () => {
      spec.fields.forEach((field, k) => {
        for (const value of outside(field)) {
          const values = valuesAt(spec, 0.5);
          values[k] = value;
          expect(through(spec, values), `${field.name} ${value}`).to.equal(null);
        }
      });
    });
  }

  it('are as long as their fields together, older versions too', () => {
    const BYTES = { [Type.U8]: 1, [Type.U16]: 2, [Type.I32]: 4, [Type.F32]: 4, [Type.F64]: 8 };
    const check = (spec: RecordSpec): void => {
      const sum = spec.fields.reduce((bytes, { stored }) => bytes + BYTES[stored], 0);
      expect(spec.payloadBytes, `kind ${spec.kind} version ${spec.version}`).to.equal(sum);
      if (spec.older !== undefined) check(spec.older);
    };
    Object.values(KINDS).forEach(check);
  });

  it('have the sizes that the flash pages are planned for, in whole words', () => {
    expect(Object.values(KINDS).map(recordBytes)).to.deep.equal([72, 76, 56, 44, 32]);
    expect(recordBytes(SESSION_LOG.older!), 'both versions stand in one ring').to.equal(recordBytes(SESSION_LOG));
  });

  it('are laid out as documented: kind, version, length, sequence, fields, checksum, filling', () => {
    const bytes = [...encodeRecord(SHORT, [0x0102, 0x0304, 0x0506], 0x11223344, () => 0xaabbccdd)];
    const fields = [0x02, 0x01, 0x04, 0x03, 0x06, 0x05];
    expect(bytes).to.deep.equal([3, 1, 6, 0, 0x44, 0x33, 0x22, 0x11, ...fields, 0xdd, 0xcc, 0xbb, 0xaa, 0xff, 0xff]);
  });

  it('are not taken for another kind, another version, or a piece of one', () => {
    const record = encodeRecord(SHORT, [1, 2, 3], 7, crc);
    expect(decodeRecord({ ...SHORT, kind: 9 }, record, crc)).to.equal(null);
    expect(decodeRecord({ ...SHORT, version: 2 }, record, crc)).to.equal(null);
    expect(decodeRecord(SESSION_LOG, record, crc)).to.equal(null);
    expect(decodeRecord(SHORT, record.subarray(0, 17), crc)).to.equal(null);
    expect(decodeRecord(SHORT, new Uint8Array(20).fill(255), crc)).to.equal(null);
    expect(decodeRecord(SHORT, new Uint8Array(20), crc)).to.equal(null);
  });

  it('are read in place, in the middle of something larger', () => {
    const image = new Uint8Array(100).fill(255);
    image.set(encodeRecord(SHORT, [1, 2, 3], 7, crc), 13);
    expect(decodeRecord(SHORT, image.subarray(13), crc)).to.deep.equal([1, 2, 3]);
    expect(recordSequence(SHORT, image.subarray(13), crc)).to.equal(7);
  });

  it('tell their sequence, and -1 where there is none', () => {
    expect(recordSequence(SHORT, encodeRecord(SHORT, [1, 2, 3], 0xffffffff, crc), crc)).to.equal(0xffffffff);
    expect(recordSequence(SHORT, new Uint8Array(20).fill(255), crc)).to.equal(-1);
  });
});

describe('a record of an older version', () => {
  for (const [name, spec] of Object.entries({ CALIBRATION, PRESCRIPTION, DAILY, SESSION_LOG })) {
    const { older, added = [] } = spec;

    it(`${name}: is read with what it said, and the usual of what it could not say`, () => {
      const said = valuesAt(older!, 0.4);
      const record = encodeRecord(older!, said, 12, crc);
      expect(decodeRecord(spec, record, crc)).to.deep.equal([...said, ...added]);
      expect(recordSequence(spec, record, crc)).to.equal(12);
    });

    it(`${name}: has its fields first, and its usual values are ones that a new record may hold`, () => {
      expect(spec.fields.map((field) => field.name).slice(0, older!.fields.length)).to.deep.equal(
        older!.fields.map((field) => field.name),
      );
      expect(older!.fields.length + added.length).to.equal(spec.fields.length);
      const migrated = [...valuesAt(older!, 0.4), ...added];
      expect(through(spec, migrated)).to.deep.equal(migrated);
    });

    it(`${name}: is rejected when it is damaged, and a newer one than ours always`, () => {
      const record = encodeRecord(older!, valuesAt(older!, 0.4), 12, crc);
      record[9]! ^= 1;
      expect(decodeRecord(spec, record, crc)).to.equal(null);
      const newer = encodeRecord({ ...spec, version: spec.version + 1 }, valuesAt(spec, 0.4), 12, crc);
      expect(decodeRecord(spec, newer, crc)).to.equal(null);
    });
  }
});

describe('a calibration of version 1', () => {
  it('is read through both later versions: it tells of no figures and of no angle', () => {
    const first = CALIBRATION.older!.older!;
    const said = valuesAt(first, 0.4);
    expect(first.version).to.equal(1);
    expect(decodeRecord(CALIBRATION, encodeRecord(first, said, 3, crc), crc)).to.deep.equal([
      ...said,
      ...Array.from({ length: 10 }, () => 0),
    ]);
    expect(recordSequence(CALIBRATION, encodeRecord(first, said, 3, crc), crc)).to.equal(3);
    expect(decodeRecord(CALIBRATION, encodeRecord({ ...first, version: 0 }, said, 3, crc), crc)).to.equal(null);
  });
});

/** Values that the type of the field can hold and its bounds forbid. */
function outside(field: Field): number[] {
  const beyond = [field.min - 1, field.max + 1];
  if (field.stored === Type.F32 || field.stored === Type.F64) {
    return [...beyond, Number.NaN, Infinity, -Infinity];
  }
  const width = { [Type.U8]: [0, 255], [Type.U16]: [0, 65535], [Type.I32]: [-2147483648, 2147483647] }[field.stored];
  return beyond.filter((value) => value >= width[0]! && value <= width[1]!);
}
