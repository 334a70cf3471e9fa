// Names made findable: however a name is typed (full width or half, hiragana or katakana, capitals or not, with its legal
// form or without), it becomes the same text; and where in a name a search may begin.

const LEGAL_FORMS =
  /株式会社|有限会社|合同会社|合名会社|合資会社|(?:一般|公益)?(?:社団|財団)法人|医療法人|学校法人|社会福祉法人|宗教法人|協同組合|\((?:株|有|同|名|資|社|財|医|学|福|宗|カ|ユ|ド|メ|シ)\)|(?<![A-Z])(?:CO\.?,? ?LTD\.?|INC\.?|LLC|K\.K\.)(?![A-Z])/g;
const LEGAL_FORMS_READ =
  /カブシキ(?:ガイシャ|カイシャ)|ユウゲン(?:ガイシャ|カイシャ)|ゴウドウ(?:ガイシャ|カイシャ)/g;
const HIRAGANA = /[\u3041-\u3096]/g;
/** Small kana are written large on forms of banks. */
const SMALL_KANA: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ァィゥェォッャュョヮヵヶ'].map((small, index) => [
    small,
    [...'アイウエオツヤユヨワカケ'][index] ?? small,
  ]),
);
/** What parts words and is itself not looked for. Directional marks and other invisible characters among them. */
const BETWEEN = /[\s\p{P}\p{S}\p{Cc}\p{Cf}ー]+/u;
/** A run of characters of one kind. */
const RUN = /\p{Script=Han}+|\p{Script=Katakana}+|[\p{L}\p{M}]+|\p{N}+|./gu;
const LONGEST_WORD = 64;
const MOST_WORDS = 24;

/** NFKC, katakana, large kana, capitals; parts stay parted by a blank. */
function plainName(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replaceAll(/[ァィゥェォッャュョヮヵヶ]/g, (small) => SMALL_KANA[small] ?? small)
    .toUpperCase()
    .normalize('NFC');
}

/** What is looked for when somebody types this; empty: nothing that a name could hold. */
export function searchText(typed: string): string {
  const plain = plainName(typed);
  const bare = joined(withoutForms(plain));
  return (bare === '' ? joined(plain) : bare).slice(0, LONGEST_WORD);
}

const withoutForms = (plain: string) => plain.replaceAll(LEGAL_FORMS, ' ').replaceAll(LEGAL_FORMS_READ, ' ');
const joined = (plain: string) => plain.split(BETWEEN).join('');

/**
 * From each place where a search may begin to the name's end: its start, each word, each change between kanji, kana and
 * letters, and each kanji of a longer run, for where compounds meet no rule says (山川田商事: 山川田…, 商事). What begins
 * with the text that is looked for is a hit.
 */
export function searchWords(name: string): string[] {
  const parts = withoutForms(plainName(name))
    .split(BETWEEN)
    .filter((part) => part !== '');
  const runs = parts.flatMap((part) => [...part.matchAll(RUN)].flatMap(([run]) => compounds(run)));
  const words = runs.map((_, index) => runs.slice(index).join('').slice(0, LONGEST_WORD));
  const [whole] = words;
  if (whole === undefined) return searchText(name) === '' ? [] : [searchText(name)];
  return [...new Set(words.slice(0, MOST_WORDS))];
}

/** Two kanji are one word; in more of them a word may begin at any. */
function compounds(run: string): string[] {
  return /^\p{Script=Han}{3,}$/u.test(run) ? [...run] : [run];
}
