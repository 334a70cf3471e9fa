// What people choose most, of itself or with a few digits behind it: lists of leaked PINs and passwords begin with these,
// in Japan and elsewhere. Runs and repetitions are found by rule and do not stand here.

/** Neighbouring keys, left to right. */
export const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc', 'qazwsxedc'] as const;

const DIGITS = new Set(
  [
    '0007',
    '1004',
    '1379',
    '1397',
    '1357',
    '1470',
    '2468',
    '2580',
    '0852',
    '3690',
    '4649',
    '5963',
    '8008',
  ].concat(
    ['0721', '1122', '1919', '8739', '0801', '1225', '2000', '2020', '2525', '7777', '114514', '147258'],
    ['159753', '147852', '258456', '456852', '123321', '112358', '314159', '271828', '141421', '173205'],
    [
      '11235813',
      '31415926',
      '14142135',
      '17320508',
      '147258369',
      '789456123',
      '123654',
      '321654',
      '12344321',
    ],
    ['19810126', '20000101', '19700101', '19800101', '19900101', '20200101'],
  ),
);

const WORDS = new Set(
  [
    'password',
    'passwd',
    'passcode',
    'pass',
    'pasuwado',
    'himitsu',
    'secret',
    'angou',
    'ansho',
    'bangou',
  ].concat(
    [
      'admin',
      'administrator',
      'root',
      'user',
      'master',
      'masterid',
      'guest',
      'test',
      'demo',
      'login',
      'logon',
    ],
    ['welcome', 'letmein', 'changeme', 'default', 'shinkin', 'ginko', 'bank', 'banking', 'internet', 'okane'],
    ['iloveyou', 'love', 'aishiteru', 'daisuki', 'arigato', 'arigatou', 'yoroshiku', 'sayonara', 'ohayou'],
    ['sakura', 'nippon', 'nihon', 'japan', 'tokyo', 'osaka', 'kyoto', 'yamato', 'fuji', 'fujisan', 'samurai'],
    ['taro', 'tarou', 'hanako', 'tanaka', 'suzuki', 'sato', 'satou', 'takahashi', 'watanabe', 'yamada'],
    ['pokemon', 'pikachu', 'doraemon', 'naruto', 'totoro', 'gundam', 'arashi', 'nintendo', 'mario'],
    [
      'dragon',
      'monkey',
      'princess',
      'sunshine',
      'shadow',
      'superman',
      'batman',
      'football',
      'baseball',
      'soccer',
    ],
    [
      'qwerty',
      'qwertz',
      'azerty',
      'abcdef',
      'asdf',
      'zxcv',
      'qwer',
      'abc',
      'aaa',
      'zaq1',
      'q1w2e3r4',
      '1q2w3e4r',
    ],
    [
      'trustno1',
      'hello',
      'computer',
      'michael',
      'jordan',
      'whatever',
      'freedom',
      'ninja',
      'azerty',
      'access',
    ],
  ),
);

/** Letters that are written as digits and signs by those who think it helps. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** @param value in lower case. */
export function isWellKnown(value: string): boolean {
  const behind = value.replace(/[^a-z]+$/u, '');
  const cores = [value, behind, behind.replace(/^[^a-z]+/u, '')];
  return DIGITS.has(value) || cores.some((core) => WORDS.has(core) || WORDS.has(undisguised(core)));
}

const undisguised = (word: string): string =>
  word.replaceAll(/[013457@$!]/g, (sign) => DISGUISES[sign] ?? sign);
