// The page of the CA certificates, in Japanese.

export const pagesAuthoritiesJa = {
  'page.authorities.title': '認証局の証明書',
  'page.authorities.lead':
    '{electronicCertificate}を発行する認証局の証明書です。{electronicCertificate}が本物で、いまも有効かどうかを確かめる方（監査をする方、サーバーを運用する方など）のためのページです。',
  'page.authorities.needless':
    '{electronicCertificate}をお使いになるだけの方は、このページの証明書をパソコンに入れる必要はありません。入れるように求める電話やメールには応じず、{helpDesk}にご連絡ください。',
  'page.authorities.issuing': '発行する認証局',
  'page.authorities.roots': 'ルート認証局',
  'page.authorities.state': '状態',
  'page.authorities.state.waiting': '{at}から発行します。',
  'page.authorities.state.issuing': '発行しています。',
  'page.authorities.state.answering': '新たには発行しません。発行したものの確認には、有効期限まで使います。',
  'page.authorities.state.revoked':
    '{at}に、ルート認証局が失効させました。この認証局が発行したものは信頼しないでください。',
  'page.authorities.state.ended': '有効期限が過ぎました。',
  'page.authorities.subject': '名前（識別名）',
  'page.authorities.fingerprint': '指紋（SHA-256）',
  'page.authorities.key': '鍵の種類',
  'page.authorities.validity': '有効期間',
  'page.authorities.fromUntil': '{from}から{until}まで',
  'page.authorities.certificateAt': '証明書の場所',
  'page.authorities.listAt': '失効リストの場所',
  'page.authorities.delta': '差分：',
  'page.authorities.shards': 'ほかに{count}分割（証明書ごとに、そのうちの1つを指しています）',
  'page.authorities.saveCrt': '{file} を保存する',
  'page.authorities.savePem': '{file} を保存する（PEM形式）',
  'page.authorities.compare': '指紋の確かめ方',
  'page.authorities.compare1': '認証局の証明書（拡張子 crt のファイル）を保存します。',
  'page.authorities.compare2':
    '保存したフォルダーで次のコマンドを実行します。表示された64文字が、そのファイルの指紋です。大文字と小文字、空白の違いは関係ありません。',
  'page.authorities.compare3':
    '別の方法で受け取った指紋と、64文字すべてを見比べます。署名された鍵の儀式の記録か、契約書などの書類にある番号に電話をかけて確かめた指紋をお使いください。',
  'page.authorities.sameWay':
    'このページの指紋と、このページから保存したファイルを見比べるだけでは、どちらも本物だと確かめたことにはなりません。',
  'page.authorities.programs': 'プログラムで確かめる方へ',
  'page.authorities.programsLead':
    '証明書と失効リストには署名があるため、暗号化していない通信（http）で公開しています。場所は、証明書の有効期間の間変わりません。1枚ずつの状態は次の場所で確かめられます。',
  'page.authorities.all': 'すべての証明書を1つのファイルで保存する（PEM形式）',
} as const;
