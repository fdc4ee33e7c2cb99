import type { Catalog } from '../../dialect/src/index.ts';

let asked = false;

/** A catalogue that notices when it is asked for something that documents may declare themselves. */
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
    get alerts() {
      return noticed(catalog.alerts);
    },
    get variables() {
      return noticed(catalog.variables);
    },
  };
}

/** What some work gives; `whenAsked` is called where it asked a watched catalogue for what documents may declare. */
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
