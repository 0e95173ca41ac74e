import Mocha from 'mocha';

/** Mocha's `spec` on the terminal and, where TEST_REPORT names a file, mocha's JSON in it: what `npm test` adds up. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const output = process.env.TEST_REPORT;
    if (output === undefined) return;
    // The JSON reporter reads `reporterOption`, the name that the typings do not know yet.
    const toFile: Mocha.MochaOptions & { reporterOption: { output: string } } = {
      ...options,
      reporterOption: { output },
    };
    new Mocha.reporters.JSON(runner, toFile);
  }
}
