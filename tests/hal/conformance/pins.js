// @ts-nocheck
// Arguments of the pin functions that need no hardware.
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
// A pin is a number to the interpreter and an object in Node: typeof and arithmetic differ and are left out.
out('' + D5, JSON.stringify({ a: D5, b: [D1] }), D1 === D1, D1 === D2);
out(new Pin('D5'), new Pin(7), typeof D1.read, typeof D1.toggle);
out(
  attempt(function () {
    return digitalRead(undefined);
  }),
);
out(
  attempt(function () {
    return digitalRead('Z1');
  }),
);
out(
  attempt(function () {
    return digitalRead([]);
  }),
);
out(
  attempt(function () {
    return digitalRead([D1, D2]);
  }),
);
out(
  attempt(function () {
    return digitalRead({});
  }),
);
out(
  attempt(function () {
    return digitalRead({
      read: function () {
        return 7;
      },
    });
  }),
);
out(
  attempt(function () {
    return digitalWrite({}, 1);
  }),
);
out(
  attempt(function () {
    return digitalWrite(
      {
        write: function (v) {
          out('written', v);
        },
      },
      5,
    );
  }),
);
out(
  attempt(function () {
    return digitalWrite(undefined, 1);
  }),
);
out(
  attempt(function () {
    return digitalWrite([D1, 'nothing'], 1);
  }),
);
out(
  attempt(function () {
    return pinMode(D1, 'sideways');
  }),
);
out(
  attempt(function () {
    return pinMode(D1, {});
  }),
);
out(
  attempt(function () {
    return pinMode(undefined, 'input');
  }),
);
out(
  attempt(function () {
    return pinMode(D1);
  }),
);
out(
  attempt(function () {
    return pinMode(D1, 'auto');
  }),
);
out(
  attempt(function () {
    return digitalPulse(D1, 1, -1);
  }),
);
out(
  attempt(function () {
    return digitalPulse(D1, 1);
  }),
);
out(
  attempt(function () {
    return digitalPulse(undefined, 1, 1);
  }),
);
out(
  attempt(function () {
    return setWatch(5, D1);
  }),
);
out(
  attempt(function () {
    return setWatch(function () {}, D1, { edge: 'sideways' });
  }),
);
out(
  setWatch(function () {}, D1),
  setWatch(function () {}, D2, true),
  setWatch(function () {}, D1, { edge: 1 }),
);
out(
  attempt(function () {
    return clearWatch(77);
  }),
);
out(
  attempt(function () {
    return clearWatch(undefined);
  }),
);
out(
  attempt(function () {
    return clearWatch(2);
  }),
);
out(
  attempt(function () {
    return clearWatch();
  }),
);
out(setWatch(function () {}, D1));
out(HIGH, LOW);
out('end');
