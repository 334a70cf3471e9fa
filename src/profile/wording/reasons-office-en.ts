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
    title: 'The letter has been printed',
    cause: 'A letter is shown once. It was printed before, or the form has none.',
    next: 'If it never reaches the customer, enter a form of the same kind again.',
  },
} as const satisfies Record<keyof typeof reasonsOfficeJa, object>;
