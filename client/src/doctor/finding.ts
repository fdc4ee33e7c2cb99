/** The steps from a connection string to an answer, in the order in which each needs the one before. */
export const steps = [
  { step: 'uri', title: 'Connection string' },
  { step: 'names', title: 'Names (DNS)' },
  { step: 'hosts', title: 'Hosts (TCP)' },
  { step: 'tls', title: 'Encryption (TLS)' },
  { step: 'server', title: 'Server' },
  { step: 'login', title: 'Login' },
  { step: 'ping', title: 'Answer' },
] as const;

export type Step = (typeof steps)[number]['step'];

/** What one step came to. Texts hold no secret. */
export interface Finding {
  readonly step: Step;
  /** `skipped`: not asked for, or out of reach since an earlier step failed. */
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What is so, in a sentence. */
  readonly says: string;
  /** Why it most likely is so. */
  readonly cause?: string;
  /** What to do about it. */
  readonly cure?: string;
}

/** A finding before it is known which step it belongs to. */
export type Outcome = Omit<Finding, 'step'>;

export const ok = (says: string): Outcome => ({ state: 'ok', says });
export const skipped = (says: string): Outcome => ({ state: 'skipped', says });
export const failed = (says: string, cause: string, cure: string): Outcome => ({
  state: 'failed',
  says,
  cause,
  cure,
});
export const warning = (says: string, cause: string, cure: string): Outcome => ({
  state: 'warning',
  says,
  cause,
  cure,
});

/** The system's word for an error, such as ECONNREFUSED; empty where it has none. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
