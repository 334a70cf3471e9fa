// The environment as an operator may set it: what is taken, and what each fault says.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { type Environment, readConfiguration } from './configuration.ts';

const PRODUCTION: Environment = {
  WARIFU_DOMAIN: 'bank.example',
  WARIFU_TLS_CERT_FILE: 'tls/cert.pem',
  WARIFU_TLS_KEY_FILE: 'tls/key.pem',
  WARIFU_CA_PASSPHRASE_FILE: '/run/secrets/ca',
  WARIFU_PEPPER: 'x'.repeat(32),
  WARIFU_SMTP_URL_FILE: '/run/secrets/smtp',
};

function read(environment: Environment, demonstration: boolean) {
  const answer = readConfiguration(environment, { demonstration });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.configuration;
}

test('the demonstration needs no variable', () => {
  const configuration = read({}, true);
  assert.equal(configuration.dataFolder, resolve('data'));
  assert.equal(configuration.domain, 'localhost');
  assert.deepEqual(configuration.ports, { www: 8443, logon: 8444, office: 8445, pki: 8080 });
  assert.deepEqual(configuration.hosts, ['127.0.0.1', '::1']);
  assert.equal(configuration.databaseUrl, undefined);
  assert.equal(configuration.startAt, undefined);
  assert.match(configuration.banksFolder, /banks$/);
});

test('production takes its files and serves every address', () => {
  const configuration = read(PRODUCTION, false);
  assert.deepEqual(configuration.hosts, ['0.0.0.0', '::']);
  assert.deepEqual(configuration.tls, {
    certificateFile: resolve('tls/cert.pem'),
    keyFile: resolve('tls/key.pem'),
  });
  assert.deepEqual(configuration.passphrase, { file: '/run/secrets/ca' });
  assert.deepEqual(configuration.pepper, { value: 'x'.repeat(32) });
});

test('an empty variable is one that is not set', () => {
  assert.equal(read({ WARIFU_WWW_PORT: '', DATABASE_URL: '' }, true).ports.www, 8443);
});

test('the clock of the demonstration starts at an instant with an offset', () => {
  const { startAt } = read({ WARIFU_NOW: '2026-04-01T09:00:00+09:00' }, true);
  assert.equal(startAt, Date.UTC(2026, 3, 1));
  assert.equal(read({ WARIFU_NOW: '2026-04-01T00:00:00Z' }, true).startAt, startAt);
});

