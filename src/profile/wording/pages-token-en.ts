// English texts of the pages on which a holder sets up an app that shows one-time passwords.

import type { pagesTokenJa } from './pages-token-ja.ts';

export const pagesTokenEn: Readonly<Record<keyof typeof pagesTokenJa, string>> = {
  'page.token.title': 'Register a {token}',
  'page.token.status.title': 'Your {token}',
  'page.token.status.link': 'Register a {token}',
  'page.token.status.text':
    'An app on your phone can be registered as the {token} that shows a {oneTimePassword}.',
  'page.token.step.confirm': 'Confirm that it is you',
  'page.token.step.scan': 'Set up the app',
  'page.token.step.done': 'Done',
  'page.token.now': 'Your present {token}',
  'page.token.none': 'No {token} of yours is registered yet.',
  'page.token.serialNumber': 'Serial number',
  'page.token.activatedAt': 'In use since',
  'page.token.begin.lead':
    'First install an authenticator app (after RFC 6238), which shows the passwords, on your phone. Use a device other than this PC.',
  'page.token.begin.replaces':
    'Your present {token} stops working when the new one is registered. If you have lost it, please contact {helpDesk} before you begin.',
  'page.token.begin.submit': 'Begin',
  'page.token.begin.back': 'Back to “{administratorStatus}”',
  'page.token.begin.backUser': 'Back to “{userStatus}”',
  'page.token.scan.title': 'Scan the code',
  'page.token.scan.lead': 'Scan this code with the app. It is shown on this page once only.',
  'page.token.scan.until': 'Please finish the step below before {expiresAt}.',
  'page.token.scan.picture': 'The code that registers your {token}',
  'page.token.scan.typed': 'If the code cannot be scanned',
  'page.token.scan.typedText':
    'Choose to type a key in the app, and type these characters (capitals do not matter).',
  'page.token.scan.secret': 'Characters to type',
  'page.token.scan.never':
    'Do not keep a picture of the code, and do not pass on the characters. Nobody of {bankName} will ever ask for them.',
  'page.token.shown.lead':
    'The code was shown a moment ago. If the app is set up, type the digits that it shows below.',
  'page.token.shown.again': 'If you could not scan it, begin again: a new code will be shown.',
  'page.token.confirm.title': 'Type the digits that the app shows',
  'page.token.confirm.submit': 'Register',
  'page.token.again': 'Begin again',
  'page.token.done.lead': 'Your {token} is registered.',
  'page.token.done.next':
    'From the next time that you are asked for a {oneTimePassword}, type what this app shows. The digits work only once.',
  'page.token.done.notYou': 'If you did not register it, please contact {helpDesk} at once.',

  'page.resync.link': '{oneTimePassword}: if it does not work',
  'page.resync.lead.hotp':
    'A {token} whose digits change each time its button is pressed can get ahead: then right digits are not accepted either. Two passwords shown one after the other put it right.',
  'page.resync.lead.totp':
    'A {token} whose digits change with the time may have a clock that is off: then right digits are not accepted either. Two passwords shown one after the other put a few minutes right. If you use an app, please set the clock of your phone first.',
  'page.resync.how.hotp.first': 'Press the button of your {token} and type the digits as “First digits”.',
  'page.resync.how.hotp.second': 'Press the button once more and type the next digits as “Second digits”.',
  'page.resync.how.totp.first': 'Type the digits that are shown now as “First digits”.',
  'page.resync.how.totp.second': 'Wait until the digits change and type the next ones as “Second digits”.',
  'page.resync.first': 'First digits',
  'page.resync.second': 'Second digits',
  'page.resync.same':
    'These are the first digits again. Wait until your {token} shows other digits and type those.',
  'page.resync.counted':
    'Wrong entries are counted together with those of the {oneTimePassword} elsewhere. What you type here cannot be used on another page.',
  'page.resync.submit': 'Put it right',
  'page.resync.back': 'Back to the page before',
  'page.resync.otherwise': 'If it still does not work',
  'page.resync.otherwiseText':
    'If your {token} shows nothing or only faintly, or if you have tried twice, it may be broken or its battery flat. Please ask {helpDesk}. Tell them at once also if you have lost your {token}.',
  'page.resync.done': 'The {token} was put right',
  'page.resync.done.lead': 'Your {token} was put right.',
  'page.resync.done.next':
    'The digits that you have just typed do not work again. Type what your {token} shows next as the {oneTimePassword}.',
  'page.resync.done.goOn': 'Go on {loggingOn}',
};
