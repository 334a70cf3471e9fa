// Texts of mails in English: the same keys as mails-ja.ts.

import type { MailWordingKey } from './mails-ja.ts';

export const mailsEn: Readonly<Record<MailWordingKey, string>> = {
  'mail.specimen.subject': '(Specimen) {subject}',
  'mail.specimen.text':
    'SPECIMEN (見本): this mail is a demonstration. It has nothing to do with any real bank or customer.',
  'mail.greeting': 'To {companyName}[, {userName}]',
  'mail.closing':
    '--------------------\n- {bankName} never asks for a PIN or a password by telephone or mail.\n- This mail has no link. Please go to {serviceName} the way you always do.\n- If a call or a mail urges you to act, do nothing before you have asked {helpDesk}.\n\n{bankName} {serviceName}\nQuestions: {helpDesk}\n\nThis mail was sent automatically. Answers to it are not read.',
  'mail.letterClosing':
    '- {bankName} never asks for a PIN or a password by telephone or mail.\n- If a call or a mail urges you to act, do nothing before you have asked {helpDesk}.\n- No mail reached you, so this comes as a letter. To give us another mail address, turn to {helpDesk}.',

  'mail.fact.contract': '{contractId}: ending in {contractTail}',
  'mail.fact.user': '{user}: [{userName} ({shownUserId})|{shownUserId}]',
  'mail.fact.serialNumber': '{electronicCertificate}, serial number: {serialNumber}',
  'mail.fact.expiresOn': 'Last day: {expiresOn}',
  'mail.fact.token': '{token}, number ending in: {tokenTail}',
  'mail.fact.instant': 'When: {instant}',
  'mail.fact.address': 'From the address: {address}',
  'mail.fact.secrets': 'Locked: {secretNames}',
  'mail.fact.revocation': 'Reason: {revocationName}',

  'mail.revocation.unspecified': 'by request',
  'mail.revocation.keyCompromise': 'loss, theft or misuse is feared',
  'mail.revocation.affiliationChanged': 'the contract has changed',
  'mail.revocation.superseded': 'a new one has taken its place',
  'mail.revocation.cessationOfOperation': 'it is no longer in use',
  'mail.revocation.issuerRevoked': 'the certification authority that issued it was revoked',

  'mail.certificateIssued.subject': 'A certificate was issued ({electronicCertificate})',
  'mail.certificateIssued.body':
    'A certificate for {serviceName} was issued[{ifRenewal} to renew the one before].\n\n{facts}\n\nIf you do not know of this, somebody else may have asked for it. Contact {helpDesk} at once: it will be made unusable.',
  'mail.renewalDue.subject': 'Your certificate ends soon ({expiresOn})',
  'mail.renewalDue.body':
    'Your certificate for {serviceName} ends on {expiresOn}. After that it is not possible to {logOn} with it.\n\n{facts}\n\nTo renew it, {logOn} as always and choose “{renewal}” on the page [{ifUser}“{userStatus}”|“{administratorStatus}”]. [Renewal is possible from {renewalDays} days before the last day to the last day.] If you have renewed it already, please excuse this mail.',
  'mail.certificateExpired.subject': 'Your certificate has ended',
  'mail.certificateExpired.body':
    'Your certificate for {serviceName} ended on {expiresOn}. It is no longer possible to {logOn} with it.\n\n{facts}\n\nWhat to do now: {wayOut}',
  'mail.reAcquired.subject': 'Please check: a certificate was acquired after expiry',
  'mail.reAcquired.body':
    'A new certificate in place of one that had expired was acquired with PINs or passwords.\n\n{facts}\n\n[{ifWaitsForBank}It cannot be used to {logOn} before {bankName} has approved it. To use it, contact {helpDesk}: we make sure of who you are first.\n\n|{ifWaiting}It cannot be used to {logOn} before the {administrator} has approved it.\n\n]If you do not know of this, or if you did as somebody told you by telephone or mail, a stranger may now have a certificate. Contact {helpDesk} at once: it will be made unusable.',
  'mail.revoked.subject': 'A certificate was revoked ({electronicCertificate})',
  'mail.revoked.body':
    'This certificate for {serviceName} was revoked. It can no longer be used to {logOn}.\n\n{facts}\n\n{wayOut}',
  'mail.locked.subject': 'Locked: {secretNames}',
  'mail.locked.body':
    'It was locked for safety after too many wrong entries. [{ifWholeContract}While it is locked, {users} of the same contract cannot use the service either.]\n\n{facts}\n\n{wayOut}',
  'mail.userRegistered.subject': 'Registered: a new {user}',
  'mail.userRegistered.body':
    'This {user} of {serviceName} was registered.\n\n{facts}\n\n[The certificate can be acquired until {acquireUntil}.] PINs are never told by mail: they come on paper, from the {administrator} or from the bank. If you do not know of this, contact {helpDesk} at once.',
  'mail.tokenRegistered.subject': 'A new {token} was registered',
  'mail.tokenRegistered.body':
    'An app that shows a {oneTimePassword} was registered as the new {token} for {serviceName}. The {token} before it no longer works.\n\n{facts}\n\nIf you do not know of this, someone else may have done it. Please contact {helpDesk} at once: we will stop that {token}.',
  'mail.tokenGiven.subject': 'A {token} for you',
  'mail.tokenGiven.body':
    'A {token} was registered for you at {serviceName}.[{ifTokenReplaced} The one before it no longer works.] Please use the one with this number; if you do not have it yet, please wait until it arrives.\n\n{facts}\n\nWe never ask for a {oneTimePassword} by telephone or mail. If you do not know of this, or if it does not arrive, please contact {helpDesk} at once.',
  'mail.pinsChosen.subject': 'New PINs were registered ({activation})',
  'mail.pinsChosen.body':
    'The [{ifUser}{user}|{administrator}] of {serviceName} has registered new PINs or passwords of their own. The first ones that were handed over no longer work.\n\n{facts}\n\nIf the [{ifUser}{user}|{administrator}] does not know of this, someone else may have done it. Please contact {helpDesk} at once.',
  'mail.movingBegun.subject': 'A move to a new PC has begun',
  'mail.movingBegun.body':
    'Your certificate for {serviceName} can now be acquired on a new PC, until {acquireUntil}. The present one works until somebody has {loggedOn} from the new PC.\n\n{facts}\n\nIf you do not know of this, someone else may have done it. Use the present PC to {logOn}, cancel the move, and contact {helpDesk}.',
  'mail.permitted.subject': 'A certificate can be acquired (until {acquireUntil})',
  'mail.permitted.body':
    'A certificate for {serviceName} can now be acquired, until {acquireUntil}.\n\n{facts}\n\nPlease go to “{acquisition}” of {serviceName}. PINs are never told by mail. If you do not know of this, contact {helpDesk} at once.',
  'mail.permissionWithdrawn.subject': 'The permission to acquire a certificate was withdrawn',
  'mail.permissionWithdrawn.body':
    'The permission to acquire a certificate for {serviceName} was withdrawn. An acquisition that was under way cannot go on either.\n\n{facts}\n\nIf it is needed again, ask [{ifUser}the {administrator}|{helpDesk}]. If you do not know of this, contact {helpDesk} at once.',
  'mail.userMailChanged.subject': 'A mail address was changed ({user})',
  'mail.userMailChanged.body':
    'The {administrator} has changed the mail address of this {user} of {serviceName}. From now on notices go to the new one.\n\n{facts}\n\nIf you do not know of this, someone else may have done it. Please contact {helpDesk} at once.',
  'mail.formDone.subject': 'Done: {formName}',
  'mail.formDone.body':
    'What you asked for by “{formName}” has been done.\n\n{facts}\n\n[{ifLetter}The new card or the new PINs come by letter, never by mail.\n\n]If you know nothing of this, somebody else may have asked for it. Tell {helpDesk} at once.',
  'mail.contractMailChanged.subject': 'Your mail address was changed',
  'mail.contractMailChanged.body':
    'As asked for, the mail address for notices of {serviceName} was changed. From now on notices go to the new one; this one goes to the address before.\n\n{facts}\n\nIf you do not know of this, somebody else may have asked for it. Tell {helpDesk} at once.',
  'mail.contractMailNew.subject': 'Notices will be sent to this address',
  'mail.contractMailNew.body':
    'As asked for, the mail address for notices of {serviceName} was changed to this one. From now on notices come here.\n\n{facts}\n\nIf you do not know of this, please tell {helpDesk}.',
  'mail.deskDue.subject': 'Desk: customers are waiting',
  'mail.deskDue.body':
    'At the desk of {serviceName} this is left to do. Please look at the pages of the office.\n\n[- Request forms that are overdue: {dueForms}\n][- Letters that nobody has printed: {dueLetters} (the first one expires after {printUntil})\n]\nA letter that is not printed in time is deleted and never reaches its customer.',
  'mail.alarm.subject': 'Alert: [{ifAlarmFailed}service at risk: ]{alarmName}',
  'mail.alarm.body':
    '{alarmName} of the certification authority needs your attention.[{ifAlarmFailed} Left alone, certificates can no longer be checked or issued; this may already be so.]\n\n{facts}\n- State: {alarmDetail}\n\nPlease look at the log of the server (alert.health) and at the answer of /readyz.',
  'mail.alarm.signer': 'The signer',
  'mail.alarm.revocation-lists': 'The revocation lists',
  'mail.alarm.ocsp-responder': 'The certificate that signs OCSP answers',
  'mail.alarm.root-list': 'The revocation list of the root',
  'mail.alarm.issuing-ca': 'The certificate of the issuing CA',
  'mail.alarm.tls-certificate': 'The TLS certificate of the server',
  'mail.alarm.audit-head': 'The signing of the audit record',
  'mail.spraying.subject': 'Alert: PINs are tried at many contracts ({count} in an hour)',
  'mail.spraying.body':
    'Wrong entries for {serviceName} by callers who show no certificate have reached {count} within an hour, over all contracts. Somebody may be trying the same PIN at many of them.\n\n{facts}\n\nEntrances that ask for no certificate now take fewer tries from each network. With a certificate, {loggingOn} works as before. Please look at the audit records (alert.spraying) and at where the tries come from.',
  'mail.usersRunningOut.subject': 'Certificates of {users} that end ({count})',
  'mail.usersRunningOut.body':
    'The certificates of these {users} of {serviceName} end soon or have ended.\n\n{facts}\n\n{list}\n\nBefore the last day: each {user} {logsOn} and chooses “{renewal}”. [Renewal is possible from {renewalDays} days before the last day to the last day.]\nAfterwards: {wayOut}',
  'mail.usersRunningOut.line': '- [{userName} ({shownUserId})|{shownUserId}]: {expiresOn}[{ifEnded} (ended)]',
};
