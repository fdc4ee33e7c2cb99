import { ProgressLocation, window } from 'vscode';
import { formatPlural } from '../messages/format.ts';
import type { RestLimits } from '../pools/pool.ts';
import { redactUris } from '../pools/redact-uri.ts';

/** Shows that something is being paused, with what still runs and a button that takes it back. A failure is told in its own words. */
export async function untilAtRest(
  name: string,
  pause: (limits: RestLimits) => Promise<unknown>,
): Promise<void> {
  const how = { location: ProgressLocation.Notification, title: `Pausing ${name}`, cancellable: true };
  await window.withProgress(how, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const told = (left: number) =>
      progress.report({
        message: `${formatPlural(left, 'statement or transaction', 'statements or transactions')} to end`,
      });
    try {
      await pause({ signal: stop.signal, told });
    } catch (error) {
      if (!stop.signal.aborted)
        void window.showErrorMessage(redactUris(error instanceof Error ? error.message : String(error)));
    }
  });
}
