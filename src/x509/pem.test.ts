// PEM and base64 there and back, and what is left out (RFC 7468).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBase64, decodePem, encodeBase64, encodePem } from './pem.ts';

test('writes lines of 64 characters and reads them back', () => {
  const der = Uint8Array.from({ length: 100 }, (_, i) => i);
  const pem = encodePem('CERTIFICATE', der);
  assert.deepEqual(
    pem.split('\n').map((line) => line.length),
    [27, 64, 64, 8, 25, 0],
  );
  assert.deepEqual(decodePem(`before\r\n${pem.replaceAll('\n', '\r\n')}after\n${pem}`), [
    { label: 'CERTIFICATE', der },
    { label: 'CERTIFICATE', der },
  ]);
});

for (const [name, text] of [
  ['labels that differ', '-----BEGIN A-----\nAAAA\n-----END B-----'],
  ['an encapsulated header', '-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END A-----'],
  ['no end', '-----BEGIN A-----\nAAAA\n'],
  ['an empty body', '-----BEGIN A-----\n-----END A-----'],
] as const) {
  test(`leaves out a block with ${name}`, () => assert.deepEqual(decodePem(text), []));
}

test('reads base64 with white space only', () => {
  assert.deepEqual(decodeBase64('AQ\r\n I D\t'), Uint8Array.of(1, 2, 3));
  for (const text of ['', 'A', 'AAA', 'A===', 'AA=A', 'AA-_', 'ＡＡＡＡ'])
    assert.equal(decodeBase64(text), undefined);
  assert.equal(encodeBase64(Uint8Array.of(255, 254, 253)), '//79');
});

test('hostile text costs no more than its length', () => {
  const began = performance.now();
  decodePem('-----BEGIN A-----'.repeat(50_000));
  decodePem(`-----BEGIN ${'A'.repeat(500_000)}`);
  assert.ok(performance.now() - began < 1000);
});
