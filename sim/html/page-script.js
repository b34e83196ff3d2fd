// @ts-nocheck -- runs in a browser; the simulator's own types know no document.
/* global document, requestAnimationFrame */
// Turns the board with the time: by the slider, by pointing at a chart, by Play. Without script the page is complete, only still.
const run = JSON.parse(document.getElementById('run').textContent);
const slider = document.getElementById('time');
const button = document.getElementById('play');
const byId = (id) => document.getElementById(id);
/** A whole run plays in this time. */
const PLAY_S = 20;

function show(index) {
  const last = run.timeS.length - 1;
  const at = Math.max(0, Math.min(last, index));
  const angle = run.angleDeg[at];
  slider.value = String(at);
  slider.setAttribute('aria-valuetext', run.clock[at]);
  byId('rig-board').setAttribute('transform', `rotate(${-angle})`);
  byId('rig-angle').textContent = `${angle.toFixed(1)}°`;
  const radians = (angle * Math.PI) / 180;
  byId('rig-actuator').setAttribute('x2', run.hinge.x + run.attachPx * Math.cos(radians));
  byId('rig-actuator').setAttribute('y2', run.hinge.y - run.attachPx * Math.sin(radians));
  byId('now-time').textContent = run.clock[at];
  byId('now-state').textContent = run.state[at];
  byId('now-angle').textContent = `${angle.toFixed(1)} degrees`;
  byId('now-pull').textContent = `${run.forceN[at].toFixed(0)} N`;
  byId('now-target').textContent = run.targetN[at] === null ? 'none' : `${run.targetN[at].toFixed(0)} N`;
  byId('now-speed').textContent = `${run.speedDegPerS[at].toFixed(2)} degrees per second`;
  const x = run.left + (run.timeS[at] / run.endS) * run.width;
  for (const cursor of document.querySelectorAll('.cursor')) {
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    cursor.setAttribute('visibility', 'visible');
  }
}

/** Index of the sample under the pointer. */
function indexAt(chart, clientX) {
  const box = chart.getBoundingClientRect();
  const x = ((clientX - box.left) / box.width) * run.full;
  const timeS = ((x - run.left) / run.width) * run.endS;
  return Math.round((timeS / run.endS) * (run.timeS.length - 1));
}

let playing = false;
let from = 0;
let startedMs = 0;

function play(nowMs) {
  if (!playing) return;
  const last = run.timeS.length - 1;
  const index = from + ((nowMs - startedMs) / 1000 / PLAY_S) * last;
  show(Math.round(index));
  if (index >= last) setPlaying(false);
  else requestAnimationFrame(play);
}

function setPlaying(on) {
  playing = on;
  button.textContent = on ? 'Pause' : 'Play';
  if (!on) return;
  from = Number(slider.value) >= run.timeS.length - 1 ? 0 : Number(slider.value);
  requestAnimationFrame((nowMs) => {
    startedMs = nowMs;
    play(nowMs);
  });
}

slider.addEventListener('input', () => {
  setPlaying(false);
  show(Number(slider.value));
});
button.addEventListener('click', () => setPlaying(!playing));
for (const chart of document.querySelectorAll('.chart')) {
  chart.addEventListener('pointermove', (event) => {
    setPlaying(false);
    show(indexAt(chart, event.clientX));
  });
}
show(run.firstShown);
