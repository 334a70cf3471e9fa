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
    '登録が終わると、現在の{token}は使えなくなります。現在の{token}をなくされたときは、登録を始める前に{helpDesk}へご連絡ください。',
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
  'page.token.done.notYou': 'お心当たりのない登録のときは、すぐに{helpDesk}へご連絡ください。',

  'page.resync.link': '{oneTimePassword}が合わないとき',
  'page.resync.lead.hotp':
    'ボタンを押すたびに数字が変わる{token}は、押した回数が合わなくなると、正しい数字を入力しても受け付けられません。続けて表示させた2つの数字で、回数を合わせ直せます。',
  'page.resync.lead.totp':
    '時刻によって数字が変わる{token}は、時計がずれると、正しい数字を入力しても受け付けられません。続けて表示された2つの数字で、数分のずれを合わせ直せます。アプリをお使いのときは、先にスマートフォンの時刻を合わせてください。',
  'page.resync.how.hotp.first': '{token}のボタンを押し、表示された数字を「1つ目の数字」に入力します。',
  'page.resync.how.hotp.second': 'もう一度ボタンを押し、次に表示された数字を「2つ目の数字」に入力します。',
  'page.resync.how.totp.first': 'いま表示されている数字を「1つ目の数字」に入力します。',
  'page.resync.how.totp.second': '表示が変わるのを待ち、次の数字を「2つ目の数字」に入力します。',
  'page.resync.first': '1つ目の数字',
  'page.resync.second': '2つ目の数字',
  'page.resync.same':
    '1つ目と同じ数字です。{token}の表示が変わってから、次に表示された数字を入力してください。',
  'page.resync.counted':
    '間違えた回数は、ふだんの{oneTimePassword}の入力と合わせて数えます。ここで入力した数字は、ほかの画面では使えません。',
  'page.resync.submit': '合わせ直す',
  'page.resync.back': '前の画面に戻る',
  'page.resync.otherwise': 'それでも合わないとき',
  'page.resync.otherwiseText':
    '{token}の表示が消えている、または薄いとき、2度試しても合わないときは、{token}の故障や電池切れが考えられます。{helpDesk}へご連絡ください。{token}をなくされたときも、すぐにご連絡ください。',
  'page.resync.done': '{token}を合わせ直しました',
  'page.resync.done.lead': '{token}を合わせ直しました。',
  'page.resync.done.next':
    'いま入力した2つの数字は、もう使えません。{token}に次に表示された数字を、{oneTimePassword}として入力してください。',
  'page.resync.done.goOn': '{logon}を続ける',
} as const;
