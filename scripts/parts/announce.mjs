// One line for each thing that takes time: "mongod: downloading (42 MB) … 10 s … done in 14 s".
// On stderr, so that a script's own output stays clean. Node's own modules only: this runs in a bare clone.

const heartbeatMS = 10_000;

/** "9 s", "1 min 12 s" */
export function elapsed(since) {
  const seconds = (Date.now() - since) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A plain line about what happens now. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Does the work under an announcing line, which tells every ten seconds that it still goes on.
 * The outcome is what `work` returns; a failure is announced and thrown on.
 * @template T
 * @param {string} what  e.g. "npm: installing dependencies"
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function announced(what, work) {
  const start = Date.now();
  process.stderr.write(`${what} … `);
  const heartbeat = setInterval(() => process.stderr.write(`${elapsed(start)} … `), heartbeatMS);
  try {
    const result = await work();
    process.stderr.write(`done in ${elapsed(start)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`failed after ${elapsed(start)}\n`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
