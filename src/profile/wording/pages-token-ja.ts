// Japanese texts of the pages on which a holder sets up an app that shows one-time passwords.

export const pagesTokenJa = {
  'page.token.title': '{token}の登録',
  'page.token.status.title': '{token}',
  'page.token.status.link': '{token}の登録',
  'page.token.status.text':
    'スマートフォンのアプリを、{oneTimePassword}を表示する{token}として登録できます。',
  'page.token.step.confirm': 'ご本人の確認',
  'page.token.step.scan': 'アプリへの登録',
  'page.token.step.done': '登録の完了',
  'page.token.now': '現在の{token}',
  'page.token.none': 'お使いになれる{token}は、まだ登録されていません。',
  'page.token.serialNumber': 'シリアル番号',
  'page.token.activatedAt': 'ご利用の開始',
  'page.token.begin.lead':
    'お手持ちのスマートフォンに、{oneTimePassword}を表示するアプリ（RFC 6238 に対応した認証アプリ）を入れてから始めてください。このパソコンとは別の機器をお使いください。',
  'page.token.begin.replaces':
    '登録が終わると、現在の{token}は使えなくなります。現在の{token}をなくされたときは、登録を始める前に{helpDesk}へお電話ください。',
  'page.token.begin.submit': '登録を始める',
  'page.token.begin.back': '{administratorStatus}に戻る',
  'page.token.begin.backUser': '{userStatus}に戻る',
  'page.token.scan.title': '二次元コードを読み取る',
  'page.token.scan.lead': 'アプリで次の二次元コードを読み取ってください。この画面に一度だけ表示されます。',
  'page.token.scan.until': '{expiresAt}までに、下の確認まで済ませてください。',
  'page.token.scan.picture': '{token}を登録するための二次元コード',
  'page.token.scan.typed': '二次元コードを読み取れないとき',
  'page.token.scan.typedText':
    'アプリの「手動で入力」で、次の文字を入力してください（大文字と小文字の区別はありません）。',
  'page.token.scan.secret': '登録用の文字',
  'page.token.scan.never':
    'この二次元コードと文字は、画像として残したり、ほかの人に伝えたりしないでください。{bankName}の職員がお尋ねすることはありません。',
  'page.token.shown.lead':
    '二次元コードは先ほど表示しました。アプリに登録できたときは、表示された数字を下に入力してください。',
  'page.token.shown.again':
    '読み取れなかったときは、もう一度最初から始めると、新しい二次元コードが表示されます。',
  'page.token.confirm.title': 'アプリに表示された数字を入力する',
  'page.token.confirm.submit': '登録する',
  'page.token.again': '最初からやり直す',
  'page.token.done.lead': '{token}を登録しました。',
  'page.token.done.next':
    '次に{oneTimePassword}をお尋ねするときから、このアプリの数字を入力してください。数字は一度しか使えません。',
  'page.token.done.notYou': 'お心当たりのない登録のときは、すぐに{helpDesk}へお電話ください。',
} as const;
