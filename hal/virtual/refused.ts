/**
 * Documented names that this chip does not model. Each is there as a function that throws with its own name, so a
 * program that needs it stops with a clear word instead of running wrongly. Names: Espruino 2v29, Jolt.js build.
 */
import type { NativeApi } from './contract.ts';
import { NotModelled } from './errors.ts';

const MEMBERS: Readonly<Record<string, string>> = {
  E:
    'FFT HSBtoRGB asUTF8 asm compiledC connectSDCard decodeUTF8 dumpFragmentation dumpFreeList dumpLockedVars dumpStr ' +
    'dumpTimers dumpVariables fromUTF8 getAddressOf getBattery getClock getPowerUsage getVDDH hwRand isUTF8 ' +
    'lookupNoCase memoryArea memoryMap nativeCall openFile pipe rebootToDFU sendUSBHID setBootCode setClock ' +
    'setComparator setDST setUSBHID showMenu stopEventPropagation toFlatString toJS unmountSD',
  NRF:
    'amsCommand amsGetPlayerInfo amsGetTrackInfo amsIsActive ancsAction ancsGetAppInfo ancsGetNotificationInfo ' +
    'ancsIsActive connect ctsGetTime ctsIsActive disconnect eraseBonds filterDevices findDevices getAddress ' +
    'getAdvertisingData getAdvertisingName getBattery getSecurityStatus nfcRaw nfcSend nfcStart nfcStop nfcText nfcURL ' +
    'nfcPair nfcAndroidApp requestDevice resolveAddress restart sendHIDReport setAddress setAdvertising ' +
    'setConnectionInterval setLowPowerConnection setRSSIHandler setScan setScanResponse setSecurity setServices ' +
    'setTxPower setWhitelist sleep startBonding updateConnection updateServices wake on',
  Graphics:
    'asBMP asImage asURL blendColor blit drawCircle drawCircleAA drawEllipse drawImage drawImages drawLineAA drawPoly ' +
    'drawPolyAA dump fillCircle fillEllipse fillPoly fillPolyAA floodFill getFont getFonts getModified ' +
    'getVectorFontPolys imageMetrics quadraticBezier scroll setFont setFont12x20 setFont14 setFont17 setFont22 ' +
    'setFont28 setFont6x15 setFontBitmap setFontPBF setFontVector setOffset setRotation setTheme toColor ' +
    'transformVertices wrapString',
  Storage: 'hash open optimise getStats',
  Waveform: 'startInput startOutput stop',
};

const GLOBALS =
  'peek8 peek16 peek32 poke8 poke16 poke32 dump edit save setBusyIndicator setSleepIndicator trace getSerial ' +
  'OneWire Waveform Stepper Queue Task Timer Trig Uint24Array';

function refusal(name: string, hint = ''): () => never {
  // A plain function, because some of these names are called with `new`.
  return function () {
    throw new NotModelled(name, hint);
  };
}

/** Puts a refusing function for every unmodelled member of a class on an object. */
export function refuseAll(owner: string, target: object): void {
  for (const name of MEMBERS[owner]!.split(' ')) {
    if (!(name in target)) Object.assign(target, { [name]: refusal(`${owner}.${name}`) });
  }
}

/** Refusing functions for unmodelled global names. */
export function refusedGlobals(): NativeApi {
  return Object.fromEntries(GLOBALS.split(' ').map((name) => [name, refusal(name)]));
}
