/** The stretch of time that is shown, in epoch milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}
