// @ts-nocheck
// What becomes of exceptions in callbacks, and in which order things run.
function out() {
  print('# ' + [].slice.call(arguments).join(' '));
}
function busy(ms) {
  var end = getTime() + ms / 1000;
  while (getTime() < end);
}
setTimeout(function () {
  setTimeout(function () {
    out('A throws');
    throw new Error('A');
  }, 1);
  setTimeout(function () {
    out('B still runs');
  }, 1);
  setTimeout(function () {
    out('C throws');
    throw 'C';
  }, 1);
  busy(20);
}, 10);
setTimeout(function () {
  process.on('uncaughtException', function (e) {
    out('handler got', e);
  });
  setTimeout(function () {
    throw 'first is lost';
  }, 1);
  setTimeout(function () {
    throw 'last is told';
  }, 1);
  busy(20);
}, 100);
setTimeout(function () {
  var n = 0;
  var id = setInterval(function () {
    n++;
    out('interval goes on', n);
    if (n == 3) clearInterval(id);
    throw 'in interval ' + n;
  }, 10);
}, 200);
setTimeout(function () {
  E.on('own', function (a, b) {
    out('own', a, b);
  });
  E.on('own', function () {
    out('own too');
    throw 'in event';
  });
  E.prependListener('own', function () {
    out('own before');
  });
  E.emit('own', 1, 2);
  out('events come later');
  E.emit('unheard');
}, 300);
setTimeout(function () {
  var heard = function () {
    out('removed, not heard');
  };
  E.on('other', heard);
  E.removeListener('other', heard);
  E.on('other', function () {
    out('other');
  });
  E.emit('other');
}, 350);
setTimeout(function () {
  Promise.resolve(1)
    .then(function (x) {
      out('then', x);
      return x + 1;
    })
    .then(function (x) {
      out('then', x);
      throw 'thrown';
    })
    .catch(function (e) {
      out('catch', e);
      return 'mended';
    })
    .then(function (x) {
      out('after', x);
    });
  Promise.all([Promise.resolve(1), Promise.resolve(2)]).then(function (x) {
    out('all', x.join());
  });
  new Promise(function (resolve) {
    setTimeout(function () {
      resolve('late');
    }, 5);
  }).then(function (x) {
    out(x);
  });
  out('before any then');
}, 400);
setTimeout(function () {
  var o = {};
  try {
    o.nothing();
  } catch (e) {
    out(e instanceof Error, typeof e.message);
  }
  try {
    throw new TypeError('t');
  } catch (e) {
    out(e.message, e.toString());
  }
  try {
    undefinedName;
  } catch (e) {
    out(e instanceof ReferenceError);
  }
  out(E.getErrorFlags().length);
}, 500);
setTimeout(function () {
  out('end');
}, 600);
