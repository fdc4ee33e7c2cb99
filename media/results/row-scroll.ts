/** Browsers place nothing that lies further down than 16.7 to 33.5 million pixels: a body that is longer than this is drawn in parts. */
export const tallestBody = 15_000_000;

/** So far from the first and from the last row a pixel of the scroll bar is a pixel of the rows. */
const trueEnds = 1_000_000;

/** How far the scroll bar may stand from where the row in sight belongs on it, before it is set right. */
const mostDrift = 1_000_000;

/** A wheel or a finger moves less in one frame; the scroll bar in a hand moves more by its first pixel. */
const longestStep = 10_000;

/** Rows before and behind those in sight that are drawn too. */
const overscan = 12;

/** The rows to be drawn, the last one included. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Rows of one height in an element that scrolls, as many as there are. As long as they fit into a body that browsers can draw, a pixel of
 * scrolling is a pixel of rows. Beyond that the scroll bar says where among all rows one is: a jump of it goes to the rows of that place,
 * and smaller steps move by pixels. All lengths are pixels.
 */
export class RowScroll {
  readonly #rowHeight: number;
  #count = 0;
  /** Of the rows in sight, without what stands above them. */
  #view = 0;
  /** The scroll bar, and what is to be added to it for the place among all rows. */
  #top = 0;
  #offset = 0;

  constructor(rowHeight: number) {
    this.#rowHeight = rowHeight;
  }

  /** Takes the number of rows and the height of what is in sight. */
  resize(count: number, view: number): void {
    this.#count = count;
    this.#view = Math.max(view, 0);
    if (!this.#isScaled) this.#offset = 0;
  }

  /** How tall the body is to be. */
  get bodyHeight(): number {
    return Math.min(this.#allHeight, tallestBody);
  }

  /** The scroll bar stands here now; gives where it should stand instead, with the same rows in sight. */
  scrolled(top: number): number | undefined {
    const step = Math.abs(top - this.#top);
    this.#top = top;
    if (!this.#isScaled) return undefined;
    if (step > longestStep) {
      this.#offset = this.#placeFor(top) - top;
      return undefined;
    }
    const place = this.#place;
    const wanted = this.#topFor(place);
    // The nearer to an end, the sooner: bar and rows come to it together.
    const toEnd = Math.max(Math.min(top, this.#mostTop - top), 0);
    if (Math.abs(wanted - top) <= Math.min(mostDrift, toEnd / 2)) return undefined;
    return this.#moveTo(place, wanted);
  }

  /** Brings a row into sight by as little as can be; gives where the scroll bar is to stand for that, undefined where it may stay. */
  reveal(index: number): number | undefined {
    const start = index * this.#rowHeight;
    const end = start + this.#rowHeight - this.#view;
    const place = this.#place;
    const wanted = place > start ? start : place < end ? end : place;
    if (wanted === place) return undefined;
    if (!this.#isScaled) return (this.#top = wanted);
    const isNear = Math.abs(wanted - place) <= this.#view;
    return this.#moveTo(wanted, isNear ? this.#top + wanted - place : this.#topFor(wanted));
  }

  /** The rows in sight. */
  get inSight(): RowRange {
    const first = Math.floor(this.#place / this.#rowHeight);
    const last = Math.ceil((this.#place + this.#view) / this.#rowHeight) - 1;
    return { first: Math.min(first, this.#last), last: Math.min(last, this.#last) };
  }

  /** Those in sight and some around them. */
  get drawn(): RowRange {
    const { first, last } = this.inSight;
    return { first: Math.max(first - overscan, 0), last: Math.min(last + overscan, this.#last) };
  }

  /** Where a row begins in the body as it stands now. */
  startOf(index: number): number {
    return index * this.#rowHeight - this.#offset;
  }

  get #last(): number {
    return this.#count - 1;
  }

  get #allHeight(): number {
    return this.#count * this.#rowHeight;
  }

  get #isScaled(): boolean {
    return this.#allHeight > tallestBody;
  }

  /** How far one can scroll: the bar, and among all rows. */
  get #mostTop(): number {
    return Math.max(this.bodyHeight - this.#view, 1);
  }

  get #mostPlace(): number {
    return Math.max(this.#allHeight - this.#view, 0);
  }

  /** What is the first pixel in sight, of all rows. */
  get #place(): number {
    return Math.min(Math.max(this.#top + this.#offset, 0), this.#mostPlace);
  }

  /** Near both ends a pixel of the bar is one of the rows; between them it is many. */
  #topFor(place: number): number {
    const behind = this.#mostPlace - place;
    if (place <= trueEnds) return place;
    if (behind <= trueEnds) return this.#mostTop - behind;
    return Math.round(trueEnds + (place - trueEnds) / this.#scale);
  }

  #placeFor(top: number): number {
    const behind = this.#mostTop - top;
    if (top <= trueEnds) return top;
    if (behind <= trueEnds) return this.#mostPlace - behind;
    return Math.round(trueEnds + (top - trueEnds) * this.#scale);
  }

  get #scale(): number {
    return (this.#mostPlace - 2 * trueEnds) / (this.#mostTop - 2 * trueEnds);
  }

  #moveTo(place: number, top: number): number {
    this.#top = top;
    this.#offset = place - top;
    return top;
  }
}
