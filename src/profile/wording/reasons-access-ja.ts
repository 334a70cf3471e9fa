// Refusals in Japanese: 開通確認, the method of logging on, a locked contract. Signs as in ja.ts.

export const reasonsAccessJa = {
  'pin-too-simple': {
    title: '[{secret}が簡単すぎます|暗証番号が簡単すぎます]',
    cause:
      '同じ文字の繰り返し、続いた数字や文字、番号やIDの一部、よく使われる言葉などは、ほかの人に言い当てられやすいため登録できません。',
    next: '画面に示した決まりをお確かめのうえ、別のものを考えて入力してください。お困りのときは{helpDesk}へお問い合わせください。',
  },
  'pin-same-as-other': {
    title: '[{secret}がほかと同じです|ほかの暗証番号と同じです]',
    cause: '1つが知られてしまっても残りが守られるように、同じものを2つの項目に登録することはできません。',
    next: '項目ごとに、違うものを入力してください。',
  },
  'pin-unchanged': {
    title: '[{secret}が仮のもののままです|仮の暗証番号のままです]',
    cause: 'お届けした仮のものは、お客様のほかにも見た人がいるかもしれないため、そのままでは登録できません。',
    next: 'お客様だけがご存じの、新しいものを入力してください。',
  },
  'pins-differ': {
    title: '[2回の{secret}が違います|2回の入力が違います]',
    cause: '入力の誤りを防ぐため、同じものを2回入力していただいています。2回の入力が一致しませんでした。',
    next: '同じものを2回入力してください。',
  },
  'first-pins-over': {
    title: '仮の暗証番号の期限が切れています',
    cause:
      '[仮の暗証番号をお使いになれるのは{firstPinsUntil}まででした。]安全のため、仮の暗証番号には期限があります。',
    next: '{administrator}の方は{helpDesk}へご連絡ください。[{ifUserAsksAdministrator}{user}の方は、新しい仮の暗証番号を発行するよう{administrator}にご依頼ください。|{user}の方も、{administrator}を通じて{helpDesk}へご連絡ください。]',
  },
  'activation-needed': {
    title: '先に{activation}をお願いします',
    cause: 'お届けした仮の暗証番号を、お客様がお決めになるものに、まだ変更されていません。',
    next: '{activation}を済ませてから、もう一度お手続きください。数分で終わります。',
  },
  'activation-done': {
    title: '{activation}は済んでいます',
    cause:
      '仮の暗証番号からの変更は、すでに終わっています。同じときに別の画面で済ませた場合も、この画面になります。',
    next: 'お決めになった暗証番号で、次のお手続きへお進みください。変更したお心当たりがないときは、ほかの人が変更したおそれがあります。すぐに{helpDesk}へご連絡ください。',
  },
  'activation-over': {
    title: '{activation}の時間が過ぎました',
    cause: 'しばらく操作がなかったか、別の画面で始められたため、この画面での{activation}は終わりました。',
    next: 'もう一度{activation}を最初から行ってください。仮の暗証番号は、まだ変わっていません。',
  },
  'key-known': {
    title: '使えない鍵です',
    cause:
      '申請の鍵は、秘密鍵が公になっているか、安全でないと届け出があったものです。ほかの人も同じ鍵を持っているおそれがあります。',
    next: '画面の案内に沿って、ブラウザーで鍵を作り直してください。プログラムや機器で作った鍵のときは、その製造元にお問い合わせください。続くときは{helpDesk}へご連絡ください。',
  },
  'certificate-ca-revoked': {
    title: '発行元の認証局の失効により、この{electronicCertificate}は使えません',
    cause:
      '[{revokedOn}に、]この{electronicCertificate}を発行した認証局が失効しました。その認証局が発行したものは、すべて使えません。お客様の操作や{electronicCertificate}の保管に誤りはありません。',
    next: '新しい{electronicCertificate}が必要です。取得できるようになりましたら、お届けのメールアドレスへお知らせしますので、そのあとで取得へお進みください。お知らせのメールにリンクはありません。電話やメールで取得を急がせることもありません。お急ぎのときは{helpDesk}へご連絡ください。',
  },
  'request-names-changed': {
    title: '名義の違う申請では更新できません',
    cause:
      '更新の申請に書かれた名義（Subject、別名）が、いまお使いの{electronicCertificate}と同じではありませんでした。',
    next: 'お使いの{electronicCertificate}と同じ名義で申請を作り直してください。名義の変更については{helpDesk}へご連絡ください。',
  },
  'password-logon-over': {
    title: 'ID・パスワード方式は終了しました',
    cause:
      '{administrator}が{electronicCertificate}を取得したため、このご契約では、どなたもID・パスワード方式で{logon}できません。元の方式には戻せません。',
    next: '{electronicCertificate}で{logon}してください。まだお持ちでない{user}の方は、{administrator}が発行の設定をした後に、{electronicCertificate}を取得できます。{electronicCertificate}の取得にお心当たりがないときは、すぐに{helpDesk}へご連絡ください。',
  },
  'contract-locked': {
    title: '{administrator}がロックされています',
    cause:
      '{administrator}の暗証番号などの入力が決められた回数を超えて間違えられたため、安全のために、同じご契約の{user}の方もご利用いただけません。',
    next: '{administrator}にお知らせください。[ロックは、{administrator}が「{pinUnlockForm}」を{pinUnlockFormAt}へ提出すると解除されます。]お急ぎのときや、お心当たりがないときは{helpDesk}へご連絡ください。',
  },
  'program-not-allowed': {
    title: 'プログラムからはお手続きいただけません',
    cause:
      '{bankName}では、この手続きをプログラム（EST）から行うことができません。鍵を機器に置く方法を取り扱っていないか、更新の際にご本人の入力が必要なためです。',
    next: 'サービスの画面から{electronicCertificate}を取得または更新してください。',
  },
} as const;
