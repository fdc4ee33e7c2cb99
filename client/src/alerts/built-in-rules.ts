import { loadRules } from './load-rules.ts';
import type { Rule } from './rule.ts';
import { troubleRules } from './trouble-rules.ts';
import { unusualRules } from './unusual-rules.ts';

/** The alerts that are always there. A rule that yields to another comes behind it. */
export const builtInRules: readonly Rule[] = [...loadRules, ...troubleRules, ...unusualRules];
