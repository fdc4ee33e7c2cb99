import assert from 'node:assert/strict';
import { ParameterMemory, type Keeper } from '../../../../client/src/parameters/parameter-memory.ts';

class Kept implements Keeper {
  text = '{}';
  get(key: string): unknown {
    return (JSON.parse(this.text) as Record<string, unknown>)[key];
  }
  update(key: string, value: unknown): Promise<void> {
    this.text = JSON.stringify({ ...(JSON.parse(this.text) as object), [key]: value });
    return Promise.resolve();
  }
}

describe('the memory of parameters', () => {
  it('keeps what was typed by file, over a restart', async () => {
    const kept = new Kept();
    const memory = new ParameterMemory(kept);
    await memory.set('file:///a.qlsql', '$1', { text: '42', type: 'int' });
    await memory.set('file:///a.qlsql', ':name', { text: 'x' });
    await memory.set('file:///b.qlsql', '$1', { text: '7' });
    const after = new ParameterMemory(kept);
    assert.deepEqual(after.of('file:///a.qlsql'), {
      $1: { text: '42', type: 'int' },
      ':name': { text: 'x' },
    });
    await after.clear('file:///a.qlsql');
    assert.deepEqual(new ParameterMemory(kept).of('file:///a.qlsql'), {});
    assert.deepEqual(after.of('file:///b.qlsql'), { $1: { text: '7' } });
  });

  it('keeps no secret, and nothing of a file without a place', async () => {
    const kept = new Kept();
    const memory = new ParameterMemory(kept);
    const words = ['hunter2-word', 'mongodb://ann:s3cret-word@h/db', 'untitled-word'] as const;
    await memory.set('file:///a.qlsql', ':password', { text: words[0] });
    await memory.set('file:///a.qlsql', ':uri', { text: words[1] });
    await memory.set('untitled:Untitled-1', '$1', { text: words[2] });
    assert.equal(memory.of('file:///a.qlsql')[':password']?.text, words[0]);
    assert.equal(memory.of('file:///a.qlsql')[':uri']?.text, words[1]);
    assert.equal(memory.of('untitled:Untitled-1')['$1']?.text, words[2]);
    for (const word of ['hunter2-word', 's3cret-word', 'untitled-word'])
      assert.ok(!kept.text.includes(word), kept.text);
    // A value that was kept goes when a secret takes its place.
    await memory.set('file:///a.qlsql', ':uri', { text: 'plain-word' });
    assert.ok(kept.text.includes('plain-word'));
    await memory.set('file:///a.qlsql', ':uri', { text: words[1] });
    assert.ok(!kept.text.includes('plain-word') && !kept.text.includes('s3cret-word'));
  });

  it('is bounded: the file that was not used for longest goes', async () => {
    const memory = new ParameterMemory(new Kept());
    for (let n = 0; n < 201; n++) await memory.set(`file:///${n}.qlsql`, '$1', { text: String(n) });
    assert.deepEqual(memory.of('file:///0.qlsql'), {});
    assert.equal(memory.of('file:///1.qlsql')['$1']?.text, '1');
  });
});
