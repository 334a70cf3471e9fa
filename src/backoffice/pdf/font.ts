// The font that every PDF brings along, so that it looks the same on each PC and printer: from a package, never from the
// machine. Text is set glyph by glyph, without kerning, ligatures or a change of direction: what is measured is what is
// drawn, and a page of a long report costs a tenth of the shaping that Japanese and Latin do without.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { GETA, type PrintableText, printableText } from './printable-text.ts';

const resolve = createRequire(import.meta.url).resolve;
const FILES = {
  regular: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
} as const;

export type Weight = keyof typeof FILES;
export type FontFiles = Readonly<Record<Weight, Buffer>>;

/** The library, loaded with the first document: a server that prints nothing spares its ten megabytes. */
export const loadPdfKit = async () => (await import('pdfkit')).default;

/** Read anew for each document: a server that prints seldom keeps no fonts in memory. */
export async function readFonts(): Promise<FontFiles> {
  const [regular, bold] = await Promise.all([
    readFile(resolve(FILES.regular)),
    readFile(resolve(FILES.bold)),
  ]);
  return { regular, bold };
}

interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
}

interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly advanceWidth: number;
}

/** What a document's embedded font is inside of the library. */
interface EmbeddedFont {
  readonly font: {
    glyphForCodePoint(codePoint: number): Glyph;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** Every code point that it has. */
    readonly characterSet: readonly number[];
  };
  /** Units of the font to thousandths of its size. */
  readonly scale: number;
  layout(text: string): unknown;
}

export interface Font {
  /** In points. */
  width(text: string, size: number): number;
  printable(text: string): PrintableText;
}

/** Makes the font known to the document under the weight's name. */
export function embedFont(pdf: PDFKit.PDFDocument, files: FontFiles, weight: Weight): Font {
  pdf.registerFont(weight, files[weight]).font(weight);
  const embedded = (pdf as unknown as { readonly _font: EmbeddedFont })._font;
  const { font, scale } = embedded;
  const known = new Map<string, readonly [Glyph, Position]>();
  const glyphOf = (character: string): readonly [Glyph, Position] => {
    const found = known.get(character);
    if (found !== undefined) return found;
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    const advanceWidth = glyph.advanceWidth * scale;
    const position = { xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth };
    known.set(character, [glyph, position]);
    return [glyph, position];
  };
  embedded.layout = (text) => {
    const set = Array.from(text, glyphOf);
    const advanceWidth = set.reduce((sum, [, position]) => sum + position.advanceWidth, 0);
    return {
      glyphs: set.map(([glyph]) => glyph),
      positions: set.map(([, position]) => position),
      advanceWidth,
    };
  };
  return {
    width: (text, size) => {
      let sum = 0;
      for (const character of text) sum += glyphOf(character)[1].advanceWidth;
      return (sum * size) / 1000;
    },
    printable: (text) =>
      printableText(
        text,
        (codePoint) => codePoint === GETA.codePointAt(0) || font.hasGlyphForCodePoint(codePoint),
      ),
  };
}

/** A bit for each code point of the planes that have letters; kept, unlike the font. */
let coverage: Promise<Uint8Array> | undefined;
const PLANES = 0x40000;

async function readCoverage(): Promise<Uint8Array> {
  const PDFDocument = await loadPdfKit();
  const pdf = new PDFDocument({ autoFirstPage: false });
  pdf.registerFont('regular', (await readFonts()).regular).font('regular');
  const { font } = (pdf as unknown as { readonly _font: EmbeddedFont })._font;
  const bits = new Uint8Array(PLANES / 8);
  for (const codePoint of font.characterSet) {
    const at = codePoint >> 3;
    bits[at] = (bits[at] ?? 0) | (1 << (codePoint & 7));
  }
  return bits;
}

/** The characters of a text that a PDF would show as 〓, each once: told before anything is printed. */
export async function lackingCharacters(text: string): Promise<readonly string[]> {
  coverage ??= readCoverage();
  const bits = await coverage;
  return printableText(text, (codePoint) => ((bits[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0)
    .lacking;
}
