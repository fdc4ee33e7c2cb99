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

export default {
  tables: { note },
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
    "SELECT id, jsonb_object(keys, keys), jsonb_object(ARRAY['k', key]) FROM note ORDER BY id",
    "SELECT jsonb_object('{a,1,b,2}'), jsonb_object('{{a,1},{b,NULL}}'), jsonb_object('{a,b}', '{1,NULL}')",
    'SELECT id, jsonb_strip_nulls(doc), jsonb_strip_nulls(items) FROM note ORDER BY id',
    `SELECT jsonb_path_exists(doc, '$.b.c'), jsonb_path_query_first(doc, '$.list[1]') FROM note ORDER BY id`,
  ].map((sql) => ({ tables: sql.includes('FROM note') ? ['note'] : [], sql })),
};
