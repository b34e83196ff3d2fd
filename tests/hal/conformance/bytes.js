// @ts-nocheck
// Functions of E that walk over data, and views on memory.
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
out(E.CRC32('123456789'), E.CRC32([1, 2, 3]), E.CRC32(new Uint8Array([1, 2, 3])), E.CRC32(''), E.CRC32([]));
out(
  E.CRC32(new Uint16Array([1, 300])),
  E.CRC32(new Float64Array([1.5, 2])),
  E.CRC32(new Float64Array([1.5]).buffer),
  E.CRC32([1, 256, -1]),
);
out(E.toUint8Array([1, [2, 3], 'ab', { data: [4, 5], count: 2 }, new Uint8Array([9])]).join());
out(E.toUint8Array(1, 'b', [2]).join(), E.toUint8Array(300).join(), E.toUint8Array(new Uint16Array([1, 300])).join());
out(E.toString([65, 66]), E.toString('a', [98], { data: 'c', count: 3 }), E.toString(new Uint8Array([67, 68])));
out(
  E.sum([1, 2, 3.5]),
  E.sum(new Int16Array([-1, 5])),
  E.variance([1, 2, 3], 2),
  E.convolve([1, 2, 3], [1, 10], 0),
  E.convolve([1, 2, 3], [1, 10, 100], 1),
);
out(E.clip(5, 1, 3), E.clip(-5, 1, 3), E.clip(2, 1, 3), E.clip(NaN, 1, 3), E.reverseByte(1), E.reverseByte(0xb2));
function map(from, size, table, bits) {
  var to = new Uint8Array(size);
  E.mapInPlace(new Uint8Array(from), to, table, bits);
  return to.join();
}
out(map([1, 2, 3, 4], 4), map([1, 2, 3, 4], 6), map([1, 2, 3, 4], 2));
out(
  map([0x12, 0x34], 4, [10, 11, 12, 13, 14], 4),
  map([0x12, 0x34], 4, undefined, 4),
  map([0x12, 0x34], 4, undefined, -4),
);
out(
  map([0xa5], 8, undefined, 1),
  map([0xb1], 8, undefined, -1),
  map([1, 2, 3], 3, function (x, i) {
    return x * 2 + i;
  }),
);
out(
  map(
    [0x12, 0x34, 0x56],
    4,
    function (x, i) {
      return x + i;
    },
    6,
  ),
  map([1, 0, 2], 3, new Uint8Array([7, 8, 9])),
);
var wide = new Uint16Array(4);
E.mapInPlace(new Uint8Array([0x12, 0x34, 0x56, 0x78]), wide, undefined, 12);
out(wide.join());
out(
  attempt(function () {
    return E.mapInPlace([1], new Uint8Array(1));
  }),
);
out(
  attempt(function () {
    return E.mapInPlace(new Uint8Array(1), new Uint8Array(1), 5);
  }),
);
var v = new DataView(new ArrayBuffer(16));
v.setUint32(0, 0x12345678, true);
v.setInt16(4, -2);
v.setFloat64(8, -1.25, true);
out(new Uint8Array(v.buffer).join(), v.getUint8(0), v.getInt32(0, true), v.getUint16(4, true), v.getFloat64(8, true));
var f = new Float64Array([1 / 3]);
out(new Uint8Array(f.buffer).join());
out(new Int8Array([200, -200]).join(), new Uint8Array([300, -1]).join(), new Int32Array([4294967295]).join());
out(btoa('abc'), atob('YWJj'), btoa('\xff\x00'), atob('/wA=').length);
out(new Uint8Array([1, 2, 3, 4]).slice(1, 3).join(), new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2).join());
out('end');
