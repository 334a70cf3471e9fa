import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BankProfile, Menu } from '../../profile/bank-profile.ts';
import { sampleBank } from '../../profile/fixtures/sample-bank.ts';
import { MENU_TARGETS } from '../../profile/schema/presentation.ts';
import { hrefOfTarget, sectionsOf } from './menu-targets.ts';

const text = (ja: string) => ({ ja, en: ja });
const menu = (...targets: Menu['sections'][number]['items'][number]['target'][]): Menu => ({
  title: text('menu'),
  sections: [{ items: targets.map((target) => ({ label: text(target), target })) }],
});
const bankWith = (menus: Record<string, Menu>): BankProfile => ({ ...sampleBank(), menus });

test('everything that a menu may offer has an address', () => {
  const profile = sampleBank('5410');
  assert.equal(hrefOfTarget(profile, 'administratorActivation'), '/5410/activation/administrator');
  assert.equal(hrefOfTarget(profile, 'userEnrolment'), '/5410/enrolment/user');
  assert.equal(hrefOfTarget(profile, 'userPasswordLogon'), '/5410/password-logon/user');
  for (const target of MENU_TARGETS)
    assert.match(hrefOfTarget(profile, target) ?? '', /^\/5410\/[a-z]/, target);
});

test('re-acquisition goes by its own entrance where there is one', () => {
  assert.equal(hrefOfTarget(sampleBank('5410'), 'userReAcquisition'), '/5410/re-acquisition/user');
  assert.equal(hrefOfTarget(sampleBank('9000'), 'userReAcquisition'), '/9000/enrolment/user');
});

test('a section left empty disappears', () => {
  const profile = bankWith({});
  assert.deepEqual(sectionsOf(profile, menu('menu:absent', 'menu:gone')), []);
  const [section] = sectionsOf(profile, menu('menu:absent', 'administratorLogon'));
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
    empty: menu('menu:absent', 'certificateLookup'),
    circle: menu('menu:circle'),
  });
  assert.equal(hrefOfTarget(profile, 'menu:acts'), '/9000/menu/acts');
  assert.equal(hrefOfTarget(profile, 'menu:top'), '/9000/');
  assert.equal(hrefOfTarget(profile, 'menu:empty'), undefined);
  assert.equal(hrefOfTarget(profile, 'menu:circle'), undefined);
  assert.equal(hrefOfTarget(profile, 'menu:absent'), undefined);
});
