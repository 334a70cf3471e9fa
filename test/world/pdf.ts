// PDFs as others read them: poppler takes their text out.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

/** Every page's text, as it stands on the paper. */
export function textOfPdf(octets: Uint8Array): string {
  assert.equal(Buffer.from(octets.subarray(0, 5)).toString(), '%PDF-');
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: octets }).toString();
}
