// Texts of customer cards at the office in Japanese: its pages, and what stands on a card and its sheet.

/** Officers read these. */
export const pagesOfficeCardsJa = {
  'page.cards.title': 'お客様カード',
  'page.cards.lead': '作成中または配送中のお客様カードです。注文の古いものから並べています。',
  'page.cards.choose': '金融機関を選んでください。',
  'page.cards.none': '作成中・配送中のお客様カードはありません。',
  'page.cards.more': '次のページ',
  'page.cards.findHint': 'カードを発行する、または今どこにあるかを調べるご契約先の番号を入力してください。',
  'page.cards.show': '表示する',
  'page.cards.unknown': 'この金融機関に、そのご契約先はありません。',
  'page.cards.number': 'カード番号',
  'page.cards.company': 'ご契約先',
  'page.cards.stage': '今の状態',
  'page.cards.stage.ordered': '注文済み（印刷待ち）',
  'page.cards.stage.unprinted': '印刷されないまま期限切れ',
  'page.cards.stage.printed': '印刷済み（発送待ち）',
  'page.cards.stage.sent': '配送中',
  'page.cards.stage.overdue': '到着予定日を過ぎています',
  'page.cards.stage.received': 'お客様に届きました',
  'page.cards.stage.given': 'お客様がお持ちです',
  'page.cards.stage.ended': '利用終了',
  'page.cards.next.ordered': '注文した方とは別の職員が印刷してください。',
  'page.cards.next.unprinted': '印刷期限を過ぎたため、カードの内容を消しました。もう一度注文してください。',
  'page.cards.next.printed': '封入して発送したら、「発送した」を押してください。',
  'page.cards.next.sent': 'お客様には、{from} から {until} までにお届けする予定とご案内ください。',
  'page.cards.next.overdue':
    '{until} までに届く予定でした。お客様に到着を確認してください。届いていなければ、このカードを止めて新しいカードを注文してください。',
  'page.cards.next.received.answer': 'カードの正しい数字が入力されたため、届いたと判断しました。',
  'page.cards.next.received.told': 'お客様に確認しました。',
  'page.cards.orderedAt': '注文',
  'page.cards.printedAt': '印刷',
  'page.cards.sentAt': '発送',
  'page.cards.receivedAt': '到着',
  'page.cards.endedAt': '利用終了',
  'page.cards.by': '{at}（{by}）',
  'page.cards.printUntil': '印刷期限：{day}',
  'page.cards.address': '送り先',
  'page.cards.noAddress': '住所の登録がありません。封筒に住所を書いてください。',
  'page.cards.history': 'これまでのカード',
  'page.cards.noCard': 'このご契約先で使えるお客様カードはありません。',
  'page.cards.act.print': '印刷へ進む',
  'page.cards.act.sent': '発送した',
  'page.cards.act.received': 'お客様に届いたことを確認した',
  'page.cards.act.ended': 'このカードを止める',
  'page.cards.act.order': '新しいカードを注文する',
  'page.cards.act.carrier': 'カードを貼る送付状（PDF）',
  'page.cards.act.back': 'お客様カードに戻る',
  'page.cards.end.title': 'カードを止める',
  'page.cards.end.lead':
    'カード {cardNumber} は、すぐに使えなくなります。元に戻せません。お客様がログオンするには、新しいカードが必要です。',
  'page.cards.order.title': '新しいカードの注文',
  'page.cards.order.lead':
    '新しいカードの数字は自動で作られ、印刷するまで誰にも見えません。印刷は、注文した方とは別の職員が一度だけできます。',
  'page.cards.order.endsOld': '注文すると、今のカード {cardNumber} はすぐに使えなくなります。',
  'page.cards.order.reason': '注文の理由',
  'page.cards.reason.first': '初めての発行',
  'page.cards.reason.lost': '紛失・盗難・未着',
  'page.cards.reason.damaged': '破損・汚れ',
  'page.cards.reason.misprinted': '印刷の失敗',
  'page.cards.order.confirm': '注文する',
  'page.cards.print.title': 'カードの印刷',
  'page.cards.print.once':
    'カードの数字を表示できるのは一度だけです。プリンターの準備ができてから押してください。PDFが開いたら、保存せずにそのまま印刷してください。印刷に失敗したときは、新しいカードを注文します。',
  'page.cards.print.as': '印刷のしかた',
  'page.cards.print.submit': 'PDFを開いて印刷する',
  'page.cards.print.card': 'カードプリンター用PDF（85.6 × 54 mm、表と裏）',
  'page.cards.print.cardHint':
    '印刷したカードは、送付状に貼ってお送りください。送付状は何度でも印刷できます。',
  'page.cards.print.letter': '窓付き封筒（長形3号）の書面PDF（A4、カードの数字入り）',
  'page.cards.print.letterHint': 'カードプリンターがないときに使います。三つ折りにして封入してください。',
} as const;

/** Customers read these, in their bank's terms. */
export const cardTextsJa = {
  'card.specimen': '【見本】実在の金融機関のカードではありません',
  'card.warning':
    'この表の数字を、ほかの人に教えないでください。{bankName}から電話やメールでお尋ねすることはありません。紛失したときは、すぐに{helpDesk}へご連絡ください。',
  'card.carrier.title': '{customerCard}のお届け',
  'card.carrier.text':
    '{customerCard}をお届けします。下の台紙からはがし、大切に保管してください。次の{logon}からお使いいただけます。これまでの{customerCard}をお持ちのときは、もう使えませんので、はさみで切って捨ててください。',
  'card.carrier.place': 'ここにカードを貼ります',
} as const;
