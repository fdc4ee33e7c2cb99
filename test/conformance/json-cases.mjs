// The statements of cases/json.json: JSON's functions and operators; make-cases.mjs adds PostgreSQL's answers.
const note = {
  name: 'note',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'doc', type: 'jsonb' },
    { name: 'more', type: 'jsonb' },
    { name: 'items', type: 'jsonb' },
    { name: 'key', type: 'text' },
    { name: 'keys', type: 'text[]' },
    { name: 'at', type: 'integer' },
  ],
  open: true,
  docs: [
    {
      id: 1,
      doc: { a: 1, b: { c: 2.5, d: null }, list: [1, 'x', { e: true }] },
      more: { b: 7, z: 'new' },
      items: [1, 2],
      key: 'a',
      keys: ['a', 'q'],
      at: 0,
    },
    { id: 2, doc: { a: null, b: {}, list: [] }, more: {}, items: [], key: 'b', keys: ['a', 'b'], at: -1 },
    {
      id: 3,
      doc: { é: 'ß😀', 'q"uote': 'tab\there\n\\' },
      more: { list: [1] },
      items: [3, 'a', null, ['b', [4]], { b: 1 }],
      key: 'q"uote',
      keys: ['é'],
      at: -9,
    },
    { id: 4, doc: null, more: null, items: null, key: null, keys: null, at: null },
    {
      id: 5,
      doc: { n: 12345678901234, t: false, x: 1e20, y: 0.00001, list: [[1, [2]], [3]] },
      more: { n: [1] },
      items: ['a', 'b', 'a'],
      key: 'a',
      keys: [],
      at: 1,
    },
  ],
};

const parts = {
  name: 'parts',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'j', type: 'jsonb' },
  ],
  open: true,
  docs: [
    { id: 1, j: { a: 1, b: [1, 2, { c: 3 }], s: 'x', t: true, n: null } },
    { id: 2, j: { a: 2.5, b: [], o: { p: { q: 1 } }, s: 'ü' } },
    { id: 3, j: { a: '1', items: [{ x: 1, y: 'p' }, { x: 5, y: 'q' }, { x: 9 }] } },
    { id: 4, j: {} },
    { id: 5, j: null },
    { id: 6, j: { a: -3, b: [[1, 2], [3]], items: [{ x: 4, y: 'pq' }] } },
  ],
};

/** Paths over each row's document, and over the same document as a constant. */
const found = (path, variables = '') => [
  `SELECT id, jsonb_path_query_array(j, '${path}'${variables}) FROM parts ORDER BY id`,
  ...parts.docs
    .filter(({ j }) => j !== null)
    .map(({ j }) => `SELECT jsonb_path_query_array('${JSON.stringify(j)}', '${path}'${variables})`),
];

