import assert from 'node:assert/strict';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { optionPlace } from '../../../../server/src/text/option-place.ts';
import { cursor } from '../cursor.ts';

/** `at path option, given: …; token` of the cursor's place. */
function placeAt(marked: string): string {
  const { text, offset } = cursor(marked);
  const place = optionPlace(text, scan(text).tokens, offset);
  if (!place) return 'none';
  const token = place.token ? text.slice(place.token.start, place.token.end) : '–';
  const path = [...place.path, place.option?.name ?? '?'].join('.');
  return `${place.form} ${place.at} ${path}, given: ${place.given.join(' ')}; token ${token}`;
}

describe('server: the place in an option list', () => {
  const cases: [string, string][] = [
    ['CREATE CONNECTION_POOL p WITH (‸', 'assignments name ?, given: ; token –'],
    ['CREATE CONNECTION_POOL p WITH (max‸', 'assignments name ?, given: ; token max'],
    ['CREATE CONNECTION_POOL p WITH (maxPoolSize = ‸', 'assignments value maxPoolSize, given: ; token –'],
    ['CREATE CONNECTION_POOL p WITH (maxPoolSize = 1‸0)', 'assignments value maxPoolSize, given: ; token 10'],
    [
      'CREATE CONNECTION_POOL p WITH (maxPoolSize = 10, ‸, retryReads = true)',
      'assignments name ?, given: maxPoolSize retryReads; token –',
    ],
    [
      "ALTER CONNECTION_POOL p SET (readPreference = 'sec‸ondary')",
      "assignments value readPreference, given: ; token 'secondary'",
    ],
    [
      "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', 10, 'min‸')",
      "object name ?, given: maxPoolSize; token 'min'",
    ],
    [
      "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', ‸",
      'object value maxPoolSize, given: ; token –',
    ],
    [
      "CREATE CONNECTION_POOL p WITH (writeConcern = JSON_BUILD_OBJECT('w', 1, ‸))",
      'object name writeConcern.?, given: w; token –',
    ],
    [
      "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('writeConcern', JSON_BUILD_OBJECT('j', ‸))",
      'object value writeConcern.j, given: ; token –',
    ],
    [
      "CREATE CONNECTION_POOL p WITH (compressors = ARRAY['zstd', '‸'])",
      "assignments element compressors, given: zstd; token ''",
    ],
    ['CREATE CONNECTION_POOL p‸ WITH (maxPoolSize = 10)', 'none'],
    ['SELECT COUNT(‸) FROM t', 'none'],
    ["SELECT JSON_BUILD_OBJECT('a', ‸)", 'none'],
    ['CREATE CONNECTION_POOL p WITH (maxPoolSize = ABS(‸))', 'assignments value ?, given: ; token –'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(placeAt(text), expected));
});
