// Pages of revoked certificates as they come from a database: read row by row, and refused when they cannot be right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RevokedRows } from './revoked-rows.ts';

function read(serial_numbers: string, revoked_at: string, reasons: string) {
  const rows = new RevokedRows();
  // Longer, and later: nothing of it is left.
  rows.turnTo({ serial_numbers: `${'ab'.repeat(20)} ${'cd'.repeat(20)}`, revoked_at: '9 99', reasons: '11' });
  while (rows.next());
  rows.turnTo({ serial_numbers, revoked_at, reasons });
  const found: unknown[][] = [];
  while (rows.next())
    found.push([Buffer.from(rows.serialNumber).toString('hex'), rows.revokedAt, rows.reason]);
  return { found, last: rows.last };
}

test('rows with serial numbers of any length, and the last of them', () => {
  const long = 'ff'.repeat(20);
  assert.deepEqual(
    read(`0a 01 0102 ${long} 0b`, '5 1775790000000 1775790000000 1775790000000 1775790000001', '19045'),
    {
      found: [
        ['0a', 5, 'keyCompromise'],
        ['01', 1775790000000, 'privilegeWithdrawn'],
        ['0102', 1775790000000, 'unspecified'],
        [long, 1775790000000, 'superseded'],
        ['0b', 1775790000001, 'cessationOfOperation'],
      ],
      last: { revokedAt: 1775790000001, serialNumber: '0b' },
    },
  );
});

for (const [what, page] of [
  ['times out of order', ['01 02', '8 7', '11']],
  ['serial numbers of one time out of order', ['0102 0101', '7 7', '11']],
  ['one that is the begin of the one before', ['0102 01', '7 7', '11']],
  ['one that is there twice', ['01 01', '7 7', '11']],
  ['no hexadecimal digit', ['0g', '7', '1']],
  ['half an octet', ['012', '7', '1']],
  ['more octets than a serial number has', ['01'.repeat(21), '7', '1']],
  ['fewer serial numbers than reasons', ['01', '7 8', '11']],
  ['fewer reasons than serial numbers', ['01 02', '7 8', '1']],
] as [string, [string, string, string]][]) {
  test(`refused: ${what}`, () => assert.throws(() => read(...page)));
}
