// The page for who makes the key in a device of the own (EST), in Japanese.

export const pagesElsewhereJa = {
  'page.makeElsewhere.lead':
    '秘密の鍵は、お手元の機器の中でソフトウェアが作ります。ソフトウェアに次の内容を入力して、{electronicCertificate}を取得してください。',
  'page.makeElsewhere.server': '接続先（EST）',
  'page.makeElsewhere.label': 'ラベル',
  'page.makeElsewhere.user': 'ユーザー名',
  'page.makeElsewhere.token': '1回限りのパスワード',
  'page.makeElsewhere.until': '取得できる期限',
  'page.makeElsewhere.once':
    'このパスワードで取得できる{electronicCertificate}は1枚だけです。電話やメールでお尋ねすることはありません。ほかの人に伝えないでください。',
  'page.makeElsewhere.howTitle': '取得のしかた',
  'page.makeElsewhere.how':
    '鍵の種類は{keyType}にしてください。申請（PKCS #10）に書く名義は問いません。{electronicCertificate}の名義は、ご契約の内容から決まります。次は、curlを使う場合の例です。パスワードは、尋ねられたときに貼り付けてください。',
  'page.makeElsewhere.renewLead':
    'いまお使いの{electronicCertificate}で接続して更新します。新しい鍵を機器の中に作り、いまと同じ名義の申請を送ってください。',
  'page.makeElsewhere.renewHow':
    '次は、curlを使う場合の例です。いまの{electronicCertificate}は、新しい{electronicCertificate}で最初に{logon}するまでお使いになれます。',
  'page.makeElsewhere.done': '取得が済んだら、次へ進んでください',
  'page.makeElsewhere.check': '取得を確認する',
  'page.makeElsewhere.again':
    '受け取れていないときは、この画面を再読み込みすると、新しいパスワードが表示されます。',
  'page.makeElsewhere.installed':
    '{electronicCertificate}を取得しました。機器の中の鍵とともにお使いになれます。次の内容をお確かめください。',
} as const;
