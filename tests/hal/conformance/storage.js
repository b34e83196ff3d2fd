// @ts-nocheck
// Files.
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
var s = require('Storage');
s.eraseAll();
out(s.list().join(), s.read('none'), s.write('a', 'hello'), s.read('a'), s.list().join());
out(s.write('a', 'hello'), s.write('a', 'longer than before'), s.read('a'), s.list().join());
out(s.read('a', 7), s.read('a', 0, 6), s.read('a', 12, 100));
out(s.write('b', 'abcd', 0, 12), s.write('b', 'efgh', 4), s.write('b', 'ijkl', 8), s.read('b'));
out(
  attempt(function () {
    return s.write('b', 'X', 0);
  }),
);
out(
  attempt(function () {
    return s.write('b', 'too much for it', 4);
  }),
);
out(
  attempt(function () {
    return s.write('zero', '');
  }),
);
out(s.writeJSON('j', { x: [1, 2], y: 'z' }), JSON.stringify(s.readJSON('j')), s.readJSON('none'));
out(
  s.write('u', new Uint8Array([1, 2, 255])),
  E.toUint8Array(s.read('u')).join(),
  new Uint8Array(s.readArrayBuffer('u')).join(),
);
out(s.list().join());
s.erase('a');
out(s.list().join(), s.read('a'), s.list(/^[bj]/).join());
out(s.write('a name of more than twenty-eight characters', 'x'), s.list(/^a/).join());
var before = s.getFree();
s.write('c', 'four');
out(before - s.getFree());
s.write('c', 'fives');
s.compact();
out(before - s.getFree() < 200, s.list().join(), s.read('b'), s.read('c'));
s.eraseAll();
out('end', s.list().length);
