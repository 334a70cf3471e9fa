import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank } from '../../../../test/world/banks.ts';
import {
  type PskcKey,
  type PskcLock,
  passwordKey,
  pskcFile,
  RFC_6030_FIGURE_6,
  RFC_6030_FIGURE_7,
} from '../../../../test/world/pskc.ts';
import { PSKC_FAULT_CODES } from './pskc-fault.ts';
import { MOST_PSKC_OCTETS, readPskc } from './read-pskc.ts';

const NOON = Date.UTC(2026, 3, 1, 3);
const NO_SECRETS = { key: '', password: '' };
const SECRET = Buffer.from('12345678901234567890');
const OTHER = Buffer.from('abcdefghijabcdefghij');
const KEY = Buffer.from('12345678901234567890123456789012', 'hex');
const MAC_KEY = Buffer.from('1122334455667788990011223344556677889900', 'hex');
const LOCK: PskcLock = { key: KEY, macKey: MAC_KEY };
const HEX = { key: KEY.toString('hex'), password: '' };

const profileOf = (digits: number, kinds: readonly ('totp' | 'hotp')[] = ['totp', 'hotp']) => {
  const profile = bank('1283');
  assert.ok(profile.token !== null);
  return { ...profile, token: { ...profile.token, digits, kinds: [...kinds] } };
};
const read = (content: Uint8Array, secrets = NO_SECRETS, digits = 6) =>
  readPskc(profileOf(digits), content, secrets, NOON);
const faultsOf = async (content: Uint8Array, secrets = NO_SECRETS) => {
  const outcome = await read(content, secrets);
  assert.ok('faults' in outcome, 'read without a fault');
  return outcome.faults;
};
const seedsOf = async (content: Uint8Array, secrets = NO_SECRETS, digits = 6) => {
  const outcome = await read(content, secrets, digits);
  assert.ok('seeds' in outcome, JSON.stringify(outcome));
  return outcome.seeds;
};
const one = (said: Partial<PskcKey> = {}): Buffer => pskcFile([{ serial: 'A-1', secret: SECRET, ...said }]);
const policy = (text: string) => ({ policy: `<Policy>${text}</Policy>` });
const replaced = (content: Buffer, from: string | RegExp, to: string) =>
  Buffer.from(content.toString().replace(from, to));

/** The RFC's, of as many digits as the bank's tokens show. */
const [SHARED, DERIVED] = [RFC_6030_FIGURE_6, RFC_6030_FIGURE_7].map((file) =>
  replaced(file, 'Length="8"', 'Length="6"'),
) as [Buffer, Buffer];

