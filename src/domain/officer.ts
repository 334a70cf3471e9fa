// Officers of the office: what each role may do. Two pairs of eyes are of two persons, not of two accounts.

export const OFFICER_ROLES = ['operator', 'approver', 'helpDesk', 'auditor', 'caOfficer'] as const;
/**
 * operator: enters; approver: approves what others entered; helpDesk: reads, without secrets; auditor: reads everything,
 * changes nothing; caOfficer: of the certification authority, above the banks.
 */
export type OfficerRole = (typeof OFFICER_ROLES)[number];

export const OFFICE_ACTS = [
  'customers.read',
  'certificates.read',
  'certificates.revoke',
  'certificates.approve',
  'audit.read',
  'officers.read',
  'officers.change',
  'forms.read',
  'forms.enter',
  'forms.approve',
  'letters.print',
  'contracts.read',
  'contracts.enter',
  'contracts.approve',
  'contracts.suspend',
  'cards.read',
  'cards.order',
  'cards.deliver',
  'tokens.read',
  'tokens.register',
  'tokens.enter',
  'tokens.approve',
  'tokens.end',
  'reports.order',
  'profile.read',
  'profile.propose',
  'profile.approve',
] as const;
/** What is done in the office, as far as roles differ in it. */
export type OfficeAct = (typeof OFFICE_ACTS)[number];

const ALL: readonly OfficerRole[] = OFFICER_ROLES;

const MAY: Record<OfficeAct, readonly OfficerRole[]> = {
  'customers.read': ALL,
  'certificates.read': ALL,
  // One pair of eyes is enough to end a certificate: whoever waits for the second leaves it to the thief.
  'certificates.revoke': ['operator', 'approver', 'caOfficer'],
  // After a call back to the customer: see procedures/certificates/approve-certificate.ts.
  'certificates.approve': ['approver'],
  'audit.read': ['auditor', 'approver', 'caOfficer'],
  'officers.read': ['auditor', 'approver', 'caOfficer'],
  // Two of them, but for what only takes away (officer-order.ts).
  'officers.change': ['approver', 'caOfficer'],
  'forms.read': ALL,
  'forms.enter': ['operator'],
  'forms.approve': ['approver'],
  // Never who entered the form, see procedures/office/forms/print-letter.ts.
  'letters.print': ['operator', 'approver'],
  'contracts.read': ALL,
  'contracts.enter': ['operator'],
  'contracts.approve': ['approver'],
  // One pair of eyes is enough to stop; letting go on takes two.
  'contracts.suspend': ['operator', 'approver'],
  'cards.read': ALL,
  'cards.order': ['operator'],
  // Also that a card is lost: one pair of eyes is enough to end it.
  'cards.deliver': ['operator', 'approver'],
  'tokens.read': ALL,
  'tokens.register': ['operator'],
  'tokens.enter': ['operator'],
  'tokens.approve': ['approver'],
  'tokens.end': ['operator', 'approver'],
  // Whole lists leave the house: not for the help desk (domain/report.ts).
  'reports.order': ['operator', 'approver', 'auditor', 'caOfficer'],
  'profile.read': ALL,
  'profile.propose': ['operator'],
  'profile.approve': ['approver'],
};

/** Whether officers of this role may do it at all; on whose data, their bank decides. */
export const mayDo = (role: OfficerRole, act: OfficeAct): boolean => MAY[act].includes(role);
