// The certificate policy as a document: the chapters of RFC 3647 section 6, in the order and with the numbers that
// auditors look for.

import { policyEn } from './policy-en.ts';
import type { PolicyFacts } from './policy-facts.ts';
import { policyJa } from './policy-ja.ts';

/** Markdown. */
export function policyDocument(facts: PolicyFacts, language: 'ja' | 'en'): string {
  const { title, preface, toFillIn, sections } = language === 'ja' ? policyJa(facts) : policyEn(facts);
  const parts = sections.map(([number, name, text]) => {
    const chapter = !number.includes('.');
    // Chapters but the eighth have sections, which say everything.
    const said = text ?? (chapter && number !== '8' ? '' : toFillIn);
    return `${chapter ? '##' : '###'} ${number} ${name}\n${said === '' ? '' : `\n${said}\n`}`;
  });
  return [`# ${title}\n`, `${preface}\n`, ...parts].join('\n');
}
