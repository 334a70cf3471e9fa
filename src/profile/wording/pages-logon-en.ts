// English texts of the logon face: the pages that stand behind a certificate.

import type { pagesLogonJa } from './pages-logon-ja.ts';

export const pagesLogonEn: Readonly<Record<keyof typeof pagesLogonJa, string>> = {
  'page.logon.administrator.title': '{logon}: {administrator}',
  'page.logon.user.title': '{logon}: {user}',
  'page.logon.step.certificate': 'Choose your {electronicCertificate}',
  'page.logon.received.title': 'The {electronicCertificate} that you chose',
  'page.logon.received.commonName': 'Issued to (common name)',
  'page.logon.received.bank': 'Bank',
  'page.logon.received.notAfter': 'Valid until',
  'page.logon.received.daysLeft': 'Time left',
  'page.logon.received.days': '{days} days left',
  'page.logon.received.lastDay': 'today is its last day',
  'page.logon.received.issuer': 'Issuer',
  'page.logon.received.serialNumber': 'Serial number',
  'page.logon.received.other': 'Choose another {electronicCertificate}',
  'page.logon.received.unreadable': 'cannot be read',
  'page.logon.lead': 'Your {electronicCertificate} is recognised. Please go on with the following.',
  'page.logon.cardLead': 'Nearly there. Please have your {customerCard} at hand.',
  'page.logon.submit': '{logon}',
  'page.logon.cancel': 'Do not {logOn}',
  'page.logon.noBack': 'You cannot go back to the page before. To begin anew, choose “{cancel}”.',
  'page.logon.card.legend': '{cardPassword}',
  'page.logon.card.hint': 'Type the numbers printed at these places of the table on your {customerCard}.',
  'page.logon.card.form': '{count} places, {digits} digits (0-9) each.',
  'page.logon.card.same': 'The same places are asked for until they are answered rightly.',
  'page.logon.card.map': 'Plan of your {customerCard}: the places to type are numbered',
  'page.logon.card.faultMissing': 'The number at {label} is missing.',
  'page.logon.card.faultForm': 'The number at {label} has {digits} digits (0-9).',
  'page.logon.again': '{logOn} again',
  'page.logon.lookup': 'Look up my {electronicCertificate}',
  'page.logon.acquire': 'Go on to “{acquisition}”',
  'page.logon.none.lead': 'Your PC sent no {electronicCertificate}.',
  'page.logon.none.next':
    'Look below for the cause that fits and do what it says. Then try again and choose the {electronicCertificate} of {bankName}.',
  'page.logon.none.causes': 'Possible causes',
  'page.logon.none.notHere': 'This PC does not hold your {electronicCertificate} yet',
  'page.logon.none.notHereNext':
    'Import the file (.p12) that you saved when you acquired it. If you have not acquired one, choose “{acquisition}”.',
  'page.logon.none.expired': 'Your {electronicCertificate} has expired',
  'page.logon.none.expiredNext':
    'Browsers never offer an expired {electronicCertificate}. “Look up my {electronicCertificate}” tells you the date. [Until {reAcquisitionDays} days after that day a new one can be acquired under “{reAcquisitionEntrance}”.]',
  'page.logon.none.elsewhere':
    'It is in another browser, or belongs to another person who signs in to this PC',
  'page.logon.none.elsewhereNext':
    'Sign in to the PC as the same person and use the same browser as when you imported it. Firefox needs an import of its own.',
  'page.logon.none.cancelled': 'You pressed “Cancel” or closed the list of certificates',
  'page.logon.none.cancelledNext':
    'Press “{logon} again” and the list comes up again. You need not close the browser.',
  'page.logon.none.removed': 'It was lost when the PC was replaced or reset',
  'page.logon.none.removedNext':
    'Import your saved file (.p12) again. If you no longer have it, please ask the help desk below.',
  'page.status.administrator.title': '{administratorStatus}',
  'page.status.user.title': '{userStatus}',
  'page.status.greeting': '{companyName}',
  'page.status.loggedOn': 'You are {loggedOn} with your {electronicCertificate}.',
  'page.status.logOff': '{logoff}',
  'page.status.contract': 'Your contract',
  'page.status.lastLogon': 'Last {loggedOn}',
  'page.status.lastLogonFrom': '{instant}, from {address}',
  'page.status.firstLogon': 'This is the first one',
  'page.status.lastLogonAsk': 'If it was not you who {loggedOn} then, please call the help desk at once.',
  'page.status.certificate': 'Your {electronicCertificate}',
  'page.status.notBefore': 'Valid from',
  'page.status.notAfter': 'Valid until',
  'page.status.ending': 'Your {electronicCertificate} will expire soon ({days} days left)',
  'page.status.endingLastDay': 'Today is the last day of your {electronicCertificate}',
  'page.status.endingNext':
    'After {expiresOn} you cannot {logOn} with this {electronicCertificate}. Please replace it under “{renewal}”. It takes about five minutes.',
};
