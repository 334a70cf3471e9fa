// Where JSON goes wrong: JSON.parse names the place of some faults only, and not of the commonest.

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

const TOKEN =
  /[ \t\r\n]*("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/uy;
const SPACE = /[ \t\r\n]*/y;

/** The offset of the first character that cannot be JSON; the length of the source when it only ends too early. */
export function faultyOffset(source: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(source)?.[1];
    const next: Expected | undefined = token === undefined ? undefined : follow(token, expected, open);
    if (next === undefined || (next === ', or end' && open.length === 0)) {
      if (next !== undefined) offset = TOKEN.lastIndex;
      SPACE.lastIndex = offset;
      SPACE.exec(source);
      return SPACE.lastIndex;
    }
    expected = next;
    offset = TOKEN.lastIndex;
  }
}

/** What may come after a token, or undefined when the token itself may not come. */
function follow(token: string, expected: Expected, open: string[]): Expected | undefined {
  switch (token) {
    case '{':
    case '[':
      if (!expected.startsWith('value')) return undefined;
      open.push(token);
      return token === '{' ? 'key or }' : 'value or ]';
    case '}':
    case ']': {
      const ends = token === '}' ? 'key or }' : 'value or ]';
      if (expected !== ends && expected !== ', or end') return undefined;
      return open.pop() === (token === '}' ? '{' : '[') ? ', or end' : undefined;
    }
    case ',':
      if (expected !== ', or end') return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
    case ':':
      return expected === ':' ? 'value' : undefined;
    default:
      if (expected.startsWith('value')) return ', or end';
      return expected.startsWith('key') && token.startsWith('"') ? ':' : undefined;
  }
}
