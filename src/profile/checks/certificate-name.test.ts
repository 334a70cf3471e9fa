// Names in certificates: one fixture a fault.

import { testFaults } from '../fixtures/fault-cases.ts';

testFaults([
  {
    fault: 'CN without {contractId}',
    spoil: (bank) => (bank.certificate.commonName.administrator = 'x{bankCode}'),
    path: 'certificate.commonName.administrator',
    message: /\{contractId\} is missing/,
  },
  {
    fault: 'user CN without {userId}',
    spoil: (bank) => (bank.certificate.commonName.user = 'u{contractId}{bankCode}'),
    path: 'certificate.commonName.user',
    message: /\{userId\} is missing/,
  },
  {
    fault: 'CN with an unknown placeholder',
    spoil: (bank) => (bank.certificate.commonName.user += '{bankcode}'),
    path: 'certificate.commonName.user',
    message: /\{bankcode\} is not a placeholder/,
  },
  {
    fault: 'CN with a placeholder twice',
    spoil: (bank) => (bank.certificate.commonName.administrator = 'a-{contractId}{bankCode}{bankCode}'),
    path: 'certificate.commonName.administrator',
    message: /stands twice/,
  },
  {
    fault: 'administrator CN with {userId}',
    spoil: (bank) => (bank.certificate.commonName.administrator = 'a{contractId}{userId}'),
    path: 'certificate.commonName.administrator',
    message: /administrator’s name/,
  },
  {
    fault: 'CN with a sign that a name cannot hold',
    spoil: (bank) => (bank.certificate.commonName.user = '{contractId}*{userId}{bankCode}'),
    path: 'certificate.commonName.user',
    message: /"\*" cannot stand/,
  },
  {
    fault: 'CN with spaces at an end',
    spoil: (bank) => (bank.certificate.commonName.user += ' '),
    path: 'certificate.commonName.user',
    message: /spaces/,
  },
  {
    fault: 'CN that can be too long',
    spoil: (bank) => {
      bank.identifiers.contractId = { minLength: 32, maxLength: 32, characters: 'digits' };
      bank.identifiers.userId.maxLength = 29;
    },
    path: 'certificate.commonName.user',
    message: /65 characters; 64/,
  },
  {
    fault: 'organization too long',
    spoil: (bank) => (bank.certificate.organization = 'あ'.repeat(65)),
    path: 'certificate.organization',
    message: /65 characters/,
  },
  {
    fault: 'organization empty',
    spoil: (bank) => (bank.certificate.organization = ''),
    path: 'certificate.organization',
    message: /0 characters/,
  },
  {
    fault: 'organization with an invisible character',
    spoil: (bank) => (bank.certificate.organization = 'Mihon\u200b'),
    path: 'certificate.organization',
    message: /invisible/,
  },
  {
    fault: 'ids of changing length side by side',
    spoil: (bank) => {
      bank.identifiers.contractId = { minLength: 10, maxLength: 11, characters: 'digits' };
      bank.certificate.commonName.administrator = 'a-{contractId}{bankCode}';
    },
    path: 'certificate.commonName.user',
    message: /two holders can have the same name/,
  },
  {
    fault: 'administrator and user with one name',
    of: '5410',
    spoil: (bank) => {
      bank.certificate.commonName = { administrator: 'A-{contractId}', user: 'a-{userId}-{contractId}' };
      bank.certificate.commonName.user = '{userId}-{contractId}';
      bank.identifiers.userId.minLength = 1;
    },
    path: 'certificate.commonName',
    message: /administrator and a user/,
  },
]);
