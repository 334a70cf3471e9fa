// The certificate policy in English.

import { authorityTable, EN } from './authority-table.ts';
import type { BankTerms, PolicyFacts } from './policy-facts.ts';
import type { PolicyText } from './policy-text.ts';

export function policyEn(f: PolicyFacts): PolicyText {
  return {
    title: `Certificate policy of the certification authority of ${f.domain}`,
    preface:
      'A skeleton after RFC 3647. Its numbers were read from the configuration that was in force when it was printed (`warifu ca policy`); what is marked is for the operator, and its legal advisers, to write.',
    toFillIn: '*[To be written by the operator.]*',
    sections: [
      ['1', 'Introduction'],
      [
        '1.1',
        'Overview',
        `Electronic certificates with which corporate customers of the banks named in 1.3 log on to internet banking. Below a root one CA issues at a time, with no further CA below it (path length 0). ${f.rootElsewhere ? 'The root is kept offline.' : 'The root’s key is kept sealed with the deployment; it is opened for the root’s own acts only.'}`,
      ],
      [
        '1.2',
        'Document name and identification',
        `Policy object identifier: \`${f.policyId}\`${f.isExampleId ? ' (an arc for examples, RFC 5612: replace it by one of the operator’s own)' : ''}.`,
      ],
      [
        '1.3',
        'PKI participants',
        `Certification authority: the operator. Registration authorities: the banks, through their officers. Subscribers: administrators and users of the banks’ corporate customers. Relying parties: the banks’ logon and whoever verifies these certificates.\n\n${f.banks.map(({ code, name }) => `- ${code} ${name.en}`).join('\n')}`,
      ],
      [
        '1.4',
        'Certificate usage',
        'Client authentication (TLS) only: keyUsage digitalSignature, extKeyUsage clientAuth. No signatures under documents, no encryption.',
      ],
      ['1.5', 'Policy administration'],
      ['1.6', 'Definitions and acronyms', 'See the glossary of the software (`docs/glossary.md`).'],
      ['2', 'Publication and repository responsibilities'],
      [
        '2.1',
        'Repositories',
        `Certificates of the CAs, revocation lists and OCSP: ${f.pkiOrigin}\n\n${authorityTable(f, EN)}`,
      ],
      [
        '2.2',
        'Publication of certification information',
        `Each CA’s revocation list in full: at the address in 2.1. Those of issuing CAs come in parts too (their number: 2.1), of which each certificate names one. OCSP: ${f.ocsp}. Subscribers’ certificates are not published.`,
      ],
      [
        '2.3',
        'Time or frequency of publication',
        `Lists of the issuing CA every ${hours(f.listEveryHours)}, and after a revocation as soon as it is found, which is looked for every ${f.listLookSeconds} seconds. The root’s list at least every ${months(f.rootListMonths)}.`,
      ],
      [
        '2.4',
        'Access controls on repositories',
        'Reading is open to everybody, over plain HTTP; what is published is signed.',
      ],
      ['3', 'Identification and authentication'],
      [
        '3.1',
        'Naming',
        'Country, organisation (the bank) and a common name out of contract id, user id and bank code; unique within a bank. Names in requests are ignored.',
      ],
      [
        '3.2',
        'Initial identity validation',
        'The bank identifies its customer when the contract is opened. The subscriber proves the secrets of its profile (contract or user PINs, one-time password), and possession of the key by the signature of the request (PKCS #10).',
      ],
      [
        '3.3',
        'Identification and authentication for re-key requests',
        'Renewal within a session that was opened with the certificate; re-acquisition after expiry with the secrets, where the bank allows it. A key is certified once only.',
      ],
      [
        '3.4',
        'Identification and authentication for revocation requests',
        'The holder within a session; the administrator for users; officers of the bank, two of them where something is given anew.',
      ],
      ['4', 'Certificate life-cycle operational requirements'],
      ['4.1', 'Certificate application', bankTable(f.banks)],
      [
        '4.2',
        'Certificate application processing',
        'At once, by the program; every decision and its reason stand in the audit record.',
      ],
      [
        '4.3',
        'Certificate issuance',
        'Planned and committed, judged by every lint, signed by a process that alone holds the keys, recorded, then handed out.',
      ],
      [
        '4.4',
        'Certificate acceptance',
        'By the first logon with it. The holder and its administrator are told by mail.',
      ],
      [
        '4.5',
        'Key pair and certificate usage',
        'The private key stays with the subscriber; the operator never has it.',
      ],
      ['4.6', 'Certificate renewal', 'With the same key: never.'],
      ['4.7', 'Certificate re-key', 'Each certificate has a new key; days in the table of 4.1.'],
      ['4.8', 'Certificate modification', 'None: a new certificate.'],
      [
        '4.9',
        'Certificate revocation and suspension',
        `Revocation is final and shows in our own logon at the next request; on lists and in OCSP within a minute. A list of the issuing CA may be believed for ${hours(f.listHours)}, its delta for ${hours(f.deltaHours)}, an OCSP answer for ${hours(f.ocspHours)}. Reasons: keyCompromise, affiliationChanged, superseded, cessationOfOperation, unspecified. Certificates are not suspended.`,
      ],
      [
        '4.10',
        'Certificate status services',
        'Lists (RFC 5280) and OCSP (RFC 6960) at the addresses of 2.2. Entries stay on lists until after the certificate’s end.',
      ],
      [
        '4.11',
        'End of subscription',
        'With the end of the contract, or of the user, the certificates are revoked.',
      ],
      ['4.12', 'Key escrow and recovery', 'None.'],
      ['5', 'Facility, management, and operational controls'],
      ['5.1', 'Physical controls'],
      [
        '5.2',
        'Procedural controls',
        'What an officer enters another person approves, with a fresh one-time password. Ceremonies of the root are held by several persons; the passphrase can be split into k of n shares.',
      ],
      ['5.3', 'Personnel controls'],
      [
        '5.4',
        'Audit logging procedures',
        'Every act and every refusal, in a Merkle tree whose heads are signed each minute and kept outside of the database; `warifu audit verify` reads all of it.',
      ],
      ['5.5', 'Records archival'],
      [
        '5.6',
        'Key changeover',
        'A new generation of the issuing CA issues from a day that is announced; the one before answers for what it issued until it ends.',
      ],
      [
        '5.7',
        'Compromise and disaster recovery',
        'Backup and journal; no serial number and no list number is used again after a restore. A compromised issuing CA is revoked by the root.',
      ],
      ['5.8', 'CA or RA termination'],
      ['6', 'Technical security controls'],
      [
        '6.1',
        'Key pair generation and installation',
        `Of the CAs that run: the table of 2.1. Of those to be made: root ${f.rootKey}, issuing CA ${f.issuingKey}. Subscribers: ${f.curves.join(', ')}, RSA of ${f.rsaLeastBits} to ${f.rsaMostBits} bits with exponent 65537, made on the subscriber’s own device; weak keys are refused.`,
      ],
      [
        '6.2',
        'Private key protection and cryptographic module engineering controls',
        f.token
          ? 'The CAs’ keys are in a PKCS #11 token, not extractable.'
          : 'The CAs’ keys are files, sealed with AES-256-GCM under a key that argon2id derives from a passphrase; one process alone opens them.',
      ],
      [
        '6.3',
        'Other aspects of key pair management',
        `CAs that run: the table of 2.1. Those to be made: root ${years(f.rootYears)}, issuing CA ${years(f.issuingYears)}, never beyond the root. Subscribers: the table of 4.1, at most ${years(f.validityMostYears)}, never beyond the issuing CA. OCSP responder: ${days(f.responderDays)}.`,
      ],
      [
        '6.4',
        'Activation data',
        `Secrets lock after at most ${f.failureLimitMost} wrong entries in a row (each bank’s number in 4.1).`,
      ],
      ['6.5', 'Computer security controls'],
      ['6.6', 'Life cycle technical controls'],
      [
        '6.7',
        'Network security controls',
        'The process that holds the keys has no network address; it is reached through a UNIX socket, by a protocol that signs nothing unjudged.',
      ],
      ['6.8', 'Time-stamping', 'None. The servers’ clocks are synchronised by the operator.'],
      ['7', 'Certificate, CRL, and OCSP profiles'],
      [
        '7.1',
        'Certificate profile',
        `X.509 version 3 (RFC 5280). Serial numbers of 16 octets: the time and ${f.serialRandomBits} random bits. Extensions: authority and subject key identifier, keyUsage (critical), extKeyUsage, basicConstraints (critical), certificatePolicies, cRLDistributionPoints, authorityInfoAccess.`,
      ],
      [
        '7.2',
        'CRL profile',
        'Version 2, with authority key identifier and cRLNumber, which rises strictly; parts with issuingDistributionPoint (critical); reasonCode in entries.',
      ],
      [
        '7.3',
        'OCSP profile',
        'RFC 6960 version 1, by a delegated responder with id-pkix-ocsp-nocheck; SHA-1 and SHA-256 in requests; nonces of 1 to 128 octets (RFC 9654).',
      ],
      ['8', 'Compliance audit and other assessments'],
      ['9', 'Other business and legal matters'],
      ...LEGAL.map((title, at) => [`9.${at + 1}`, title] as const),
    ],
  };
}

