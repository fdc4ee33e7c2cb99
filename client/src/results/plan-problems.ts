import type { Problem } from '../../../dialect/src/problems/problem.ts';
import type { Explained } from '../run/explained.ts';

/** What a plan warns of, each thing once, for the statement in the editor. */
export function planProblems(plan: Explained | undefined): readonly Problem[] {
  const warnings = (plan?.parts ?? []).flatMap(({ server }) =>
    (server?.steps ?? []).flatMap(({ warning }) => (warning ? [warning] : [])),
  );
  return warnings.filter(
    (one, index) => warnings.findIndex(({ message }) => message === one.message) === index,
  );
}
