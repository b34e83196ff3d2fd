// @ts-nocheck
// Types that software SPI takes and gives.
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
function kind(x) {
  return typeof x == 'object' ? (x.constructor === Uint8Array ? 'Uint8Array ' + x.length : 'object') : typeof x;
}
var s = new SPI();
s.setup({ miso: D1, mosi: D2 });
out(kind(s.send(0xaa)), s.send(0xaa));
out(kind(s.send([1, 2])), s.send([1, 2]));
out(kind(s.send('ab')), s.send('ab').length);
out(kind(s.send(new Uint8Array([1, 2, 3]))), s.send(new Uint8Array(3)));
out(kind(s.send(new Uint16Array([1, 2, 3]))));
out(kind(s.send([1, [2, 3], 'ab', new Uint8Array(2)])));
out(kind(s.send({ data: [1, 2], count: 2 })));
out(
  attempt(function () {
    return s.send(undefined);
  }),
);
out(s.write(1, 2, [3]), s.write('abc'), s.write(new Uint8Array(3)));
out(
  attempt(function () {
    return s.setup({ order: 'sideways' });
  }),
);
out(
  attempt(function () {
    return s.setup({ baud: 1 });
  }),
);
out(
  attempt(function () {
    return s.setup({ mosi: D1, sck: D2, mode: 3, order: 'lsb', bits: 4 });
  }),
);
out(
  attempt(function () {
    return s.send(1, 'nothing');
  }),
);
out('end');
