// A file sent with a form: it streams, and nobody keeps it whole. What stands before it in the form (the token against
// forgery among it) is the request's body, so that the checks of every form hold for this one too.

import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The form's file; read it, or let it be. */
    upload: MultipartFile | undefined;
  }
}

/** No form of ours has more fields before its file. */
const MOST_FIELDS = 10;
const LONGEST_FIELD = 1024;

/**
 * For routes of this instance that take one file. A longer one than `octets` ends one octet after: whoever reads it sees
 * that it is too long, and what follows is thrown away.
 */
export async function useUploads(
  app: FastifyInstance,
  { octets }: { readonly octets: number },
): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      ...{ files: 1, fileSize: octets + 1, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD },
      ...{ parts: MOST_FIELDS + 1, fieldNameSize: 100 },
    },
  });
  app.decorateRequest('upload', undefined);
  app.addHook('preValidation', async (request) => {
    if (!request.isMultipart()) return;
    const file = await request.file();
    request.upload = file;
    const fields = Object.entries(file?.fields ?? {}).flatMap(([name, field]) =>
      field !== undefined &&
      !Array.isArray(field) &&
      field.type === 'field' &&
      typeof field.value === 'string'
        ? [[name, field.value]]
        : [],
    );
    request.body = Object.fromEntries(fields);
  });
  // What a refusal left unread would keep the connection from its next request.
  app.addHook('onResponse', async (request) => {
    request.upload?.file.resume();
  });
}
