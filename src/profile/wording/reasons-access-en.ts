// Refusals in English: activation, the method of logging on, a locked contract. Signs as in en.ts.

export const reasonsAccessEn = {
  'pin-too-simple': {
    title: '[The {secret} is too simple|The PIN is too simple]',
    cause:
      'One character repeated, characters in a row, parts of an ID and well-known words are easily guessed, so they cannot be registered.',
    next: 'Look at the rules on the page, then think of another one. If you need help, ask {helpDesk}.',
  },
  'pin-same-as-other': {
    title: '[The {secret} is the same as another|The PIN is the same as another]',
    cause: 'If one becomes known, the others must still protect you: no two entries may be the same.',
    next: 'Choose a different one for each entry.',
  },
  'pin-unchanged': {
    title: '[The {secret} is still a first one|The PIN is still a first one]',
    cause:
      'Others may have seen the first ones that were handed to you, so they cannot be registered as they are.',
    next: 'Choose a new one that only you know.',
  },
  'pins-differ': {
    title: '[The two entries of the {secret} differ|The two entries differ]',
    cause: 'To avoid slips, the same is typed twice. The two entries were not the same.',
    next: 'Type the same one twice.',
  },
  'first-pins-over': {
    title: 'The first PINs have run out',
    cause:
      '[The first PINs could be used until {firstPinsUntil}. ]For safety, first PINs are good for some days only.',
    next: 'If you are the {administrator}, contact {helpDesk}. [{ifUserAsksAdministrator}If you are a {user}, ask your {administrator} to issue new first PINs.|If you are a {user}, please ask {helpDesk} through your {administrator}.]',
  },
  'activation-needed': {
    title: 'Please complete the {activation} first',
    cause: 'The first PINs that were handed to you have not yet been replaced by PINs of your own choice.',
    next: 'Complete the {activation}, then come back. It takes a few minutes.',
  },
  'activation-done': {
    title: 'The {activation} is complete already',
    cause: 'The first PINs have been replaced already, perhaps just now in another window.',
    next: 'Go on with the PINs that you chose. If you did not choose any, somebody else may have: contact {helpDesk} at once.',
  },
  'activation-over': {
    title: 'The time for the {activation} is over',
    cause:
      'Nothing was done for a while, or it was begun in another window, so the {activation} in this one has ended.',
    next: 'Please begin the {activation} again. The first PINs have not been changed yet.',
  },
  'key-known': {
    title: 'This key cannot be used',
    cause: 'The private half of this key is public, or it was reported as unsafe: others may have it too.',
    next: 'Please follow the page and make a new key in your browser. If a program or a device made the key, ask its maker. If this goes on, contact {helpDesk}.',
  },
  'certificate-ca-revoked': {
    title: 'The certification authority that issued this certificate has been revoked',
    cause:
      '[On {revokedOn}] the certification authority that issued it was revoked, and with it every certificate that it issued. You did nothing wrong, nor is your PC to blame.',
    next: 'You need a new certificate. As soon as you can acquire it we tell you, at the mail address that you gave us; go on to the acquisition then. That mail holds no link, and nobody will press you by telephone or mail. If it is urgent, contact {helpDesk}.',
  },
  'request-names-changed': {
    title: 'A renewal keeps the name',
    cause:
      'The request does not name exactly the subject (and alternative names) of the certificate that it renews.',
    next: 'Please make the request anew with the names of your present certificate. To change a name, contact {helpDesk}.',
  },
  'password-logon-over': {
    title: '{loggingOn} with ID and password has ended',
    cause:
      'The {administrator} has acquired an {electronicCertificate}, so nobody of this contract can {logOn} with ID and password any more. There is no way back to it.',
    next: '{logOn} with your {electronicCertificate}. If you are a {user} without one, you can acquire it once your {administrator} has let you. If you know of no such acquisition, contact {helpDesk} at once.',
  },
  'contract-locked': {
    title: 'The {administrator} is locked',
    cause:
      'A PIN or password of the {administrator} was entered wrongly too often. For safety, the {users} of the same contract cannot use the service either.',
    next: 'Please tell your {administrator}. [The lock is lifted when the {administrator} hands in the form “{pinUnlockForm}” at {pinUnlockFormAt}. ]If it is urgent, or if you know of no such entries, contact {helpDesk}.',
  },
  'program-not-allowed': {
    title: 'Programs cannot do this here',
    cause:
      '{bankName} does not let programs (EST) do this: keys are not kept in devices, or a renewal asks for something that only you know.',
    next: 'Please acquire or renew the certificate on the pages of the service.',
  },
} as const;
