/** Statements, and how the server finds their documents: index scans with their bounds, or what else it does. */
export const cases: readonly (readonly [sql: string, ...found: string[]])[] = [
  ['SELECT name FROM people WHERE id = 7', 'id_1 [7, 7]'],
  ['SELECT name FROM people WHERE 7 = id', 'id_1 [7, 7]'],
  ['SELECT name FROM people WHERE id < 10', 'id_1 [-inf.0, 10)'],
  ['SELECT name FROM people WHERE id > 380 AND id <= 390', 'id_1 (380, 390]'],
  ['SELECT name FROM people WHERE id BETWEEN 10 AND 20', 'id_1 [10, 20]'],
  ['SELECT name FROM people WHERE id IN (1, 2, 3)', 'id_1 [1, 1] [2, 2] [3, 3]'],
  ['SELECT name FROM people WHERE id = 1 OR id = 5', 'id_1 [1, 1] [5, 5]'],
  ["SELECT name FROM people WHERE id = 1 OR name = 'name 3'", 'id_1 [1, 1]', 'name_1 ["name 3", "name 3"]'],
  ['SELECT name FROM people WHERE NOT id > 5', 'id_1 [-inf.0, 5]'],
  ['SELECT name FROM people WHERE NOT (id < 10 OR id > 12)', 'id_1 [10, 12]'],
  ["SELECT id FROM people WHERE name LIKE 'name 1%'", 'name_1 ["name 1", "name 2") [/^name 1/s, /^name 1/s]'],
  [
    "SELECT id FROM people WHERE name LIKE 'name 1'",
    'name_1 ["name 1", "name 2") [/^name 1\\z/s, /^name 1\\z/s]',
  ],
  ["SELECT id FROM people WHERE name >= 'name 1' AND name < 'name 2'", 'name_1 ["name 1", "name 2")'],
  [
    'SELECT id FROM people WHERE city IS NULL',
    'city_1_age_1 [undefined, undefined] [null, null], [MinKey, MaxKey]',
  ],
  [
    'SELECT id FROM people WHERE city IS NOT NULL AND age > 70',
    'city_1_age_1 [MinKey, undefined) (null, MaxKey], (70, inf.0]',
  ],
  [
    "SELECT id FROM people WHERE city <> 'city 3'",
    'city_1_age_1 [MinKey, undefined) (null, "city 3") ("city 3", MaxKey], [MinKey, MaxKey]',
  ],
  [
    "SELECT id FROM people WHERE city NOT IN ('city 3', 'city 4')",
    'city_1_age_1 [MinKey, undefined) (null, "city 3") ("city 3", "city 4") ("city 4", MaxKey], [MinKey, MaxKey]',
  ],
  [
    "SELECT id FROM people WHERE city = 'city 3' AND age >= 18",
    'city_1_age_1 ["city 3", "city 3"], [18, inf.0]',
  ],
  [
    "SELECT id FROM people WHERE city IN ('city 3', 'city 5') AND age BETWEEN 18 AND 30",
    'city_1_age_1 ["city 3", "city 3"] ["city 5", "city 5"], [18, 30]',
  ],
  ['SELECT id FROM people WHERE score > 10.5', 'score_1 [nan.0, nan.0] (10.5, inf.0]'],
  [
    "SELECT id FROM people WHERE joined >= '2024-03-01'",
    'joined_-1 [new Date(9223372036854775807), new Date(1709251200000)]',
  ],
  [
    "SELECT id FROM people WHERE joined >= DATE '2024-03-01' AND joined < DATE '2024-03-08'",
    'joined_-1 (new Date(1709856000000), new Date(1709251200000)]',
  ],
  [
    "SELECT id FROM people WHERE joined > TIMESTAMP '2024-03-01 12:00:00'",
    'joined_-1 [new Date(9223372036854775807), new Date(1709294400000))',
  ],
  [
    "SELECT id FROM people WHERE _id = '000000000000000000000007'",
    "_id_ [ObjectId('000000000000000000000007'), ObjectId('000000000000000000000007')]",
  ],
  [
    "SELECT id FROM people WHERE _id = OBJECTID '000000000000000000000007'",
    "_id_ [ObjectId('000000000000000000000007'), ObjectId('000000000000000000000007')]",
  ],
  [
    "SELECT id FROM people WHERE boss IN ('000000000000000000000001', '000000000000000000000002')",
    "boss_1 [ObjectId('000000000000000000000001'), ObjectId('000000000000000000000001')] [ObjectId('000000000000000000000002'), ObjectId('000000000000000000000002')]",
  ],
  ["SELECT id FROM people WHERE 't1' = ANY(tags)", 'tags_1 ["t1", "t1"]'],
  ['SELECT id FROM people ORDER BY joined DESC NULLS LAST LIMIT 5', 'joined_-1 [MaxKey, MinKey]'],
  [
    'SELECT id FROM people ORDER BY joined LIMIT 5',
    'joined_-1 [MinKey, undefined) (null, MaxKey]',
    'joined_-1 [null, null] [undefined, undefined]',
    'SORT',
  ],
  [
    "SELECT id FROM people WHERE city = 'city 3' ORDER BY age DESC LIMIT 5",
    'city_1_age_1 ["city 3", "city 3"], [MaxKey, null) (undefined, MinKey]',
    'city_1_age_1 ["city 3", "city 3"], [undefined, undefined] [null, null]',
    'SORT',
  ],
  ['SELECT id FROM people ORDER BY id LIMIT 5', 'id_1 [MinKey, MaxKey]'],
  ['SELECT id FROM people ORDER BY id DESC LIMIT 5', 'id_1 [MaxKey, MinKey]'],
  ['SELECT COUNT(*) FROM people WHERE id < 50', 'COUNT_SCAN id_1'],
  [
    "SELECT e.value FROM events e WHERE kind = 'kind 3'",
    'kind_1_at_-1 ["kind 3", "kind 3"], [MaxKey, MinKey]',
  ],
  [
    "SELECT value FROM events WHERE kind = 'kind 3' AND at >= '2024-06-01'",
    'kind_1_at_-1 ["kind 3", "kind 3"], [new Date(9223372036854775807), new Date(1717200000000)]',
  ],
  [
    "SELECT kind FROM events WHERE by = '000000000000000000000007'",
    "by_1 [ObjectId('000000000000000000000007'), ObjectId('000000000000000000000007')]",
  ],
  ['SELECT kind FROM events WHERE value > 390', 'value_1 (390, inf.0]'],
  ['SELECT kind FROM events WHERE value = 1.5', 'value_1 [1.5, 1.5]'],
  ["SELECT kind FROM events WHERE page.url = '/p3'", 'page.url_1 ["/p3", "/p3"]'],
  ['SELECT kind FROM events WHERE value IS NULL', 'value_1 [undefined, undefined] [null, null]'],
  [
    'SELECT p.name, e.kind FROM people p JOIN events e ON e.person = p.id WHERE p.id = 3',
    'id_1 [3, 3]',
    '$lookup by person_1',
  ],
  [
    'SELECT p.name, e.kind FROM people p LEFT JOIN events e ON e.person = p.id WHERE p.id = 3',
    'id_1 [3, 3]',
    '$lookup by person_1',
  ],
  [
    'SELECT e.kind, p.name FROM events e JOIN people p ON p._id = e.by WHERE e.value = 7',
    'value_1 [7, 7]',
    '$lookup by _id_',
  ],
  [
    'SELECT e.kind, p.name FROM events e JOIN people p ON p._id = e.by AND e.value = 7',
    'value_1 [7, 7]',
    '$lookup by _id_',
  ],
  [
    'SELECT e.kind, p.name FROM people p LEFT JOIN events e ON p._id = e.by WHERE e.value = 7',
    'value_1 [7, 7]',
    '$lookup by _id_',
  ],
  ['SELECT value, COUNT(*) FROM events GROUP BY value HAVING value = 7', 'value_1 [7, 7]'],
  [
    'SELECT * FROM (SELECT value, kind FROM events UNION ALL SELECT id, name FROM people) q WHERE value = 7',
    'value_1 [7, 7]',
    'id_1 [7, 7]',
  ],
  [
    'SELECT * FROM (SELECT value, kind, COUNT(*) OVER (PARTITION BY value) FROM events) q WHERE value = 7',
    'value_1 [7, 7]',
    ...['SORT', 'SORT', 'SORT'],
  ],
  ['SELECT * FROM (SELECT DISTINCT value, kind FROM events) q WHERE value = 7', 'value_1 [7, 7]'],
  [
    'SELECT p.name, b.name FROM people p JOIN people b ON b._id = p.boss WHERE p.id = 3',
    'id_1 [3, 3]',
    '$lookup by _id_',
  ],
  [
    'SELECT name FROM people p WHERE EXISTS (SELECT 1 FROM events e WHERE e.person = p.id) AND p.id < 10',
    'id_1 [-inf.0, 10)',
    '$lookup by person_1',
  ],
  [
    'SELECT name FROM people p WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.person = p.id) AND p.id < 10',
    'id_1 [-inf.0, 10)',
    '$lookup by person_1',
  ],
  [
    'SELECT name, (SELECT COUNT(*) FROM events e WHERE e.person = p.id) FROM people p WHERE id = 3',
    'id_1 [3, 3]',
    '$lookup by person_1',
  ],
  ['UPDATE people SET age = age + 1 WHERE id = 7', 'id_1 [7, 7]'],
  [
    "UPDATE people SET age = 5 WHERE city = 'city 3' AND age > 10",
    'city_1_age_1 ["city 3", "city 3"], (10, inf.0]',
  ],
  [
    "UPDATE people SET age = 5 WHERE name LIKE 'name 1%' RETURNING id",
    'name_1 ["name 1", "name 2") [/^name 1/s, /^name 1/s]',
  ],
  ['DELETE FROM people WHERE id BETWEEN 5 AND 6', 'id_1 [5, 6]'],
  [
    "DELETE FROM events WHERE kind = 'kind 1' AND at < '2024-02-01'",
    'kind_1_at_-1 ["kind 1", "kind 1"], (new Date(1706745600000), new Date(-9223372036854775808)]',
  ],
  [
    "DELETE FROM events USING people p WHERE p.id = events.person AND p.name = 'name 5'",
    'name_1 ["name 5", "name 5"]',
    '$lookup by person_1',
  ],
  [
    "SELECT name FROM people WHERE (city, age) = ('city 3', 23)",
    'city_1_age_1 ["city 3", "city 3"], [23, 23]',
  ],
  [
    "SELECT city, COUNT(*) FROM people WHERE city = 'city 3' GROUP BY city",
    'city_1_age_1 ["city 3", "city 3"], [MinKey, MaxKey]',
  ],
  [
    "SELECT name FROM people WHERE city = 'city 3' AND (age = 3 OR age = 23)",
    'city_1_age_1 ["city 3", "city 3"], [3, 3] [23, 23]',
  ],
  ['SELECT name FROM people WHERE id = 3 + 4', 'id_1 [7, 7]'],
  [
    "SELECT name FROM people WHERE age IS NULL AND city = 'city 1'",
    'city_1_age_1 ["city 1", "city 1"], [undefined, undefined] [null, null]',
  ],
  ['SELECT t.name FROM (SELECT * FROM people) t WHERE t.id = 7', 'id_1 [7, 7]'],
  [
    'SELECT name FROM people WHERE id = 7 UNION ALL SELECT kind FROM events WHERE value = 3',
    'id_1 [7, 7]',
    'value_1 [3, 3]',
  ],
  [
    "SELECT DISTINCT city FROM people WHERE city LIKE 'city 1%'",
    'DISTINCT_SCAN city_1_age_1 ["city 1", "city 2") [/^city 1/s, /^city 1/s], [MinKey, MaxKey]',
  ],
  ['SELECT name FROM people WHERE id = ANY(ARRAY[1, 2])', 'id_1 [1, 1] [2, 2]'],
  ["SELECT name FROM people WHERE name ~ '^name 1'", 'name_1 ["name 1", "name 2") [/^name 1/s, /^name 1/s]'],
  ['SELECT name FROM people WHERE id = 7.0', 'id_1 [7.0, 7.0]'],
  [
    "SELECT name FROM people WHERE joined = '2024-03-01'",
    'joined_-1 [new Date(1709251200000), new Date(1709251200000)]',
  ],
  [
    "SELECT kind FROM events WHERE value IS NOT NULL AND kind = 'kind 1'",
    'kind_1_at_-1 ["kind 1", "kind 1"], [MaxKey, MinKey]',
  ],
  ['SELECT id FROM people WHERE score IS NULL', 'score_1 [undefined, undefined] [null, null]'],
  [
    "SELECT id FROM people WHERE age = 3 AND city = 'city 3' ORDER BY id",
    'city_1_age_1 ["city 3", "city 3"], [3, 3]',
    'SORT',
  ],
  [
    "SELECT id FROM people WHERE city IS NOT DISTINCT FROM 'city 3'",
    'city_1_age_1 ["city 3", "city 3"], [MinKey, MaxKey]',
  ],
  [
    'SELECT id FROM people WHERE city IS NOT DISTINCT FROM NULL',
    'city_1_age_1 [undefined, undefined] [null, null], [MinKey, MaxKey]',
  ],
  ['SELECT id FROM people WHERE NOT (id <> 3)', 'id_1 [3, 3]'],
  [
    "SELECT kind FROM events WHERE at BETWEEN '2024-02-01' AND '2024-02-03' AND kind IN ('kind 1', 'kind 2')",
    'kind_1_at_-1 ["kind 1", "kind 1"] ["kind 2", "kind 2"], [new Date(1706918400000), new Date(1706745600000)]',
  ],
  ["SELECT kind FROM events WHERE kind LIKE 'kind 1%' AND value < 3", 'value_1 [-inf.0, 3)'],
  ['SELECT kind FROM events WHERE person <> 3 AND value = 5', 'value_1 [5, 5]'],
  [
    'SELECT id FROM people WHERE score NOT BETWEEN 5 AND 395',
    'score_1 [nan.0, nan.0] [-inf.0, 5) (395, inf.0]',
  ],
  // An array is not between numbers either, and no index tells where arrays are.
  ['SELECT kind FROM events WHERE value NOT BETWEEN 5 AND 395', 'COLLSCAN'],
  ['SELECT COUNT(*) FROM people WHERE id = 3', 'COUNT_SCAN id_1'],
  [
    'SELECT p.name FROM people p, events e WHERE e.person = p.id AND e.value = 8',
    'value_1 [8, 8]',
    '$lookup by id_1',
  ],
  [
    "SELECT COUNT(*) FROM events e JOIN people p ON p.id = e.person WHERE p.name = 'name 3'",
    'name_1 ["name 3", "name 3"]',
    '$lookup by person_1',
  ],
  ["SELECT id FROM people WHERE name = 'name 3' AND 't1' = ANY(tags)", 'name_1 ["name 3", "name 3"]'],
  [
    'SELECT name FROM people WHERE age > 3 AND name = (SELECT name FROM people WHERE id = 7)',
    'id_1 [7, 7]',
    '$lookup by name_1',
  ],
  [
    'SELECT kind FROM events WHERE person = (SELECT id FROM people ORDER BY id DESC LIMIT 1)',
    'id_1 [MaxKey, MinKey]',
    '$lookup by person_1',
  ],
  [
    'SELECT kind FROM events ORDER BY value DESC LIMIT 5',
    'value_1 [MaxKey, null) (undefined, MinKey]',
    'value_1 [undefined, undefined] [null, null]',
    'SORT',
  ],
  [
    "SELECT id FROM people WHERE STARTS_WITH(name, 'name 1')",
    'name_1 ["name 1", "name 2") [/^name 1/s, /^name 1/s]',
  ],
  ["SELECT id FROM people WHERE ARRAY_CONTAINS(tags, 't1')", 'tags_1 ["t1", "t1"]'],
  ["SELECT kind FROM events WHERE ARRAY_CONTAINS(marks, 'm1')", 'marks_1 ["m1", "m1"]'],
  ['SELECT MIN(id) FROM people', 'id_1 [MinKey, MaxKey]'],
  ['SELECT MAX(id) FROM people', 'id_1 [MaxKey, MinKey]'],
  [
    'SELECT MIN(score), MAX(score) FROM people',
    'score_1 [MinKey, undefined) (null, MaxKey]',
    'score_1 [MaxKey, null) (undefined, MinKey]',
  ],
  ['SELECT MAX(value) FROM events', 'value_1 [MaxKey, null) (undefined, MinKey]'],
  ['SELECT MAX(value) FROM events WHERE value < 100', 'value_1 (100, -inf.0]'],
  [
    "SELECT MIN(at) FROM events WHERE kind = 'kind 3'",
    'kind_1_at_-1 ["kind 3", "kind 3"], [MinKey, undefined) (null, MaxKey]',
  ],
  [
    "SELECT MAX(age) FROM people WHERE city = 'city 3'",
    'city_1_age_1 ["city 3", "city 3"], [MaxKey, null) (undefined, MinKey]',
  ],
  [
    'SELECT name FROM people WHERE id IN (SELECT person FROM events WHERE value < 5)',
    'value_1 [-inf.0, 5)',
    '$lookup by id_1',
  ],
  [
    "SELECT kind FROM events WHERE person IN (SELECT id FROM people WHERE name = 'name 3')",
    'name_1 ["name 3", "name 3"]',
    '$lookup by person_1',
  ],
  [
    'SELECT kind FROM events WHERE person IN (SELECT id FROM people ORDER BY id LIMIT 3)',
    'id_1 [MinKey, MaxKey]',
    '$lookup by person_1',
  ],
  [
    'SELECT name FROM people WHERE id = (SELECT MAX(person) FROM events)',
    'person_1 [MaxKey, null) (undefined, MinKey]',
    '$lookup by id_1',
  ],
  [
    "DELETE FROM events WHERE person IN (SELECT id FROM people WHERE name = 'name 3')",
    'name_1 ["name 3", "name 3"]',
    '$lookup by person_1',
  ],
  ["SELECT id FROM people WHERE tags @> ARRAY['u3', 't1']", 'tags_1 ["u3", "u3"]'],
  ["SELECT id FROM people WHERE ARRAY['t1'] <@ tags", 'tags_1 ["t1", "t1"]'],
  ["SELECT id FROM people WHERE tags && ARRAY['t1', 't2']", 'tags_1 ["t1", "t1"] ["t2", "t2"]'],
  ["SELECT kind FROM events WHERE marks @> ARRAY['m1']", 'marks_1 ["m1", "m1"]'],
];
