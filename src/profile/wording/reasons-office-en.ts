// Refusals of the office in English: the same reasons as reasons-office-ja.ts.

import type { reasonsOfficeJa } from './reasons-office-ja.ts';

export const reasonsOfficeEn = {
  'officer-unknown': {
    title: 'No role in the office',
    cause: 'Nobody has registered a role in the office for the holder of this certificate.',
    next: 'Ask the certificate officers to register your role.',
  },
  'officer-not-allowed': {
    title: 'Not with this role',
    cause: 'The role of the officer who is logged on does not allow this act.',
    next: 'Ask a colleague whose role allows it. Roles are changed by the certificate officers.',
  },
  'step-up-needed': {
    title: '{oneTimePassword} needed',
    cause:
      'An approval, and the printing of a letter with PINs or a card, asks for a {oneTimePassword} from your {token}, besides the one that you logged on with. Nothing was carried out.',
    next: 'Go back, type the {oneTimePassword} and try again.',
  },
  'officer-own': {
    title: 'This is about yourself',
    cause: 'Nobody registers, changes, suspends or removes the own person, under whatever account.',
    next: 'Ask another approver or a certificate officer.',
  },
  'officer-changed': {
    title: 'The officer stands otherwise now',
    cause: 'The role or the state of the officer is not what the page had shown. Nothing was carried out.',
    next: 'Open the officer’s page again and look at it as it stands now.',
  },
  'officer-tampered': {
    title: 'The officer’s record does not match',
    cause:
      'The record of role and state is not what was registered. Somebody may have altered it, so this officer can do nothing.',
    next: 'Stop here and tell the certificate officers and the auditors at once.',
  },
  'officer-sheet-shown': {
    title: 'This half of the sheet has been shown',
    cause: 'Each half is shown once: one to who entered the officer, the other to who confirmed.',
    next: 'If it never reached the officer, enter “new password and app” for them.',
  },
  'form-settled': {
    title: 'The form has been settled',
    cause: 'This form has been settled already[ by {by}].',
    next: 'Look at what became of it. Enter a new form if one is needed.',
  },
  'form-own': {
    title: 'You entered this form',
    cause: 'Whoever entered or amended a form neither approves nor returns it, under whatever account.',
    next: 'Ask another approver.',
  },
  'form-changed': {
    title: 'It changed after it was shown',
    cause:
      'The form or the contract changed[, by {by} or otherwise,] after the page had shown it. Nothing was carried out.',
    next: 'Open the form again and look at it as it stands now.',
  },
  'form-needless': {
    title: 'Nothing to be done',
    cause: 'As the contract and the user stand now, there is nothing for this form to do.',
    next: 'Look at the contract. If the customer meant something else, enter the right form.',
  },
  'form-tampered': {
    title: 'The form’s record does not match',
    cause:
      'This form’s record is not what was entered. Somebody may have altered it. Nothing was carried out.',
    next: 'Stop here and tell the certificate officers and the auditors at once.',
  },
  'letter-printed': {
    title: 'The letter has been printed already',
    cause: 'A letter with PINs or with what stands on a card can be printed only once.',
    next: 'If it does not reach the customer, enter a form of the same kind once more.',
  },
  'card-settled': {
    title: 'The card is elsewhere by now',
    cause: 'Where this customer card is has changed since the page was shown. Nothing was changed now.',
    next: 'Open the page of customer cards again and look at where it is.',
  },
  'token-taken': {
    title: 'This token cannot be given',
    cause:
      'It is not in stock, or is about to be given to another customer, or has been used. Or the customer is about to be given another one.',
    next: 'Look at the stock of tokens and at the orders that wait for approval, and choose another one.',
  },
  'token-file-over': {
    title: 'The file that was read is no longer kept',
    cause: 'It was not confirmed in time, or its tokens have been registered, so what was read is deleted.',
    next: 'If the tokens are not registered, read the file again.',
  },
  'letter-expired': {
    title: 'The letter’s time for printing is over',
    cause: 'Nobody printed it in time, so what it said has been deleted. The customer has not got it.',
    next: 'For a card, order a new one on the page of customer cards. For the first PINs of a new contract, order another letter; for those of a request form, enter a form of the same kind once more. What a notice would have said, tell the customer, for instance by telephone.',
  },
  'reports-too-many': {
    title: 'No more at a time',
    cause:
      'As many reports as one person may have at a time[ ({most})], or as all may have, wait or are being made.',
    next: 'Wait until one is ready, or cancel one that is not needed, then order again.',
  },
  'report-over': {
    title: 'This report cannot be had',
    cause: 'It was cancelled, is not ready yet, or is no longer kept.',
    next: 'Look at its state in the list of reports. If you need it, order it again.',
  },
  'profile-faulty': {
    title: 'The proposed profile has faults',
    cause: 'It does not have the required form, or goes beyond a ceiling. Nothing was entered.',
    next: 'Put right what the page points out, then check it again.',
  },
  'profile-unchanged': {
    title: 'The same as what is in force',
    cause: 'The proposed profile differs in nothing from the one in force. Nothing was entered.',
    next: 'Change what is to be changed, then check it again.',
  },
  'profile-own': {
    title: 'You cannot approve your own proposal',
    cause: 'A profile is approved by another person than the one who entered it, whatever the account.',
    next: 'Ask another approver.',
  },
  'profile-settled': {
    title: 'This proposal is settled',
    cause: 'It came into force, was returned, or was withdrawn.',
    next: 'Open it again to see its state. If a change is needed, enter a new proposal.',
  },
  'profile-changed': {
    title: 'Something changed after it was shown',
    cause:
      'The profile in force, or what this proposal would do, changed after the page was shown. The profile was not changed.',
    next: 'Open the proposal again, look at the differences as they are now, then decide.',
  },
  'profile-tampered': {
    title: 'The record of this profile does not match',
    cause:
      'The proposal is not as it was entered; somebody may have altered the record. The profile was not changed.',
    next: 'Go no further, and tell the CA officer and the auditor at once.',
  },
  'order-settled': {
    title: 'The order has been settled',
    cause: 'This order was settled already[ by {by}].',
    next: 'Look at what became of the order. If it is still needed, enter a new one.',
  },
  'order-own': {
    title: 'You entered this order',
    cause:
      'Whoever entered an order can neither approve nor return it nor print its letters, whatever account is used.',
    next: 'Ask another officer.',
  },
  'order-changed': {
    title: 'Something changed after it was shown',
    cause: 'The state of the contract changed after it was shown. Nothing has been carried out.',
    next: 'Open the order again and check what it says now. Of a list: read the file in again and enter it anew.',
  },
  'import-under-way': {
    title: 'Contracts of another list are being opened',
    cause:
      'While the contracts of an approved list are being opened, no others are. Nothing has been carried out.',
    next: 'Approve again when that is done. The page of that list’s order shows how far it is.',
  },
  'order-needless': {
    title: 'There is nothing to carry out',
    cause: 'The contract is in that state or says just that already; or the list holds no new contract.',
    next: 'Check the state of the contract.',
  },
  'order-tampered': {
    title: 'The record of the order does not match',
    cause:
      'The record of this order, or of its list, is not what was entered. It may have been altered. Nothing has been carried out.',
    next: 'Do not go on. Tell the certificate office and the auditor at once.',
  },
  'contract-exists': {
    title: 'There is a contract with this number',
    cause: 'A contract with this number exists already (capital and small letters count as the same).',
    next: 'Check the number. To correct what is registered, enter a change from the customer’s page.',
  },
  'list-faulty': {
    title: 'Some lines of the list cannot be registered',
    cause:
      'The list has lines with faults, or lines that differ from what is registered[ (the first one: line {line})]. Nothing has been registered.',
    next: 'Look at the lines on the page with the result, correct the file and read it in again.',
  },
  'list-too-large': {
    title: 'The file is too large',
    cause:
      'At one time[ up to {most} MB][ and {mostLines} lines] can be read in. Nothing has been registered.',
    next: 'Divide the file, or ask the certificate office to import it.',
  },
} as const satisfies Record<keyof typeof reasonsOfficeJa, object>;
