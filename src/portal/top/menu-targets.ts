// Where a bank's menu items lead. What leads nowhere is not shown: a menu never offers what is not there.

import type { BankProfile, Menu, MenuTarget } from '../../profile/bank-profile.ts';

const PATHS: Partial<Record<MenuTarget, string>> = {
  administratorActivation: 'activation/administrator',
  userActivation: 'activation/user',
  administratorEnrolment: 'enrolment/administrator',
  userEnrolment: 'enrolment/user',
  administratorLogon: 'logon/administrator',
  userLogon: 'logon/user',
  administratorPasswordLogon: 'password-logon/administrator',
  userPasswordLogon: 'password-logon/user',
  certificateLookup: 'certificate-lookup/administrator',
};

/** An entrance of its own, where the bank has one; else the acquisition's serves. */
function reAcquisitionPath({ reAcquisition }: BankProfile, target: MenuTarget): string | undefined {
  if (target !== 'administratorReAcquisition' && target !== 'userReAcquisition') return undefined;
  const role = target === 'userReAcquisition' ? 'user' : 'administrator';
  return `${reAcquisition[role] === undefined ? 'enrolment' : 're-acquisition'}/${role}`;
}

/** Address of a target in this bank; undefined when nothing is behind it. */
export function hrefOfTarget(
  profile: BankProfile,
  target: MenuTarget,
  above: readonly string[] = [],
): string | undefined {
  const path = reAcquisitionPath(profile, target) ?? PATHS[target];
  if (path !== undefined) return `/${profile.code}/${path}`;
  if (!target.startsWith('menu:')) return undefined;
  const name = target.slice('menu:'.length);
  const menu = profile.menus[name];
  // A menu that leads back to one above it is no way on.
  if (menu === undefined || above.includes(name)) return undefined;
  const items = sectionsOf(profile, menu, [...above, name]).flatMap((section) => section.items);
  // Looking up a certificate stands beside acts; a menu of nothing else is no way to an act.
  if (items.every((item) => item.target === 'certificateLookup')) return undefined;
  return name === 'top' ? `/${profile.code}/` : `/${profile.code}/menu/${name}`;
}

type Section = Menu['sections'][number];
export type OpenSection = Omit<Section, 'items'> & {
  readonly items: readonly (Section['items'][number] & { readonly href: string })[];
};

/** The sections of a menu with the items that lead somewhere; a section left empty disappears. */
export function sectionsOf(profile: BankProfile, menu: Menu, above: readonly string[] = []): OpenSection[] {
  return menu.sections.flatMap((section) => {
    const items = section.items.flatMap((item) => {
      const href = hrefOfTarget(profile, item.target, above);
      return href === undefined ? [] : [{ ...item, href }];
    });
    return items.length === 0 ? [] : [{ ...section, items }];
  });
}
