// @ts-nocheck
// Bits of the flash can only be cleared; ends of words are filled with what is there.
function out() {
  print('# ' + [].slice.call(arguments).join(' '));
}
function attempt(f) {
  try {
    return f();
  } catch (e) {
    return e.toString();
  }
}
var f = require('Flash');
var a = f.getFree()[0].addr + 8192;
f.erasePage(a);
out(f.getPage(a + 5).addr == a, f.read(8, a).join());
f.write([1, 2, 3, 4], a);
out(f.read(8, a).join());
f.write(new Uint8Array([0xf0, 0x0f, 0xff, 0]), a);
out(f.read(4, a).join());
f.write('xyz', a + 5);
out(f.read(12, a).join());
f.write(new Uint8Array(new Float64Array([1.5]).buffer), a + 16);
out(f.read(8, a + 16).join(), new Float64Array(f.read(8, a + 16).buffer)[0]);
out(f.read(0, a), f.read(3, a + 1).join());
out(
  attempt(function () {
    f.write(undefined, a);
  }),
);
f.erasePage(a + 100);
out(f.read(8, a).join());
out('end');
