import Mocha from 'mocha';

/** Mocha's `spec` on the terminal and, where TEST_REPORT names a file, mocha's JSON in it: what `npm test` adds up. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const output = process.env.TEST_REPORT;
    if (output !== undefined) new Mocha.reporters.JSON(runner, { ...options, reporterOption: { output } });
  }
}
