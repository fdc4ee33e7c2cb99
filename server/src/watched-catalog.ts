import type { Catalog } from '../../dialect/src/index.ts';

let asked = false;

/**
 * A catalogue that notices when an analysis asks it for something that documents create themselves. Of variables nothing is known but what the
 * client says, so that it does not matter whether a document sets one; alerts no analysis asks for.
 */
export function watched(catalog: Catalog): Catalog {
  const noticed = <Value>(value: Value): Value => {
    asked = true;
    return value;
  };
  return {
    ...catalog,
    get pools() {
      return noticed(catalog.pools);
    },
    get groups() {
      return noticed(catalog.groups ?? []);
    },
  };
}

/** What some work gives; `whenAsked` is called where it asked a watched catalogue for what documents create. */
export function watching<Result>(work: () => Result, whenAsked: () => void): Result {
  const before = asked;
  asked = false;
  try {
    return work();
  } finally {
    if (asked) whenAsked();
    asked ||= before;
  }
}
