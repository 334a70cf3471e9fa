// Logging on by id and password for tests: every page, answered rightly.

import { coordinateOf } from '../../src/domain/card-question.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { answerPasswordPage } from '../../src/procedures/password-logon/answer-password-page.ts';
import {
  type PasswordSessionKey,
  passwordCardQuestion,
} from '../../src/procedures/password-logon/password-session.ts';
import { answerOf, type Customer, entriesOf } from './customers.ts';
import { caller } from './deployment.ts';

/** The session of an administrator. */
export async function logOnByPassword(
  deployment: Deployment,
  customer: Customer,
): Promise<PasswordSessionKey | Refusal> {
  const { bankCode } = customer;
  let key: PasswordSessionKey = { bankCode, role: 'administrator' };
  const pages = deployment.banks.get(bankCode)?.logon.passwordPages?.administrator.pages ?? [];
  for (const [page, asked] of pages.entries()) {
    const fields: Record<string, string> = { ...entriesOf(customer) };
    if (asked.includes('cardPassword')) {
      const question = await passwordCardQuestion(deployment, key);
      if (isRefusal(question)) return question;
      fields.cardPassword = answerOf(
        customer,
        question.kind === 'fixed' ? [''] : question.cells.map(coordinateOf),
      );
    }
    const answer = await answerPasswordPage(deployment, { ...key, page, fields }, caller());
    if (isRefusal(answer)) return answer;
    key = { ...key, token: answer.token };
  }
  return key;
}
