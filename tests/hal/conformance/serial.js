// @ts-nocheck
// The two devices that are wired to each other.
function out() {
  print('# ' + [].slice.call(arguments).join(' '));
}
LoopbackB.on('data', function (d) {
  out('B got', JSON.stringify(d));
});
LoopbackA.write('abc');
LoopbackA.write(65, [66, 67], 'd');
LoopbackA.print('x');
LoopbackA.println('y');
out('later');
setTimeout(function () {
  LoopbackB.write('to A');
  setTimeout(function () {
    out(
      LoopbackA.available(),
      LoopbackA.read(2),
      LoopbackA.read(),
      JSON.stringify(LoopbackA.read()),
      LoopbackA.available(),
    );
    LoopbackB.removeAllListeners('data');
    LoopbackA.write('kept');
    setTimeout(function () {
      LoopbackB.on('data', function (d) {
        out('then', d);
      });
    }, 20);
  }, 20);
}, 20);
setTimeout(function () {
  out('end');
}, 200);
