// @ts-nocheck
// Pixels of a one-bit buffer.
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
function show(g) {
  return E.CRC32(new Uint8Array(g.buffer));
}
var fontBits = '';
for (var i = 0; i < 200; i++) fontBits += String.fromCharCode((i * 73 + 41) & 255);
function scene(g) {
  var crcs = [];
  crcs.push(g.buffer.byteLength);
  g.clear();
  crcs.push(show(g));
  g.fillRect(3, 2, 17, 11);
  crcs.push(show(g));
  g.setColor(0).fillRect(5, 4, 8, 30).setColor(1);
  crcs.push(show(g));
  g.drawRect(20, 3, 30, 15);
  crcs.push(show(g));
  g.fillRect(-5, -5, 2, 100);
  crcs.push(show(g));
  g.fillRect(31, 20, 28, 18);
  crcs.push(show(g));
  g.fillRect(2.7, 20.9, 6.2, 22.1);
  crcs.push(show(g));
  g.drawLine(0, 0, 31, 23).drawLine(31, 0, 0, 23).drawLine(5, 5, 5, 20).drawLine(3, 9, 25, 9);
  crcs.push(show(g));
  g.drawLine(-10, 5, 50, 17).drawLine(10, 40, 12, -9).drawLine(7, 7, 7, 7);
  crcs.push(show(g));
  g.moveTo(1, 1).lineTo(9, 4).lineTo(2, 20);
  crcs.push(show(g));
  g.setPixel(15, 15, 0).setPixel(16, 15, 1).setPixel(100, 1, 1).setPixel(17, 15);
  crcs.push(show(g));
  crcs.push(g.getPixel(16, 15), g.getPixel(15, 15), g.getPixel(-1, 0), g.getPixel(100, 100));
  g.clearRect(10, 10, 14, 14);
  crcs.push(show(g));
  g.setFontCustom(fontBits, 65, 5, 7);
  g.drawString('AB', 1, 1);
  crcs.push(show(g));
  g.drawString('AB\nC', 12, 3, true);
  crcs.push(show(g));
  g.drawString('ABCDEF', -3, -2);
  crcs.push(show(g));
  crcs.push(g.stringWidth('ABC'), g.stringWidth('AB\nC'), g.getFontHeight(), g.stringWidth(12));
  g.setFontCustom(fontBits, 48, '\x03\x04\x05\x06', 6 | (2 << 8));
  g.drawString('0123', 2, 2);
  crcs.push(show(g));
  crcs.push(g.stringWidth('0123'), g.stringWidth('09A '), g.getFontHeight());
  g.setFontAlign(0, 0).drawString('01', 16, 12);
  crcs.push(show(g));
  g.setFontAlign(1, 1).drawString('10', 31, 23);
  crcs.push(show(g));
  g.setFontAlign(-1, -1).setBgColor(1).clear();
  crcs.push(show(g));
  g.setColor(0).setClipRect(4, 4, 9, 9).fillRect(0, 0, 31, 23);
  crcs.push(show(g));
  g.reset().fillRect(20, 0, 31, 5);
  crcs.push(show(g));
  g.clear(true);
  crcs.push(show(g));
  crcs.push(g.getWidth(), g.getHeight(), g.getColor(), g.getBgColor());
  return crcs.join();
}
out('vertical', scene(Graphics.createArrayBuffer(32, 24, 1, { vertical_byte: true })));
out('vertical msb', scene(Graphics.createArrayBuffer(32, 24, 1, { vertical_byte: true, msb: true })));
out('rows', scene(Graphics.createArrayBuffer(32, 24, 1)));
out('rows msb', scene(Graphics.createArrayBuffer(32, 24, 1, { msb: true })));
out('odd width', scene(Graphics.createArrayBuffer(33, 24, 1, { msb: true })));
out(
  attempt(function () {
    Graphics.createArrayBuffer(0, 5, 1);
  }),
);
out(
  attempt(function () {
    Graphics.createArrayBuffer(32, 20, 1, { vertical_byte: true });
  }),
);
out(
  attempt(function () {
    Graphics.createArrayBuffer(8, 8, 1).setFontCustom(5, 32, 5, 7);
  }),
);
out(
  attempt(function () {
    Graphics.createArrayBuffer(8, 8, 1).setFontCustom('', 300, 5, 7);
  }),
);
out(
  attempt(function () {
    Graphics.createArrayBuffer(8, 8, 1).setFontCustom('', 30, {}, 7);
  }),
);
var shared = new ArrayBuffer(8);
var g = Graphics.createArrayBuffer(8, 8, 1, { vertical_byte: true, buffer: shared });
g.fillRect(0, 0, 3, 3);
out(new Uint8Array(shared).join());
out('end');
