import assert from 'node:assert/strict';
import { foundWords, searchedWords, type Found } from '../../../../media/results/found-words.ts';

const found = (matches: number, searched: number, state: Found['state'], index?: number): Found => ({
  ...{
    type: 'found',
    tab: 1,
    wanted: { text: 'x', matchCase: false, columns: [0] },
    matches,
    searched,
    state,
  },
  ...(index === undefined ? {} : { index }),
});

describe('what is said of a search', () => {
  it('is which match of how many', () => {
    assert.equal(foundWords(found(1200, 5000, 'done', 3)), '3 of 1,200');
    assert.equal(foundWords(found(1200, 5000, 'searching')), '1,200 found');
    assert.equal(foundWords(found(0, 5000, 'done')), 'No results');
    assert.equal(foundWords(found(0, 100, 'searching')), '');
  });

  it('tells how far it is, that it was stopped, and that not all rows were read', () => {
    const done = { rows: 5000, state: 'done' } as const;
    const held = { rows: 5000, state: 'held' } as const;
    assert.equal(searchedWords(found(1, 2000, 'searching'), done), 'searched 2,000 of 5,000 rows…');
    assert.equal(searchedWords(found(1, 2000, 'stopped'), done), 'stopped after 2,000 of 5,000 rows');
    assert.equal(searchedWords(found(1, 5000, 'done'), done), '');
    assert.equal(searchedWords(found(1, 5000, 'done'), held), 'in the 5,000 rows read so far');
  });
});
