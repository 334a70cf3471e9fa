// What strangers wrote, made harmless for a mail: one line, nothing hidden, nothing that a mail program takes for
// more than text (OWASP ASVS 5.0 1.3.11).

const LONGEST = 100;

/**
 * Line breaks and control characters become spaces; marks that turn the direction of text and other invisible
 * characters go; encoded words (RFC 2047) and addresses of pages are taken apart; what is too long is cut.
 */
export function plainLine(value: string, longest = LONGEST): string {
  const line = value
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/=(?=\?)/g, '= ')
    .replaceAll(/:(?=\/\/)/g, ': ')
    .replaceAll(/\bwww\./gi, 'www ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
