// @ts-check

/** @typedef {{ readonly title: string; readonly reason: string }} Skipped */
/** @typedef {{ readonly passed: number; readonly failed: number; readonly skipped: readonly Skipped[] }} Tally */

/** @param {Tally} one @param {Tally} other @returns {Tally} */
export function sum(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: [...one.skipped, ...other.skipped],
  };
}

/** @param {Tally} tally */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/**
 * @typedef {{ fullName: string; status: string; meta?: { note?: string } }} VitestCase
 * @typedef {{ status: string; assertionResults: VitestCase[] }} VitestFile
 */

/** @param {unknown} json what Vitest's JSON reporter wrote; undefined when it wrote nothing @returns {Tally} */
export function vitestTally(json) {
  const report = /** @type {{ testResults?: VitestFile[] } | undefined} */ (json);
  if (report?.testResults === undefined) return { passed: 0, failed: 1, skipped: [] };
  const cases = report.testResults.flatMap((file) => file.assertionResults);
  // a file that could not be loaded has no cases to fail
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: cases.filter((test) => test.status === 'passed').length,
    failed: cases.filter((test) => test.status === 'failed').length + broken.length,
    skipped: cases
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ title: test.fullName, reason: test.meta?.note ?? test.status })),
  };
}

/**
 * @typedef {{ status: string; projectName: string; annotations: { type: string; description?: string }[] }} PlaywrightTest
 * @typedef {{ title: string; specs?: { title: string; tests: PlaywrightTest[] }[]; suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/** @param {unknown} json what Playwright's JSON reporter wrote; undefined when it wrote nothing @returns {Tally} */
export function playwrightTally(json) {
  const report = /** @type {{ suites?: PlaywrightSuite[]; errors?: unknown[] } | undefined} */ (json);
  if (report?.suites === undefined) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.suites.flatMap((suite) => testsOf(suite));
  return {
    passed: tests.filter((test) => test.status === 'expected' || test.status === 'flaky').length,
    failed: tests.filter((test) => test.status === 'unexpected').length + (report.errors?.length ?? 0),
    skipped: tests
      .filter((test) => test.status === 'skipped')
      .map((test) => ({
        title: `[${test.projectName}] ${test.title}`,
        reason: test.annotations.find((note) => note.type === 'skip')?.description ?? 'no reason given',
      })),
  };
}

/** @param {PlaywrightSuite} suite @returns {(PlaywrightTest & { title: string })[]} */
function testsOf(suite) {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, title: `${suite.title} › ${spec.title}` })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner))];
}
