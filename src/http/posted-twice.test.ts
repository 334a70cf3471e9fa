// A form posted twice is answered once.

import assert from 'node:assert/strict';
import test from 'node:test';
import { newFormId, PostedForms } from './posted-twice.ts';

const form = newFormId();
const first = { caller: 'a', body: { form, contractPin: '1234' } };

const rows: [title: string, second: { caller: string; body: unknown }, tries: number][] = [
  ['the same post again is the same try', first, 1],
  [
    'the same form with something else typed is another try',
    { caller: 'a', body: { form, contractPin: '1235' } },
    2,
  ],
  [
    'the form shown again is another try',
    { caller: 'a', body: { form: newFormId(), contractPin: '1234' } },
    2,
  ],
  ['the same post by somebody else is another try', { ...first, caller: 'b' }, 2],
  ['a post without a form id is another try', { caller: 'a', body: { contractPin: '1234' } }, 2],
];

for (const [title, second, expected] of rows) {
  test(title, async () => {
    const forms = new PostedForms<number>();
    let tries = 0;
    for (const { caller, body } of [first, second])
      await forms.answer(caller, { id: 'R', body }, async () => ++tries);
    assert.equal(tries, expected);
  });
}

test('both of two posts at once get the one answer', async () => {
  const forms = new PostedForms<number>();
  let tries = 0;
  const post = () => forms.answer(first.caller, { id: 'R', body: first.body }, async () => ++tries);
  assert.deepEqual(await Promise.all([post(), post()]), [1, 1]);
});

test('what is shown again is found under the first reference', async () => {
  const forms = new PostedForms<number>();
  const posts = ['FIRST', 'SECOND'].map((id) => ({ id, body: first.body }));
  for (const post of posts) await forms.answer(first.caller, post, async () => 1);
  assert.deepEqual(
    posts.map(({ id }) => id),
    ['FIRST', 'FIRST'],
  );
});

test('a try that failed on our side may be made again', async () => {
  const forms = new PostedForms<string>();
  const answers = [Promise.reject(new Error('disk')), Promise.resolve('done')];
  const post = () =>
    forms.answer(first.caller, { id: 'R', body: first.body }, async () => (await answers.shift()) ?? '');
  await assert.rejects(post());
  assert.equal(await post(), 'done');
});

test('answers of bodies without an object are each given', async () => {
  const forms = new PostedForms<number>();
  for (const body of [undefined, null, 'text', []])
    assert.equal(await forms.answer('a', { id: 'R', body }, async () => 1), 1);
});
