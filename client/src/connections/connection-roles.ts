import type { ConnectionRole } from '../run/connections.ts';

/** How a role is shown: a codicon's id, and what it means in a sentence. */
export const roleFaces: Readonly<
  Record<ConnectionRole, { readonly icon: string; readonly meaning: string }>
> = {
  dev: { icon: 'plug', meaning: 'Statements may read and write.' },
  confirm: {
    icon: 'shield',
    meaning: 'Each write is asked about first, with the documents that it would change.',
  },
  'read-only': { icon: 'lock', meaning: 'Statements that write are refused.' },
};

export const roles = ['dev', 'confirm', 'read-only'] as const satisfies readonly ConnectionRole[];

export function isRole(value: unknown): value is ConnectionRole {
  return roles.some((role) => role === value);
}
