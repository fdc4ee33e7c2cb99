/**
 * How long one step at an editor's window may take until it counts as failed. A machine that does much else takes a minute for what is there
 * at once on another, and a test that fails for that tells nothing.
 */
export const patienceMS = 90_000;
