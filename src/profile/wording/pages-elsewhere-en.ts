// The page for who makes the key in a device of the own (EST), in English.

import type { pagesElsewhereJa } from './pages-elsewhere-ja.ts';

export const pagesElsewhereEn: Readonly<Record<keyof typeof pagesElsewhereJa, string>> = {
  'page.makeElsewhere.lead':
    'Your software makes the private key inside the device. Enter the following there to acquire the {electronicCertificate}.',
  'page.makeElsewhere.server': 'Server (EST)',
  'page.makeElsewhere.label': 'Label',
  'page.makeElsewhere.user': 'Account name',
  'page.makeElsewhere.token': 'Password (works once)',
  'page.makeElsewhere.until': 'Acquire by',
  'page.makeElsewhere.once':
    'This password yields one {electronicCertificate} and no more. We never ask for it by telephone or mail: please tell it to nobody.',
  'page.makeElsewhere.howTitle': 'How to acquire',
  'page.makeElsewhere.how':
    'Make a key of type {keyType}. The name in the request (PKCS #10) does not matter: that of the {electronicCertificate} follows from your contract. With curl it looks like this; paste the password when you are asked for it.',
  'page.makeElsewhere.renewLead':
    'Renewal is done with your present {electronicCertificate}: make a new key in the device, and send a request with the same name.',
  'page.makeElsewhere.renewHow':
    'With curl it looks like this. Your present {electronicCertificate} works until the first {logon} with the new one.',
  'page.makeElsewhere.done': 'When that is done, go on',
  'page.makeElsewhere.check': 'See the certificate',
  'page.makeElsewhere.again': 'If nothing was acquired, load this page again: it shows a new password.',
  'page.makeElsewhere.installed':
    'You have acquired an {electronicCertificate}. It is ready to be used with the key in your device. Please check what it says.',
};