const faulty: [
  title: string,
  environment: Environment,
  demonstration: boolean,
  variable: string,
  says: RegExp,
][] = [
  ['a port that is no number', { WARIFU_WWW_PORT: 'https' }, true, 'WARIFU_WWW_PORT', /give a port/],
  ['a port above 65535', { WARIFU_PKI_PORT: '70000' }, true, 'WARIFU_PKI_PORT', /give a port/],
  ['a list for an hour', { WARIFU_CRL_HOURS: '1' }, true, 'WARIFU_CRL_HOURS', /give hours from 2 to 168/],
  ['a list for a month', { WARIFU_CRL_HOURS: '720' }, true, 'WARIFU_CRL_HOURS', /longer than a week/],
  ['an answer for a day', { WARIFU_OCSP_HOURS: 'a day' }, true, 'WARIFU_OCSP_HOURS', /not a number/],
  ['a port of two faces', { WARIFU_WWW_PORT: '8444' }, true, 'WARIFU_LOGON_PORT', /WARIFU_WWW_PORT/],
  ['a domain with a scheme', { WARIFU_DOMAIN: 'https://a.example' }, true, 'WARIFU_DOMAIN', /host name/],
  ['a domain that is an address', { WARIFU_DOMAIN: '127.0.0.1' }, true, 'WARIFU_DOMAIN', /address/],
  ['another database', { DATABASE_URL: 'mysql://x' }, true, 'DATABASE_URL', /postgresql:/],
  ['a clock without offset', { WARIFU_NOW: '2026-04-01T09:00:00' }, true, 'WARIFU_NOW', /offset/],
  ['a clock that is a day', { WARIFU_NOW: '2026-04-01' }, true, 'WARIFU_NOW', /offset/],
  ['a clock on a day that is none', { WARIFU_NOW: '2026-02-30T09:00:00Z' }, true, 'WARIFU_NOW', /offset/],
  [
    'a clock in production',
    { ...PRODUCTION, WARIFU_NOW: '2026-04-01T09:00:00Z' },
    false,
    'WARIFU_NOW',
    /demonstration only/,
  ],
  [
    'production without a certificate',
    { ...PRODUCTION, WARIFU_TLS_CERT_FILE: undefined },
    false,
    'WARIFU_TLS_CERT_FILE',
    /\*\.logon\.bank\.example/,
  ],
  [
    'production without a key',
    { ...PRODUCTION, WARIFU_TLS_KEY_FILE: undefined },
    false,
    'WARIFU_TLS_KEY_FILE',
    /PEM/,
  ],
  ['half of TLS in the demonstration', { WARIFU_TLS_CERT_FILE: 'c.pem' }, true, 'WARIFU_TLS_KEY_FILE', /PEM/],
  [
    'production without a passphrase',
    { ...PRODUCTION, WARIFU_CA_PASSPHRASE_FILE: undefined },
    false,
    'WARIFU_CA_PASSPHRASE_FILE',
    /path of a file/,
  ],
  [
    'production without a mail server',
    { ...PRODUCTION, WARIFU_SMTP_URL_FILE: undefined },
    false,
    'WARIFU_SMTP_URL_FILE',
    /smtps:\/\//,
  ],
  ['a secret given twice', { ...PRODUCTION, WARIFU_PEPPER_FILE: 'p' }, false, 'WARIFU_PEPPER', /only one/],
  ['a CA key that nobody makes', { WARIFU_ROOT_KEY: 'P-521' }, true, 'WARIFU_ROOT_KEY', /P-256.*ML-DSA-65/],
  [
    'ML-DSA in a token',
    {
      ...{ WARIFU_PKCS11_MODULE: 'm.so', WARIFU_PKCS11_TOKEN: 't', WARIFU_PKCS11_PIN: '1234' },
      WARIFU_ISSUING_KEY: 'ML-DSA-65',
    },
    true,
    'WARIFU_ISSUING_KEY',
    /tokens do not make/,
  ],
  ['a root’s list of two years', { WARIFU_ROOT_CRL_MONTHS: '24' }, true, 'WARIFU_ROOT_CRL_MONTHS', /1 to 12/],
  ['a demonstration without its root', { WARIFU_ROOT: 'offline' }, true, 'WARIFU_ROOT', /listeners/],
  ['a root that is nowhere', { WARIFU_ROOT: 'away' }, true, 'WARIFU_ROOT', /here nor offline/],
  ['a policy that is no identifier', { WARIFU_POLICY_ID: '1.2.x' }, true, 'WARIFU_POLICY_ID', /1\.2\.392/],
  ['a short pepper', { ...PRODUCTION, WARIFU_PEPPER: 'salt' }, false, 'WARIFU_PEPPER', /at least 32/],
];

for (const [title, environment, demonstration, variable, says] of faulty) {
  test(`${title} is refused by name and with its cure`, () => {
    const answer = readConfiguration(environment, { demonstration });
    assert.ok(!answer.ok);
    assert.deepEqual(
      answer.faults.map((fault) => fault.variable),
      [variable],
    );
    assert.match(answer.faults[0]?.message ?? '', says);
  });
}

test('all faults come at once', () => {
  const answer = readConfiguration({ WARIFU_WWW_PORT: 'a', WARIFU_NOW: 'b' }, { demonstration: true });
  assert.ok(!answer.ok);
  assert.equal(answer.faults.length, 2);
});
