import type { Session } from '../run/session.ts';
import type { RunOptions } from '../run/session-state.ts';
import { Cancelled } from '../run/stoppable.ts';
import type { WriteAccount } from '../run/write-account.ts';
import type { ImportPlan } from './import-plan.ts';
import { readDocuments, type FileDocument, type Unreadable } from './read-documents.ts';

export interface ImportTarget {
  readonly collection: string;
  /** The session's own where it is not named. */
  readonly database?: string;
}

/** How far an import has come. */
export interface ImportProgress {
  readonly written: number;
  readonly failed: number;
  /** Of the file. */
  readonly bytes: number;
}

export interface ImportReport {
  /** Documents that are in the collection now; of a check those that would be, as far as the server takes them. */
  readonly documents: number;
  readonly failed: number;
  /** The first of those that failed, by line. */
  readonly failures: readonly Unreadable[];
  readonly cancelled: boolean;
  /** The pool that they went through; undefined where nothing was written. */
  readonly pool?: string;
  /** Why it ended early, where neither its end nor somebody who cancelled it is the reason. */
  readonly error?: unknown;
}

export interface ImportOptions extends Pick<RunOptions, 'signal' | 'confirm'> {
  readonly told?: (progress: ImportProgress) => void;
}

/** Failures that are listed. */
const mostListed = 1000;
/** Documents that a question shows. */
const samples = 3;

/** Counts what an import does, and lists what failed. */
class Tally {
  readonly #told: (progress: ImportProgress) => void;
  readonly #failures: Unreadable[] = [];
  documents = 0;
  failed = 0;
  bytes = 0;

  constructor({ told = () => undefined }: ImportOptions) {
    this.#told = told;
  }

  readonly unreadable = (failure: Unreadable): void => {
    this.failed++;
    if (this.#failures.length < mostListed) this.#failures.push(failure);
    this.tell();
  };

  readonly read = (bytes: number): void => {
    this.bytes = bytes;
    this.tell();
  };

  /** What the server says of documents that were sent to it. */
  readonly account: WriteAccount = {
    wrote: (written) => {
      this.documents = written;
      this.tell();
    },
    cut: () => undefined,
    rejected: ({ at, reason }) => this.unreadable({ line: at, reason }),
  };

  tell(): void {
    this.#told({ written: this.documents, failed: this.failed, bytes: this.bytes });
  }

  report(end: Partial<ImportReport>): ImportReport {
    const failures = this.#failures.toSorted((a, b) => a.line - b.line);
    return { cancelled: false, ...end, documents: this.documents, failed: this.failed, failures };
  }
}

/** Reads a whole file as an import would, and writes nothing. Never rejects for what is in the file. */
export async function checkImport(
  file: string,
  plan: ImportPlan,
  options: ImportOptions = {},
): Promise<ImportReport & { readonly samples: readonly FileDocument[] }> {
  const tally = new Tally(options);
  const first: FileDocument[] = [];
  try {
    for await (const batch of readDocuments(file, plan, tally)) {
      if (options.signal?.aborted) return { ...tally.report({ cancelled: true }), samples: first };
      first.push(...batch.slice(0, samples - first.length));
      tally.documents += batch.length;
      tally.tell();
    }
    return { ...tally.report({}), samples: first };
  } catch (error) {
    return { ...tally.report({ error }), samples: first };
  }
}

/** Inserts the documents of a file into a collection through a session. What it fails at is told in the report; this never rejects. */
export async function importFile(
  file: string,
  plan: ImportPlan,
  { session, target }: { readonly session: Session; readonly target: ImportTarget },
  options: ImportOptions = {},
): Promise<ImportReport> {
  const tally = new Tally(options);
  const work = {
    ...target,
    documents: () => readDocuments(file, plan, tally),
    preview: async () => {
      const { documents, samples: first } = await checkImport(file, plan, options);
      return { count: documents, samples: first.map(({ document }) => document) };
    },
  };
  try {
    const { pool } = await session.import(work, { ...options, account: tally.account });
    return tally.report({ pool });
  } catch (error) {
    return tally.report(
      error instanceof Cancelled || options.signal?.aborted ? { cancelled: true } : { error },
    );
  }
}
