/** Requests that only read. */
import type { Inputs } from '../../hal/machine.ts';
import { Daily, PRESCRIPTION } from '../course-records.ts';
import { isExpired } from '../day.ts';
import { today, type Device } from '../device.ts';
import { Page } from '../layout.ts';
import { scaleOf, Status, SwitchBit } from '../protocol.ts';
import { CALIBRATION, type RecordSpec } from '../records.ts';
import { loadRecord, readRing } from '../store.ts';
import { numberAt, refuse, type Archive, type Console } from './state.ts';

/** Version of the protocol; rises with every change that an older console would not understand. */
const PROTOCOL = 1;

function bit(isSet: boolean): number {
  return isSet ? 1 : 0;
}

function hasKey(d: Device): boolean {
  const daily = d.daily;
  return (daily[Daily.Key0] | daily[Daily.Key1] | daily[Daily.Key2] | daily[Daily.Key3]) !== 0;
}

/** Protocol, state, service open, key of the console set, day, uptime in s, calibrated, expired, prescribed. */
export function info(_: Console, d: Device): string {
  const flags = [bit(d.calibrated), bit(d.calibrated && isExpired(d)), bit(d.prescribed)].join();
  const upS = Math.floor(d.inputs.nowMs / 1000);
  return [PROTOCOL, d.session.state, bit(d.service), bit(hasKey(d)), today(d), upS].join() + ',' + flags;
}

function switches(i: Inputs): number {
  let bits = 0;
  if (i.panic) bits |= SwitchBit.Panic;
  if (i.relayOpen) bits |= SwitchBit.RelayOpen;
  if (i.start) bits |= SwitchBit.Start;
  if (i.lower) bits |= SwitchBit.Lower;
  if (i.endLow) bits |= SwitchBit.EndLow;
  if (i.endHigh) bits |= SwitchBit.EndHigh;
  if (i.key) bits |= SwitchBit.Key;
  return bits;
}

/** Word of the converter, its validity, angle and tilt in 0.01 degrees, supply in mV, switches, worst reaction, cause. */
export function live(_: Console, d: Device): string {
  const s = d.sensed;
  const angles = [Math.round(s.angleDeg * 100), Math.round(s.tiltDeg * 100)].join();
  const rest = [Math.round(d.inputs.supplyV * 1000), switches(d.inputs), d.book.worst, d.book.cause].join();
  return [d.inputs.loadCounts, s.pull].join() + ',' + angles + ',' + rest;
}

function record(c: Console, spec: RecordSpec, values: number[] | null): string {
  if (values === null) return refuse(c, Status.Nothing);
  const fields: number[] = [];
  for (let k = 0; k < values.length; k++) fields.push(Math.round(values[k] * scaleOf(spec.fields[k])));
  return fields.join();
}

function slots(c: Console, a: Archive, spec: RecordSpec, page: number): string {
  return record(c, spec, loadRecord(a.store, spec, page));
}

export function calibrationInUse(c: Console, _: Device, a: Archive): string {
  return slots(c, a, CALIBRATION, Page.Calibration);
}

export function prescriptionInUse(c: Console, _: Device, a: Archive): string {
  return slots(c, a, PRESCRIPTION, Page.Prescription);
}

/** A session of the log; argument: how many before the last. */
export function session(c: Console, _: Device, a: Archive): string {
  const back = numberAt(c, 0, 0, 1000);
  return c.status === Status.Ok ? record(c, a.sessions.spec, readRing(a.store, a.sessions, back)) : '';
}

export function event(c: Console, _: Device, a: Archive): string {
  const back = numberAt(c, 0, 0, 1000);
  return c.status === Status.Ok ? record(c, a.events.spec, readRing(a.store, a.events, back)) : '';
}
