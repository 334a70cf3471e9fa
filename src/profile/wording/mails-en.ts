// Texts of mails in English: the same keys as mails-ja.ts.

import type { MailWordingKey } from './mails-ja.ts';

export const mailsEn: Readonly<Record<MailWordingKey, string>> = {
  'mail.specimen.subject': '(Specimen) {subject}',
  'mail.specimen.text':
    'SPECIMEN (見本): this mail is a demonstration. It has nothing to do with any real bank or customer.',
  'mail.greeting': 'To {companyName}[, {userName}]',
  'mail.closing':
    '--------------------\n- {bankName} never asks for a PIN or a password by telephone or mail.\n- This mail has no link. Please go to {serviceName} the way you always do.\n- If a call or a mail urges you to act, do nothing before you have asked {helpDesk}.\n\n{bankName} {serviceName}\nQuestions: {helpDesk}\n\nThis mail was sent automatically. Answers to it are not read.',

  'mail.fact.contract': '{contractId}: ending in {contractTail}',
  'mail.fact.user': '{user}: [{userName} ({shownUserId})|{shownUserId}]',
  'mail.fact.serialNumber': '{electronicCertificate}, serial number: {serialNumber}',
  'mail.fact.expiresOn': 'Last day: {expiresOn}',
  'mail.fact.instant': 'When: {instant}',
  'mail.fact.address': 'From the address: {address}',
  'mail.fact.secrets': 'Locked: {secretNames}',
  'mail.fact.revocation': 'Reason: {revocationName}',

  'mail.revocation.unspecified': 'by request',
  'mail.revocation.keyCompromise': 'loss, theft or misuse is feared',
  'mail.revocation.affiliationChanged': 'the contract has changed',
  'mail.revocation.superseded': 'a new one has taken its place',
  'mail.revocation.cessationOfOperation': 'it is no longer in use',

  'mail.certificateIssued.subject': 'A certificate was issued ({electronicCertificate})',
  'mail.certificateIssued.body':
    'A certificate for {serviceName} was issued[{ifRenewal} to renew the one before].\n\n{facts}\n\nIf you do not know of this, somebody else may have asked for it. Call {helpDesk} at once: it will be made unusable.',
  'mail.renewalDue.subject': 'Your certificate ends soon ({expiresOn})',
  'mail.renewalDue.body':
    'Your certificate for {serviceName} ends on {expiresOn}. After that it is not possible to log on with it.\n\n{facts}\n\nTo renew it, log on as always and choose “{renewal}” on the page [{ifUser}“{userStatus}”|“{administratorStatus}”]. [Renewal is possible from {renewalDays} days before the last day to the last day.] If you have renewed it already, please excuse this mail.',
  'mail.certificateExpired.subject': 'Your certificate has ended',
  'mail.certificateExpired.body':
    'Your certificate for {serviceName} ended on {expiresOn}. It is no longer possible to log on with it.\n\n{facts}\n\nWhat to do now: {wayOut}',
  'mail.reAcquired.subject': 'Please check: a certificate was acquired after expiry',
  'mail.reAcquired.body':
    'A new certificate in place of one that had expired was acquired with PINs or passwords.\n\n{facts}\n\n[{ifWaiting}It cannot be used to log on before the {administrator} has approved it.\n\n]If you do not know of this, or if you did as somebody told you by telephone or mail, a stranger may now have a certificate. Call {helpDesk} at once: it will be made unusable.',
  'mail.revoked.subject': 'A certificate was revoked ({electronicCertificate})',
  'mail.revoked.body':
    'This certificate for {serviceName} was revoked. It can no longer be used to log on.\n\n{facts}\n\n{wayOut}',
  'mail.locked.subject': 'Locked: {secretNames}',
  'mail.locked.body':
    'It was locked for safety after too many wrong entries. [{ifWholeContract}While it is locked, users of the same contract cannot use the service either.]\n\n{facts}\n\n{wayOut}',
  'mail.userRegistered.subject': 'A user was registered ({user})',
  'mail.userRegistered.body':
    'The {administrator} has registered this user of {serviceName}.\n\n{facts}\n\n[The certificate can be acquired until {acquireUntil}.] PINs are never told by mail: please take them from the {administrator}’s sheet. If you do not know of this, call {helpDesk} at once.',
  'mail.tokenRegistered.subject': 'A new {token} was registered',
  'mail.tokenRegistered.body':
    'An app that shows one-time passwords was registered as the new {token} for {serviceName}. The {token} before it no longer works.\n\n{facts}\n\nIf you do not know of this, someone else may have done it. Please call {helpDesk} at once: we will stop that {token}.',
  'mail.usersRunningOut.subject': 'Certificates of users that end ({count})',
  'mail.usersRunningOut.body':
    'The certificates of these users of {serviceName} end soon or have ended.\n\n{facts}\n\n{list}\n\nBefore the last day: each user logs on and chooses “{renewal}”. [Renewal is possible from {renewalDays} days before the last day to the last day.]\nAfterwards: {wayOut}',
  'mail.usersRunningOut.line': '- [{userName} ({shownUserId})|{shownUserId}]: {expiresOn}[{ifEnded} (ended)]',
};
