// The pictures of the import speak the page's language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PICTURES, picture } from './pictures.ts';

for (const name of PICTURES) {
  test(name, () => {
    const [japanese, english] = (['ja', 'en'] as const).map((language) =>
      String(picture(name, language, 'seen')),
    );
    assert.match(japanese ?? '', /aria-label="seen"/);
    assert.doesNotMatch(english ?? '', /[ぁ-んァ-ヶ一-龠]/);
    const textsOf = (svg = '') => [...svg.matchAll(/<text[^>]*>([^<]+)/g)].map(([, text]) => text ?? '');
    assert.equal(textsOf(english).length, textsOf(japanese).length);
    // What would run out of a window that is 600 wide; Latin letters are about half as wide as they are high.
    for (const text of textsOf(english)) assert.ok(text.length <= 46, text);
  });
}
