import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BankProfile, Menu } from '../../profile/bank-profile.ts';
import { hrefOfTarget, sectionsOf } from './menu-targets.ts';

const text = (ja: string) => ({ ja, en: ja });
const menu = (...targets: Menu['sections'][number]['items'][number]['target'][]): Menu => ({
  title: text('menu'),
  sections: [{ items: targets.map((target) => ({ label: text(target), target })) }],
});
const bankWith = (menus: Record<string, Menu>) => ({ code: '9000', menus }) as unknown as BankProfile;

test('what is built has an address, what is not has none', () => {
  const profile = bankWith({});
  assert.equal(hrefOfTarget(profile, 'administratorEnrolment'), '/9000/enrolment/administrator');
  assert.equal(hrefOfTarget(profile, 'userEnrolment'), undefined);
  assert.equal(hrefOfTarget(profile, 'administratorPasswordLogon'), undefined);
});

test('a section left empty disappears', () => {
  const profile = bankWith({});
  assert.deepEqual(sectionsOf(profile, menu('userLogon', 'userEnrolment')), []);
  const [section] = sectionsOf(profile, menu('userLogon', 'administratorLogon'));
  assert.deepEqual(
    section?.items.map(({ href }) => href),
    ['/9000/logon/administrator'],
  );
});

test('a menu leads on only when an act stands behind it', () => {
  const profile = bankWith({
    top: menu('menu:acts'),
    acts: menu('menu:deeper'),
    deeper: menu('administratorLogon', 'menu:acts'),
    empty: menu('userLogon', 'certificateLookup'),
    circle: menu('menu:circle'),
  });
  assert.equal(hrefOfTarget(profile, 'menu:acts'), '/9000/menu/acts');
  assert.equal(hrefOfTarget(profile, 'menu:top'), '/9000/');
  assert.equal(hrefOfTarget(profile, 'menu:empty'), undefined);
  assert.equal(hrefOfTarget(profile, 'menu:circle'), undefined);
  assert.equal(hrefOfTarget(profile, 'menu:absent'), undefined);
});
