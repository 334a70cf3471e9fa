// A vendor's file of tokens in the Portable Symmetric Key Container (RFC 6030): each HOTP or TOTP key as a seed, or what
// is wrong with it. What we do not understand is refused, never guessed.

import type { BankProfile } from '../../../profile/bank-profile.ts';
import { CEILINGS } from '../../../profile/ceilings.ts';
import { TOKEN_SECRET_BYTES } from '../../secrets/one-time-password.ts';
import { SERIAL_NUMBER, type TokenSeed } from '../token-seed.ts';
import {
  isValueFault,
  type PskcSecrets,
  type ValueFault,
  type ValueOpener,
  valueFault,
  valueOpenerOf,
  wholeNumber,
} from './pskc-encryption.ts';
import type { PskcFault } from './pskc-fault.ts';
import { childAt, readXml, textAt, type XmlElement, XmlFault } from './xml-tree.ts';

const NAMESPACE = 'urn:ietf:params:xml:ns:keyprov:pskc';
const KINDS: Readonly<Record<string, TokenSeed['kind']>> = {
  [`${NAMESPACE}:hotp`]: 'hotp',
  [`${NAMESPACE}:totp`]: 'totp',
};
export const MOST_PSKC_OCTETS = 2 * 1024 * 1024;
const MOST_KEYS = 20_000;
const LONGEST_NAME = 64;
/** What a policy may say that we follow; anything else forbids the key's use (RFC 6030 5). */
const POLICIES = ['StartDate', 'ExpiryDate', 'KeyUsage', 'PINPolicy'];

export interface PskcSeeds {
  readonly seeds: readonly TokenSeed[];
}

/** Every seed of the file, or every fault. */
export async function readPskc(
  profile: BankProfile & { readonly token: NonNullable<BankProfile['token']> },
  content: Uint8Array,
  secrets: PskcSecrets,
  now: number,
): Promise<PskcSeeds | { readonly faults: readonly PskcFault[] }> {
  const whole = (fault: ValueFault) => ({ faults: [{ line: 0, ...fault }] });
  if (content.length > MOST_PSKC_OCTETS) return whole(valueFault('too-large'));
  const container = containerOf(content);
  if (isValueFault(container)) return whole(container);
  const packages = container.children.filter(({ name }) => name === 'KeyPackage');
  if (packages.length === 0) return whole(valueFault('no-keys'));
  if (packages.length > MOST_KEYS) return whole(valueFault('too-many-keys', String(packages.length)));
  const opener = await valueOpenerOf(container, secrets);
  if (opener !== undefined && isValueFault(opener)) return whole(opener);
  const seeds: TokenSeed[] = [];
  const faults: PskcFault[] = [];
  for (const [at, one] of packages.entries()) {
    const line = at + 1;
    const seed = seedOf(profile, one, opener, { line, now });
    if (isValueFault(seed)) faults.push({ line, ...seed });
    else seeds.push(seed);
  }
  faults.push(...doublesOf(seeds));
  return faults.length > 0 ? { faults } : { seeds };
}

function containerOf(content: Uint8Array): XmlElement | ValueFault {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return valueFault('encoding');
  }
  try {
    const root = readXml(text);
    if (root.name !== 'KeyContainer' || root.namespace !== NAMESPACE)
      return valueFault('not-pskc', root.name);
    const version = root.attributes.Version ?? '';
    return /^1(?:\.\d+)?$/.test(version) ? root : valueFault('version', version);
  } catch (error) {
    if (error instanceof XmlFault) return valueFault(error.code);
    throw error;
  }
}

