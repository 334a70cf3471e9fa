// PDFs as others read them: poppler says what stands where, and what they are made of.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { octetsOf, type PdfDocument, startPdf } from './document.ts';
import { GETA, printableText } from './printable-text.ts';
import { ADDRESS_AREA, startWindowLetter, WINDOW_AREA } from './window-letter.ts';
import { wrapLines } from './wrap-lines.ts';

const MILLIMETRES = 25.4 / 72;
const OPTIONS = { title: '証明書の一覧', language: 'ja', author: '見本信用金庫', madeAt: 0 } as const;

describe('PDF', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warifu-pdf-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'made.pdf');
  const poppler = (program: string, ...words: string[]) =>
    execFileSync(program, words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const finish = async (pdf: PdfDocument) => {
    pdf.finish();
    writeFileSync(file, await octetsOf(pdf));
  };
  const textOf = () => poppler('pdftotext', '-layout', file, '-');

  test('what is not seen is left out, what the font lacks is a 〓 and counted', () => {
    const has = (codePoint: number) => codePoint < 0x2000 || (codePoint >= 0x3040 && codePoint < 0xe000);
    for (const [text, printed, ...lacking] of [
      ['見本商事', '見本商事'],
      ['\u{E000}見\u{F0000}\u0378', `${GETA}見${GETA}\u0378`, '\u{E000}', '\u{F0000}'],
      ['a\u202Eb\u202C\u200B\u2066c\uFEFF\u00AD', 'abc'],
      ['葛\u{E0100}城', '葛城'],
      ['か\u3099き', 'がき'],
      ['e\u0301', 'é'],
      ['一\r\n二\r三\u0000\u0007\t四\u2028', '一\n二\n三   四 '],
      ['\uD83D\uDE00\uD800', `${GETA}${GETA}`, '\u{1F600}', '\uFFFD'],
      ['\u{E000}\u{E000}', `${GETA}${GETA}`, '\u{E000}'],
    ] as const) {
      const missing = [...printed].filter((character) => character === GETA).length;
      assert.deepEqual(printableText(text, has), { text: printed, missing, lacking }, JSON.stringify(text));
    }
  });

  test('lines end where Japanese lets them, and a word that is too long is cut', () => {
    const wrap = (text: string, width: number) => wrapLines(text, width, (part) => [...part].length);
    for (const [text, width, lines] of [
      ['見本商事株式会社', 4, ['見本商事', '株式会社']],
      ['あいうえ。お', 4, ['あいう', 'え。お']],
      ['あいう「えお」', 4, ['あいう', '「えお」']],
      ['one two three', 7, ['one two', 'three']],
      ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
      ['一\n\n二', 4, ['一', '', '二']],
      ['', 4, ['']],
    ] as const) {
      assert.deepEqual(wrap(text, width), lines, text);
    }
  });

  test('title, language and author are in it, the font is a part of the font, and text can be taken out', async () => {
    const pdf = await startPdf(OPTIONS);
    pdf.heading('証明書の一覧');
    pdf.paragraph('髙橋 﨑 𠮷田 ㈱ ①');
    pdf.facts([['会社名', '外\u{E000}字\u202E商事']]);
    await finish(pdf);
    assert.equal(pdf.missing, 1);
    const info = poppler('pdfinfo', file);
    assert.match(info, /Title:\s+証明書の一覧\n/);
    assert.match(info, /Author:\s+見本信用金庫\n/);
    assert.match(info, /Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/);
    const fonts = poppler('pdffonts', file).split('\n').slice(2).filter(Boolean);
    assert.equal(fonts.length, 2);
    for (const font of fonts) assert.match(font, /NotoSansJP-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    assert.match(textOf(), /髙橋 﨑 𠮷田 ㈱ ①/);
    assert.match(textOf(), /外〓字商事/);
    const octets = execFileSync('cat', [file]);
    assert.ok(octets.includes('/Lang (ja)'));
    assert.ok(octets.length < 60_000, `${octets.length} octets`);
  });

  test('a table goes over as many pages as it needs, its heading on each, and no row is lost', async () => {
    const pdf = await startPdf(OPTIONS);
    const columns = [{ title: '番号', share: 1, align: 'right' } as const, { title: '会社名', share: 3 }];
    const long = '長い'.repeat(2000);
    async function* rows() {
      for (let row = 1; row <= 300; row += 1) yield [`R${row}`, row === 7 ? long : '見本商事株式会社'];
    }
    const whole = octetsOf(pdf);
    await pdf.table({ columns, rows: rows() });
    pdf.finish();
    writeFileSync(file, await whole);
    const pages = textOf()
      .split('\f')
      .filter((page) => page.trim() !== '');
    assert.ok(pages.length > 5);
    for (const [at, page] of pages.entries()) {
      assert.match(page, /番号\s+会社名/, `page ${at + 1}`);
      assert.match(page.trimEnd(), new RegExp(`\\s${at + 1}$`));
    }
    const numbers = [...textOf().matchAll(/\bR(\d+)\b/g)].map(([, number]) => Number(number));
    assert.deepEqual(
      numbers,
      Array.from({ length: 300 }, (_, at) => at + 1),
    );
    assert.equal(textOf().match(/長/g)?.length, 2000);
  });

  test('a reader who is slow makes the writer wait, and one who has gone ends it', async () => {
    const pdf = await startPdf(OPTIONS);
    let drawn = 0;
    function* rows() {
      for (;;) {
        drawn += 1;
        yield [crypto.randomUUID(), crypto.randomUUID()];
      }
    }
    const columns = [
      { title: 'a', share: 1 },
      { title: 'b', share: 1 },
    ];
    const table = pdf.table({ columns, rows: rows() });
    const gone = assert.rejects(table, /has gone/);
    for (let before = -1; drawn !== before; ) {
      before = drawn;
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    }
    assert.ok(drawn > 100 && drawn < 100_000, `${drawn} rows`);
    pdf.stream.destroy();
    await gone;
  });

  test('of a letter, the window shows the address and nothing else, wherever the sheet lies', async () => {
    const pdf = await startWindowLetter({
      ...{ language: 'ja', title: 'お客様カードのお届け', day: '2026年11月21日', number: 'L-1', madeAt: 0 },
      ...{
        postalCode: '100-0001',
        postalAddress: '東京都千代田区千代田一丁目1番1号\n見本第二ビルディング 21階',
      },
      addressee: ['見本商事株式会社東京本店第二営業部システム開発準備室', '管理者 様'],
      sender: ['見本信用金庫', '事務部', '電話 03-0000-0000'],
    });
    pdf.paragraph('本文');
    await finish(pdf);
    const words = [
      ...poppler('pdftotext', '-bbox', file, '-').matchAll(
        /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</g,
      ),
    ];
    const inWindow = [];
    for (const [, ...found] of words) {
      const [x = 0, y = 0, right = 0, bottom = 0] = found
        .slice(0, 4)
        .map((each) => Number(each) * MILLIMETRES);
      if (x > WINDOW_AREA.width || y > WINDOW_AREA.height) continue;
      inWindow.push(found[4]);
      assert.ok(
        x >= ADDRESS_AREA.x - 0.1 && right <= ADDRESS_AREA.x + ADDRESS_AREA.width + 0.5,
        `${found[4]}`,
      );
      // Boxes are the font's, higher than its letters.
      assert.ok(y >= ADDRESS_AREA.y - 2 && bottom <= ADDRESS_AREA.y + ADDRESS_AREA.height + 2, `${found[4]}`);
    }
    assert.match(inWindow.join(' '), /〒100-0001 .*管理者 様/);
    assert.doesNotMatch(inWindow.join(' '), /見本信用金庫|お届け|本文|L-1/);
  });
});
