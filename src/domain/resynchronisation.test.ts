import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import type { Field } from '../profile/bank-profile.ts';
import { resynchronisationAsks } from './resynchronisation.ts';

const asks = (pages: readonly (readonly Field[])[], pagesDone: number) => {
  const profile = bank('1283');
  const administrator = { pages: pages.map((page) => [...page]) };
  return resynchronisationAsks(
    { ...profile, logon: { ...profile.logon, administrator } },
    'administrator',
    pagesDone,
  );
};

describe('who may put a token right', () => {
  for (const [title, pages, pagesDone, expected] of [
    ['a PIN was proved on the page before', [['contractPin'], ['oneTimePassword']], 1, []],
    ['and still two pages later', [['contractPin'], ['cardPassword'], ['oneTimePassword']], 2, []],
    [
      'a PIN is typed along where the page asks both',
      [['contractPin', 'oneTimePassword']],
      0,
      ['contractPin'],
    ],
    ['not before it is asked', [['contractPin'], ['cardPassword'], ['oneTimePassword']], 1, undefined],
    ['not on the first page of two', [['contractPin'], ['oneTimePassword']], 0, undefined],
    ['a card’s password is no PIN', [['cardPassword'], ['oneTimePassword']], 1, undefined],
    ['nor is nothing', [['oneTimePassword'], ['contractPin']], 0, undefined],
    ['not where every page is answered', [['contractPin'], ['oneTimePassword']], 2, undefined],
    ['not where none is asked', [['contractPin']], 0, undefined],
  ] as const) {
    test(title, () => assert.deepEqual(asks(pages, pagesDone), expected));
  }
});
