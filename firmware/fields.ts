/** What records are described with. */

/** Field types of the payload. */
export const enum Type {
  U8 = 0,
  U16 = 1,
  I32 = 2,
  F32 = 3,
  F64 = 4,
}

/** One field: bounds feed validation, console and documents alike. */
export interface Field {
  readonly name: string;
  /** How it is stored. */
  readonly stored: Type;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** One kind of record. `version` rises with every change of the fields; a newer one than ours is not read. */
export interface RecordSpec {
  readonly kind: number;
  readonly version: number;
  /** Of all fields together: written down, because counting them for every slot that is looked at takes 150 ms on the board. */
  readonly payloadBytes: number;
  readonly fields: readonly Field[];
  /** The version before, whose fields are the first of these; the values of the others in such a record. */
  readonly older?: RecordSpec;
  readonly added?: readonly number[];
}
