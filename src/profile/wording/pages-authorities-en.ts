// The page of the CA certificates, in English.

import type { pagesAuthoritiesJa } from './pages-authorities-ja.ts';

export const pagesAuthoritiesEn: Readonly<Record<keyof typeof pagesAuthoritiesJa, string>> = {
  'page.authorities.title': 'Certificates of the certification authority',
  'page.authorities.lead':
    'These certificates belong to the certification authority that issues each {electronicCertificate}. The page is for those who verify such certificates: auditors, and operators of servers.',
  'page.authorities.needless':
    'You need none of these certificates on your PC if all that you do is use your {electronicCertificate}. If a telephone call or a mail asks you to install one, do not do it, and tell {helpDesk}.',
  'page.authorities.issuing': 'Issuing authorities',
  'page.authorities.roots': 'Root authorities',
  'page.authorities.state': 'State',
  'page.authorities.state.waiting': 'Issues from {at} on.',
  'page.authorities.state.issuing': 'Issues now.',
  'page.authorities.state.answering': 'Issues no more. Needed until its end to verify what it issued.',
  'page.authorities.state.revoked': 'Revoked by the root at {at}. Trust nothing that it issued.',
  'page.authorities.state.ended': 'Has expired.',
  'page.authorities.subject': 'Distinguished name',
  'page.authorities.fingerprint': 'Fingerprint (SHA-256)',
  'page.authorities.key': 'Kind of key',
  'page.authorities.validity': 'Validity',
  'page.authorities.fromUntil': '{from} to {until}',
  'page.authorities.certificateAt': 'Address of the certificate',
  'page.authorities.listAt': 'Address of the revocation list',
  'page.authorities.delta': 'Changes only:',
  'page.authorities.shards': 'Also in {count} parts, of which each certificate names its own',
  'page.authorities.saveCrt': 'Save {file}',
  'page.authorities.savePem': 'Save {file} (PEM)',
  'page.authorities.compare': 'How to check a fingerprint',
  'page.authorities.compare1': 'Save the authority’s certificate (the file that ends in crt).',
  'page.authorities.compare2':
    'Run this command in the folder where you saved it. The 64 characters that it shows are the fingerprint of the file; capital letters and spaces make no difference.',
  'page.authorities.compare3':
    'Compare all 64 characters with a fingerprint that reached you in another way: from the signed record of the key ceremony, or by telephone at a number that stands in your contract’s papers.',
  'page.authorities.sameWay':
    'To compare the fingerprint on this page with a file from this page proves nothing: if one were false, so might the other be.',
  'page.authorities.programs': 'For programs that verify',
  'page.authorities.programsLead':
    'Certificates and lists are published over plain http because they are signed. Their addresses never change while the certificates are valid. The state of a single certificate is answered at:',
  'page.authorities.all': 'Save all of them in one file (PEM)',
};
