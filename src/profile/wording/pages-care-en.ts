// English texts of what becomes of a certificate after its first logon: the same keys as pages-care-ja.ts.

import type { pagesCareJa } from './pages-care-ja.ts';

export const pagesCareEn: Readonly<Record<keyof typeof pagesCareJa, string>> = {
  'page.care.renewPhishing':
    'Renewal happens on this page only. We never ask for it by phone or by a link in a mail.',
  'page.care.successor': 'Your renewed certificate has not been used yet',
  'page.care.successorText':
    'The new certificate (serial number {serial}, valid until {notAfter}) has been issued. {logoff}, then {logOn} with the new one: it takes over then. Until that moment the present one works.',
  'page.care.successorLost':
    'If you have lost the file or its password, choose “{renewal}” once more. The one issued before will no longer work.',
  'page.care.predecessor': 'Please delete your previous certificate',
  'page.care.predecessorText':
    'The new certificate has taken over and the previous one no longer works. Delete it from the PC so that you never choose it by mistake. This is the one to delete:',
  'page.care.predecessorKeep': 'This is the one that you are using now. Do not delete it:',
  'page.care.deleteSerial': 'Serial number',
  'page.care.deleteTo': 'Valid until',
  'page.care.moving': 'You are moving to a new PC',
  'page.care.movingText':
    'Until {until} you can acquire a certificate on the new PC. As soon as you {logOn} there, the certificate on this PC stops working.',
  'page.care.movingNotYou': 'If you did not begin this, cancel it at once and contact the help desk.',
  'page.care.movingShow': 'Show the steps, or cancel',
  'page.care.reAcquired': 'This certificate was acquired again without {loggingOn}',
  'page.care.reAcquiredText': 'It was acquired at {at} from {address}.',
  'page.care.reAcquiredAsk':
    'If that was not you, somebody else may have acquired it. Revoke this certificate and contact the help desk at once.',
  'page.care.waiting': 'Certificates waiting for your approval: {count}',
  'page.care.waitingText':
    'A certificate that a {user} acquired again does not work until you approve it. Please ask the person directly whether it was theirs.',
  'page.care.waitingShow': 'Show what waits',
  'page.care.title': 'Managing your certificate',
  'page.care.move': 'Moving to a new PC',
  'page.care.moveText': 'When you replace your PC, begin the move from the present one.',
  'page.care.revoke': 'Revoke the certificate',
  'page.care.revokeText': 'Makes it unusable, when you no longer need it or somebody else might use it.',
  'page.care.stop': 'Emergency stop',
  'page.care.stopText':
    'Stops everything of this contract at once, for example after something that you did not do.',
  'page.care.back': 'Back to the status page',

  'page.renewal.lead': 'Makes a new key and replaces your certificate by a new one in the same name.',
  'page.renewal.now': 'The certificate that you are using',
  'page.renewal.how': 'How it goes',
  'page.renewal.how1': 'Press “Renew”, choose where to keep the key, and acquire the new certificate.',
  'page.renewal.how2': 'Import the saved file into this PC.',
  'page.renewal.how3':
    '{logoff}, then {logOn} with the new certificate. It takes over at that moment and the previous one stops working.',
  'page.renewal.how4': 'Delete the previous certificate from the PC. We show you which one.',
  'page.renewal.safe':
    'You may stop at any time: the present certificate works until its last day, and you can begin again.',
  'page.renewal.submit': 'Renew',
  'page.renewal.resume': 'A renewal is under way. You can go on from where you were.',
  'page.renewal.resumeLink': 'Go on',
  'page.renewal.installed': 'Your certificate has been renewed',
  'page.renewal.installedLead':
    'Import the saved file into this PC and {logOn} with the new certificate. It takes over the first time that you {logOn} with it.',
  'page.renewal.old': 'Your previous certificate (do not delete it yet)',
  'page.renewal.oldText':
    'It works until you have {loggedOn} once with the new one. After that, delete the one with this serial number and last day.',
  'page.renewal.close': 'Close this window',
  'page.renewal.closeText':
    'You are {loggedOff}. When you {logOn} with the new certificate, choose the one with the later last day.',

  'page.delete.how': 'How to delete it',
  'page.delete.check':
    'Two look very much alike. Delete only the one whose serial number ({serial}) and last day ({notAfter}) are both the same. If you delete the new one by mistake, you can no longer {logOn}.',
  'page.delete.windows.1': 'Press the Start button, type “Internet Options”, and open it.',
  'page.delete.windows.2': 'On the “Content” tab press “Certificates” and open the “Personal” tab.',
  'page.delete.windows.3':
    'Select “{commonName}”, press “View”, and check the serial number under “Details”.',
  'page.delete.windows.4': 'If it is the same, go back, press “Remove”, and choose “Yes”.',
  'page.delete.macos.1': 'Open “Keychain Access” and choose “My Certificates” under “login”.',
  'page.delete.macos.2': 'Double-click “{commonName}” and check the serial number and the last day.',
  'page.delete.macos.3': 'If they are the same, close the window, right-click, and choose “Delete”.',
  'page.delete.linux.1':
    'Type chrome://certificate-manager/clientcerts into the address bar, view “{commonName}”, and check the serial number.',
  'page.delete.linux.2': 'If it is the same, press the delete symbol of that line.',
  'page.delete.firefox.1':
    'In “Settings”, “Privacy & Security”, press “View Certificates” and open “Your Certificates”.',
  'page.delete.firefox.2':
    'Check the columns “Serial Number” and “Expires On”, select the one that is the same, and press “Delete”.',

  'page.revoke.title': 'Revoke the certificate',
  'page.revoke.lead': 'Makes the certificate that you are using unusable. This cannot be undone.',
  'page.revoke.which': 'The certificate to revoke',
  'page.revoke.after': 'What happens then',
  'page.revoke.afterNow': 'You are {loggedOff} at once, and this certificate no longer {logsOn}.',
  'page.revoke.after.administrator':
    'To {logOn} again, [hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.|ask the help desk for a re-issue.]',
  'page.revoke.after.user':
    'To {logOn} again, [{ifUserAsksAdministrator}ask your {administrator} for a re-issue.|hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.]',
  'page.revoke.moveInstead': 'If you only replace your PC, use “Moving to a new PC” instead.',
  'page.revoke.reason': 'Reason',
  'page.revoke.reason.keyCompromise': 'Somebody else might use it (theft, loss, virus …)',
  'page.revoke.reason.cessationOfOperation': 'I no longer use this PC or this certificate',
  'page.revoke.reason.unspecified': 'Something else',
  'page.revoke.submit': 'Revoke',

  'page.move.title': 'Moving to a new PC',
  'page.move.lead':
    'Lets you acquire a certificate on a new PC. The certificate on this PC works until you {logOn} from the new one.',
  'page.move.steps': 'How it goes',
  'page.move.step1': 'On this PC, press “Begin the move” on this page.',
  'page.move.step2':
    'On the new PC, open the first page of {bankName} and acquire the certificate under “{acquisition}” ({holder}). Have at hand: {fields}.',
  'page.move.step3': 'Import the saved file into the new PC and {logOn}.',
  'page.move.step4':
    'The new PC takes over at that moment and the certificate on this PC stops working. Delete it from this PC.',
  'page.move.window': 'The new PC can acquire until {until}.',
  'page.move.submit': 'Begin the move',
  'page.move.begun': 'The move has begun',
  'page.move.until': 'Please acquire on the new PC by {until}. After that you can begin again from this PC.',
  'page.move.top': 'Address of the first page',
  'page.move.delete': 'What to delete from this PC after the new one has taken over',
  'page.move.cancel': 'Cancel the move',
  'page.move.cancelText': 'After cancelling, no other PC can acquire. This PC goes on working as before.',
  'page.move.lost': 'If the PC is lost or broken and you cannot {logOn}',
  'page.move.lost.administrator':
    'This page cannot help then. [Hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.] If the PC is lost, contact {helpDesk} at once: we will revoke the certificate.',
  'page.move.lost.user':
    'This page cannot help then. [{ifUserAsksAdministrator}Ask your {administrator} to revoke and re-issue the certificate.|Hand in the form “{certificateReissueForm}” at {certificateReissueFormAt}.] If the PC is lost, say so at once.',

  'page.waiting.title': 'Certificates waiting for approval',
  'page.waiting.lead':
    'A {user} acquired these again without {loggingOn}. Ask the person directly or by phone whether it was theirs before you approve.',
  'page.waiting.none': 'Nothing waits for approval.',
  'page.waiting.user': '{user}',
  'page.waiting.at': 'Acquired at',
  'page.waiting.address': 'From',
  'page.waiting.serial': 'Serial number',
  'page.waiting.open': 'Look at it',
  'page.waiting.settleTitle': 'Approve a certificate',
  'page.waiting.settleLead': 'Once approved, this certificate {logsOn}.',
  'page.waiting.doubt':
    'If the person did not acquire it, press “Refuse”. The certificate will never work. Somebody may know the PINs: please consider changing those of the {user}.',
  'page.waiting.approve': 'Approve',
  'page.waiting.refuse': 'Refuse (revoke)',
  'page.waiting.back': 'Back to the list',

  'page.stop.title': 'Emergency stop',
  'page.stop.lead': 'Stops everything of this contract at once.',
  'page.stop.what': 'What stops',
  'page.stop.everybody': '{loggingOn}, for the {administrator} and every {user}',
  'page.stop.sessions': 'Whoever is {loggedOn} now: nothing more is accepted',
  'page.stop.acquisition': 'Acquiring and renewing certificates',
  'page.stop.resume':
    'It cannot be lifted from here. To go on, contact {helpDesk}: we make sure of who you are first.',
  'page.stop.submit': 'Stop everything',

  'page.ended.revoked': 'The certificate has been revoked',
  'page.ended.revokedText':
    'It no longer {logsOn}. Please delete it from the PC too, so that it is no longer offered.',
  'page.ended.stopped': 'The contract has been stopped',
  'page.ended.stoppedText':
    'Nobody of this contract can {logOn}. To go on, or if something happened that you did not do, contact {helpDesk}.',

  'page.prepare.window.afterExpiry': 'It can be acquired again until {windowDays} days after its last day.',
  'page.prepare.afterExpiryToo':
    'After expiry too, it can be acquired again from here until {windowDays} days after its last day.',
  'page.prepare.approval':
    'A certificate that was acquired again does not work until the {administrator} approves it. Please tell the {administrator}.',
  'page.prepare.approvalByBank':
    'A certificate that was acquired again does not work until {bankName} has made sure that it was you, and has approved it. After acquiring it, please contact {helpDesk}.',
  'page.prepare.told':
    'When it has been acquired again, we write at once to the mail address on file and to the {administrator}.',
};
