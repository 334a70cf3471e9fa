// Frames: what was sent arrives, in whatever pieces; what is not of the protocol is refused before memory is given.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DONE, encodeFrame, encodeLongFrame, FrameError, FrameReader, REQUESTS } from './frames.ts';

const fields = [Buffer.from('issuing-1'), Buffer.alloc(0), Buffer.alloc(3000, 7)];
const frame = encodeFrame(REQUESTS.certificates, 0xfffffffe, fields);

for (const piece of [1, 4, 5, 9, 10, 100, frame.length - 1, frame.length, 2 * frame.length]) {
  test(`two frames in pieces of ${piece} octets`, () => {
    const reader = new FrameReader();
    const both = Buffer.concat([frame, encodeFrame(DONE, 1, [])]);
    const read = [];
    for (let at = 0; at < both.length; at += piece) read.push(...reader.read(both.subarray(at, at + piece)));
    assert.deepEqual(
      read.map(({ kind, number, fields: got }) => [kind, number, got.map(String)]),
      [
        [REQUESTS.certificates, 0xfffffffe, fields.map(String)],
        [DONE, 1, []],
      ],
    );
  });
}

test('a field in pieces makes the same frame', () => {
  const inPieces = encodeLongFrame(REQUESTS.revocationList, 7, [
    Buffer.from('full'),
    [Buffer.alloc(3, 1), Buffer.alloc(0), Buffer.alloc(70_000, 2)],
  ]);
  const whole = [Buffer.from('full'), Buffer.concat([Buffer.alloc(3, 1), Buffer.alloc(70_000, 2)])];
  assert.deepEqual(Buffer.concat(inPieces), encodeFrame(REQUESTS.revocationList, 7, whole));
});

const head = (length: number, kind: number) => {
  const octets = Buffer.alloc(9);
  octets.writeUInt32BE(length, 0);
  octets.writeUInt8(kind, 4);
  return octets;
};
const withField = (length: number) => {
  const octets = Buffer.from(encodeFrame(REQUESTS.hold, 1, [Buffer.from('abcd')]));
  octets.writeUInt32BE(length, 9);
  return octets;
};

const MALFORMED: readonly [string, Buffer][] = [
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['a kind that is none', head(5, 77)],
  ['a frame shorter than its head', head(4, REQUESTS.hold)],
  ['a frame of 4 GB', head(0xffffffff, REQUESTS.hold)],
  ['a list of 2 GB', head(0x80000000, REQUESTS.revocationList)],
  ['a batch of 2 MB', head(2 * 1024 * 1024, REQUESTS.certificates)],
  ['a field longer than its frame', withField(5)],
  ['a field of 4 GB', withField(0xffffffff)],
  ['a field that leaves octets over', withField(2)],
  [
    'too many fields',
    encodeFrame(
      REQUESTS.hold,
      1,
      Array.from({ length: 1025 }, () => Buffer.alloc(0)),
    ),
  ],
];

for (const [title, octets] of MALFORMED) {
  test(`${title} is not of this protocol`, () => {
    assert.throws(() => [...new FrameReader().read(octets)], FrameError);
  });
}
