// The forms that English sentences need of a bank's terms: "Log on" gives log on, logs on, logged on, logging on, and
// "user" gives users. Japanese needs none, where the terms themselves stand in for them.

/** Forms of the terms for logging on and off, and plurals; texts of both languages may use the names. */
export const FORMS = [
  'logOn',
  'logsOn',
  'loggedOn',
  'loggingOn',
  'logOff',
  'loggedOff',
  'users',
  'administrators',
] as const;
type Form = (typeof FORMS)[number];

type FormedTerms = Readonly<Record<'logon' | 'logoff' | 'user' | 'administrator', string>>;

export function englishForms({ logon, logoff, user, administrator }: FormedTerms): Record<Form, string> {
  return {
    logOn: lowerFirst(logon),
    logsOn: withVerb(logon, (verb) => `${verb}s`),
    loggedOn: withVerb(logon, past),
    loggingOn: withVerb(logon, continuous),
    logOff: lowerFirst(logoff),
    loggedOff: withVerb(logoff, past),
    users: plural(user),
    administrators: plural(administrator),
  };
}

export function japaneseForms({ logon, logoff, user, administrator }: FormedTerms): Record<Form, string> {
  return {
    ...{ logOn: logon, logsOn: logon, loggedOn: logon, loggingOn: logon },
    ...{ logOff: logoff, loggedOff: logoff, users: user, administrators: administrator },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The first word is the verb, what follows its particle. */
function withVerb(term: string, form: (verb: string) => string): string {
  const [verb = '', ...rest] = lowerFirst(term).split(' ');
  return [form(verb), ...rest].join(' ');
}

function past(verb: string): string {
  return verb.endsWith('e') ? `${verb}d` : `${stemOf(verb)}ed`;
}

function continuous(verb: string): string {
  return `${verb.endsWith('e') ? verb.slice(0, -1) : stemOf(verb)}ing`;
}

/** A last consonant after one short vowel is doubled: log, logging. */
function stemOf(verb: string): string {
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(verb) ? `${verb}${verb.at(-1)}` : verb;
}

/** What is explained in brackets stays behind: "administrators (MasterID)". */
function plural(term: string): string {
  const explained = term.endsWith(')') ? term.indexOf('(') : -1;
  const noun = explained === -1 ? term : term.slice(0, explained).trimEnd();
  return `${noun}s${term.slice(noun.length)}`;
}
