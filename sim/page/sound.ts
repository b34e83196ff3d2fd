/** The buzzer, on request: a browser makes no sound before somebody has asked for it. */

/** Pitch of the usual piezo buzzers. */
const PITCH_HZ = 2300;
const LOUDNESS = 0.05;
/** Short enough for a beep, long enough not to click. */
const FADE_S = 0.006;

export class Sound {
  private gain: GainNode | null = null;
  private context: AudioContext | null = null;
  private isOn = false;

  set on(isOn: boolean) {
    this.isOn = isOn;
    if (isOn && this.context === null) this.start();
    if (!isOn) this.play(false);
  }

  play(isSounding: boolean): void {
    if (this.gain === null || this.context === null) return;
    this.gain.gain.setTargetAtTime(isSounding && this.isOn ? LOUDNESS : 0, this.context.currentTime, FADE_S);
  }

  private start(): void {
    const context = new AudioContext();
    const gain = context.createGain();
    const tone = context.createOscillator();
    tone.frequency.value = PITCH_HZ;
    gain.gain.value = 0;
    tone.connect(gain).connect(context.destination);
    tone.start();
    this.context = context;
    this.gain = gain;
  }
}
