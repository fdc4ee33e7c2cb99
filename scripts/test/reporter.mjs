// Mocha's own spec output, and beside it a record in a file: one line for each test and its file, written as it happens,
// so that a suite which dies half-way still tells what it had done.
import Mocha from 'mocha';
import { note, recordVariable } from './record.mjs';

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_RETRY, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Mocha.Runner.constants;

export default class RecordingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env[recordVariable];
    // Nothing that failed once goes unseen.
    runner.on(EVENT_TEST_RETRY, (test, error) => {
      console.log(`    once more: ${test.title} (${error.message.split('\n')[0]})`);
      if (file) note(file, 'again', test, error);
    });
    if (!file) return;
    const write = (word) => (test, error) => note(file, word, test, error);
    runner.on(EVENT_TEST_PASS, write('passed'));
    runner.on(EVENT_TEST_FAIL, write('failed'));
    runner.on(EVENT_TEST_PENDING, write('skipped'));
    runner.on(EVENT_RUN_END, write('end'));
  }
}
