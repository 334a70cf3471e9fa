// The ways in: a first page, no way that ends nowhere, no menu that nobody finds, nothing offered that is not given.

import { type BankProfile, type MenuTarget, ROLES } from '../bank-profile.ts';
import { nearest } from '../nearest.ts';
import type { Fault } from '../profile-fault.ts';

interface Way {
  readonly path: string;
  readonly menu: string;
  readonly target: MenuTarget;
}

function waysOf(bank: BankProfile): Way[] {
  return Object.entries(bank.menus).flatMap(([menu, { sections }]) =>
    sections.flatMap(({ items }, section) =>
      items.map(({ target }, item) => ({
        path: `menus.${menu}.sections[${section}].items[${item}].target`,
        menu,
        target,
      })),
    ),
  );
}

const menuNamed = (target: MenuTarget) =>
  target.startsWith('menu:') ? target.slice('menu:'.length) : undefined;

export function checkTopMenu(bank: BankProfile): Fault[] {
  if (Object.hasOwn(bank.menus, 'top')) return [];
  return [
    { path: 'menus', message: 'there is no menu top, the first page', cure: 'name one of the menus "top"' },
  ];
}

/** A menu's name is part of its address. */
export function checkMenuNames(bank: BankProfile): Fault[] {
  return Object.keys(bank.menus)
    .filter((name) => !/^[a-z][a-z0-9-]{0,30}$/.test(name))
    .map((name) => ({
      path: `menus.${name}`,
      message: 'the name cannot stand in an address',
      cure: 'use a to z, 0 to 9 and -',
    }));
}

export function checkMenuTargets(bank: BankProfile): Fault[] {
  const names = Object.keys(bank.menus);
  return waysOf(bank).flatMap(({ path, target }) => {
    const name = menuNamed(target);
    if (name === undefined || names.includes(name)) return [];
    const meant = nearest(name, names);
    const cure =
      meant === undefined ? `add the menu "${name}"; there are ${names.join(', ')}` : `write menu:${meant}`;
    return [{ path, message: `there is no menu ${name}`, cure }];
  });
}

/** Every menu is reached from the first page. */
export function checkNoOrphanMenu(bank: BankProfile): Fault[] {
  const reached = new Set(['top']);
  const ways = waysOf(bank);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { menu, target } of ways) {
      const name = menuNamed(target);
      if (reached.has(menu) && name !== undefined) reached.add(name);
    }
  }
  return Object.keys(bank.menus)
    .filter((name) => !reached.has(name))
    .map((name) => ({
      path: `menus.${name}`,
      message: 'no way leads here from the first page',
      cure: `add an item with the target "menu:${name}", or remove the menu`,
    }));
}

/** Without these nobody could begin. */
export function checkNeededWays(bank: BankProfile): Fault[] {
  // The office has officers only: nobody comes as a bank.
  const roles = bank.kind === 'office' ? (['user'] as const) : ROLES;
  const needed = roles.flatMap((role): MenuTarget[] => [
    ...(bank.activation.required ? [`${role}Activation` as const] : []),
    `${role}Enrolment`,
    `${role}Logon`,
  ]);
  const offered = waysOf(bank).map(({ target }) => target);
  return needed
    .filter((target) => !offered.includes(target))
    .map((target) => ({
      path: 'menus',
      message: `no item leads to ${target}`,
      cure: `add an item with the target "${target}"`,
    }));
}

/** One label, one way: else nobody knows which of two to press. */
export function checkLabelsOfMenu(bank: BankProfile): Fault[] {
  return Object.entries(bank.menus).flatMap(([name, { sections }]) =>
    (['ja', 'en'] as const).flatMap((language) => {
      const items = sections.flatMap((section) => section.items);
      return items
        .filter((item, index) =>
          items.some(
            (other, position) =>
              position < index &&
              other.label[language] === item.label[language] &&
              other.target !== item.target,
          ),
        )
        .map((item) => ({
          path: `menus.${name}`,
          message: `「${item.label[language]}」 leads to two places`,
          cure: `give each its own label, ${language}`,
        }));
    }),
  );
}

/** What a menu offers, the profile must grant. */
export function checkOfferedIsGranted(bank: BankProfile): Fault[] {
  const { reAcquisition, logon } = bank;
  return waysOf(bank).flatMap(({ path, target }) => {
    if (target === 'administratorReAcquisition' || target === 'userReAcquisition') {
      const role = target === 'userReAcquisition' ? 'user' : 'administrator';
      if (reAcquisition.windowDays === 0) {
        return [
          {
            path,
            message: 'leads to re-acquisition, but reAcquisition.windowDays is 0',
            cure: 'remove the item, or grant days',
          },
        ];
      }
      if (reAcquisition[role] === undefined) {
        const cure = `give reAcquisition.${role} its pages, or lead to ${role}Enrolment`;
        return [{ path, message: `reAcquisition.${role} has no pages of its own`, cure }];
      }
    }
    if (
      (target === 'administratorPasswordLogon' || target === 'userPasswordLogon') &&
      logon.passwordLogon === 'never'
    ) {
      return [
        {
          path,
          message: 'leads to logon by password, but logon.passwordLogon is never',
          cure: 'remove the item, or set logon.passwordLogon',
        },
      ];
    }
    return [];
  });
}
