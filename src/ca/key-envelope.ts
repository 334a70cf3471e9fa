// A private key at rest: PKCS #8 under AES-256-GCM, its key derived by argon2id from the deployment's passphrase.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { KeyFileError } from './key-file-error.ts';

const envelopeSchema = z.strictObject({
  format: z.literal('warifu-key-1'),
  /** The CA whose key this is: also authenticated, so that files cannot be swapped. */
  id: z.string(),
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    memoryKiB: z.int().max(1 << 20),
    passes: z.int().max(16),
    lanes: z.literal(1),
    salt: z.base64(),
  }),
  cipher: z.literal('aes-256-gcm'),
  iv: z.base64(),
  tag: z.base64(),
  key: z.base64(),
});
export type KeyEnvelope = z.infer<typeof envelopeSchema>;

/** Costlier than a PIN's hash: paid once a start, and the passphrase guards everything. */
const MEMORY_KIB = 64 * 1024;
const PASSES = 3;
/** `Algorithm.Argon2id` of the library, whose const enum type stripping cannot see. */
const ARGON2ID = 2;

async function deriveKey(passphrase: string, kdf: KeyEnvelope['kdf']): Promise<Buffer> {
  return hashRaw(passphrase, {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'base64'),
  });
}

/** Seals a PKCS #8 private key (DER) for the CA named `id`. */
export async function sealKey(id: string, pkcs8: Uint8Array, passphrase: string): Promise<KeyEnvelope> {
  const kdf = {
    name: 'argon2id' as const,
    memoryKiB: MEMORY_KIB,
    passes: PASSES,
    lanes: 1 as const,
    salt: randomBytes(16).toString('base64'),
  };
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, kdf), iv);
  cipher.setAAD(Buffer.from(id));
  const key = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  return {
    format: 'warifu-key-1',
    id,
    kdf,
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    key: key.toString('base64'),
  };
}

/** Opens what {@link sealKey} sealed; throws {@link KeyFileError} for another passphrase or a damaged file. */
export async function openKey(id: string, content: string, passphrase: string): Promise<Buffer> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new KeyFileError('damaged', `the key file of ${id} is not JSON`);
  }
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success || parsed.data.id !== id) {
    throw new KeyFileError('damaged', `the key file of ${id} is damaged or belongs to another CA`);
  }
  const envelope = parsed.data;
  const derived = await deriveKey(passphrase, envelope.kdf);
  const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(envelope.iv, 'base64'), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(Buffer.from(envelope.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(envelope.key, 'base64')), decipher.final()]);
  } catch {
    throw new KeyFileError('wrong-passphrase', `the passphrase does not open the key of ${id}`);
  }
}
