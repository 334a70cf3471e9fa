// Texts of the www face in English, and of what every page has: the same keys as the Japanese ones.

import type { pagesPortalJa } from './pages-portal-ja.ts';

export const pagesPortalEn: Readonly<Record<keyof typeof pagesPortalJa, string>> = {
  // Frame
  'page.product': 'Corporate banking with an {electronicCertificate}',
  'page.skip': 'Skip to the content',
  'page.title.faulty': 'Please check: ',
  'page.language.label': 'Language (言語)',
  'page.specimen.mark': 'Specimen',
  'page.specimen.text': 'These pages are for trying the system out. They belong to no real bank or customer.',
  'page.helpDesk.title': 'Help',
  'page.helpDesk.phone': 'Telephone',
  'page.helpDesk.mail': 'Mail',
  'page.helpDesk.hours': 'Hours',
  'page.reference': 'Reference',
  'page.steps.label': 'Your progress',
  'page.steps.now': 'Step {number} of {count}',
  'page.steps.next': 'Next: {label}',
  'page.steps.done': '(done)',
  'page.continue': 'Continue',
  'page.back': 'Back',

  // Entry fields
  'page.reveal.show': 'Show',
  'page.reveal.hide': 'Hide',
  'page.characters.digits': 'digits',
  'page.characters.alphanumeric': 'letters and digits',
  'page.characters.printable': 'letters, digits and symbols',
  'page.form.length': '{length} {characters}',
  'page.form.lengths': '{minLength} to {maxLength} {characters}',
  'page.fault.title': 'Please check what you entered',
  'page.fault.lead': 'Nothing has been compared yet, and this does not count as a wrong entry.',
  'page.fault.missing': '{label}: please fill this in.',
  'page.fault.form': '{label}: please enter {form}.',

  // Refusals
  'page.refusal.next': 'What to do now',
  'page.refusal.home': 'Back to the first page',
  'page.refusal.banks': 'To the list of banks',
  'page.refusal.again': 'Enter it again',
  'page.refusal.restart': 'Start again',
  'page.refusal.enrol': 'Go to “{acquisition}”',
  'page.refusal.ask': 'If that does not help',
  'page.refusal.askText': 'Give the help desk these two. They can then see at once what happened.',
  'page.refusal.reason': 'Reason code',
  'page.refusal.reference': 'Reference',

  // List of banks, top page, menus
  'page.banks.title': 'Choose your bank',
  'page.banks.lead':
    'Acquiring a certificate, and {loggingOn} with it, starts from the page of your own bank.',
  'page.top.notices': 'Important notices',
  'page.top.empty': 'There is nothing to be done here at present. Please ask the help desk.',

  // Steps of acquisition
  'page.enrolment.title': '{act}: {holder}',
  'page.enrolment.step.prepare': 'Prepare',
  'page.enrolment.step.identify': 'Who you are',
  'page.enrolment.step.keyPlace': 'Where to keep it',
  'page.enrolment.step.makeKey': 'Acquire',
  'page.enrolment.step.installed': 'Import',

  // Have at hand
  'page.prepare.lead':
    'You are about to acquire the {holder}’s {electronicCertificate} for this PC. It takes about five minutes.',
  'page.prepare.haveTitle': 'Have these at hand',
  'page.prepare.pc': 'The PC that you will {logOn} with',
  'page.prepare.pcText':
    'Only a PC into which the {electronicCertificate} was imported can {logOn} as {holder}. Use that PC now.',
  'page.prepare.card': 'Your {customerCard} (for {loggingOn} afterwards)',
  'page.prepare.beforeTitle': 'Before you begin',
  'page.prepare.window.application':
    'You can acquire it for {windowDays} days from the day of your application.',
  'page.prepare.window.methodChange':
    'You can acquire it for {windowDays} days from the day on which the bank changed your way of {loggingOn}.',
  'page.prepare.window.activation': 'You can acquire it for {windowDays} days from the day of {activation}.',
  'page.prepare.window.permission':
    'You can acquire it for {windowDays} days from the day on which your {administrator} permitted it.',
  'page.prepare.windowAfter': 'After that it is no longer possible, so please do not wait.',
  'page.prepare.users':
    'Once the {administrator} has one, every {user} needs an {electronicCertificate} too before using the service again.',
  'page.prepare.oneEach':
    'Each {userId} has one {electronicCertificate}. To use a second PC, ask your {administrator} to register a second {userId}.',
  'page.prepare.password': 'From then on, {loggingOn} with an ID and password alone is no longer possible.',
  'page.prepare.interrupt':
    'If the browser closes or the line breaks on the way, you lose nothing: start again from this page.',
  'page.prepare.phishing':
    'If someone presses you by phone or mail to do this, do nothing and call the help desk.',
  'page.prepare.running': 'You are in the middle of this',
  'page.prepare.runningText': 'You have already shown who you are and can go on from there.',
  'page.prepare.resume': 'Go on',
  'page.prepare.start': 'Start: {act}',

  // Identify
  'page.identify.title': 'Who you are',
  'page.identify.lead': 'Please fill in every field, then press “Continue”.',
  'page.identify.leadNext': 'One more page: please fill in the following.',
  'page.identify.page': '(page {number} of {count})',
  'page.identify.caution': 'Several wrong entries in a row may lock further tries.',

  // Key place
  'page.keyPlace.title': 'Where to keep your {electronicCertificate}',
  'page.keyPlace.lead':
    'With the {electronicCertificate} comes a private key that only you have. It is made inside this PC and never leaves it.',
  'page.keyPlace.legend': 'Where the key will live',
  'page.keyPlace.file': 'In a file, which is then imported into this PC',
  'page.keyPlace.fileText':
    'A file with a password is saved first and then imported into the PC’s certificate store. The next page makes it; after that, pictures show how to import it.',
  'page.keyPlace.token': 'In a smart card, USB key or other device',
  'page.keyPlace.tokenText':
    'With software for that device (EST, PKCS #11): for those who know how to set it up, such as your IT staff. The next page shows what to enter there.',
  'page.keyPlace.for': 'Contract',
  'page.keyPlace.back':
    'We know who you are. If you go back, you can go on from here without typing anything again.',
  'page.keyPlace.chooseFault': 'Please choose one.',

  // Make the key
  'page.makeKey.lead':
    'Choose a password for the file that will hold your {electronicCertificate}, then start.',
  'page.makeKey.again': 'You have already acquired an {electronicCertificate} here',
  'page.makeKey.againText':
    'If the file was saved, go on to importing it. If the file or its password is lost, acquire again here; the earlier {electronicCertificate} then stops working.',
  'page.makeKey.toInstalled': 'Go on to importing',
  'page.makeKey.scriptTitle': 'This one page needs JavaScript',
  'page.makeKey.scriptText':
    'The private key is made inside this PC and not on our server; that takes JavaScript. Please allow it for this site and load the page again. You need not show who you are again.',
  'page.makeKey.waiting': 'Preparing the page. If this does not change, please load the page again.',
  'page.makeKey.old': 'This browser cannot make a key. Please use a current Edge, Chrome, Firefox or Safari.',
  'page.makeKey.password': 'Password for the file',
  'page.makeKey.passwordHint':
    'At least 8 letters, digits and symbols. You need it once, for the import that follows: please remember it until then. Choose something other than your PINs. It never leaves this page, so the bank cannot look it up.',
  'page.makeKey.repeat': 'Password for the file (once more)',
  'page.makeKey.fault.short': 'The password needs at least 8 characters.',
  'page.makeKey.fault.characters': 'The password may hold only Latin letters, digits and symbols.',
  'page.makeKey.fault.differ': 'The two passwords differ. Please enter the same one twice.',
  'page.makeKey.strength': 'How hard to guess:',
  'page.makeKey.strength.weak': 'weak (a longer one is safer)',
  'page.makeKey.strength.fair': 'fair',
  'page.makeKey.strength.good': 'strong',
  'page.makeKey.stay':
    'Until it is done, do not close or reload the page and do not go back. It usually takes a few seconds.',
  'page.makeKey.progress': 'Progress',
  'page.makeKey.progress.prepare': 'Preparing (making the key inside this PC)',
  'page.makeKey.progress.issue': 'Issuing (the certification authority is at work)',
  'page.makeKey.progress.install': 'Preparing for installation (putting everything into one file)',
  'page.makeKey.failed': 'The certificate could not be acquired',
  'page.makeKey.lost':
    'The line broke. You need not enter anything again: check your connection and press “Send again”. Nothing is issued twice.',
  'page.makeKey.retry': 'Send again',
  'page.makeKey.reload': 'Open this page anew',
  'page.makeKey.broken': 'Making the key stopped. Please open the page anew and try once more.',
  'page.makeKey.saved': 'Your {electronicCertificate} is here',
  'page.makeKey.savedText':
    'The file “{fileName}” is being saved. Make sure that it is in your Downloads folder, then press “Continue”.',
  'page.makeKey.saveAgain': 'Save the file again',
  'page.makeKey.noBack': 'The certificate has been issued, so you cannot go back to the page before.',
  'page.makeKey.saveNote':
    'After “Continue” the file cannot be saved again: its key is in this page and nowhere else.',

  // Installed
  'page.installed.title': 'Your {electronicCertificate} has been acquired',
  'page.installed.lead':
    'One thing is left: import (install) the saved file into this PC. Then you can {logOn}.',
  'page.installed.waiting.user':
    'This {electronicCertificate} cannot be used before the {administrator} has approved it. Tell the {administrator} that you have acquired it.',
  'page.installed.waiting.administrator':
    'This {electronicCertificate} cannot be used before {bankName} has made sure that it was you, and approved it. Contact {helpDesk}.',
  'page.installed.certificate': 'The {electronicCertificate}',
  'page.installed.commonName': 'Issued to (common name)',
  'page.installed.bank': 'Bank',
  'page.installed.company': 'Contract',
  'page.installed.from': 'Valid from',
  'page.installed.to': 'Valid until',
  'page.installed.serial': 'Serial number',
  'page.installed.howTitle': 'How to import it',
  'page.installed.howLead': 'Open the one that fits your PC.',
  'page.installed.afterTitle': 'When it is imported',
  'page.installed.noBack':
    'The certificate has been issued, so you cannot go back to the steps before. This page can be opened again within an hour of beginning.',
  'page.installed.delete':
    'Delete the file from your Downloads folder and empty the bin: whoever finds it might use it.',
  'page.installed.logon': 'Continue to “{logon}”',
  'page.installed.lost': 'If the file is missing or its password forgotten',
  'page.installed.lostText':
    'As long as you have not {loggedOn} with it you can acquire again. This {electronicCertificate} then stops working by itself.',
  'page.installed.lostLink': 'Acquire again',
  'page.installed.chosen': '(this looks like your PC)',

  'page.install.windows': 'Windows (Edge, Chrome)',
  'page.install.windows.1': 'In your Downloads folder, double-click “{fileName}”.',
  'page.install.windows.1.alt': 'The Downloads folder in Explorer with the certificate file selected',
  'page.install.windows.2':
    'The Certificate Import Wizard opens. Leave the store location at “Current User” and press “Next”; on the page with the file name press “Next” again.',
  'page.install.windows.2.alt': 'The Certificate Import Wizard with “Current User” selected',
  'page.install.windows.3':
    'Enter the password that you chose for the file. Leave “Mark this key as exportable” unchecked.',
  'page.install.windows.3.alt': 'The password box, and “exportable” left unchecked',
  'page.install.windows.4':
    'Leave “Automatically select the certificate store” as it is, then press “Next” and “Finish”. “The import was successful” means that it is done.',
  'page.install.windows.4.alt': 'The message that the import was successful',

  'page.install.macos': 'macOS (Safari, Chrome, Edge)',
  'page.install.macos.1': 'In your Downloads folder, double-click “{fileName}”. Keychain Access opens.',
  'page.install.macos.1.alt': 'The Downloads folder in the Finder with the certificate file selected',
  'page.install.macos.2': 'Choose the “login” keychain and press “Add”.',
  'page.install.macos.2.alt': 'The “login” keychain selected',
  'page.install.macos.3': 'Enter the password that you chose for the file and press “OK”.',
  'page.install.macos.3.alt': 'Entering the password of the file',
  'page.install.macos.4':
    'It is done when its name appears under “My Certificates”. If the Mac asks to use the key the first time you {logOn}, enter your Mac’s password and press “Always Allow”.',
  'page.install.macos.4.alt': 'Keychain Access showing the certificate under “My Certificates”',

  'page.install.linux': 'Linux (Chrome, Chromium, Edge)',
  'page.install.linux.1':
    'Type chrome://certificate-manager/clientcerts into the address bar, open “View imported certificates from Linux” and press “Import”.',
  'page.install.linux.1.alt': 'The browser’s certificate manager with “Import” pressed',
  'page.install.linux.2': 'Choose “{fileName}” and enter the password that you chose for the file.',
  'page.install.linux.2.alt': 'Entering the password of the file',
  'page.install.linux.command': 'By command (needs the NSS tools)',

  'page.install.firefox': 'Firefox (on any PC)',
  'page.install.firefox.1':
    'In “Settings”, “Privacy & Security”, press “View Certificates”, then “Import” under “Your Certificates”. Firefox has a store of its own, so this is needed besides any other browser’s import.',
  'page.install.firefox.1.alt': 'Firefox’s certificate manager, “Your Certificates”, with “Import” pressed',
  'page.install.firefox.2':
    'Choose “{fileName}”, enter the password that you chose for the file and press “Sign in”.',
  'page.install.firefox.2.alt': 'Entering the password of the file',

  // Look up a certificate
  'page.lookup.title': 'Look up your {electronicCertificate}',
  'page.lookup.lead':
    'For when your {electronicCertificate} is not offered when you {logOn}, or you want to know how long it is valid. Enter the same things as for acquiring it.',
  'page.lookup.otherRole': 'For the {holder}',
  'page.lookup.submit': 'Look up',
  'page.lookup.resultTitle': 'Your {electronicCertificate}',
  'page.lookup.none': 'No {electronicCertificate} has been acquired.',
  'page.lookup.state': 'State',
  'page.lookup.state.unused': 'acquired, not yet used to {logOn}',
  'page.lookup.state.in-use': 'in use',
  'page.lookup.state.not-yet-valid': 'not yet valid',
  'page.lookup.state.expired': 'expired',
  'page.lookup.state.waiting': 'waiting for approval',
  'page.lookup.state.superseded': 'replaced by a newer one',
  'page.lookup.state.revoked': 'revoked (cannot be used)',
  'page.lookup.next.mayAcquire': 'Please acquire one.',
  'page.lookup.next.none': 'It cannot be acquired at present. Please ask the help desk.',
  'page.lookup.next.unused':
    'Import the file into your PC and {logOn}. If the file or its password is lost, you can acquire again.',
  'page.lookup.next.in-use':
    '{logOn} from the PC that it was imported into. If it is not offered, check whether it was imported for another browser or another account of that PC. When you replace your PC, {logOn} from the present one and choose “Moving to a new PC”. If that PC no longer works, please ask the help desk.',
  'page.lookup.next.not-yet-valid': '{logOn} once it has become valid.',
  'page.lookup.next.expired':
    'Browsers do not offer one that has expired. You need a new one: please ask the help desk.',
  'page.lookup.next.waiting':
    'It can be used once it has been approved. Ask the {administrator}, or, as the {administrator}, {helpDesk}.',
  'page.lookup.next.superseded': 'Use the newer one that replaced it.',
  'page.lookup.next.revoked': 'You cannot {logOn} with this one. Please ask the help desk.',
  'page.lookup.older': 'Earlier ones',
  'page.lookup.again': 'Look up another contract',

  // Entrance of logon
  'page.logonEntrance.title': '{logon}: {holder}',
  'page.logonEntrance.lead':
    'On the PC into which your {electronicCertificate} was imported, press “{logon}”.',
  'page.logonEntrance.howTitle': 'What happens then',
  'page.logonEntrance.choose':
    'The browser asks you to choose a certificate. Choose the {electronicCertificate} of {bankName} and press “OK”.',
  'page.logonEntrance.enter': 'You enter: {label}.',
  'page.logonEntrance.enterCard': 'You enter: {label}. Have your {customerCard} at hand.',
  'page.logonEntrance.none':
    'If the browser does not ask, or does not list the right one, it may have expired or may not be on this PC.',
  'page.logonEntrance.enrolTitle': 'If you have no {electronicCertificate} yet',
  'page.logonEntrance.notices': 'For your safety',

  // After log off
  'page.loggedOff.title': 'You have {loggedOff}',
  'page.loggedOff.text':
    'Thank you. You need not close the browser: it will ask for your certificate again the next time you {logOn}.',
  'page.loggedOff.again': '{logOn} again',
};
