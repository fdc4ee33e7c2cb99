import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'bson';
import type { Row } from './row.ts';

/** Where rows that were written together lie in the file, and where each of them begins in there. */
interface Block {
  readonly at: number;
  readonly bytes: number;
  /** The index of its first row. */
  readonly first: number;
  readonly starts: Uint32Array;
}

/** Blocks of the file whose bytes are kept: what one looks at, and its neighbours. */
const keptBlocks = 4;

/**
 * Rows in a temporary file, which only this user may read and which has no name any more once it is open: it goes with the process,
 * however that ends. They are read as the driver reads them; numbers keep their types, a missing value stays apart from NULL.
 */
export class RowFile {
  readonly #name = path.join(tmpdir(), `qlsql-rows-${randomUUID()}`);
  readonly #file: number;
  readonly #blocks: Block[] = [];
  readonly #kept = new Map<Block, Uint8Array>();
  #bytes = 0;
  #length = 0;
  #isClosed = false;

  /** Throws what the file system says. */
  constructor() {
    this.#file = openSync(this.#name, 'wx+', 0o600);
    this.#unlink();
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a block of rows, all or none of them; throws what BSON or the file system says. */
  append(rows: readonly Row[]): void {
    const starts = new Uint32Array(rows.length);
    let bytes = 0;
    const texts = rows.map((row, index) => {
      const text = packedRow(row);
      starts[index] = bytes;
      bytes += text.length;
      return text;
    });
    const whole = Buffer.concat(texts, bytes);
    for (let done = 0; done < bytes;)
      done += writeSync(this.#file, whole, done, bytes - done, this.#bytes + done);
    this.#blocks.push({ at: this.#bytes, bytes, first: this.#length, starts });
    this.#bytes += bytes;
    this.#length += rows.length;
  }

  /** Throws a sentence where the file was closed. */
  row(index: number): Row {
    const block = this.#blocks[this.#blockOf(index)];
    if (!block) throw new RangeError(`There is no row ${index} of ${this.#length}.`);
    const bytes = this.#read(block);
    const at = index - block.first;
    return unpackedRow(bytes.subarray(block.starts[at], block.starts[at + 1]));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#kept.clear();
    closeSync(this.#file);
    this.#unlink();
  }

  /** The last block that begins at this row or before it. */
  #blockOf(index: number): number {
    let [low, high] = [0, this.#blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.first ?? Infinity) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #read(block: Block): Uint8Array {
    const kept = this.#kept.get(block);
    if (kept) return kept;
    if (this.#isClosed) throw new Error('The rows of a result that was closed are not here any more.');
    const bytes = new Uint8Array(block.bytes);
    for (let done = 0; done < block.bytes;) {
      const count = readSync(this.#file, bytes, done, block.bytes - done, block.at + done);
      if (count === 0) throw new Error('The temporary file of a result ended too soon.');
      done += count;
    }
    this.#kept.set(block, bytes);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptBlocks) break;
      this.#kept.delete(oldest);
    }
    return bytes;
  }

  /** Some systems keep the name of a file until it is closed. */
  #unlink(): void {
    try {
      rmSync(this.#name, { force: true });
    } catch {
      // Done once more when it is closed.
    }
  }
}

function packedRow(row: Row): Uint8Array {
  const missing = row.flatMap((value, index) => (value === undefined ? [index] : []));
  return serialize(missing.length === 0 ? { row } : { row: row.map((value) => value ?? null), missing });
}

function unpackedRow(bytes: Uint8Array): Row {
  const { row, missing = [] } = deserialize(bytes, { promoteValues: false }) as {
    row: unknown[];
    missing?: number[];
  };
  for (const index of missing) row[index] = undefined;
  return row;
}
