// English texts of the activation, of the logon by ID and password, and of what status pages say about locks.

import type { pagesAccessJa } from './pages-access-ja.ts';

export const pagesAccessEn: Readonly<Record<keyof typeof pagesAccessJa, string>> = {
  'page.activation.title': 'For the {holder}: {activation}',
  'page.activation.step.prepare': 'Have at hand',
  'page.activation.step.identify': 'Who you are',
  'page.activation.step.choose': 'Choose',
  'page.activation.step.done': 'Done',
  'page.activation.lead':
    'Here you choose your own {pins} in place of the first. It is needed once, before the first use, and takes about three minutes.',
  'page.activation.and': ' and ',
  'page.activation.first': 'First {label}',
  'page.activation.firstHint.administrator': 'Printed on the letter that you received from {bankName}.',
  'page.activation.firstHint.user':
    'Printed on the sheet that you received from your {administrator} or from {bankName}.',
  'page.activation.newTitle': 'What you will choose',
  'page.activation.new': 'New {label}',
  'page.activation.again': 'New {label} (once more)',
  'page.activation.days': 'First PINs and passwords can be used for {windowDays} days from the day of issue.',
  'page.activation.start': 'Begin the {activation}',
  'page.activation.identify.title': 'Who you are',
  'page.activation.identify.lead':
    'Enter your ID and the first {pins}. If you have replaced one of them yourself already, enter the replacement.',
  'page.activation.choose.title': 'New PINs or passwords',
  'page.activation.choose.lead': 'Choose new ones that only you know. To avoid slips, each is typed twice.',
  'page.activation.rules.title': 'What cannot be registered',
  'page.activation.rules.repeated': 'One character or one group repeated (111111, 1212, 112233 …)',
  'page.activation.rules.runs': 'Digits, letters or keys in a row (1234, 9876, abc123, qwerty …)',
  'page.activation.rules.ids': 'Four or more characters in a row of your {contractId} or {userId}',
  'page.activation.rules.words': 'Well-known words and numbers (password, sakura, 2580 …)',
  'page.activation.rules.unchanged': 'The first ones that were handed to you',
  'page.activation.rules.others': 'The same as another entry of this page',
  'page.activation.choose.keep':
    'Avoid birthdays, telephone numbers and whatever others can find out. Do not keep it on paper near the PC, and do not use it for another service.',
  'page.activation.choose.submit': 'Register these',
  'page.activation.choose.cancel': 'Back to the beginning without registering',
  'page.activation.choose.notChanged': 'Nothing has been changed yet. Please enter these again.',
  'page.activation.fault.pins-differ': '{label}: the two entries differ. Enter the same one twice.',
  'page.activation.fault.pin-too-simple':
    '{label}: this is easily guessed. See “What cannot be registered” and choose another one.',
  'page.activation.fault.pin-same-as-other':
    '{label}: this is the same as another entry. Choose different ones.',
  'page.activation.fault.pin-unchanged':
    '{label}: this is the first one that was handed to you. Choose a new one.',
  'page.activation.done.title': 'The {activation} is complete',
  'page.activation.done.greeting': '{companyName}',
  'page.activation.done.text':
    'Now registered: your new {pins}. The paper that you were given for the first time is no longer needed: destroy it.',
  'page.activation.done.noBack': 'They are stored now, so you cannot go back to the page before.',
  'page.activation.done.next':
    'Next, acquire your {electronicCertificate}, on the PC with which you will {logOn}.',
  'page.activation.done.wait':
    'You can acquire an {electronicCertificate} once your {administrator} has let you. Ask your {administrator} whether that is done.',

  'page.passwordLogon.administrator.title': '{logon} with ID and password: {administrator}',
  'page.passwordLogon.user.title': '{logon} with ID and password: {user}',
  'page.passwordLogon.lead': 'Fill in everything, then press “{logon}”.',
  'page.passwordLogon.way': 'With ID and password',
  'page.passwordLogon.enter': '{logOn} with ID and password',
  'page.passwordLogon.until':
    '{loggingOn} with ID and password ends when the {administrator} acquires an {electronicCertificate}.',
  'page.passwordLogon.certificateTitle': 'Customers with an {electronicCertificate}',
  'page.passwordLogon.certificateText':
    'Once the {administrator} of a contract has acquired an {electronicCertificate}, ID and password no longer work. Please use your {electronicCertificate}.',
  'page.passwordLogon.certificateLogon': '{logOn} with a certificate',
  'page.passwordLogon.loggedOn': 'You are {loggedOn} with ID and password.',
  'page.passwordLogon.method': 'Method',
  'page.passwordLogon.stop': 'Go to the emergency stop',
  'page.passwordLogon.changeTitle': 'Changing to the {electronicCertificate}',
  'page.passwordLogon.change.administrator':
    'When the {administrator} acquires an {electronicCertificate}, nobody of this contract can {logOn} with ID and password any more, and there is no way back. A {user} without an {electronicCertificate} cannot use the service until one is acquired. Please tell every {user} before you begin.',
  'page.passwordLogon.change.user':
    'When your {administrator} acquires an {electronicCertificate}, {loggingOn} with ID and password ends. From then on you need an {electronicCertificate} of your own, once your {administrator} has let you acquire one.',
  'page.passwordLogon.loggedOff':
    'You have left safely. On a PC that others use too, close the browser as well.',
  'page.prepare.passwordOver':
    'From then on nobody of this contract can {logOn} with ID and password any more. There is no way back.',

  'page.locks.title': 'Locks',
  'page.locks.none': 'Nothing is locked',
  'page.locks.some': 'Something is locked',
  'page.locks.own': 'Too many wrong entries were made, so these are locked.',
  'page.locks.open': '{label} (on pages that ask for no {electronicCertificate})',
  'page.locks.certificate': '{label} (when {loggingOn} with an {electronicCertificate}, and afterwards)',
  'page.locks.next.administrator':
    '[To unlock, hand in the form “{pinUnlockForm}” at {pinUnlockFormAt}. |To unlock, the bank must be asked. ][{ifAdministratorLocksUsers}While {loggingOn} with the {electronicCertificate} is locked, your {users} cannot use the service either. ]If it is urgent, contact {helpDesk}.',
  'page.locks.next.user': 'Ask your {administrator} to unlock.',
  'page.locks.users': 'These {users} are locked.',
  'page.locks.unlock': 'When you are sure of who asks, you can unlock them on their page.',
  'page.locks.toUsers': 'To the {users}',
  'page.locks.stranger':
    'If nobody of you made these entries, a stranger may have tried. Do not hurry to unlock; contact {helpDesk}.',
};
