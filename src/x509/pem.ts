// PEM text around DER (RFC 7468). Written strictly, read with the laxness of its section 3 for line lengths.

export type PemLabel =
  | 'CERTIFICATE'
  | 'CERTIFICATE REQUEST'
  | 'NEW CERTIFICATE REQUEST'
  | 'PRIVATE KEY'
  | 'PUBLIC KEY'
  | 'X509 CRL';

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array<ArrayBuffer>;
}

export function encodePem(label: PemLabel, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Every block of the text, in order; a block that is not sound is left out. */
export function decodePem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  // The contents can hold no hyphen, so each character is looked at once and nothing is tried twice.
  for (const [, label, body, end] of text.matchAll(
    /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END ([A-Z0-9 ]{1,40})-----/g,
  )) {
    const der = label === end ? decodeBase64(body!) : undefined;
    if (der) blocks.push({ label: label!, der });
  }
  return blocks;
}

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The octets of a base64 text with any white space in it, or undefined when it is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = text.replace(/[\t\n\r ]+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const binary = atob(compact);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
