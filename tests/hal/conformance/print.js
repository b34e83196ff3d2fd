// @ts-nocheck
// How values are printed.
function out() {
  print('# ' + [].slice.call(arguments).join(' '));
}
print('# ', 1, 'a', true, null, undefined);
print('# ', 1.5, 0.1, -0.25, 1 / 3, 1e-7, 123456.789, 1e9, NaN, Infinity, -7, 0.1 + 0.2, 0.3, 9.99, 1e3 / 7);
print(
  '# ',
  1e-5,
  9.99e-7,
  123e-9,
  1e20,
  1e21,
  1.5e22,
  12345678.123456789,
  0.999999999999,
  -1e-9,
  4294967296.5,
  359.99,
  2.675,
);
print('# ', [], [1, 2], [true, null, undefined, -1.5]);
print('# ', {}, { a: 1 }, { a: 1, b: 2, c: 3, d: 4 });
print('# ', new Uint8Array([1, 2]), new Float32Array([1.5]), new Int16Array(0), new Uint8Array(3), new ArrayBuffer(2));
print('# ', D5, [D5, D6], new Error('x'), true);
console.log('# ', 'log', 5);
out('end');
