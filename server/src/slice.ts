/** How long one thread may keep others waiting, in milliseconds: less than a frame. */
const sliceMs = 10;

/** Work that is done a little at a time, so that typing goes on meanwhile: where the slice is over, rest. */
export class Slice {
  #began = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#began >= sliceMs;
  }

  async rest(): Promise<void> {
    await new Promise(setImmediate);
    this.#began = performance.now();
  }
}
