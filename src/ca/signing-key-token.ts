// Keys in a PKCS #11 token (v2.40): made in it, used in it, never outside of it. A token that is pulled out is looked
// for again when something is to be signed; a PIN that it refused is never tried a second time, or it would lock itself.

import { hash } from 'node:crypto';
import type { PKCS11, Template } from 'pkcs11js';
import { type CaKeyKind, caKeyKindOf, SIGNS_WITH } from '../x509/ca-key-kind.ts';
import {
  bitString,
  type Der,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../x509/der.ts';
import { readDer } from '../x509/der-reader.ts';
import { readOctetString } from '../x509/der-values.ts';
import { CERT_ID_HASHES, KEY_ALGORITHMS, NAMED_CURVES } from '../x509/object-identifiers.ts';
import { ecdsaSignatureToDer } from '../x509/signature-algorithm.ts';
import { parseSubjectPublicKeyInfo } from '../x509/subject-public-key-info.ts';
import { KeyFileError } from './key-file-error.ts';
import type { KeyPlace } from './key-files.ts';
import { PinMemory } from './pin-memory.ts';
import type { KeyName } from './signer/key-name.ts';
import { SignerFault } from './signer/signer-fault.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenOptions {
  /** The token's library, a shared object. */
  readonly module: string;
  readonly label: string;
  readonly pin: string;
  /** Where it is remembered that a PIN was refused. */
  readonly folder: string;
  /** A token that is away is looked for so often at most. */
  readonly lookAgainMs?: number;
}

interface Session {
  readonly handle: Buffer;
  readonly keys: Map<string, Buffer>;
}

/** PKCS #11 v2.40 knows no ML-DSA. */
type TokenKeyKind = Exclude<CaKeyKind, 'ML-DSA-65'>;

/** The digest is made here: a token is handed no list of a million entries. */
const SIGNING: Record<TokenKeyKind, { readonly digest: string; readonly signatureOctets: number }> = {
  'P-256': { digest: 'sha256', signatureOctets: 64 },
  'P-384': { digest: 'sha384', signatureOctets: 96 },
  'RSA-3072': { digest: 'sha256', signatureOctets: 384 },
};
const RSA_EXPONENT = Buffer.of(1, 0, 1);

interface TokenPublicKey {
  readonly kind: TokenKeyKind;
  readonly spki: Der;
}

const LOOK_AGAIN_MS = 1_000;

type Library = typeof import('pkcs11js');

