// Runs a statement of several steps: all reads first, then the writes, in order.
import { EJSON } from 'bson';
import { ObjectId } from 'mongodb';
import { withRows } from '../../dialect/src/index.ts';

const roundsAtMost = 10_000;
const textOf = (value) => EJSON.stringify(value, { relaxed: true });

/** Numbers keep their BSON types: a double that is whole must not come back as an int. */
const exact = { promoteValues: false };

/**
 * @param {(read: object, options?: object) => Promise<object[]>} aggregate  runs a pipeline
 * @returns the documents of the result
 */
export async function runSteps(database, command, aggregate) {
  const [only] = command.steps;
  if (only.kind === 'write' && only.direct && !command.result) {
    const { filter, update, check } = only.direct;
    const collection = database.collection(only.collection);
    if (check) await aggregate(check);
    if (update) await collection.updateMany(filter, update);
    else await collection.deleteMany(filter);
    return [];
  }
  const found = new Map();
  const writes = [];
  for (const step of command.steps) {
    if (step.kind === 'keep') found.set(step.name, await aggregate(withRows(step.read, found), exact));
    else if (step.kind === 'recursion') found.set(step.name, await recursion(step, found, aggregate));
    else {
      const actions = decided(step, await aggregate(withRows(step.read, found), exact));
      for (const action of actions) identify(step, action);
      writes.push({ step, actions });
      found.set(
        step.name,
        actions.map((action) => action.r),
      );
    }
  }
  const result = command.result ? await aggregate(withRows(command.result, found)) : [];
  for (const { step, actions } of writes) await write(database.collection(step.collection), step, actions);
  return result;
}

async function recursion(step, found, aggregate) {
  const seen = new Set();
  const fresh = (rows) =>
    step.all ? rows : rows.filter((row) => !seen.has(textOf(row)) && seen.add(textOf(row)));
  let last = fresh(await aggregate(withRows(step.seed, found), exact));
  const all = [...last];
  for (let round = 0; last.length > 0; round += 1) {
    if (step.enough !== undefined && all.length >= step.enough) break;
    if (round >= roundsAtMost) throw new Error(`a recursive query did not end within ${roundsAtMost} rounds`);
    last = fresh(await aggregate(withRows(step.step, new Map([...found, [step.name, last]])), exact));
    all.push(...last);
  }
  return all;
}

/** The actions that are carried out: those of a branch, one for each document and each unique key. */
function decided(step, actions) {
  const ids = new Set();
  const keys = new Set();
  return actions.filter((action) => {
    const branch = step.branches[action.b ?? -1];
    if (!branch || branch.action === 'nothing') return false;
    if (branch.action !== 'insert' && action.i !== null) {
      const id = textOf(action.i);
      if (ids.has(id) && step.once) throw new Error('a statement cannot change a row a second time');
      if (ids.has(id)) return false;
      ids.add(id);
    }
    const taken =
      step.onDuplicate === 'insert'
        ? []
        : action.k.map((key, index) => (key.includes(null) ? undefined : textOf([index, key])));
    if (taken.some((key) => key !== undefined && keys.has(key))) {
      if (step.onDuplicate === 'fail') throw new Error('a statement cannot change a row a second time');
      return false;
    }
    for (const key of taken) if (key !== undefined) keys.add(key);
    return true;
  });
}

/** A new document gets its _id here, so that RETURNING can give it. */
function identify(step, action) {
  if (step.branches[action.b].action !== 'insert') return;
  action.made = new ObjectId();
  for (const field of step.idFields) action.r[field] = action.made;
}

async function write(collection, step, actions) {
  const operations = actions.flatMap((action) => {
    const branch = step.branches[action.b];
    const values = Object.fromEntries(
      branch.fields.map((field, index) => [field, action.v[action.b][index]]),
    );
    switch (branch.action) {
      case 'insert':
        return [{ insertOne: { document: { _id: action.made, ...values } } }];
      case 'update':
        return branch.fields.length > 0
          ? [{ updateOne: { filter: { _id: action.i }, update: { $set: values } } }]
          : [];
      case 'delete':
        return [{ deleteOne: { filter: { _id: action.i } } }];
      default:
        return [];
    }
  });
  if (operations.length > 0) await collection.bulkWrite(operations, { ordered: true });
}
