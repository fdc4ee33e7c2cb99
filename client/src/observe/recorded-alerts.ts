import type { Alert } from '../alerts/alert-types.ts';
import { Alerts } from '../alerts/alerts.ts';
import { RecordedPools } from './recorded-pools.ts';
import type { Recording } from './flight-recording.ts';

/** The alerts of a flight recording, as they were when it ended: nothing is judged anew. */
export class RecordedAlerts extends Alerts {
  readonly #alerts: readonly Alert[];

  constructor(recording: Recording) {
    super({ pools: new RecordedPools(recording), rows: () => [], condition: () => () => [] });
    this.#alerts = recording.alerts;
  }

  override all(): readonly Alert[] {
    return this.#alerts;
  }

  override look(): void {
    // What was raised stays as it was told.
  }
}
