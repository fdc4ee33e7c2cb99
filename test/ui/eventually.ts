import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { patienceMS } from '../../scripts/parts/patience.mjs';

// A window shows a thing when it has it, and its figures move on: what a test expects of a text, it waits for.

/** Waits until the text of an element, its white space folded, matches; fails with the text that stood there last. */
export function waitForText(element: Locator, pattern: RegExp): Promise<void> {
  return eventually(async () => (await element.innerText()).replaceAll(/\s+/g, ' '), pattern);
}

/** Waits until something read again and again is equal to what is expected; fails with the difference that stood there last. */
export async function waitForEqual<T>(read: () => T | Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + patienceMS;
  let found = await read();
  while (!isDeepStrictEqual(found, expected) && Date.now() < deadline) {
    await sleep(50);
    found = await read();
  }
  assert.deepEqual(found, expected);
}

/** As {@link waitForText}, for what a screen reader says of an element. */
export function waitForLabel(element: Locator, pattern: RegExp): Promise<void> {
  return eventually(async () => (await element.getAttribute('aria-label')) ?? '', pattern);
}

async function eventually(read: () => Promise<string>, pattern: RegExp): Promise<void> {
  const deadline = Date.now() + patienceMS;
  let text = await read();
  while (!pattern.test(text) && Date.now() < deadline) {
    await sleep(100);
    text = await read();
  }
  assert.match(text, pattern);
}
