// What of a text goes onto paper. Customers' names come from lists and forms: they may hold characters that no font
// has (外字), and ones that are not seen but turn, hide or join what stands beside them.

/** 下駄: what Japanese printers set where a character is missing. */
export const GETA = '〓';

/** Not seen: directions, joiners, soft hyphens, variants of a character's shape, tags. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;
const BLANKS = /[\p{Cc}\u2028\u2029]/gu;
/** A letter and its marks, but never an ideograph: composing would put another shape in the place of a name's. */
const MARKED = /[^\p{Script=Han}\p{M}]\p{M}+/gu;

export interface PrintableText {
  readonly text: string;
  /** How many characters are a 〓 now. */
  readonly missing: number;
  /** Which, each once. */
  readonly lacking: readonly string[];
}

/**
 * The text as it can be printed: lines are kept, other control characters are blanks, what is not seen is left out, and
 * what the font does not have, by `has`, is a 〓.
 */
export function printableText(text: string, has: (codePoint: number) => boolean): PrintableText {
  let missing = 0;
  const lacking = new Set<string>();
  const lines = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => {
      const seen = line.replace(UNSEEN, '').replace(BLANKS, ' ');
      const composed = seen.replace(MARKED, (marked) => marked.normalize('NFC'));
      return Array.from(composed, (character) => {
        if (has(character.codePointAt(0) ?? 0)) return character;
        missing += 1;
        lacking.add(character);
        return GETA;
      }).join('');
    });
  return { text: lines.join('\n'), missing, lacking: [...lacking] };
}
