// Texts of the www face in Japanese, and of what every page has. Labels are the manuals', sentences our own.

export const pagesPortalJa = {
  // Frame
  'page.product': '法人向け{electronicCertificate}サービス',
  'page.skip': '本文へ移動する',
  'page.title.faulty': '入力エラー：',
  'page.language.label': '言語（Language）',
  'page.specimen.mark': '見本',
  'page.specimen.text': '動作を確かめるための画面です。実在の金融機関・お客様とは関係ありません。',
  'page.helpDesk.title': 'お問い合わせ',
  'page.helpDesk.phone': '電話',
  'page.helpDesk.mail': 'メール',
  'page.helpDesk.hours': '受付時間',
  'page.reference': '照会番号',
  'page.steps.label': '手続きの進み具合',
  'page.steps.now': 'ステップ {number}／{count}',
  'page.steps.next': '次は「{label}」',
  'page.steps.done': '（済み）',
  'page.continue': '次へ',
  'page.back': '戻る',

  // Entry fields
  'page.reveal.show': '表示する',
  'page.reveal.hide': '隠す',
  'page.characters.digits': '半角数字',
  'page.characters.alphanumeric': '半角英数字',
  'page.characters.printable': '半角の英数字と記号',
  'page.form.length': '{characters}{length}桁',
  'page.form.lengths': '{characters}{minLength}～{maxLength}桁',
  'page.fault.title': '入力内容をご確認ください',
  'page.fault.lead': 'まだ照合はしていません。間違いの回数にも数えていません。',
  'page.fault.missing': '{label}を入力してください。',
  'page.fault.form': '{label}は{form}で入力してください。',

  // Refusals
  'page.refusal.next': '次にすること',
  'page.refusal.home': 'トップページへ戻る',
  'page.refusal.banks': '金融機関の一覧へ',
  'page.refusal.again': 'もう一度入力する',
  'page.refusal.restart': '最初からやり直す',
  'page.refusal.enrol': '{acquisition}へ進む',
  'page.refusal.ask': '解決しないとき',
  'page.refusal.askText': '下の2つをお問い合わせ先へお伝えください。状況をすぐにお調べできます。',
  'page.refusal.reason': '理由コード',
  'page.refusal.reference': '照会番号',

  // List of banks, top page, menus
  'page.banks.title': '金融機関をお選びください',
  'page.banks.lead': '{electronicCertificate}の取得と{logon}は、お取引の金融機関のページから行います。',
  'page.top.notices': '大切なお知らせ',
  'page.top.empty': 'いまご利用いただける手続きはありません。お問い合わせ先へご連絡ください。',

  // Steps of acquisition
  'page.enrolment.title': '{holder}用：{act}',
  'page.enrolment.step.prepare': '準備',
  'page.enrolment.step.identify': '本人確認',
  'page.enrolment.step.keyPlace': '保管方法',
  'page.enrolment.step.makeKey': '取得',
  'page.enrolment.step.installed': '取り込み',

  // Have at hand
  'page.prepare.lead':
    'このパソコンで使う{holder}の{electronicCertificate}を取得します。所要時間は5分ほどです。',
  'page.prepare.haveTitle': 'お手元にご用意ください',
  'page.prepare.pc': '{logon}に使うパソコン',
  'page.prepare.pcText':
    '{electronicCertificate}を取り込んだパソコン以外からは、{holder}として{logon}できません。いまお使いのパソコンで取得してください。',
  'page.prepare.card': '{customerCard}（取得した後の{logon}で使います）',
  'page.prepare.beforeTitle': '始める前に',
  'page.prepare.window.application': '取得できるのは、お申し込みの日から{windowDays}日間です。',
  'page.prepare.window.methodChange':
    '取得できるのは、当金庫で{logon}方式の変更手続きをした日から{windowDays}日間です。',
  'page.prepare.window.activation': '取得できるのは、{activation}の日から{windowDays}日間です。',
  'page.prepare.window.permission':
    '取得できるのは、{administrator}が発行の設定をした日から{windowDays}日間です。',
  'page.prepare.windowAfter': '期間を過ぎると取得できません。お早めにお手続きください。',
  'page.prepare.users':
    '{administrator}が取得すると、{user}の方も{electronicCertificate}を取得するまでご利用いただけなくなります。',
  'page.prepare.oneEach':
    '{electronicCertificate}は、1つの{userId}に1つだけです。2台のパソコンで使うときは、{userId}を2つ登録するよう{administrator}にご依頼ください。',
  'page.prepare.password': '取得した後は、IDとパスワードだけでは{logon}できません。',
  'page.prepare.interrupt':
    '途中でブラウザーを閉じたり通信が切れたりしても、取得する権利はなくなりません。この画面からやり直せます。',
  'page.prepare.phishing':
    '電話やメールで取得を急がされたときは、操作をせずにお問い合わせ先へご連絡ください。',
  'page.prepare.running': '手続きの途中です',
  'page.prepare.runningText': '本人確認までは済んでいます。続きから進められます。',
  'page.prepare.resume': '続きから進む',
  'page.prepare.start': '{act}を始める',

  // Identify
  'page.identify.title': '本人確認',
  'page.identify.lead':
    '{electronicCertificate}を取得する方を確認します。すべて入力して「次へ」を押してください。',
  'page.identify.leadNext': '続けて、次の項目を入力してください。',
  'page.identify.page': '（{number}／{count}ページ）',
  'page.identify.caution': '続けて間違えると、入力できなくなることがあります。',

  // Key place
  'page.keyPlace.title': '{electronicCertificate}の保管方法',
  'page.keyPlace.lead':
    '{electronicCertificate}には、お客様だけが持つ「秘密の鍵」が付きます。鍵はこのパソコンの中で作られ、外へは送られません。',
  'page.keyPlace.legend': '鍵の保管方法',
  'page.keyPlace.file': 'ファイルに保存して、このパソコンに取り込む',
  'page.keyPlace.fileText':
    'パスワードの付いたファイルをいったん保存し、パソコンの証明書の保管場所に取り込みます。ファイルは次の画面で作り、取り込み方はその後に図でご案内します。',
  'page.keyPlace.token': 'ICカード、USBキーなどの専用の機器に入れる',
  'page.keyPlace.tokenText':
    '機器に対応したソフトウェア（EST、PKCS #11）を使います。社内の情報システムご担当の方など、設定がおわかりになる方向けです。次の画面で、ソフトウェアに入力する内容をご案内します。',
  'page.keyPlace.for': 'ご契約先',
  'page.keyPlace.back': '本人確認は済みました。「戻る」を押しても、入力し直さずに続きから進められます。',
  'page.keyPlace.chooseFault': '保管方法を選んでください。',

  // Make the key
  'page.makeKey.lead':
    '{electronicCertificate}のファイルに付けるパスワードを決めてから、取得を始めてください。',
  'page.makeKey.again': 'この手続きで、すでに{electronicCertificate}を取得しています',
  'page.makeKey.againText':
    'ファイルを保存できている場合は、取り込みの画面へ進んでください。ファイルやパスワードがわからなくなった場合は、ここで取得し直せます。前の{electronicCertificate}は使えなくなります。',
  'page.makeKey.toInstalled': '取り込みの画面へ進む',
  'page.makeKey.scriptTitle': 'この画面だけはJavaScriptが必要です',
  'page.makeKey.scriptText':
    '秘密の鍵を、サーバーではなくこのパソコンの中で作るためです。ブラウザーの設定でこのサイトのJavaScriptを許可してから、ページを再読み込みしてください。本人確認は済んでいるので、入力し直す必要はありません。',
  'page.makeKey.waiting': '画面を準備しています。表示が変わらないときは、ページを再読み込みしてください。',
  'page.makeKey.old':
    'お使いのブラウザーでは鍵を作れません。最新のEdge、Chrome、Firefox、Safariのいずれかでお試しください。',
  'page.makeKey.password': 'ファイルのパスワード',
  'page.makeKey.passwordHint':
    '半角の英数字と記号で8文字以上。次の取り込みで1回だけ使いますので、それまで覚えておいてください。暗証番号とは別のものにしてください。この画面の外へは送られないため、当金庫ではお調べできません。',
  'page.makeKey.repeat': 'ファイルのパスワード（確認のためもう一度）',
  'page.makeKey.fault.short': 'パスワードは8文字以上にしてください。',
  'page.makeKey.fault.characters': 'パスワードは半角の英数字と記号で入力してください。',
  'page.makeKey.fault.differ': '2つのパスワードが違います。同じものを入力してください。',
  'page.makeKey.strength': '推測されにくさ：',
  'page.makeKey.strength.weak': '弱い（もっと長くすると安心です）',
  'page.makeKey.strength.fair': 'ふつう',
  'page.makeKey.strength.good': '強い',
  'page.makeKey.stay':
    '取得が終わるまで、ページを閉じたり、「戻る」や再読み込みをしたりしないでください。通常は数秒で終わります。',
  'page.makeKey.progress': '取得の状況',
  'page.makeKey.progress.prepare':
    '{electronicCertificate}取得前処理中（このパソコンの中で鍵を作っています）',
  'page.makeKey.progress.issue': '{electronicCertificate}発行処理中（認証局が発行しています）',
  'page.makeKey.progress.install': '{electronicCertificate}のインストール準備中（ファイルにまとめています）',
  'page.makeKey.failed': '取得できませんでした',
  'page.makeKey.lost':
    '通信が途切れました。入力し直す必要はありません。通信の状態を確かめて、「もう一度送る」を押してください。二重に発行されることはありません。',
  'page.makeKey.retry': 'もう一度送る',
  'page.makeKey.reload': 'この画面を開き直す',
  'page.makeKey.broken': '鍵を作る処理が止まりました。この画面を開き直して、もう一度お試しください。',
  'page.makeKey.saved': '{electronicCertificate}を取得しました',
  'page.makeKey.savedText':
    'ファイル「{fileName}」を保存しています。「ダウンロード」フォルダーにあることを確かめてから「次へ」を押してください。',
  'page.makeKey.saveAgain': 'ファイルをもう一度保存する',
  'page.makeKey.noBack': '取得は済んでいるため、前の画面には戻れません。',
  'page.makeKey.saveNote':
    '「次へ」を押した後は、このファイルをもう一度保存することはできません。鍵がこの画面の中にしかないためです。',

  // Installed
  'page.installed.title': '{electronicCertificate}の取得が完了しました',
  'page.installed.lead':
    '最後に、保存したファイルをこのパソコンに取り込んで（インストールして）ください。取り込むと{logon}できます。',
  'page.installed.waiting.user':
    'この{electronicCertificate}は、{administrator}が承認するまで使えません。取得したことを{administrator}にお知らせください。',
  'page.installed.waiting.administrator':
    'この{electronicCertificate}は、{bankName}がご本人の手続きであることを確かめ、承認するまで使えません。{helpDesk}へご連絡ください。',
  'page.installed.certificate': '取得した{electronicCertificate}',
  'page.installed.commonName': '名義（Common Name）',
  'page.installed.bank': '金融機関',
  'page.installed.company': 'ご契約先',
  'page.installed.from': '有効期間の開始',
  'page.installed.to': '有効期限',
  'page.installed.serial': 'シリアル番号',
  'page.installed.howTitle': 'パソコンへの取り込み方',
  'page.installed.howLead': 'お使いのパソコンに当てはまるものを開いてください。',
  'page.installed.afterTitle': '取り込みが終わったら',
  'page.installed.noBack':
    '取得は済んでいるため、前の手順には戻れません。この画面は、お手続きを始めてから1時間以内であれば、もう一度開けます。',
  'page.installed.delete':
    '「ダウンロード」フォルダーのファイルを削除し、ごみ箱も空にしてください。残しておくと、ほかの人に使われるおそれがあります。',
  'page.installed.logon': '{logon}へ進む',
  'page.installed.lost': 'ファイルが見つからない、パスワードを忘れたとき',
  'page.installed.lostText':
    '{logon}する前であれば、取得し直せます。いまの{electronicCertificate}は自動的に使えなくなります。',
  'page.installed.lostLink': '取得し直す',
  'page.installed.chosen': '（お使いのパソコンはこちらのようです）',

  'page.install.windows': 'Windows（Edge・Chrome）',
  'page.install.windows.1': '「ダウンロード」フォルダーの「{fileName}」をダブルクリックします。',
  'page.install.windows.1.alt':
    'エクスプローラーの「ダウンロード」で、{electronicCertificate}のファイルを選んだところ',
  'page.install.windows.2':
    '「証明書のインポート ウィザード」が開きます。保存場所は「現在のユーザー」のまま「次へ」を押し、ファイル名の画面も「次へ」を押します。',
  'page.install.windows.2.alt': '証明書のインポート ウィザードで「現在のユーザー」が選ばれているところ',
  'page.install.windows.3':
    '前の画面で決めた「ファイルのパスワード」を入力します。「このキーをエクスポート可能にする」にはチェックを付けないでください。',
  'page.install.windows.3.alt': 'パスワードの欄と、チェックの付いていない「エクスポート可能にする」',
  'page.install.windows.4':
    '「証明書の種類に基づいて、自動的に証明書ストアを選択する」のまま「次へ」「完了」と進みます。「正しくインポートされました」と出れば終わりです。',
  'page.install.windows.4.alt': '「正しくインポートされました」という知らせ',

  'page.install.macos': 'macOS（Safari・Chrome・Edge）',
  'page.install.macos.1':
    '「ダウンロード」フォルダの「{fileName}」をダブルクリックします。「キーチェーンアクセス」が開きます。',
  'page.install.macos.1.alt': 'Finderの「ダウンロード」で、{electronicCertificate}のファイルを選んだところ',
  'page.install.macos.2': '追加先は「ログイン」を選び、「追加」を押します。',
  'page.install.macos.2.alt': 'キーチェーンに「ログイン」を選んだところ',
  'page.install.macos.3': '前の画面で決めた「ファイルのパスワード」を入力して「OK」を押します。',
  'page.install.macos.3.alt': 'ファイルのパスワードを入力するところ',
  'page.install.macos.4':
    '「自分の証明書」に名前が出れば終わりです。初めての{logon}で鍵の使用を求められたら、Macのパスワードを入力して「常に許可」を押します。',
  'page.install.macos.4.alt': 'キーチェーンアクセスの「自分の証明書」に{electronicCertificate}が並んだところ',

  'page.install.linux': 'Linux（Chrome・Chromium・Edge）',
  'page.install.linux.1':
    'アドレス欄に chrome://certificate-manager/clientcerts と入力して開き、「Linuxからインポートした証明書」を表示して「インポート」を押します。',
  'page.install.linux.1.alt': 'ブラウザーの証明書マネージャーで「インポート」を押すところ',
  'page.install.linux.2': '「{fileName}」を選び、前の画面で決めた「ファイルのパスワード」を入力します。',
  'page.install.linux.2.alt': 'ファイルのパスワードを入力するところ',
  'page.install.linux.command': 'コマンドで取り込む場合（NSSのツールが必要です）',

  'page.install.firefox': 'Firefox（どのパソコンでも）',
  'page.install.firefox.1':
    '「設定」の「プライバシーとセキュリティ」で「証明書を表示」を押し、「あなたの証明書」の「インポート」を押します。Firefoxは自分の保管場所を使うため、ほかのブラウザーへの取り込みとは別に必要です。',
  'page.install.firefox.1.alt': 'Firefoxの証明書マネージャーの「あなたの証明書」で「インポート」を押すところ',
  'page.install.firefox.2':
    '「{fileName}」を選び、前の画面で決めた「ファイルのパスワード」を入力して「ログイン」を押します。',
  'page.install.firefox.2.alt': 'ファイルのパスワードを入力するところ',

  // Look up a certificate
  'page.lookup.title': '{electronicCertificate}の状態を調べる',
  'page.lookup.lead':
    '{logon}のときに{electronicCertificate}が選べない、有効期限がわからない、といったときに調べられます。取得のときと同じ項目を入力してください。',
  'page.lookup.otherRole': '{holder}の方はこちら',
  'page.lookup.submit': '調べる',
  'page.lookup.resultTitle': '{electronicCertificate}の状態',
  'page.lookup.none': '取得された{electronicCertificate}はありません。',
  'page.lookup.state': '状態',
  'page.lookup.state.unused': '取得済み（まだ{logon}に使われていません）',
  'page.lookup.state.in-use': '使用中',
  'page.lookup.state.not-yet-valid': '有効期間の前',
  'page.lookup.state.expired': '有効期限切れ',
  'page.lookup.state.waiting': '承認待ち',
  'page.lookup.state.superseded': '新しいものに置き換え済み',
  'page.lookup.state.revoked': '失効（使用できません）',
  'page.lookup.next.mayAcquire': '取得の手続きへお進みください。',
  'page.lookup.next.none': 'いまは取得できる期間ではありません。お問い合わせ先へご連絡ください。',
  'page.lookup.next.unused':
    'ファイルをパソコンに取り込んで、{logon}してください。ファイルやパスワードがわからないときは、取得し直せます。',
  'page.lookup.next.in-use':
    '取り込んだパソコンで{logon}してください。選択の画面に出ないときは、別のブラウザーや、パソコンの別のユーザーに取り込んでいないかお確かめください。パソコンを買い替えるときは、いまのパソコンで{logon}し、「新しいパソコンへの移行」から始めてください。そのパソコンが使えないときは、お問い合わせ先へご連絡ください。',
  'page.lookup.next.not-yet-valid': '有効期間が始まってから、{logon}してください。',
  'page.lookup.next.expired':
    '有効期限が切れたものは、ブラウザーの選択の画面に出ません。新しいものが必要です。お問い合わせ先へご連絡ください。',
  'page.lookup.next.waiting':
    '承認されると使えるようになります。{user}の方は{administrator}に、{administrator}の方は{helpDesk}にご連絡ください。',
  'page.lookup.next.superseded': '置き換えた後の新しいものをお使いください。',
  'page.lookup.next.revoked': 'このままでは{logon}できません。お問い合わせ先へご連絡ください。',
  'page.lookup.older': 'これまでの{electronicCertificate}',
  'page.lookup.again': '別の契約を調べる',

  // Entrance of logon
  'page.logonEntrance.title': '{holder}{logon}',
  'page.logonEntrance.lead': '{electronicCertificate}を取り込んだパソコンで、「{logon}」を押してください。',
  'page.logonEntrance.howTitle': '{logon}の流れ',
  'page.logonEntrance.choose':
    'ブラウザーに証明書を選ぶ画面が出ます。{bankName}の{electronicCertificate}を選んで「OK」を押します。',
  'page.logonEntrance.enter': '{label}を入力します。',
  'page.logonEntrance.enterCard': '{label}を入力します。{customerCard}をご用意ください。',
  'page.logonEntrance.none':
    '証明書を選ぶ画面が出ない、または目的のものが並ばないときは、有効期限が切れているか、このパソコンに取り込まれていないことが考えられます。',
  'page.logonEntrance.enrolTitle': 'まだ{electronicCertificate}をお持ちでないとき',
  'page.logonEntrance.notices': '安全にお使いいただくために',

  // After log off
  'page.loggedOff.title': '{logoff}しました',
  'page.loggedOff.text':
    'ご利用ありがとうございました。ブラウザーを閉じなくても、もう一度{logon}するときには証明書を選ぶ画面が出ます。',
  'page.loggedOff.again': 'もう一度{logon}する',
} as const;
