// What one sees while importing, drawn into the page in the words of the page's language: the files of `pictures/`
// hold the Japanese ones, as those systems show them.

import { readFileSync } from 'node:fs';
import { type HtmlSafeString, html, unsafeHtml } from '@prairielearn/html';
import type { Language } from '../../../profile/bank-profile.ts';

/** Each text that is not the same everywhere, as the system shows it in English. */
const ENGLISH: Readonly<Record<string, string>> = {
  ダウンロード: 'Downloads',
  ファイルをダブルクリック: 'Double-click the file',
  '証明書のインポート ウィザード': 'Certificate Import Wizard',
  '証明書のインポート ウィザードの開始': 'Welcome to the Certificate Import Wizard',
  保存場所: 'Store Location',
  現在のユーザー: 'Current User',
  'ローカル コンピューター': 'Local Machine',
  次へ: 'Next',
  キャンセル: 'Cancel',
  秘密キーの保護: 'Private key protection',
  'パスワード:': 'Password:',
  'インポート オプション:': 'Import options:',
  このキーをエクスポート可能にする: 'Mark this key as exportable',
  '← 付けない': '← leave empty',
  '正しくインポートされました。': 'The import was successful.',
  証明書を追加: 'Add Certificates',
  'キーチェーンに証明書を追加しますか？': 'Do you want to add the certificates?',
  'キーチェーン:': 'Keychain:',
  ログイン: 'login',
  追加: 'Add',
  キーチェーンアクセス: 'Keychain Access',
  '「certificate-….p12」のパスワードを入力してください:': 'Enter the password for “certificate-….p12”:',
  すべての項目: 'All Items',
  パスワード: 'Password',
  自分の証明書: 'My Certificates',
  名前: 'Name',
  取得した名義: 'Your Common Name',
  証明書: 'certificate',
  証明書マネージャー: 'Certificate Manager',
  クライアント証明書: 'Client certificates',
  'Linux からインポートした証明書': 'Imported certificates from Linux',
  インポート: 'Import',
  証明書はありません: 'No certificates',
  証明書のパスワードを入力: 'Enter your certificate password',
  あなたの証明書: 'Your Certificates',
  個人証明書: 'People',
  サーバー証明書: 'Servers',
  認証局証明書: 'Authorities',
  証明書名と発行者名: 'Certificate Name',
  '表示…': 'View…',
  'インポート…': 'Import…',
  パスワードの入力が必要です: 'Password Required',
  この証明書のバックアップの暗号化に用いた: 'Please enter the password that was used to',
  'パスワードを入力してください:': 'encrypt this certificate backup:',
};

/** Words that one dialog has otherwise than the others. */
const ENGLISH_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'macos-4': { パスワード: 'Passwords' },
  'firefox-2': { ログイン: 'Sign in' },
};

export const PICTURES = [
  'windows-1',
  'windows-2',
  'windows-3',
  'windows-4',
  'macos-1',
  'macos-2',
  'macos-3',
  'macos-4',
  'linux-1',
  'linux-2',
  'firefox-1',
  'firefox-2',
] as const;
export type Picture = (typeof PICTURES)[number];

interface Drawing {
  readonly viewBox: string;
  readonly inside: Readonly<Record<Language, HtmlSafeString>>;
}

const drawings: ReadonlyMap<Picture, Drawing> = new Map(PICTURES.map((name) => [name, readDrawing(name)]));

/** The picture with its words; `alt` says what it shows to who does not see it. */
export function picture(name: Picture, language: Language, alt: string): HtmlSafeString {
  const drawing = drawings.get(name);
  if (drawing === undefined) throw new Error(`no picture ${name}`);
  return html`<figure>
    <svg class="picture" viewBox="${drawing.viewBox}" role="img" aria-label="${alt}">
      ${drawing.inside[language]}
    </svg>
  </figure>`;
}

/** Files of our own, so that their markup may stand in a page as it is. */
function readDrawing(name: Picture): Drawing {
  const file = readFileSync(new URL(`pictures/${name}.svg`, import.meta.url), 'utf8');
  const [, viewBox, japanese] =
    /viewBox="([^"]+)"[^>]*>\s*<title>[^<]*<\/title>(.*)<\/svg>/s.exec(file) ?? [];
  if (viewBox === undefined || japanese === undefined) throw new Error(`the picture ${name} cannot be read`);
  const words = { ...ENGLISH, ...ENGLISH_OF[name] };
  const english = japanese.replaceAll(/(?<=<text[^>]*>)[^<]+/g, (text) => words[text] ?? text);
  return { viewBox, inside: { ja: unsafeHtml(japanese), en: unsafeHtml(english) } };
}