function seedOf(
  { token }: BankProfile & { readonly token: NonNullable<BankProfile['token']> },
  keyPackage: XmlElement,
  opener: ValueOpener | undefined,
  { line, now }: { readonly line: number; readonly now: number },
): TokenSeed | ValueFault {
  const key = childAt(keyPackage, 'Key');
  const algorithm = key?.attributes.Algorithm ?? '';
  const kind = KINDS[algorithm];
  if (kind === undefined || !token.kinds.includes(kind)) return valueFault('key-algorithm', algorithm);
  const device = childAt(keyPackage, 'DeviceInfo');
  const serialNumber = textAt(device, 'SerialNo') || (key?.attributes.Id ?? '');
  if (!SERIAL_NUMBER.test(serialNumber)) return valueFault('key-serial', serialNumber);
  const parameters = childAt(key, 'AlgorithmParameters');
  const format = childAt(parameters, 'ResponseFormat')?.attributes ?? {};
  if ((format.Encoding ?? 'DECIMAL') !== 'DECIMAL' || wholeNumber(format.Length ?? '') !== token.digits) {
    return valueFault('key-digits', `${format.Length ?? ''} ${format.Encoding ?? ''}`.trim());
  }
  if (['true', '1'].includes(format.CheckDigits ?? '')) return valueFault('key-check-digit');
  const suite = textAt(parameters, 'Suite');
  const hash = suite === '' ? 'SHA1' : hashOf(suite);
  if (hash === undefined) return valueFault('key-suite', suite);
  const data = childAt(key, 'Data');
  const counter = numberOf(data, 'Counter', 0);
  if (!(counter <= Number.MAX_SAFE_INTEGER)) return valueFault('key-counter');
  const interval = numberOf(data, 'TimeInterval', token.stepSeconds);
  const { minimum, maximum } = CEILINGS.tokenStepSeconds;
  if (kind === 'totp' && !(interval >= minimum && interval <= maximum)) {
    return valueFault('key-interval', textAt(data, 'TimeInterval', 'PlainValue'));
  }
  const forbidden = policyFault(childAt(key, 'Policy'), now);
  if (forbidden !== undefined) return forbidden;
  const secret = secretOf(childAt(data, 'Secret'), opener);
  if (!Buffer.isBuffer(secret)) return secret;
  const lengths = TOKEN_SECRET_BYTES;
  if (secret.length < lengths.minimum || secret.length > lengths.maximum) {
    return valueFault('key-secret-short', String(secret.length * 8));
  }
  return {
    ...{ line, serialNumber, kind, algorithm: hash, digits: token.digits, secret },
    step_seconds: kind === 'totp' ? interval : token.stepSeconds,
    last_used: kind === 'hotp' ? counter - 1 : -1,
    maker: nameOf(textAt(device, 'Manufacturer')),
    model: nameOf(textAt(device, 'Model')),
  };
}

function secretOf(secret: XmlElement | undefined, opener: ValueOpener | undefined): Buffer | ValueFault {
  const encrypted = childAt(secret, 'EncryptedValue');
  if (encrypted !== undefined) {
    return opener === undefined
      ? valueFault('key-needed')
      : opener.open(encrypted, textAt(secret, 'ValueMAC'));
  }
  const plain = textAt(secret, 'PlainValue').replaceAll(/\s/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain) && plain !== ''
    ? Buffer.from(plain, 'base64')
    : valueFault('key-secret');
}

/** NaN for what is no number, or is encrypted. */
function numberOf(data: XmlElement | undefined, name: string, absent: number): number {
  const element = childAt(data, name);
  return element === undefined ? absent : wholeNumber(textAt(element, 'PlainValue'));
}

function hashOf(suite: string): TokenSeed['algorithm'] | undefined {
  const [, bits] = /^(?:HMAC-?)?SHA-?(1|256|512)$/i.exec(suite) ?? [];
  return bits === undefined ? undefined : (`SHA${bits}` as TokenSeed['algorithm']);
}

function policyFault(policy: XmlElement | undefined, now: number): ValueFault | undefined {
  if (policy === undefined) return undefined;
  for (const rule of policy.children) {
    const value = rule.text.trim();
    const fine =
      POLICIES.includes(rule.name) &&
      (rule.name !== 'KeyUsage' || value === 'OTP') &&
      // The device asks for its PIN itself, or none is asked for.
      (rule.name !== 'PINPolicy' || (rule.attributes.PINUsageMode ?? 'Local') === 'Local');
    if (!fine) return valueFault('key-policy', rule.name);
  }
  const expiry = textAt(policy, 'ExpiryDate');
  const start = textAt(policy, 'StartDate');
  for (const day of [expiry, start]) {
    if (day !== '' && Number.isNaN(Date.parse(day))) return valueFault('key-policy', day);
  }
  if (expiry !== '' && Date.parse(expiry) < now) return valueFault('key-expired', expiry);
  return start !== '' && Date.parse(start) > now ? valueFault('key-policy', start) : undefined;
}

/** Each device once, each secret once (RFC 6238 3, R6). */
export function doublesOf(seeds: readonly TokenSeed[]): PskcFault[] {
  const serials = new Set<string>();
  const secrets = new Set<string>();
  return seeds.flatMap(({ line, serialNumber, secret }) => {
    const text = Buffer.from(secret).toString('base64');
    const faults: PskcFault[] = [];
    if (serials.has(serialNumber)) faults.push({ line, code: 'key-serial-twice', about: serialNumber });
    if (secrets.has(text)) faults.push({ line, code: 'key-secret-twice', about: serialNumber });
    serials.add(serialNumber);
    secrets.add(text);
    return faults;
  });
}

const nameOf = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, LONGEST_NAME);
