// Browsers as they call themselves, and what is told of them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { guessPc, isPhone, judgeBrowser } from './visitor-pc.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const VISITORS: readonly (readonly [
  userAgent: string,
  ...expected: readonly (string | number | boolean)[],
])[] = [
  [`${WINDOWS} ${KHTML} Chrome/140.0.0.0 Safari/537.36`, 'chrome', 140, 'windows', 'supported', false],
  [
    `${WINDOWS} ${KHTML} Chrome/140.0.0.0 Safari/537.36 Edg/139.0.1`,
    'edge',
    139,
    'windows',
    'supported',
    false,
  ],
  [`${WINDOWS} ${KHTML} Chrome/108.0.0.0 Safari/537.36`, 'chrome', 108, 'windows', 'old', false],
  [`${WINDOWS} ${KHTML} Chrome/109.0.0.0 Safari/537.36`, 'chrome', 109, 'windows', 'supported', false],
  [
    'Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko',
    'internetExplorer',
    11,
    'windowsOld',
    'retired',
    false,
  ],
  [
    'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)',
    'internetExplorer',
    8,
    'windowsOld',
    'retired',
    false,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    'internetExplorer',
    11,
    'windows',
    'retired',
    false,
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'firefox',
    140,
    'linux',
    'supported',
    false,
  ],
  [`${WINDOWS} Gecko/20100101 Firefox/102.0`, 'firefox', 102, 'windows', 'old', false],
  [
    `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`,
    'safari',
    17,
    'macos',
    'supported',
    false,
  ],
  [
    `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/605.1.15`,
    'safari',
    15,
    'macos',
    'old',
    false,
  ],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${KHTML} Chrome/140.0.0.0 Safari/537.36`,
    'chrome',
    140,
    'chromeos',
    'supported',
    false,
  ],
  [
    `${WINDOWS} ${KHTML} Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0`,
    'unknown',
    116,
    'windows',
    'unknown',
    false,
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${KHTML} Chrome/140.0.0.0 Mobile Safari/537.36`,
    'chrome',
    140,
    'android',
    'supported',
    true,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
    'safari',
    17,
    'ios',
    'supported',
    true,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
    'chrome',
    140,
    'ios',
    'supported',
    true,
  ],
  ['', 'unknown', 0, 'unknown', 'unknown', false],
  [`curl/8.5.0 ${'('.repeat(5000)}`, 'unknown', 0, 'unknown', 'unknown', false],
];

for (const [userAgent, ...expected] of VISITORS) {
  test(`a visitor with ${userAgent.slice(0, 90) || 'nothing'}`, () => {
    const headers = { 'user-agent': userAgent };
    const pc = guessPc(headers);
    const found = [pc.browser, pc.version, pc.system, judgeBrowser(pc), isPhone(headers)];
    assert.deepEqual(found, expected);
  });
}

test('a phone that says so beside a desktop’s name', () => {
  assert.ok(isPhone({ 'user-agent': `${WINDOWS} Chrome/140.0`, 'sec-ch-ua-mobile': '?1' }));
});

test('a name that is made to be read for ever is read at once, and is nobody’s', () => {
  for (const name of ['Trident/'.repeat(2000), `Version/${'1'.repeat(16_000)}`]) {
    const began = performance.now();
    assert.equal(guessPc({ 'user-agent': name }).browser, 'unknown');
    assert.ok(performance.now() - began < 50);
  }
});
