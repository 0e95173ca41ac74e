import { readFileSync } from 'node:fs';

/** What one ring of tests came to. */
export interface RingResult {
  readonly passed: number;
  readonly failed: number;
  /** Why it did not run as it should, in a sentence. */
  readonly note?: string;
  /** What failed, each with its reason. */
  readonly failures?: readonly string[];
}

/** Of a reason, in the summary: the whole stands where the ring ran. */
const MOST_LINES = 20;

/** The part of mocha's JSON report that is read here. */
export interface MochaReport {
  readonly stats: {
    readonly passes: number;
    readonly failures: number;
    readonly pending: number;
    readonly tests: number;
  };
  readonly tests: readonly ReportedTest[];
  /** Of tests and of hooks. */
  readonly failures: readonly ReportedTest[];
}

export interface ReportedTest {
  readonly title: string;
  readonly fullTitle: string;
  readonly duration?: number;
  readonly err: { readonly message?: string; readonly stack?: string };
}

/** A check without tests of its own (lint, types, build) counts as one. */
export function checkResult(code: number): RingResult {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Adds up a mocha report. Whatever keeps tests from counting is a failure: no report, no tests, skipped tests, or an exit code that the report
 * does not explain.
 */
export function mochaResult(reportFile: string, code: number): RingResult {
  let report: MochaReport;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as MochaReport;
  } catch {
    return { passed: 0, failed: 1, note: `mocha ended with code ${code} and left no report` };
  }
  const { passes, failures: failed, pending } = report.stats;
  const failures = report.failures.map(failure);
  if (pending > 0)
    return { passed: passes, failed: failed + pending, note: `${pending} skipped, which counts as failed`, failures };
  if (passes + failed === 0) return { passed: 0, failed: 1, note: 'no tests were found' };
  if (code !== 0 && failed === 0) return { passed: passes, failed: 1, note: `mocha ended with code ${code}` };
  return { passed: passes, failed, failures };
}

function failure({ fullTitle, err }: ReportedTest): string {
  return [fullTitle, ...(err.stack ?? err.message ?? '').split('\n', MOST_LINES)].join('\n    ');
}
