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
    'First install an app that shows one-time passwords (an authenticator app after RFC 6238) on your phone. Use a device other than this PC.',
  'page.token.begin.replaces':
    'Your present {token} stops working when the new one is registered. If you have lost it, please call {helpDesk} before you begin.',
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
  'page.token.done.notYou': 'If you did not register it, please call {helpDesk} at once.',
};