const LEGAL = [
  'Fees',
  'Financial responsibility',
  'Confidentiality of business information',
  'Privacy of personal information',
  'Intellectual property rights',
  'Representations and warranties',
  'Disclaimers of warranties',
  'Limitations of liability',
  'Indemnities',
  'Term and termination',
  'Individual notices and communications with participants',
  'Amendments',
  'Dispute resolution provisions',
  'Governing law',
  'Compliance with applicable law',
  'Miscellaneous provisions',
  'Other provisions',
];

const plural = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
const hours = (number: number): string => plural(number, 'hour');
const days = (number: number): string => plural(number, 'day');
const months = (number: number): string => plural(number, 'month');
const years = (number: number): string => plural(number, 'year');

function bankTable(banks: readonly BankTerms[]): string {
  const head = [
    'Bank',
    'Valid',
    'Acquisition: administrator',
    'user',
    'Renewal, before expiry',
    'Re-acquisition, after expiry',
    'Keys',
    'Locks after',
  ];
  const rows = banks.map((one) => [
    `${one.code} ${one.name.en}`,
    'years' in one.validity ? years(one.validity.years) : days(one.validity.days),
    days(one.acquisitionDays),
    days(one.userAcquisitionDays),
    days(one.renewalDays),
    one.reAcquisitionDays === 0 ? 'none' : days(one.reAcquisitionDays),
    one.keys.join(', '),
    String(one.failureLimit),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `Days are calendar days in Asia/Tokyo, both ends included.\n\n${lines.join('\n')}`;
}
