// Refusals in English that are nobody’s fault but ours: too many at once, nothing to sign with, nothing to write to. Signs
// as in en.ts.

export const reasonsServiceEn = {
  busy: {
    title: 'We are very busy at the moment',
    cause: 'Many people are using the service, so we could not do this at once. Nothing was changed.',
    next: 'Please wait a few minutes and try again.',
  },
  'signer-unavailable': {
    title: 'No certificate can be issued just now',
    cause:
      'What signs certificates does not answer. You did nothing wrong, and no certificate is issued twice.',
    next: 'Please keep the page open, wait a few minutes and try the same step again. If it goes on, contact {helpDesk}.',
  },
  'issuing-ca-ended': {
    title: 'No certificate can be issued just now',
    cause:
      'The certification authority that issues certificates has reached its end. You did nothing wrong, and no certificate was issued.',
    next: 'Trying again does not help. Contact {helpDesk}.',
  },
  'issuing-ca-revoked': {
    title: 'No certificate can be issued just now',
    cause:
      'The certification authority that issues certificates has been revoked and issues none. You did nothing wrong, and no certificate was issued.',
    next: 'Please wait until a new one issues. {helpDesk} can tell when that will be.',
  },
  'store-unavailable': {
    title: 'The service is not available just now',
    cause: 'For a reason of ours, this step was not recorded. You did nothing wrong.',
    next: 'Try the same step again in a few minutes. If it goes on, contact {helpDesk}.',
  },
  'internal-error': {
    title: 'This could not be done',
    cause: 'Something went wrong in our system. It was not your mistake.',
    next: 'Please wait a few minutes and try again. If this goes on, contact {helpDesk} and give the reference shown on this page.',
  },
};
