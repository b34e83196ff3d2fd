'use strict';

const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/** Prints as `spec` does and leaves the numbers in the file that INCLINE_COUNTS names. */
module.exports = class CountingReporter extends reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const path = process.env['INCLINE_COUNTS'];
      if (path) writeFileSync(path, JSON.stringify({ passes, failures, pending }));
    });
  }
};