export class TokenKeys implements KeyPlace {
  readonly #library: Library;
  readonly #module: PKCS11;
  readonly #options: TokenOptions;
  readonly #refused: PinMemory;
  #initialized = false;
  #session: Session | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  private constructor(library: Library, options: TokenOptions) {
    this.#library = library;
    this.#options = options;
    this.#refused = new PinMemory(options.folder);
    this.#module = new library.PKCS11();
    try {
      this.#module.load(options.module);
    } catch (error) {
      throw new SignerFault(
        'not-activated',
        `WARIFU_PKCS11_MODULE: ${options.module} cannot be loaded (${textOf(error)})`,
      );
    }
  }

  static async load(options: TokenOptions): Promise<TokenKeys> {
    const library = await import('pkcs11js').catch((error: unknown) => {
      throw new SignerFault(
        'not-activated',
        `WARIFU_PKCS11_MODULE: the package pkcs11js is not installed here: run \`npm install pkcs11js\` where a compiler is (${textOf(error)})`,
      );
    });
    return new TokenKeys(library.default ?? library, options);
  }

  async generate(id: string, kind: CaKeyKind): Promise<SigningKey> {
    if (kind === 'ML-DSA-65') {
      throw new SignerFault('refused', 'a token makes no ML-DSA-65 keys: take P-256, P-384 or RSA-3072');
    }
    const c = this.#library;
    return this.#use(({ handle }) => {
      const keys = this.#module.C_GenerateKeyPair(
        handle,
        { mechanism: kind === 'RSA-3072' ? c.CKM_RSA_PKCS_KEY_PAIR_GEN : c.CKM_EC_KEY_PAIR_GEN },
        [
          { type: c.CKA_TOKEN, value: true },
          { type: c.CKA_VERIFY, value: true },
          { type: c.CKA_LABEL, value: id },
          ...this.#parametersOf(kind),
        ],
        [
          { type: c.CKA_TOKEN, value: true },
          { type: c.CKA_PRIVATE, value: true },
          { type: c.CKA_SENSITIVE, value: true },
          { type: c.CKA_EXTRACTABLE, value: false },
          { type: c.CKA_SIGN, value: true },
          { type: c.CKA_LABEL, value: id },
        ],
      );
      const publicKey = this.#publicKey(handle, keys.publicKey);
      const spkiSha256 = hash('sha256', publicKey.spki, 'hex');
      for (const object of [keys.publicKey, keys.privateKey]) {
        this.#module.C_SetAttributeValue(handle, object, [
          { type: c.CKA_ID, value: Buffer.from(spkiSha256, 'hex') },
        ]);
      }
      return this.#keyOf({ id, spkiSha256 }, publicKey);
    });
  }

  async open(name: KeyName): Promise<SigningKey> {
    return this.#use(({ handle }) => {
      const found = this.#find(handle, this.#library.CKO_PUBLIC_KEY, name);
      if (found === undefined || this.#find(handle, this.#library.CKO_PRIVATE_KEY, name) === undefined) {
        throw this.#missing(name);
      }
      return this.#keyOf(name, this.#publicKey(handle, found));
    });
  }

  #parametersOf(kind: TokenKeyKind): Template {
    const c = this.#library;
    return kind === 'RSA-3072'
      ? [
          { type: c.CKA_MODULUS_BITS, value: 3_072 },
          { type: c.CKA_PUBLIC_EXPONENT, value: RSA_EXPONENT },
        ]
      : [{ type: c.CKA_EC_PARAMS, value: Buffer.from(objectIdentifier(NAMED_CURVES[kind])) }];
  }

  #keyOf(name: KeyName, { kind, spki }: TokenPublicKey): SigningKey {
    const { digest, signatureOctets } = SIGNING[kind];
    const isRsa = kind === 'RSA-3072';
    return {
      algorithm: SIGNS_WITH[kind],
      subjectPublicKeyInfo: spki,
      sign: (content) =>
        this.#use((session) => {
          const key =
            session.keys.get(name.spkiSha256) ??
            this.#find(session.handle, this.#library.CKO_PRIVATE_KEY, name);
          if (key === undefined) throw this.#missing(name);
          session.keys.set(name.spkiSha256, key);
          const { CKM_ECDSA, CKM_RSA_PKCS } = this.#library;
          this.#module.C_SignInit(session.handle, { mechanism: isRsa ? CKM_RSA_PKCS : CKM_ECDSA }, key);
          const digested = hash(digest, content, 'buffer');
          const signature = this.#module.C_Sign(
            session.handle,
            isRsa ? digestInfoOf(digested) : digested,
            Buffer.alloc(signatureOctets),
          );
          return isRsa ? signature : ecdsaSignatureToDer(signature);
        }),
    };
  }

  #missing({ id }: KeyName): KeyFileError {
    return new KeyFileError('not-in-token', `the token ${this.#options.label} has no key of ${id}`);
  }

  /** What fails in the token closes its session: the next who needs it opens another. */
  #use<T>(work: (session: Session) => T): T {
    const session = this.#session ?? this.#open();
    try {
      return work(session);
    } catch (error) {
      if (error instanceof KeyFileError || error instanceof SignerFault) throw error;
      this.close();
      throw new SignerFault('unavailable', `the token ${this.#options.label}: ${textOf(error)}`);
    }
  }

  #open(): Session {
    const { label, pin } = this.#options;
    if (this.#refused.has(pin)) {
      throw new SignerFault(
        'pin-refused',
        `the token ${label} refused this PIN once and is not asked with it again: give another one (WARIFU_PKCS11_PIN_FILE), or, if it is right after all, remove ${this.#refused.file}`,
      );
    }
    const since = performance.now() - this.#lookedAt;
    if (since < (this.#options.lookAgainMs ?? LOOK_AGAIN_MS))
      throw new SignerFault('unavailable', `the token ${label} is away`);
    this.#lookedAt = performance.now();
    try {
      const c = this.#library;
      this.#module.C_Initialize();
      this.#initialized = true;
      const slot = this.#module
        .C_GetSlotList(true)
        .find((one) => this.#module.C_GetTokenInfo(one).label.trim() === label);
      if (slot === undefined) throw new SignerFault('unavailable', `the token ${label} is away`);
      const handle = this.#module.C_OpenSession(slot, c.CKF_SERIAL_SESSION | c.CKF_RW_SESSION);
      this.#logIn(handle);
      this.#session = { handle, keys: new Map() };
      this.#lookedAt = Number.NEGATIVE_INFINITY;
      return this.#session;
    } catch (error) {
      this.close();
      if (error instanceof SignerFault) throw error;
      throw new SignerFault('unavailable', `the token ${label}: ${textOf(error)}`);
    }
  }

  #logIn(handle: Buffer): void {
    const c = this.#library;
    const { label, pin } = this.#options;
    try {
      this.#module.C_Login(handle, c.CKU_USER, pin);
    } catch (error) {
      const code = error instanceof c.Pkcs11Error ? error.code : 0;
      if (code === c.CKR_USER_ALREADY_LOGGED_IN) return;
      const refused: readonly number[] = [c.CKR_PIN_INCORRECT, c.CKR_PIN_LEN_RANGE, c.CKR_PIN_INVALID];
      if (code === c.CKR_PIN_LOCKED) {
        throw new SignerFault('pin-refused', `the token ${label} is locked: its security officer unlocks it`);
      }
      if (!refused.includes(code)) throw error;
      this.#refused.remember(pin);
      throw new SignerFault(
        'pin-refused',
        `the token ${label} refused the PIN (WARIFU_PKCS11_PIN_FILE); it is not tried again`,
      );
    }
  }

  /** Lets the token go; the next use opens it again. */
  close(): void {
    this.#session = undefined;
    if (!this.#initialized) return;
    this.#initialized = false;
    try {
      this.#module.C_Finalize();
    } catch {
      // Of a token that is away nothing is left to close.
    }
  }

  #find(session: Buffer, kind: number, { id, spkiSha256 }: KeyName): Buffer | undefined {
    const c = this.#library;
    const template: Template = [
      { type: c.CKA_CLASS, value: kind },
      { type: c.CKA_LABEL, value: id },
      { type: c.CKA_ID, value: Buffer.from(spkiSha256, 'hex') },
    ];
    this.#module.C_FindObjectsInit(session, template);
    try {
      const found = this.#module.C_FindObjects(session, 1);
      return (Array.isArray(found) ? found[0] : found) ?? undefined;
    } finally {
      this.#module.C_FindObjectsFinal(session);
    }
  }

  #publicKey(session: Buffer, object: Buffer): TokenPublicKey {
    const c = this.#library;
    const [type] = this.#module.C_GetAttributeValue(session, object, [{ type: c.CKA_KEY_TYPE }]);
    const isRsa = Buffer.from(type?.value as Buffer).readUIntLE(0, 4) === c.CKK_RSA;
    const wanted = isRsa ? [c.CKA_MODULUS, c.CKA_PUBLIC_EXPONENT] : [c.CKA_EC_PARAMS, c.CKA_EC_POINT];
    const found = this.#module.C_GetAttributeValue(
      session,
      object,
      wanted.map((one) => ({ type: one })),
    );
    const [first = Buffer.of(), second = Buffer.of()] = found.map(({ value }) =>
      Buffer.from(value as Buffer),
    );
    const spki = isRsa
      ? sequence(
          sequence(objectIdentifier(KEY_ALGORITHMS.rsaEncryption), nullValue()),
          bitString(sequence(integer(first), integer(second))),
        )
      : sequence(
          sequence(objectIdentifier(KEY_ALGORITHMS.ecPublicKey), first),
          bitString(readOctetString(readDer(second))),
        );
    const publicKey = parseSubjectPublicKeyInfo(spki);
    const kind = publicKey && caKeyKindOf(publicKey);
    if (kind === undefined || kind === 'ML-DSA-65') {
      throw new SignerFault('failed', 'a key of a kind that signs nothing here');
    }
    return { kind, spki };
  }
}

/** RFC 8017 9.2: what a signature of RSASSA-PKCS1-v1_5 holds; the token puts the padding around. */
function digestInfoOf(sha256: Buffer): Buffer {
  const algorithm = sequence(objectIdentifier(CERT_ID_HASHES['SHA-256']), nullValue());
  return Buffer.from(sequence(algorithm, octetString(sha256)));
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
