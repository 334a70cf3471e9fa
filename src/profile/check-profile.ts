// The rules between the entries of one profile: what the shape alone cannot say. Each is a function of its own.

import type { BankProfile } from './bank-profile.ts';
import * as askedFields from './checks/asked-fields.ts';
import * as certificateName from './checks/certificate-name.ts';
import * as menus from './checks/menus.ts';
import * as secrets from './checks/secrets.ts';
import * as service from './checks/service.ts';
import * as windows from './checks/windows.ts';
import type { Fault } from './profile-fault.ts';

const CHECKS: readonly ((bank: BankProfile) => Fault[])[] = [
  certificateName.checkPlaceholders,
  certificateName.checkLiterals,
  certificateName.checkCommonNameLength,
  certificateName.checkOrganization,
  certificateName.checkNamesApart,
  askedFields.checkIdsFirst,
  askedFields.checkPinOnFirstPage,
  askedFields.checkLogonAsksSecretsOnly,
  askedFields.checkAskedOnce,
  askedFields.checkRoleFields,
  askedFields.checkAskedIsDefined,
  askedFields.checkTableAskedLater,
  askedFields.checkPermissionIsAdministrators,
  askedFields.checkLabelsDiffer,
  menus.checkTopMenu,
  menus.checkMenuNames,
  menus.checkMenuTargets,
  menus.checkNoOrphanMenu,
  menus.checkNeededWays,
  menus.checkLabelsOfMenu,
  menus.checkOfferedIsGranted,
  windows.checkRenewalWithinValidity,
  windows.checkNoticeDays,
  windows.checkRenewalMail,
  windows.checkReAcquisitionMail,
  windows.checkReAcquisitionPages,
  windows.checkCountedFromActivation,
  windows.checkPasswordPages,
  secrets.checkLengths,
  secrets.checkCard,
  service.checkHelpDesk,
  service.checkForms,
];

/** Everything that is wrong within one well-formed profile. */
export function checkProfile(bank: BankProfile): Fault[] {
  return CHECKS.flatMap((check) => check(bank));
}
