/**
 * How long a row stands still although its figures change. Drawing a row again closes the tooltip over it and makes
 * the editor forget that the mouse rests there: a row that changed each second could never show one.
 */
const betweenDrawsMs = 2000;
const whileReadMs = 6000;

/** When rows were drawn and read, and so which of them may be drawn again. Moments in milliseconds of any clock. */
export class RowRest<Row extends object> {
  readonly #until = new WeakMap<Row, number>();

  mayDraw(row: Row, now: number): boolean {
    return now >= (this.#until.get(row) ?? -Infinity);
  }

  drawn(row: Row, now: number): void {
    this.#until.set(row, now + betweenDrawsMs);
  }

  /** Somebody reads the row's tooltip. */
  read(row: Row, now: number): void {
    this.#until.set(row, now + whileReadMs);
  }
}
