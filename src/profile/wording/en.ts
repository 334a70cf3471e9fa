// Every refusal in English, entry for entry as in ja.ts.

import type { ReasonCode } from '../reason-codes.ts';
import type { ReasonWording } from './ja.ts';
import { reasonsAccessEn } from './reasons-access-en.ts';
import { reasonsOfficeEn } from './reasons-office-en.ts';
import { reasonsServiceEn } from './reasons-service-en.ts';

export const reasonsEn: Readonly<Record<ReasonCode, ReasonWording>> = {
  'not-accepted': {
    title: 'We could not confirm who you are',
    cause:
      'We cannot go on with what was entered. Besides a typing error, this page also appears when too many tries were made or when the time for acquisition is over.',
    next: 'Please check that numbers and PINs are typed correctly and try again. If this page keeps appearing, do not go on trying; contact {helpDesk}. They will tell you how to unlock a PIN or have the time for acquisition extended.',
  },
  'too-many-requests': {
    title: 'Please wait a little',
    cause: 'Too many requests came from the same place in a short time, so we have paused for safety.',
    next: 'Please wait [about {retryAfterSeconds} seconds|a few minutes] and try again. If it is urgent, contact {helpDesk}.',
  },

  'window-not-open': {
    title: 'The time to acquire this certificate has not begun',
    cause: '[It can be acquired from {windowStart}.] The period for acquisition has not begun yet.',
    next: '[From {windowStart} on,] please come back to this page and choose “{acquisition}”. If the date surprises you, ask {helpDesk}.',
  },
  'window-over': {
    title: 'The time to acquire this certificate is over',
    cause:
      '[It could be acquired within {windowDays} days, until {windowEnd}.] It can no longer be acquired on this page.',
    next: '[For {administrators}: please hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.] [{ifUserAsksAdministrator}For {users}: please ask your {administrator} to issue anew.] You can also ask {helpDesk}.',
  },
  'certificate-already-acquired': {
    title: 'The certificate has already been acquired',
    cause:
      '[The certificate acquired on {signedOn} is valid.] Each person can have only one valid certificate.',
    next: 'Please {logOn} from the PC on which it was acquired. When you replace the PC, {logOn} there and begin under “Moving to a new PC”. If you can no longer use that PC, [hand in the form “{revocationForm}” at {revocationFormAt}, or] ask {helpDesk} to revoke and re-issue. If you did not acquire it, call at once.',
  },
  'contract-suspended': {
    title: 'Your contract is suspended',
    cause: 'We cannot go on because the contract is suspended at present.',
    next: 'Please contact {helpDesk} about resuming it.',
  },
  'contract-closed': {
    title: 'Your contract has ended',
    cause: 'We cannot go on because this contract has been closed.',
    next: 'To apply again, or if you do not know of this, please contact {helpDesk}.',
  },
  'enrolment-over': {
    title: 'The time for this step has run out',
    cause: 'Nothing was done for a while, or you began again in another window, so this one has ended.',
    next: 'Please begin “{acquisition}” again. You have not lost the right to a certificate; one that was already issued can still be collected.',
  },
  'key-place-not-allowed': {
    title: 'The key cannot be kept there',
    cause: '{bankName} does not allow keys to be kept in the place chosen.',
    next: 'Please go back one page and choose one of the places shown.',
  },
  'issuing-in-progress': {
    title: 'Your certificate is being issued',
    cause: 'An earlier request has not finished yet.',
    next: 'Please wait about a minute and try again: you will receive the same certificate. If this goes on, contact {helpDesk}.',
  },
  'request-already-made': {
    title: 'This page has already been used',
    cause:
      'Another certificate was already requested from the same page. This happens after going back, or with two windows.',
    next: 'Please open the “{acquisition}” page again and go on from there, also if the file could not be saved.',
  },

  'request-malformed': {
    title: 'The request could not be read',
    cause: 'The request that your browser made was damaged on the way or does not have the required form.',
    next: 'Please open the page again and repeat “{acquisition}”. If this goes on, try another browser (a recent Microsoft Edge, Google Chrome, Firefox or Safari), or contact {helpDesk}.',
  },
  'request-too-large': {
    title: 'The request is too large',
    cause: 'The request is larger than we accept.',
    next: 'Please open the page again and repeat “{acquisition}”. If this goes on, contact {helpDesk}.',
  },
  'possession-not-proven': {
    title: 'The key could not be confirmed',
    cause: 'The signature of the request does not match the key in it.',
    next: 'Please open the page again and repeat “{acquisition}”. If this goes on, contact {helpDesk}.',
  },
  'key-algorithm-refused': {
    title: 'No certificate can be issued for this kind of key',
    cause: 'The key in the request is neither of the kinds that we accept (elliptic curve or RSA).',
    next: 'Please follow the page and make a new key in your browser. With a device or software of your own, choose a P-256 key.',
  },
  'key-curve-refused': {
    title: 'No certificate can be issued for this kind of key',
    cause: 'The key uses an elliptic curve other than P-256 and P-384.',
    next: 'Please follow the page and make a new key in your browser, or use a P-256 key.',
  },
  'key-point-invalid': {
    title: 'The key is not correct',
    cause: 'The key in the request is not a valid value. It may have been damaged while it was made.',
    next: 'Please make a new key and repeat “{acquisition}”. If this goes on, contact {helpDesk}.',
  },
  'key-size-refused': {
    title: 'The key has the wrong length',
    cause: 'RSA keys must have 2048 to 4096 bits. This one does not.',
    next: 'Please follow the page and make a new key, or choose another length.',
  },
  'key-exponent-refused': {
    title: 'No certificate can be issued for this key',
    cause: 'The public exponent of the RSA key is not 65537.',
    next: 'Please follow the page and make a new key, or use the exponent 65537.',
  },
  'key-small-factor': {
    title: 'The key is not safe',
    cause: 'The RSA key can be divided by a small number, so it was not made properly.',
    next: 'Please do not use the software that made it; follow the page and make a new key in your browser.',
  },
  'key-roca': {
    title: 'The key is not safe',
    cause: 'The key has a known weakness (ROCA) of keys made by certain devices.',
    next: 'Please do not use that device; follow the page and make a new key in your browser. Ask the maker of the device for an update.',
  },
  'key-close-primes': {
    title: 'The key is not safe',
    cause: 'The key was made in a way that lets it be broken in a short time.',
    next: 'Please do not use the software that made it; follow the page and make a new key in your browser.',
  },
  'key-of-another-holder': {
    title: 'This key is already in use',
    cause: 'The same key belongs to another person’s certificate. Keys cannot be shared.',
    next: 'Please make a new key for each person and repeat “{acquisition}”.',
  },
  'key-of-revoked-certificate': {
    title: 'This key can no longer be used',
    cause: 'A certificate with the same key has been revoked.',
    next: 'Please make a new key and repeat “{acquisition}”.',
  },
  'key-of-ca': {
    title: 'No certificate can be issued for this key',
    cause: 'The key in the request is the certification authority’s own.',
    next: 'Please follow the page and make a key of your own. If you cannot explain this, contact {helpDesk}.',
  },

  'no-certificate': {
    title: 'No certificate was chosen',
    cause:
      'Your PC sent no certificate. It may not have been imported yet, it may have expired and so no longer be offered, “Cancel” may have been chosen, or this may be another PC or another account of the PC than the one it was acquired with.',
    next: 'Please sign in with the same account on the PC on which it was acquired, {logOn} again and choose the certificate. To see whether it has expired, look up your certificate. [Until {reAcquisitionDays} days after expiry a new one can be acquired under “{reAcquisitionEntrance}”.] If you need help, contact {helpDesk}.',
  },
  'certificate-of-another-bank': {
    title: 'This is another bank’s certificate',
    cause: 'The certificate chosen does not belong to {bankName}.',
    next: 'Please {logOn} again and choose the certificate of {bankName}. The bank code in its name tells them apart.',
  },
  'certificate-of-another-role': {
    title: 'The certificates of the {administrator} and of a {user} are mixed up',
    cause: 'The certificate chosen is not for this entrance.',
    next: 'Please use the {administrator}’s certificate at the {administrator}’s entrance and a {user}’s at the {user}’s, or {logOn} again and choose another certificate.',
  },
  'certificate-unknown-issuer': {
    title: 'This certificate cannot be used',
    cause: 'The certificate chosen was not issued by this service’s certification authority.',
    next: 'Please {logOn} again and choose the certificate that you acquired for {bankName}. If you cannot find it, contact {helpDesk}.',
  },
  'certificate-unknown': {
    title: 'This certificate cannot be confirmed',
    cause: 'There is no record that this certificate was issued.',
    next: 'Please {logOn} again and choose another certificate. If this goes on, stop and contact {helpDesk}.',
  },
  'certificate-not-yet-valid': {
    title: 'The certificate cannot be used yet',
    cause: '[It is valid from {validFrom}.] Its period of validity has not begun.',
    next: 'Please {logOn} once it has begun. If you have only just acquired it, wait a few minutes and try again.',
  },
  'certificate-expired': {
    title: 'The certificate has expired',
    cause: '[Its last day was {expiredOn}.] It is not possible to {logOn} with an expired certificate.',
    next: '[Until {reAcquisitionDays} days after expiry, a new certificate can be acquired under “{reAcquisitionEntrance}” on the first page. After that:] [For {administrators}: please hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.] [{ifUserAsksAdministrator}For {users}: please ask your {administrator} for a re-issue.] If it is urgent, contact {helpDesk}.',
  },
  'certificate-revoked': {
    title: 'The certificate has been revoked',
    cause:
      '[It was revoked on {revokedOn}.] This certificate was made unusable, for instance because a loss was reported.',
    next: '[For {administrators}: please hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.] [{ifUserAsksAdministrator}For {users}: please ask your {administrator} for a re-issue.] If you do not know of a revocation, contact {helpDesk} at once.',
  },
  'certificate-superseded': {
    title: 'There is a newer certificate',
    cause: 'This certificate can no longer be used because a newer one was issued.',
    next: 'Please {logOn} again and choose the one that is valid longest. If you cannot find it, check that this is the PC on which it was acquired, and contact {helpDesk}.',
  },
  'certificate-waiting': {
    title:
      'Waiting for [{ifWaitsForBank}{bankName}|{ifWaitsForAdministrator}the {administrator}|{ifBankApprovesAdministrators}approval|the {administrator}]',
    cause:
      'This {electronicCertificate} does not work until [{ifWaitsForBank}{bankName} has made sure that it was you who acquired it, and has approved it|{ifWaitsForAdministrator}the {administrator} has approved it|{ifBankApprovesAdministrators}it has been approved: by the {administrator} for a {user}, by {bankName} for an {administrator}|the {administrator} has approved it].',
    next: '[{ifWaitsForBank}Contact {helpDesk}: we make sure of who you are and approve it.|{ifWaitsForAdministrator}Ask the {administrator} to approve it on the page after {loggingOn}.|{ifBankApprovesAdministrators}For {users}: ask the {administrator} to approve it on the page after {loggingOn}. For {administrators}: contact {helpDesk}.|Ask the {administrator} to approve it on the page after {loggingOn}.] If nobody of yours acquired it, contact {helpDesk} at once.',
  },
  'approval-over': {
    title: 'This {electronicCertificate} does not wait for approval',
    cause: 'It has been approved or refused already, or another one has been acquired meanwhile.',
    next: 'Open the list again to see how things stand now.',
  },
  'contract-stopped': {
    title: 'The service is stopped for this contract',
    cause: 'The {administrator} has stopped this contract, so nobody can {logOn}.',
    next: 'To start again, contact {helpDesk}.',
  },
  'user-suspended': {
    title: 'This {user} is suspended',
    cause: 'The {administrator} has suspended this {user} for the time being.',
    next: 'Ask the {administrator} to resume it.',
  },
  'user-removed': {
    title: 'This {user} is no longer registered',
    cause: 'The {administrator} has removed this {user}.',
    next: 'If you go on using the service, ask the {administrator} to register you.',
  },
  'user-not-permitted': {
    title: 'No {electronicCertificate} has been permitted',
    cause: 'The {administrator} has not yet allowed this {user} to have an {electronicCertificate}.',
    next: 'Ask the {administrator} to allow it on the page that changes the {user}.',
  },
  'renewal-not-open': {
    title: 'It is too early to renew',
    cause: '[Renewal opens on {renewalFrom}. ]Go on using your present {electronicCertificate}.',
    next: 'When the time has come, press "{renewal}" on the page after {loggingOn}.',
  },
  're-acquisition-over': {
    title: 'The time for acquiring again is over',
    cause:
      '[The {electronicCertificate} expired on {expiredOn}. ]The days after expiry in which it can be acquired again have passed.',
    next: '[As {administrator}, hand in "{certificateReissueForm}" at {certificateReissueFormAt}. ][{ifUserAsksAdministrator}As {user}, ask your {administrator} to have it issued again.|As {user}, please do the same.] You can also ask {helpDesk}.',
  },

  'user-unknown': {
    title: 'This {user} is not registered',
    cause:
      'No such {user} is registered in your contract; perhaps the registration was cancelled on another page.',
    next: 'Open the list of {users} again and choose from it.',
  },
  'user-id-taken': {
    title: 'This {userId} cannot be used',
    cause:
      '[“{takenId}” is in use, or was. |It is in use, or was. ]Capital and small letters make no difference between IDs.',
    next: 'Register the {user} under another {userId}. The ID of a {user} who was removed is not given out again.',
  },
  'users-full': {
    title: 'No more {users} can be registered',
    cause: '[A contract may have {maximum} {users} at most. ]Nobody was registered.',
    next: 'Remove a {user} who no longer uses the service, then try again; or ask {helpDesk}.',
  },
  'permission-not-possible': {
    title: 'This choice is not possible now',
    cause:
      'The {electronicCertificate} of this {user} has changed since you opened the page. Nothing was changed.',
    next: 'Open the page of the {user} again, look at the present state, and choose again.',
  },

  'pin-wrong': {
    title: '[{secret}: the entry is not right|The PIN is not right]',
    cause:
      '[It will be locked after {attemptsLeft} more wrong entries.] The entry does not match what is registered.',
    next: 'Please check capital and small letters and try again. If you have forgotten it, contact {helpDesk} before it is locked.',
  },
  'pin-locked': {
    title: '[{secret}: locked|The PIN is locked]',
    cause:
      'It was locked for safety after too many wrong entries. [{ifAdministratorLocksUsers}While the {administrator} is locked, {users} of the same contract cannot use the service either.]',
    next: '[For {administrators}: please hand in the form “{pinUnlockForm}” at {pinUnlockFormAt}.] For {users}: please ask your {administrator} first. If it is urgent, or if these entries were not yours, contact {helpDesk}.',
  },
  'card-password-wrong': {
    title: '{cardPassword}: the entry is not right',
    cause:
      '[It will be locked after {attemptsLeft} more wrong entries.] The digits do not match those on the {customerCard}.',
    next: 'Please look again at the places shown, on your {customerCard}. The places stay the same. Check also that it is not an old {customerCard}.',
  },
  'card-password-locked': {
    title: '{cardPassword}: locked',
    cause: 'It was locked for safety after too many wrong entries.',
    next: '[Please hand in the form “{pinUnlockForm}” at {pinUnlockFormAt}.] [If you have lost your {customerCard}, hand in the form “{cardReissueForm}”.] If it is urgent, or if these entries were not yours, contact {helpDesk}.',
  },
  'card-missing': {
    title: 'There is no {customerCard} in use',
    cause: 'No valid {customerCard} is registered for this contract. A new one may be on its way.',
    next: 'If a new {customerCard} has arrived, please use it. [If yours is lost, hand in the form “{cardReissueForm}” at {cardReissueFormAt}.] To hear how things stand, ask {helpDesk}.',
  },
  'one-time-password-wrong': {
    title: '{oneTimePassword}: the entry is not right',
    cause:
      '[After {attemptsLeft} more wrong entries it will be locked. ]It is not what your {token} shows, or it was used already: the digits work only once.',
    next: 'Wait until your {token} shows new digits and type those at once. If you use an app, check that the clock of your phone is right. If it still does not work, please contact {helpDesk} before it is locked.',
  },
  'one-time-password-locked': {
    title: '{oneTimePassword}: locked',
    cause: 'The limit of wrong entries was reached, so it is locked for your safety.',
    next: '[Please hand in “{pinUnlockForm}” at {pinUnlockFormAt}. ]If you told someone what your {token} showed, or if it is urgent, contact {helpDesk} at once.',
  },
  'token-missing': {
    title: 'You have no {token} that works',
    cause: 'No {token} of yours has been registered yet, or its registration has ended.',
    next: 'If a new {token} has reached you, please contact {helpDesk} about starting to use it. An app can be registered from the page after {loggingOn}.',
  },
  'token-not-resynchronised': {
    title: 'The {token} could not be put right',
    cause:
      '[After {attemptsLeft} more wrong entries it will be locked. ]These were not two passwords shown one after the other, or not in that order, or the {token} has run too far ahead.',
    next: 'Let your {token} show two new passwords and type them in the order in which they were shown. Those that you typed before do not work again. If it still does not work, please ask {helpDesk} before it is locked.',
  },
  'token-registration-over': {
    title: 'The time for registering the {token} is over',
    cause:
      'The code for registering works for 10 minutes after it was shown. That time is over, or a registration was begun on another page. The {token} that you had goes on working.',
    next: 'Go back to the registration page and begin again. Delete the old entry in your app before you scan the new code.',
  },

  'session-missing': {
    title: 'You are not {loggedOn}',
    cause: 'You have not finished {loggingOn}, or this is a page from before you {loggedOff}.',
    next: 'Please {logOn} again from the first page.',
  },
  'session-over': {
    title: 'Your session has ended',
    cause:
      'You were {loggedOff} for safety because nothing was done for a while. [This happens after {idleMinutes} minutes.]',
    next: 'Please {logOn} again from the first page, and begin again what you were doing.',
  },
  'session-of-another-certificate': {
    title: 'Another certificate was shown',
    cause: 'We stopped for safety because the certificate is not the one with which you {loggedOn}.',
    next: 'Please {logOn} again from the first page and choose the certificate that you want to use.',
  },

  'page-not-found': {
    title: 'Page not found',
    cause: 'The address is wrong, or the page has moved.',
    next: 'Please check the address, or begin at the first page.',
  },
  'bank-unknown': {
    title: 'Bank not found',
    cause: 'The bank code in the address is not registered with this service.',
    next: 'Please come again from your bank’s own web site, or choose your bank from the list.',
  },
  'csrf-token-missing': {
    title: 'Please try again',
    cause:
      'For safety this was not accepted: the page had been open for long, or the request came from another page. It also happens when cookies are off.',
    next: 'Please go back, reload the page and enter it again. Check also that your browser accepts cookies.',
  },
  'form-invalid': {
    title: 'Please check what you entered',
    cause: 'Something is missing, or has the wrong length or the wrong kind of characters.',
    next: 'Please correct the marked entries and go on.',
  },
  'media-type-refused': {
    title: 'This format is not accepted',
    cause: 'The format of the data sent (Content-Type) is not the one expected here.',
    next: 'Please open the page again and use its buttons. From a program, use the format given in the documentation.',
  },
  'method-not-allowed': {
    title: 'This is not possible here',
    cause: 'This address does not accept that HTTP method.',
    next: 'Please go back and use the buttons of the page.',
  },
  'body-too-large': {
    title: 'Too much data was sent',
    cause: 'It is more than we accept at once.',
    next: 'Please shorten what you entered and try again.',
  },

  ...reasonsAccessEn,
  ...reasonsOfficeEn,
  ...reasonsServiceEn,
};
