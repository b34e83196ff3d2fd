// @ts-nocheck
// Order, bursts and ids of timers.
function out() {
  print('# ' + [].slice.call(arguments).join(' '));
}
function busy(ms) {
  var end = getTime() + ms / 1000;
  while (getTime() < end);
}
function attempt(f) {
  try {
    return f();
  } catch (e) {
    return e.toString();
  }
}
out(
  'ids',
  setTimeout(function () {}, 1e6),
  setInterval(function () {}, 1e6),
  setTimeout(function () {}, 1e6),
);
clearTimeout(3);
out(
  'used again',
  setTimeout(function () {}, 1e6),
);
clearInterval(1);
out(
  'not the gap',
  setTimeout(function () {}, 1e6),
);
clearInterval();
out(
  'from one',
  setTimeout(function () {}, 1),
);
out(
  attempt(function () {
    clearInterval(undefined);
  }),
);
out(
  attempt(function () {
    clearTimeout(undefined);
  }),
);
out(
  attempt(function () {
    clearTimeout(12345);
    return 'unknown id is fine';
  }),
);
out(
  attempt(function () {
    changeInterval(12345, 1);
  }),
);
out(
  attempt(function () {
    setTimeout(5, 1);
  }),
);
out(
  attempt(function () {
    setInterval(undefined, 1);
  }),
);
out(
  attempt(function () {
    setTimeout(function () {}, 1e15);
  }),
);
setTimeout(function () {
  setTimeout(function () {
    out('created first, due last');
  }, 12);
  setTimeout(function () {
    out('created second');
  }, 6);
  setTimeout(function () {
    out('created third, due first');
  }, 2);
  busy(40);
}, 20);
setTimeout(function () {
  var n = 0;
  var id = setInterval(function () {
    n++;
    if (n == 1) busy(210);
    if (n == 6) {
      clearInterval(id);
    }
  }, 40);
  setTimeout(function () {
    out('burst has caught up', n);
  }, 300);
}, 200);
setTimeout(function () {
  var order = [];
  setTimeout(function () {
    order.push('a');
    setTimeout(function () {
      order.push('nested');
    }, 0);
    Promise.resolve().then(function () {
      order.push('promise');
    });
  }, 5);
  setTimeout(function () {
    order.push('b');
  }, 5);
  busy(30);
  setTimeout(function () {
    out(order.join());
  }, 60);
}, 700);
setTimeout(function () {
  setTimeout(
    function (a, b, c) {
      out('arguments', a, b, c);
    },
    1,
    'x',
    2,
    [3],
  );
  setTimeout("out('code as text')", 2);
  var left = 3;
  var id = setInterval(function () {
    left--;
    out('interval', left);
    if (left == 1) changeInterval(id, 30);
    if (left == 0) clearInterval(id);
  }, 10);
}, 900);
setTimeout(function () {
  var n = 0,
    id = setInterval(function () {
      n++;
      if (n == 3) clearInterval(id);
    }, NaN);
  setTimeout(function () {
    out('not a number is 0.1 ms', n);
  }, 30);
}, 1100);
setTimeout(function () {
  out('end');
}, 1300);