export default {
  tables: { note, parts },
  cases: [
    // documents and their members as texts
    'SELECT id, doc::text, more::text, items::jsonb::text FROM note ORDER BY id',
    "SELECT id, doc->>'b', doc->>'list', doc#>>'{list,2}', doc->>'a', doc#>>'{list,0}' FROM note ORDER BY id",
    "SELECT id, items->>3, items->>-1, items#>>'{3,1}', items->>2 FROM note ORDER BY id",
    "SELECT id, concat(doc, '!'), 'doc ' || (doc->'b')::text FROM note WHERE id < 3 ORDER BY id",
    'SELECT id, jsonb_pretty(doc), jsonb_pretty(items) FROM note WHERE id <> 3 ORDER BY id',
    `SELECT jsonb_pretty('{"a": [], "b": {}, "c": [1, {"d": "x"}]}')`,
    "SELECT id, length(doc::text), upper(doc->>'list') FROM note WHERE doc::text LIKE '%1%' ORDER BY id",
    // changed at a path
    "SELECT id, jsonb_set(doc, '{b,c}', '\"new\"'), jsonb_set(doc, '{z}', more), jsonb_set(doc, '{z}', '1', false) FROM note ORDER BY id",
    "SELECT id, jsonb_set(doc, '{list,0}', '[0]'), jsonb_set(doc, '{list,-1}', '9'), jsonb_set(doc, '{list,5}', 'null'), jsonb_set(doc, '{list,-5}', 'true') FROM note ORDER BY id",
    "SELECT id, jsonb_set(doc, '{list,2,e}', to_jsonb(id)), jsonb_set(doc, '{k}', to_jsonb(key)), jsonb_set(doc, '{x,y}', '1'), jsonb_set(doc, '{a}', 'null'), jsonb_set(doc, '{a}', NULL) FROM note ORDER BY id",
    "SELECT id, jsonb_set(items, '{3,1}', '5'), jsonb_set(items, '{4,b}', '2'), jsonb_set(items, '{-1}', '[]') FROM note ORDER BY id",
    "SELECT id, jsonb_insert(doc, '{list,1}', '\"in\"'), jsonb_insert(doc, '{list,1}', '\"in\"', true), jsonb_insert(doc, '{list,-1}', '0'), jsonb_insert(doc, '{new}', more) FROM note ORDER BY id",
    "SELECT id, doc #- '{b,c}', doc #- '{list,0}', doc #- '{list,-1}', doc #- '{x,y}' FROM note ORDER BY id",
    "SELECT id, items #- '{3,1,0}', items #- '{4,b}', items #- '{-1}' FROM note WHERE id > 1 ORDER BY id",
    `SELECT jsonb_set('{"a": {"b": 1}}', '{a,b}', '2'), jsonb_insert('[1, 2]', '{0}', '0'), '{"a": [1, 2]}'::jsonb #- '{a,0}', jsonb_set('[1]', ARRAY['0'], NULL), jsonb_set('[1]', '{0}', 'null'), jsonb_set('{}', '{a}', to_jsonb(2.50))`,
    // names and positions taken away
    'SELECT id, doc - key, doc - keys FROM note ORDER BY id',
    "SELECT id, (doc->'list')::jsonb - 0, doc::jsonb - 'a' - 'b' FROM note WHERE id <> 3 ORDER BY id",
    'SELECT id, items::jsonb - at, items::jsonb - 1, items::jsonb - key, items::jsonb - -1 FROM note ORDER BY id',
    `SELECT '{"a": 1, "b": 2}'::jsonb - 'a', '["a", "b", "a"]'::jsonb - 'a', '[1, 2, 3]'::jsonb - -1, '{"a": 1, "b": 2}'::jsonb - ARRAY['a', 'c']`,
    // put together
    'SELECT id, doc || more, more || doc, items || items, doc || NULL FROM note ORDER BY id',
    `SELECT id, doc || '{"a": 0}', items || '[0]'::jsonb, '[[0]]'::jsonb || items, doc::jsonb || items::jsonb FROM note ORDER BY id`,
    `SELECT '{"a": 1}'::jsonb || '{"b": 2}', '[1]'::jsonb || '2', '1'::jsonb || '{"a": 1}', '[]'::jsonb || '[[1]]'`,
    // what holds what
    `SELECT id FROM note WHERE doc @> '{"b": {"c": 2.5}}' OR doc @> '{"list": [[3]]}' OR items @> '[["b"]]' ORDER BY id`,
    `SELECT id, doc @> '{"list": [{"e": true}]}', doc @> '{"b": {}}', items @> '[{"b": 1}, 3]', doc @> '{"list": [[[2]]]}', doc @> '{"a": null}' FROM note ORDER BY id`,
    `SELECT id, items <@ '[3, "a", null, ["b", [4]], {"b": 1}, 9]', doc <@ '{"a": 1, "b": {"c": 2.5, "d": null}, "list": [1, "x", {"e": true}], "more": 0}', more <@ '{"b": 7, "z": "new"}', items <@ '[1, 2, 5]' FROM note ORDER BY id`,
    `SELECT '{"a": [1, 2]}'::jsonb @> '{"a": [2]}', '[1, [2, 3]]'::jsonb @> '[[3]]', '[1]'::jsonb @> '1', '1'::jsonb @> '[1]', '{}'::jsonb <@ '{"a": 1}', '[1, 1]'::jsonb <@ '[1]'`,
    'SELECT id, doc ? key, doc ?| keys, doc ?& keys, items ? key FROM note ORDER BY id',
    "SELECT id FROM note WHERE doc ?| ARRAY['n', 'b'] AND NOT doc ?& '{a,t}' ORDER BY id",
    `SELECT '{"a": 1}'::jsonb ?| ARRAY['b', 'a'], '["a", "b"]'::jsonb ?& ARRAY['a', 'b'], '"a"'::jsonb ?| '{a}', '{"a": 1}'::jsonb ?& '{}'`,
    // rows of a document, and documents of arrays
    'SELECT id, e.key, e.value FROM note, jsonb_each_text(doc) AS e ORDER BY id, e.key',
    'SELECT id, e FROM note, jsonb_array_elements_text(items) AS e WHERE id > 2',
    `SELECT * FROM json_each_text('{"a": [1, null], "b": null, "c": "x"}')`,
    `SELECT value FROM json_array_elements_text('["a", 1.5, null, {"a": true}]')`,
    // documents whose fields the alias names with their types
    `SELECT * FROM json_to_recordset('[{"a":1,"b":"x"},{"a":"2","c":true}]') AS t(a int, b text)`,
    `SELECT * FROM json_to_recordset('[{"a":1,"b":"x"},{"a":"2","c":true}]') t(a int, "c" boolean) WHERE a > 1`,
    `SELECT * FROM jsonb_to_record('{"a":[1,2], "b": {"x": [1]}, "c": null, "d": "2024-02-03"}') AS t(a int[], b jsonb, c jsonb, d date)`,
    `SELECT * FROM jsonb_to_record('{"a":[1,2], "b": {"x": [1]}, "c": 1.5, "d": true}') AS t(a text, b text, c numeric(6, 2), d text)`,
    'SELECT * FROM json_to_record(NULL) AS t(a int, b text)',
    'SELECT * FROM json_to_recordset(NULL) AS t(a int, b text)',
    'SELECT id, r.* FROM note, jsonb_to_record(doc) AS r(a numeric, b jsonb, n bigint, t boolean, x double precision) ORDER BY id',
    `SELECT id, r.n, r.label FROM note, LATERAL jsonb_to_recordset(jsonb_build_array(doc, more, '{"n": 3, "label": "own"}'::jsonb)) AS r(n text, label text) WHERE id < 4 ORDER BY id, label, n`,
    `SELECT key, sum(r.n) FROM note LEFT JOIN LATERAL jsonb_to_recordset(CASE WHEN id > 1 THEN '[{"n": 1}, {"n": 2.5}]'::jsonb END) AS r(n numeric) ON true GROUP BY key ORDER BY key`,
    `SELECT id, (SELECT sum(r.n) FROM jsonb_to_recordset('[{"n": 1}, {"n": 4}]') AS r(n int) WHERE r.n > note.at) FROM note ORDER BY id`,
    "SELECT id, jsonb_object(keys, keys), jsonb_object(ARRAY['k', key]) FROM note ORDER BY id",
    "SELECT jsonb_object('{a,1,b,2}'), jsonb_object('{{a,1},{b,NULL}}'), jsonb_object('{a,b}', '{1,NULL}')",
    'SELECT id, jsonb_strip_nulls(doc), jsonb_strip_nulls(items) FROM note ORDER BY id',
    `SELECT jsonb_path_exists(doc, '$.b.c'), jsonb_path_query_first(doc, '$.list[1]') FROM note ORDER BY id`,
    // rows of a query have the names of its columns
    'SELECT row_to_json(s), to_jsonb(s.*) FROM (SELECT id, key AS k FROM note) s ORDER BY s.id',
    'WITH c AS (SELECT id, key FROM note) SELECT json_agg(c ORDER BY c.id) FROM c',
    'SELECT t.id, to_jsonb(u) FROM (SELECT id FROM note) t LEFT JOIN (VALUES (2, 5)) u(id, "as") USING (id) ORDER BY 1',
    'SELECT row_to_json(j) FROM (SELECT id, key FROM note) t JOIN (VALUES (2, 5)) u(id, b) USING (id) AS j',
    'SELECT row_to_json(s.*), row_to_json(ROW(1, 2)) FROM generate_series(1, 2) WITH ORDINALITY s',
    // columns listed without an alias
    `SELECT id, a, jsonb_to_record.k FROM note, jsonb_to_record(more) AS (k numeric, a int, b text) WHERE id < 4 ORDER BY id`,
    `SELECT * FROM json_to_recordset('[{"a":1},{"b":"x"}]') AS (a int, b text), json_to_record('{"q":2}') AS (q int)`,
    // paths: names, positions, conditions, variables
    ...found('$.items[*].x'),
    ...found('$.items.x'),
    ...found('$.b[*][0]'),
    ...found('$.b[0, last]'),
    ...found('$.b[1 to last]'),
    ...found('$.b[last - 5 to 1]'),
    ...found('$.b[2 to 1]'),
    ...found('lax $."items"[0]."x"'),
    ...found('$.b.size()'),
    ...found('$.b[*].type()'),
    ...found('$.b ? (@ > 1)'),
    ...found('$.items ? (@.x == 1 || @.x == 9).x'),
    ...found('$.items[*] ? (@.y == "q" && (@.x > 4 || @.x < 0)).x'),
    ...found('$.items[*] ? (@.x > $.a)'),
    ...found('$.items[*] ? (!(@.y == "q"))'),
    ...found('$.items[*] ? (@.y != "q")'),
    ...found('$.items[*] ? (!exists(@.y))'),
    ...found('$.items[*] ? ((@.y < 3) is unknown)'),
    ...found('$.items[*] ? (@.y like_regex "^P" flag "i")'),
    ...found('$.s ? (@ starts with "x" || @ starts with "ü")'),
    ...found('$.items[*] ? (@.x >= $least && @.x < $most).x', `, '{"least": 4, "most": 9}'`),
    ...found('$.items[*] ? (@.x == $any).x', `, '{"any": [1, 9]}'`),
    ...found('$.a > "0"'),
    `SELECT id, jsonb_path_query_array(j, '$.items[*] ? (@.x >= $min).x', jsonb_build_object('min', id)) FROM parts ORDER BY id`,
    `SELECT id, j @@ '$.a > 0', j @@ '$.a != null', j @@ '$.n == null', j @@ '$.n != null', j @@ '$.t', j @@ '$.zz == 1', j @@ '!($.s == "x")', j @@ '$.b[*] > 1', j @@ '($.a > "x") is unknown' FROM parts ORDER BY id`,
    `SELECT id FROM parts WHERE j @? '$.items[*] ? (@.x > 3)' AND NOT j @@ '$.a < 0' ORDER BY id`,
    `SELECT id, jsonb_path_exists(j, '$.b[*]'), jsonb_path_query_first(j, '$.b[last]'), jsonb_path_match(j, 'exists($.items[*] ? (@.x > 4))') FROM parts ORDER BY id`,
    `SELECT id, json_value(j, '$.a'), json_query(j, '$.b'), json_value(j, '$.items[0].y'), json_value(j, '$.items.x'), json_exists(j, '$.o.p.q') FROM parts ORDER BY id`,
    `SELECT id, v FROM parts, jsonb_path_query(j, '$.items[*] ? (@.x < 9)') v ORDER BY id, v->'x'`,
    `SELECT id, v FROM parts LEFT JOIN LATERAL jsonb_path_query(j, '$.items[*].y') v ON true ORDER BY id, v`,
    `SELECT jsonb_path_query(j, '$.b[*]') FROM parts WHERE id = 1`,
    `SELECT * FROM jsonb_path_query('{"a":[{"b":1},{"b":2}]}', '$.a.b ? (@ > $n)', '{"n": 1}', true) WITH ORDINALITY AS t(v, n)`,
    `SELECT jsonb_path_query_array('[[[1,5]],[2]]', '$[*] ? (@ > 3)'), jsonb_path_query_array('5', '$[0]'), jsonb_path_query_array('[1,"a",null,true]', '$[*] ? (@ != 1)'), jsonb_path_query_array('["a","b"]', '$[*] ? ("b" <= @)')`,
    // a literal beside a member of a document is JSON
    `SELECT id FROM parts WHERE j->'a' = '1' OR j->'b' = '[]' OR j->'o' = '{"p": {"q": 1}}' ORDER BY id`,
    `SELECT id, j->'a' = '"1"', j->'a' <> '2.5', j#>'{o,p}' = '{"q": 1.0}', j->'b'->0 = '1' FROM parts ORDER BY id`,
    `SELECT id FROM parts WHERE j->'a' IN ('1', '"1"', '-3') ORDER BY id`,
    `SELECT id, CASE WHEN j ? 'a' THEN j->'a' ELSE '0' END, coalesce(j->'zz', j->'items', '[]') FROM parts ORDER BY id`,
    `SELECT id, jsonb_extract_path(j, 'o', 'p') = '{"q": 1}' FROM parts ORDER BY id`,
    // the order of fields does not count
    `SELECT id FROM parts WHERE j = '{"b": [[1, 2], [3]], "items": [{"y": "pq", "x": 4}], "a": -3}' ORDER BY id`,
    `SELECT id, j = '{"s": "ü", "o": {"p": {"q": 1}}, "b": [], "a": 2.5}'::jsonb, j->'items' <> '[{"y": "p", "x": 1}, {"y": "q", "x": 5}, {"x": 9}]' FROM parts ORDER BY id`,
    // each kind of JSON has its place in the order
    `SELECT id, j->'a' > '1', j->'a' <= '"0"', j->'a' < 'true', '2.5' >= j->'a', j->'b' > '"x"', j->'b' < '0' FROM parts ORDER BY id`,
    `SELECT id FROM parts WHERE j->'b' < '5' OR NOT j->'a' < '"z"' ORDER BY id`,
    `SELECT id, items->0 > '2'::jsonb, items->1 < '"b"'::jsonb, items->3 >= 'false' FROM note ORDER BY id`,
    `SELECT '{"a":1,"b":2}'::jsonb = '{"b":2,"a":1}', '[1,2]'::jsonb = '[2,1]', '[5]'::jsonb < '[1,2]', '{"a":2}'::jsonb < '{"b":1}', '{"bb":1}'::jsonb > '{"a":1}', '{"a":9}'::jsonb < '{"a":1,"b":1}', '[]'::jsonb < '1', '[[]]'::jsonb > '[1]', 'true'::jsonb > '5', '"a"'::jsonb < '1', '{}'::jsonb > '[1]'`,
    // values as JSON
    `SELECT id, jsonb_typeof(to_jsonb(id)), jsonb_typeof(to_jsonb(key)), to_jsonb(key)::text, to_jsonb(keys)::text, to_jsonb(at)#>>'{}' FROM note ORDER BY id`,
    `SELECT to_jsonb('a"b'::text)::text, jsonb_typeof(to_jsonb(1.5)), to_jsonb(true)#>>'{}', json_scalar(2), json_scalar('x'), json_serialize('[1]')`,
    `SELECT '12345678901234567890'::jsonb::text, '{"n": 0.1234567890123456789}'::jsonb->>'n', '[1e2, 12345678901234567890]'::jsonb->>1`,
  ].map((sql) => ({
    tables: ['note', 'parts'].filter((name) => sql.includes(`FROM ${name}`)),
    sql,
  })),
};
