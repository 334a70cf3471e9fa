// Keys in a PKCS #11 token (v2.40): made in it, used in it, never outside of it. A token that is pulled out is looked
// for again when something is to be signed; a PIN that it refused is never tried a second time, or it would lock itself.

import { hash } from 'node:crypto';
import type { PKCS11, Template } from 'pkcs11js';
import { bitString, type Der, objectIdentifier, sequence } from '../x509/der.ts';
import { readDer } from '../x509/der-reader.ts';
import { readOctetString } from '../x509/der-values.ts';
import { KEY_ALGORITHMS, NAMED_CURVES } from '../x509/object-identifiers.ts';
import { ecdsaSignatureToDer, type SignatureAlgorithm } from '../x509/signature-algorithm.ts';
import { KeyFileError } from './key-file-error.ts';
import type { KeyPlace } from './key-files.ts';
import { PinMemory } from './pin-memory.ts';
import type { KeyName } from './signer/key-name.ts';
import { SignerFault } from './signer/signer-fault.ts';
import type { SigningCurve, SigningKey } from './signing-key.ts';

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

const CURVES: Record<SigningCurve, { algorithm: SignatureAlgorithm; digest: string; octets: number }> = {
  'P-256': { algorithm: 'ecdsa-with-SHA256', digest: 'sha256', octets: 32 },
  'P-384': { algorithm: 'ecdsa-with-SHA384', digest: 'sha384', octets: 48 },
};
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

  async generate(id: string, curve: SigningCurve): Promise<SigningKey> {
    const c = this.#library;
    return this.#use(({ handle }) => {
      const keys = this.#module.C_GenerateKeyPair(
        handle,
        { mechanism: c.CKM_EC_KEY_PAIR_GEN },
        [
          { type: c.CKA_TOKEN, value: true },
          { type: c.CKA_VERIFY, value: true },
          { type: c.CKA_LABEL, value: id },
          { type: c.CKA_EC_PARAMS, value: Buffer.from(objectIdentifier(NAMED_CURVES[curve])) },
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
        throw new KeyFileError('missing', `the token ${this.#options.label} has no key of ${name.id}`);
      }
      return this.#keyOf(name, this.#publicKey(handle, found));
    });
  }

  #keyOf(name: KeyName, { curve, spki }: { curve: SigningCurve; spki: Der }): SigningKey {
    const { algorithm, digest, octets } = CURVES[curve];
    return {
      algorithm,
      subjectPublicKeyInfo: spki,
      sign: (content) =>
        this.#use((session) => {
          const key =
            session.keys.get(name.spkiSha256) ??
            this.#find(session.handle, this.#library.CKO_PRIVATE_KEY, name);
          if (key === undefined) throw new KeyFileError('missing', `the token has no key of ${name.id}`);
          session.keys.set(name.spkiSha256, key);
          this.#module.C_SignInit(session.handle, { mechanism: this.#library.CKM_ECDSA }, key);
          const signature = this.#module.C_Sign(
            session.handle,
            hash(digest, content, 'buffer'),
            Buffer.alloc(2 * octets),
          );
          return ecdsaSignatureToDer(signature);
        }),
    };
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

  #publicKey(session: Buffer, object: Buffer): { curve: SigningCurve; spki: Der } {
    const c = this.#library;
    const [params, point] = this.#module.C_GetAttributeValue(session, object, [
      { type: c.CKA_EC_PARAMS },
      { type: c.CKA_EC_POINT },
    ]);
    const parameters = Buffer.from(params?.value as Buffer);
    const curve = (['P-256', 'P-384'] as const).find((one) =>
      parameters.equals(objectIdentifier(NAMED_CURVES[one])),
    );
    if (curve === undefined) throw new SignerFault('failed', 'a key on an unknown curve');
    const algorithm = sequence(objectIdentifier(KEY_ALGORITHMS.ecPublicKey), parameters);
    const octets = readOctetString(readDer(Buffer.from(point?.value as Buffer)));
    return { curve, spki: sequence(algorithm, bitString(octets)) };
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
