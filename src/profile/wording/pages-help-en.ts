// English texts of what helps: the same keys as pages-help-ja.ts.

import type { pagesHelpJa } from './pages-help-ja.ts';

export const pagesHelpEn: Readonly<Record<keyof typeof pagesHelpJa, string>> = {
  'page.helpLinks.label': 'If you need help',
  'page.refusal.faq': 'Read about this reason code in “Questions often asked”',

  'page.keyboard.open': 'Type with the on-screen keyboard',
  'page.keyboard.help': 'How to use it',
  'page.keyboard.newTab': ' (opens in a new tab)',
  'page.keyboard.label': 'On-screen keyboard for: {label}',
  'page.keyboard.capitals': 'Capitals',
  'page.keyboard.toSigns': 'Signs',
  'page.keyboard.shuffled': 'Shuffle the digits',
  'page.keyboard.erase': 'Erase one',
  'page.keyboard.clear': 'Clear all',
  'page.keyboard.done': 'Done',
  'page.keyboard.count': 'Characters typed: {count}.',
  'page.keyboard.full': 'Characters typed: {count}. There is no room for more.',
  'page.keyboard.signs':
    'exclamation mark / double quotation mark / number sign / dollar / percent / ampersand / apostrophe / left parenthesis / right parenthesis / asterisk / plus / comma / hyphen / full stop / slash / colon / semicolon / less than / equals / greater than / question mark / at sign / left bracket / backslash / right bracket / caret / underscore / grave accent / left brace / vertical bar / right brace / tilde',
  'page.keyboardHelp.title': 'How to use the on-screen keyboard',
  'page.keyboardHelp.lead':
    'You can type PINs by pressing characters on the screen: a protection against software that reads what is typed on the keyboard. Whether you use it is up to you.',
  'page.keyboardHelp.stepsTitle': 'What to do',
  'page.keyboardHelp.step1': 'Press “Type with the on-screen keyboard” below the entry field.',
  'page.keyboardHelp.step2':
    'Press the characters with the mouse or a finger. With the keyboard of your PC, choose a character with the arrow keys and press Enter.',
  'page.keyboardHelp.step3':
    'For capital letters press “Capitals” first. “Erase one” and “Clear all” put mistakes right.',
  'page.keyboardHelp.step4': 'Close it with “Done” or the Esc key, then go on with the button of the page.',
  'page.keyboardHelp.shuffleTitle': 'Shuffling the digits',
  'page.keyboardHelp.shuffleText':
    'With “Shuffle the digits” the digits change places each time the keyboard opens, so that where you press tells little about what you typed. Press it again for the usual order.',
  'page.keyboardHelp.limitsTitle': 'Please note',
  'page.keyboardHelp.limits1':
    'It does not help against software that copies the screen, or somebody behind you. Use virus protection, and keep your system and browser up to date.',
  'page.keyboardHelp.limits2':
    'If the button does not appear, allow JavaScript for this site in your browser. You can always type with your usual keyboard instead.',
  'page.keyboardHelp.close': 'This page is in a new tab. Close the tab to return to what you were typing.',

  'page.faq.title': 'Questions often asked',
  'page.faq.lead': 'For each message that a page can show: why, and what to do next.',
  'page.faq.byCode':
    'If the page shows a reason code, read the entry with the same code. All codes are listed at the foot of this page.',
  'page.faq.contents': 'Contents',
  'page.faq.acquisition': 'When you acquire a certificate',
  'page.faq.certificate': 'When you choose a certificate to {logOn}',
  'page.faq.secrets': 'When you type ids and PINs',
  'page.faq.users': 'When the {administrator} registers and allows {users}',
  'page.faq.session': 'While you are {loggedOn}, and when pages open',
  'page.faq.key': 'When the key is made and the request is sent',
  'page.faq.toTop': 'Back to the contents',
  'page.faq.codes': 'All reason codes',
  'page.faq.check': 'If you are not sure about your PC, try “Check my PC”.',

  'page.check.title': 'Check my PC',
  'page.check.lead':
    'Finds out whether this PC can acquire an {electronicCertificate} and {logOn} with it. It only looks: nothing of your contract is changed.',
  'page.check.pcTitle': 'Your PC and browser',
  'page.check.noScript': 'Cannot be checked here, because JavaScript does not run.',
  'page.check.now': 'Checking…',
  'page.check.allGood': 'Nothing is wrong with this PC and browser.',
  'page.check.someBad': 'Problems found: {count}. Please read the marked items.',
  'page.check.good': 'Good',
  'page.check.bad': 'Look here',
  'page.check.unknown': 'Unknown',
  'page.check.browser': 'Browser',
  'page.check.browser.supported': '{browser} {version}: works.',
  'page.check.browser.old': '{browser} {version} is too old. Please update to {oldest} or later first.',
  'page.check.browser.retired':
    'Internet Explorer (or the Internet Explorer mode of Microsoft Edge) does not work. Please use Microsoft Edge, Google Chrome or Firefox.',
  'page.check.browser.unknown':
    'Not recognised. We recommend a recent Microsoft Edge, Google Chrome, Firefox or Safari.',
  'page.check.system': 'Kind of PC (operating system)',
  'page.check.system.windows': 'Windows 10 or later: works.',
  'page.check.system.windowsOld':
    'An old Windows: it gets no security updates and cannot import the file of an {electronicCertificate}. Please use a PC with Windows 10 or later.',
  'page.check.system.macos': 'macOS: works.',
  'page.check.system.linux': 'Linux: works.',
  'page.check.system.chromeos':
    'ChromeOS: importing an {electronicCertificate} differs from our instructions. Please ask the help desk.',
  'page.check.system.android':
    'This looks like a phone or tablet (Android). The {electronicCertificate} belongs on the PC that you use for {serviceName}. Please open this page on that PC.',
  'page.check.system.ios':
    'This looks like a phone or tablet (iPhone or iPad). The {electronicCertificate} belongs on the PC that you use for {serviceName}. Please open this page on that PC.',
  'page.check.system.unknown': 'Not recognised.',
  'page.check.cookies': 'Cookies',
  'page.check.cookies.good': 'Work.',
  'page.check.cookies.bad':
    'Do not work. Please allow cookies for this site in your browser; otherwise nothing that you enter can be accepted.',
  'page.check.script': 'JavaScript',
  'page.check.script.good': 'Works.',
  'page.check.script.bad':
    'Does not work. The key of your {electronicCertificate} is made on this PC, so the page that acquires it needs JavaScript. Please allow it for this site in your browser.',
  'page.check.key': 'Making a key',
  'page.check.key.good': 'Works (a {keyType} key was made as a trial and thrown away).',
  'page.check.key.bad':
    'Does not work. Please update your browser, or use a recent Microsoft Edge, Google Chrome, Firefox or Safari.',
  'page.check.save': 'Saving a file',
  'page.check.save.good':
    'Your browser can do it. Try the button below to see whether a rule of your company prevents it.',
  'page.check.save.bad': 'This browser cannot save a file that a page has made. Please use another one.',
  'page.check.save.try': 'Save a file as a trial',
  'page.check.save.tried':
    'If “{fileName}” is in your Downloads folder, saving works. You may delete it then.',
  'page.check.save.content':
    'This file only shows that files can be saved. It means nothing and may be deleted.',
  'page.check.clock': 'Clock',
  'page.check.clock.compare':
    'This page was sent at {instant}. If the clock of your PC says something quite different, please set it.',
  'page.check.clock.good': 'Right (less than {minutes} minutes from the server’s).',
  'page.check.clock.bad':
    'About {minutes} minutes from the server’s. Please let your PC set its date and time automatically. With a wrong clock your {electronicCertificate} can seem out of date, and secure connections can fail.',
  'page.check.certificateTitle': 'Does your certificate reach us?',
  'page.check.certificateLead':
    'Once you have imported your {electronicCertificate}, this button shows whether it reaches us. When your browser asks for a certificate, choose the one of {bankName}. You will not be asked for a PIN.',
  'page.check.certificateButton': 'Check whether my certificate arrives',
  'page.check.none.next': 'Look below for the cause that fits and do what it says. Then check again.',
  'page.check.none.cancelledNext':
    'Press “Check again” and the list comes up again. You need not close the browser.',
  'page.check.arrived.title': 'Your {electronicCertificate}',
  'page.check.arrived.works': 'Your {electronicCertificate} has arrived. You can {logOn} with it.',
  'page.check.arrived.refused': 'Your {electronicCertificate} has arrived, but you cannot {logOn} with it.',
  'page.check.arrived.none': 'No {electronicCertificate} has arrived.',
  'page.check.arrived.certificate': 'The {electronicCertificate} that arrived',
  'page.check.arrived.role': 'Kind',
  'page.check.arrived.state': 'State',
  'page.check.arrived.stateWorks': 'valid',
  'page.check.arrived.otherIssuer': '(not of this service)',
  'page.check.arrived.again': 'Check again',
  'page.check.arrived.back': 'Back to “Check my PC”',
  'page.check.arrived.logon': 'Go on to {logOn}',

  'page.prepare.check': 'Check first whether this PC can do it (Check my PC)',
  'page.prepare.phoneTitle': 'Please do not acquire it on a phone or tablet',
  'page.prepare.phoneText':
    'The {electronicCertificate} belongs on the PC that you use for {serviceName}. If you acquire it on a phone, you cannot {logOn} from the PC. Please open this page on that PC.',
};
