// Texts of letters to customers in Japanese: the office's pages, and what stands on the paper.

/** Officers read these. */
export const pagesOfficeLettersJa = {
  'page.letters.title': '書面',
  'page.letters.lead':
    'お客様へ郵送する書面です。印刷期限の近いものから並べています。期限を過ぎると内容が消え、印刷できなくなります。',
  'page.letters.choose': '金融機関を選んでください。',
  'page.letters.one': '書面 {letterNumber}',
  'page.letters.number': '書面番号',
  'page.letters.state': '状態',
  'page.letters.state.waiting': '未印刷',
  'page.letters.state.printed': '印刷済み',
  'page.letters.state.expired': '期限切れ（お客様に届いていません）',
  'page.letters.count': '{state}（{count}件）',
  'page.letters.kind': '内容',
  'page.letters.kind.card': '新しいお客様カード',
  'page.letters.kind.pins': '新しい仮の暗証番号',
  'page.letters.kind.notice': '届かなかったメール：{mail}',
  'page.letters.to': 'ご契約先',
  'page.letters.address': '送り先',
  'page.letters.noAddress': '住所の登録がありません。宛名を確かめ、封筒に住所を書いてください。',
  'page.letters.addressee': '宛名の方',
  'page.letters.text': '本文',
  'page.letters.lacking.title': '印刷できない文字があります',
  'page.letters.lacking.lead':
    '次の文字は、当システムの書体にないため、〓と印刷されます。印刷したあと、手書きで補ってください。',
  'page.letters.made': '作成日時',
  'page.letters.printUntil': '印刷期限',
  'page.letters.printed': '{at} に {by}さんが印刷しました。',
  'page.letters.form': '依頼書',
  'page.letters.none': '該当する書面はありません。',
  'page.letters.more': '次のページ',
  'page.letters.once':
    'この書面は一度しか印刷できません。プリンターの準備ができてから押してください。PDFが開いたら、保存せずにそのまま印刷してください。',
  'page.letters.print': '書面のPDFを開いて印刷する',
  'page.letters.again': 'もう一度PDFを開く',
  'page.letters.ownEntry':
    'ご自身が登録・訂正した依頼書、または注文したカードの書面のため、印刷できません。別の職員に依頼してください。',
  'page.letters.gone.card':
    '内容は消しました。もう一度お送りするときは、「お客様カード」の画面で新しいカードを注文してください。',
  'page.letters.gone.pins':
    '内容は消しました。もう一度お送りするときは、同じ種類の依頼書を登録してください。',
  'page.letters.expired': '印刷期限までに印刷されなかったため、内容を消しました。お客様には届いていません。',
  'page.letters.expired.card':
    'このカードは使えません。「お客様カード」の画面で、新しいカードを注文してください。数字は新しく作られます。',
  'page.letters.expired.pins':
    'お客様は、新しい仮の暗証番号をまだお持ちでありません。同じ種類の依頼書を、もう一度登録してください。',
  'page.letters.expired.notice': 'お客様へ電話などでお伝えください。',
} as const;

/** Customers read these, in their bank's terms. */
export const lettersJa = {
  'letter.for': '{name} 様',
  'letter.organisation': '{name} 御中',
  'letter.specimen': '【見本】動作を確かめるための書面です。実在の金融機関・お客様とは関係ありません。',
  'letter.pins.title': '仮の暗証番号・パスワードのお知らせ',
  'letter.pins.text':
    'お手続きにより、{administrator}の仮の暗証番号・パスワードを次のとおり発行しました。{serviceName}の「{activation}」で、ご自身でお決めになったものに変更してください。これまでのものは使えません。',
  'letter.card.title': '新しい{customerCard}のお知らせ',
  'letter.card.text':
    'お手続きにより、新しい{customerCard}を発行しました。次の内容を大切に保管してください。これまでの{customerCard}は使えません。',
  'letter.card.number': '{customerCard}の番号',
  'letter.card.table': '{cardPassword}',
  'letter.secret':
    'この書面の内容は、ほかの人に見せたり、電話やメールで伝えたりしないでください。{bankName}からお尋ねすることはありません。お心当たりがないとき、封が開いていたときは、すぐに{helpDesk}へご連絡ください。',
} as const;