describe('PSKC', () => {
  test("RFC 6030's own examples: a pre-shared key (figure 6), a password (figure 7)", async () => {
    const wanted = { serialNumber: '987654321', kind: 'hotp', algorithm: 'SHA1', digits: 8, last_used: -1 };
    for (const [content, secrets] of [
      [RFC_6030_FIGURE_6, { key: '12345678901234567890123456789012', password: '' }],
      [RFC_6030_FIGURE_7, { key: '', password: 'qwerty' }],
    ] as const) {
      const [seed, ...more] = await seedsOf(content, secrets, 8);
      assert.equal(more.length, 0);
      assert.deepEqual({ ...seed, ...wanted }, seed);
      assert.equal(Buffer.from(seed?.secret ?? []).toString(), '12345678901234567890');
    }
  });

  test('plain and encrypted keys of both kinds, with what they say and what they leave out', async () => {
    const keys = [
      { serial: 'A-1', secret: SECRET, suite: 'HMAC-SHA256', interval: '60' },
      { serial: 'A-2', secret: OTHER, kind: 'hotp', counter: '42', ...policy('<KeyUsage>OTP</KeyUsage>') },
    ];
    const long = Buffer.alloc(32, 7);
    const salt = Buffer.from('salt of a vendor');
    const derived = passwordKey('ひみつ', salt, 10);
    for (const [lock, secrets] of [
      [undefined, NO_SECRETS],
      [LOCK, { ...HEX, key: ' 1234:5678 9012-3456 78901234 56789012 ' }],
      [
        { ...LOCK, key: long },
        { key: long.toString('hex'), password: '' },
      ],
      [
        { ...LOCK, key: derived, password: { salt, iterations: 10 } },
        { key: '', password: 'ひみつ' },
      ],
    ] as const) {
      const seeds = await seedsOf(pskcFile(keys, lock), secrets);
      const [first, second] = seeds;
      assert.ok(first && second && seeds.length === 2);
      assert.deepEqual(
        [first.serialNumber, first.kind, first.algorithm, first.step_seconds, first.last_used],
        ['A-1', 'totp', 'SHA256', 60, -1],
      );
      assert.deepEqual([first.maker, first.model], ['Example Tokens', 'T-1']);
      assert.deepEqual([second.serialNumber, second.kind, second.last_used], ['A-2', 'hotp', 41]);
      assert.deepEqual(
        seeds.map(({ secret }) => Buffer.from(secret)),
        [SECRET, OTHER],
      );
    }
  });

  test('each fault is told by its code, and no secret with it', async () => {
    const bomb = `<!DOCTYPE x [${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "&a${at};&a${at};">`).join('')}]>`;
    const deep = `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`;
    const derivation = { ...LOCK, password: { salt: Buffer.alloc(8), iterations: 10 } };
    const password = { key: '', password: 'x' };
    const table: readonly (readonly [string, Uint8Array, typeof NO_SECRETS?])[] = [
      ['doctype', replaced(one(), '<KeyContainer', `${bomb}<KeyContainer`)],
      ['doctype', replaced(one(), '<KeyContainer', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><KeyContainer')],
      ['not-xml', replaced(one(), 'Example Tokens', '&a9;')],
      ['not-xml', Buffer.from('<KeyContainer>')],
      ['not-xml', Buffer.from('')],
      ['too-deep', replaced(one(), '<Model>T-1', `<Model>${deep}`)],
      ['too-many', replaced(one(), '<Model>T-1', `<Model>${'<a/>'.repeat(200_001)}`)],
      ['too-large', Buffer.alloc(MOST_PSKC_OCTETS + 1, 32)],
      ['encoding', Buffer.from([0x3c, 0x3f, 0xff])],
      ['encoding', replaced(one(), 'UTF-8', 'UTF-16')],
      ['not-pskc', Buffer.from('<html/>')],
      ['not-pskc', replaced(one(), 'keyprov:pskc"', 'keyprov:other"')],
      ['version', replaced(one(), 'Version="1.0"', 'Version="2.0"')],
      ['no-keys', pskcFile([])],
      [
        'too-many-keys',
        replaced(pskcFile([]), '</KeyContainer>', `${'<KeyPackage/>'.repeat(20_001)}</KeyContainer>`),
      ],
      ['key-needed', pskcFile([{ serial: 'A-1', secret: SECRET }], LOCK)],
      [
        'key-needed',
        replaced(pskcFile([{ serial: 'A-1', secret: SECRET }], LOCK), /<EncryptionKey>.*<\/MACMethod>/su, ''),
      ],
      ['key-form', SHARED, { key: 'xyz', password: '' }],
      ['key-form', SHARED, { key: '1234', password: '' }],
      ['key-form', SHARED, { key: '00'.repeat(32), password: '' }],
      ['password-needed', DERIVED, HEX],
      ['encryption-asymmetric', replaced(SHARED, /<ds:KeyName>.*?<\/ds:KeyName>/, '<ds:X509Data/>'), HEX],
      ['encryption-unknown', replaced(SHARED, 'aes128-cbc', 'tripledes-cbc'), HEX],
      ['encryption-unknown', replaced(SHARED, 'xmlenc#aes128-cbc', 'xmlenc#rsa-1_5'), HEX],
      ['derivation-unknown', replaced(DERIVED, '#pbkdf2', '#scrypt'), password],
      ['derivation-unknown', replaced(DERIVED, '<PRF/>', '<PRF Algorithm="md5"/>'), password],
      ['derivation-limits', replaced(DERIVED, '>1000<', '>99999999999<'), password],
      ['derivation-limits', replaced(DERIVED, '>1000<', '>0<'), password],
      ['derivation-limits', replaced(DERIVED, '>16<', '>5<'), password],
      ['derivation-limits', replaced(DERIVED, 'Ej7/PEpyEpw=', ''), password],
      ['mac-missing', replaced(SHARED, /<MACMethod.*<\/MACMethod>/su, ''), HEX],
      ['mac-missing', replaced(SHARED, /<ValueMAC>.*<\/ValueMAC>/su, ''), HEX],
      ['mac-unknown', replaced(SHARED, 'hmac-sha1', 'hmac-md5'), HEX],
      ['mac-wrong', pskcFile([{ serial: 'A-1', secret: SECRET }], { ...LOCK, tamper: true }), HEX],
      ['mac-wrong', replaced(SHARED, 'Su+Nvt', 'Su+Nvu'), HEX],
      [
        'mac-wrong',
        replaced(pskcFile([{ serial: 'A-1', secret: SECRET }], derivation), /<MACKey>.*<\/MACKey>/su, ''),
        password,
      ],
      ['decryption-failed', replaced(SHARED, 'ESIzRFVmd4iZABEiM0RVZg', ''), HEX],
      ['key-algorithm', one({ kind: 'ocra' })],
      ['key-algorithm', one({ kind: 'pin' })],
      ['key-serial', one({ serial: 'A 1' })],
      ['key-serial', one({ serial: '=cmd' })],
      [
        'key-serial-twice',
        pskcFile([
          { serial: 'A-1', secret: SECRET },
          { serial: 'A-1', secret: OTHER },
        ]),
      ],
      [
        'key-secret-twice',
        pskcFile([
          { serial: 'A-1', secret: SECRET },
          { serial: 'A-2', secret: SECRET },
        ]),
      ],
      ['key-secret', replaced(one(), SECRET.toString('base64'), '!!!!')],
      ['key-secret', replaced(one(), SECRET.toString('base64'), '')],
      ['key-secret-short', one({ secret: SECRET.subarray(0, 10) })],
      ['key-digits', one({ digits: 8 })],
      ['key-digits', replaced(one(), 'DECIMAL', 'HEXADECIMAL')],
      ['key-check-digit', one({ format: ' CheckDigits="true"' })],
      ['key-suite', one({ suite: 'HMAC-MD5' })],
      ['key-counter', one({ kind: 'hotp', counter: '-1' })],
      ['key-counter', one({ kind: 'hotp', counter: '1e3' })],
      ['key-interval', one({ interval: '10' })],
      ['key-interval', one({ interval: '3600' })],
      ['key-policy', one(policy('<NumberOfTransactions>5</NumberOfTransactions>'))],
      ['key-policy', one(policy('<KeyUsage>Sign</KeyUsage>'))],
      ['key-policy', one(policy('<PINPolicy PINUsageMode="Append"/>'))],
      ['key-policy', one(policy('<StartDate>2030-01-01T00:00:00Z</StartDate>'))],
      ['key-policy', one(policy('<ExpiryDate>soon</ExpiryDate>'))],
      ['key-expired', one(policy('<ExpiryDate>2026-01-01T00:00:00Z</ExpiryDate>'))],
    ];
    for (const [code, content, secrets] of table) {
      const faults = await faultsOf(content, secrets);
      const label = `${code}: ${Buffer.from(content.subarray(0, 300)).toString()}`;
      assert.deepEqual([...new Set(faults.map((fault) => fault.code))], [code], label);
      const told = JSON.stringify(faults);
      for (const secret of [SECRET, OTHER]) assert.ok(!told.includes(secret.toString('base64')));
    }
    assert.deepEqual(new Set(table.map(([code]) => code)), new Set(PSKC_FAULT_CODES));
  });

  test('of many keys, each faulty one is named by its place', async () => {
    const keys = Array.from({ length: 50 }, (_, at) => ({
      serial: `S${at}`,
      secret: Buffer.from(`secret number ${String(at).padStart(6, '0')}`),
      ...(at % 20 === 19 && { digits: 9 }),
    }));
    const faults = await faultsOf(pskcFile(keys));
    assert.deepEqual(
      faults.map(({ line, about }) => [line, about]),
      [
        [20, '9 DECIMAL'],
        [40, '9 DECIMAL'],
      ],
    );
    const only = profileOf(6, ['hotp']);
    const outcome = await readPskc(only, one(), NO_SECRETS, NOON);
    assert.ok(
      'faults' in outcome && outcome.faults[0]?.code === 'key-algorithm',
      'a kind that the bank has not',
    );
  });
});
