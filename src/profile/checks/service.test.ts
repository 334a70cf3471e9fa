// Help desk and forms: one fixture a fault.

import { testFaults, text } from '../fixtures/fault-cases.ts';

testFaults([
  {
    fault: 'help desk out of reach',
    spoil: (bank) => bank.helpDesk.push({ name: text('x') }),
    path: 'helpDesk[2]',
    message: /neither telephone nor mail/,
  },
  {
    fault: 'form twice',
    spoil: (bank) => bank.forms.push({ kind: 'cardReissue', name: text('x'), handedInAt: text('y') }),
    path: 'forms',
    message: /two forms cardReissue/,
  },
  {
    fault: 'a check of a form twice',
    spoil: (bank) => {
      const check = { id: 'seal', label: text('x') };
      const [form] = bank.forms;
      if (form !== undefined) form.checks = [check, check];
    },
    path: 'forms[0]',
    message: /id seal stands there twice/,
  },
  {
    fault: 'no form for a re-issue',
    spoil: (bank) => bank.forms.shift(),
    path: 'forms',
    message: /certificateReissue, which is not there/,
  },
]);
