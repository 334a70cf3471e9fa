// Where a customer turns to: a help desk that can be reached, forms that exist where the profile sends people to them.

import type { BankProfile } from '../bank-profile.ts';
import type { Fault } from '../profile-fault.ts';

export function checkHelpDesk(bank: BankProfile): Fault[] {
  return bank.helpDesk.flatMap((desk, index) =>
    desk.phone === undefined && desk.mail === undefined
      ? [
          {
            path: `helpDesk[${index}]`,
            message: 'has neither telephone nor mail',
            cure: 'give at least one of phone and mail',
          },
        ]
      : [],
  );
}

export function checkForms(bank: BankProfile): Fault[] {
  const kinds = bank.forms.map((form) => form.kind);
  const doubles = kinds.filter((kind, index) => kinds.indexOf(kind) < index);
  const faults = doubles.map((kind) => ({
    path: 'forms',
    message: `there are two forms ${kind}`,
    cure: 'remove one',
  }));
  faults.push(
    ...bank.forms.flatMap(({ fields = [], checks = [] }, index) =>
      [fields, checks].flatMap((list) =>
        list
          .filter(({ id }, at) => list.findIndex((one) => one.id === id) < at)
          .map(({ id }) => ({
            path: `forms[${index}]`,
            message: `the id ${id} stands there twice`,
            cure: 'give one of them another id',
          })),
      ),
    ),
  );
  if (!kinds.includes('certificateReissue')) {
    faults.push({
      path: 'forms',
      message: 'reissue sends customers to a form certificateReissue, which is not there',
      cure: 'add it with its name and where it is handed in',
    });
  }
  return faults;
}
