// A PDF as an answer: kept by no cache, and never run as anything else.

import type { FastifyReply } from 'fastify';
import type { PdfDocument } from './document.ts';

/** `inline`: shown by the browser; `attachment`: saved. The name is of ASCII letters, for every file system. */
export function sendPdf(
  reply: FastifyReply,
  pdf: PdfDocument,
  name: string,
  disposition: 'inline' | 'attachment' = 'inline',
): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `${disposition}; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(pdf.stream);
}
