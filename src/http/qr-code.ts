// A QR code (ISO/IEC 18004) as a picture in the page: made here, fetched from nowhere.

import { type HtmlSafeString, html, unsafeHtml } from '@prairielearn/html';
import encodeQR from 'qr';

/** Light around it, as readers expect. A screen has no dirt, so the least redundancy gives the largest squares. */
const BORDER = 4;

/** The path is drawn from the text by the library; nothing of the text itself stands in it. */
export function qrCode(text: string, label: string): HtmlSafeString {
  const picture = unsafeHtml(encodeQR(text, 'svg', { ecc: 'low', border: BORDER }));
  return html`<div class="qr-code" role="img" aria-label="${label}">${picture}</div>`;
}
