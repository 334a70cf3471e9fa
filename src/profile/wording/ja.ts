// Every refusal in Japanese (mission rule 7): what happened, why, and what to do now. Plain, polite, calm.
// {name} is filled from the bank's terms or facts; what stands in [ ] is left out when a name
// in it is unknown, and in [this|that] the second takes its place.

import type { ReasonCode } from '../reason-codes.ts';
import { reasonsAccessJa } from './reasons-access-ja.ts';
import { reasonsOfficeJa } from './reasons-office-ja.ts';
import { reasonsServiceJa } from './reasons-service-ja.ts';

export interface ReasonWording {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
}

export const reasonsJa: Readonly<Record<ReasonCode, ReasonWording>> = {
  'not-accepted': {
    title: 'ご本人の確認ができませんでした',
    cause:
      '入力された内容では、お手続きを進めることができません。入力の誤りのほか、回数の制限や取得期間の終了などでも、この画面になります。',
    next: '番号や暗証番号が半角で正しく入力されているかをお確かめのうえ、もう一度お試しください。繰り返し表示されるときは、入力を続けずに{helpDesk}へご連絡ください。ロックの解除や取得期間の延長が必要な場合は、お手続きをご案内します。',
  },
  'too-many-requests': {
    title: 'しばらくお待ちください',
    cause: '同じ場所から短い時間に何度も操作されたため、安全のために受け付けを一時止めています。',
    next: '[{retryAfterSeconds}秒ほど|数分]お待ちになってから、もう一度操作してください。お急ぎのときは{helpDesk}へご連絡ください。',
  },

  'window-not-open': {
    title: '{electronicCertificate}を取得できる期間の前です',
    cause: '[取得できるのは{windowStart}からです。]まだ取得できる期間が始まっていません。',
    next: '[{windowStart}になりましたら、]もう一度この画面から{acquisition}を行ってください。日付にお心当たりがないときは{helpDesk}へお問い合わせください。',
  },
  'window-over': {
    title: '{electronicCertificate}を取得できる期間を過ぎています',
    cause:
      '[取得できる期間は{windowEnd}までの{windowDays}日間でした。]期間を過ぎたため、この画面からは取得できません。',
    next: '[{administrator}の方は「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。][{ifUserAsksAdministrator}{user}の方は、{administrator}に発行のやり直しをご依頼ください。]お手続きについては{helpDesk}でもご案内します。',
  },
  'certificate-already-acquired': {
    title: '{electronicCertificate}はすでに取得されています',
    cause:
      '[{signedOn}に取得された{electronicCertificate}が有効です。]おひとりが持てる有効な{electronicCertificate}は1つだけです。',
    next: '取得したパソコンから{logon}してください。パソコンを買い替えるときは、いまのパソコンで{logon}し、「新しいパソコンへの移行」から始めてください。そのパソコンを使えなくなったときは[「{revocationForm}」を{revocationFormAt}へご提出いただき、失効と再発行のお手続きを]{helpDesk}へご相談ください。取得したお心当たりがないときは、すぐにお電話ください。',
  },
  'contract-suspended': {
    title: 'ご契約のお取り扱いを停止しています',
    cause: 'ご契約は現在停止中のため、お手続きを進めることができません。',
    next: '再開については{helpDesk}へご連絡ください。',
  },
  'contract-closed': {
    title: 'ご契約は終了しています',
    cause: 'このご契約は解約されているため、お手続きを進めることができません。',
    next: 'あらためてのお申し込みや、お心当たりのない場合は、{helpDesk}へご連絡ください。',
  },
  'enrolment-over': {
    title: 'お手続きの時間が過ぎました',
    cause: 'しばらく操作がなかったか、別の画面でお手続きが始まったため、この画面でのお手続きは終わりました。',
    next: 'もう一度{acquisition}を最初から行ってください。取得する権利はなくなっていません。発行済みのものがあれば、続きからお受け取りいただけます。',
  },
  'key-place-not-allowed': {
    title: 'その保管場所はお選びいただけません',
    cause: '{bankName}では、選ばれた場所に{electronicCertificate}の鍵を置くことができません。',
    next: 'ひとつ前の画面に戻り、表示されている保管場所から選び直してください。',
  },
  'issuing-in-progress': {
    title: '{electronicCertificate}を発行しています',
    cause: '先に受け付けた発行の処理がまだ終わっていません。',
    next: '1分ほどお待ちになってから、もう一度お試しください。同じ{electronicCertificate}をお受け取りいただけます。続くときは{helpDesk}へご連絡ください。',
  },
  'request-already-made': {
    title: 'この画面からの発行は済んでいます',
    cause:
      '同じ画面から、すでに別の発行が行われました。前の画面に戻ったときや、二つの画面を開いたときに起こります。',
    next: '{acquisition}の画面を開き直して、もう一度お進みください。保存できなかったときも、そこから取り直せます。',
  },

  'request-malformed': {
    title: '発行の申請を読み取れませんでした',
    cause: 'お使いのブラウザーが作った申請のデータが、途中で壊れたか、決まった形ではありませんでした。',
    next: '画面を開き直して、もう一度{acquisition}を行ってください。続くときは、別のブラウザー（Microsoft Edge、Google Chrome、Firefox、Safariの新しい版）でお試しいただくか、{helpDesk}へご連絡ください。',
  },
  'request-too-large': {
    title: '発行の申請が大きすぎます',
    cause: '申請のデータが、受け付けられる大きさを超えています。',
    next: '画面を開き直して、もう一度{acquisition}を行ってください。続くときは{helpDesk}へご連絡ください。',
  },
  'possession-not-proven': {
    title: '鍵の確認ができませんでした',
    cause: '申請に付いている署名が、申請の中の鍵と一致しませんでした。',
    next: '画面を開き直して、もう一度{acquisition}を行ってください。続くときは{helpDesk}へご連絡ください。',
  },
  'key-algorithm-refused': {
    title: 'この種類の鍵では発行できません',
    cause: '申請の鍵が、お取り扱いしている種類（楕円曲線暗号またはRSA）ではありません。',
    next: '画面の案内に沿ってブラウザーで鍵を作り直してください。専用の機器やソフトウェアをお使いのときは、鍵の種類をP-256に変えてお試しください。',
  },
  'key-curve-refused': {
    title: 'この種類の鍵では発行できません',
    cause: '申請の鍵の楕円曲線が、お取り扱いしているもの（P-256、P-384）ではありません。',
    next: '画面の案内に沿ってブラウザーで鍵を作り直すか、P-256の鍵でお試しください。',
  },
  'key-point-invalid': {
    title: '鍵が正しくありません',
    cause: '申請の鍵は、計算上正しい値ではありません。作る途中で壊れたおそれがあります。',
    next: '鍵を作り直して、もう一度{acquisition}を行ってください。続くときは{helpDesk}へご連絡ください。',
  },
  'key-size-refused': {
    title: '鍵の長さが合っていません',
    cause: 'RSAの鍵は2048ビットから4096ビットまでをお取り扱いしています。申請の鍵は、その範囲にありません。',
    next: '画面の案内に沿って鍵を作り直すか、長さを変えてお試しください。',
  },
  'key-exponent-refused': {
    title: 'この鍵では発行できません',
    cause: 'RSAの鍵の公開指数が、お取り扱いしている65537ではありません。',
    next: '画面の案内に沿って鍵を作り直すか、公開指数を65537にしてお試しください。',
  },
  'key-small-factor': {
    title: '安全でない鍵です',
    cause: 'RSAの鍵が小さな数で割り切れるため、正しく作られていません。',
    next: '鍵を作ったソフトウェアを使わず、画面の案内に沿ってブラウザーで鍵を作り直してください。',
  },
  'key-roca': {
    title: '安全でない鍵です',
    cause: '申請の鍵には、一部の機器が作る鍵に知られている弱点（ROCA）があります。',
    next: 'その機器では作らず、画面の案内に沿ってブラウザーで鍵を作り直してください。機器の更新については、製造元にお問い合わせください。',
  },
  'key-close-primes': {
    title: '安全でない鍵です',
    cause: '申請の鍵は、短い時間で解かれてしまう作り方になっています。',
    next: '鍵を作ったソフトウェアを使わず、画面の案内に沿ってブラウザーで鍵を作り直してください。',
  },
  'key-of-another-holder': {
    title: 'この鍵はすでに使われています',
    cause: '同じ鍵が、別の方の{electronicCertificate}に使われています。鍵を分け合うことはできません。',
    next: 'おひとりずつ新しい鍵を作って、もう一度{acquisition}を行ってください。',
  },
  'key-of-revoked-certificate': {
    title: 'この鍵はもう使えません',
    cause: '同じ鍵の{electronicCertificate}が失効しているため、その鍵では発行できません。',
    next: '新しい鍵を作って、もう一度{acquisition}を行ってください。',
  },
  'key-of-ca': {
    title: 'この鍵では発行できません',
    cause: '申請の鍵は、認証局のものと同じです。',
    next: '画面の案内に沿って、ご自分の鍵を作り直してください。お心当たりがないときは{helpDesk}へご連絡ください。',
  },

  'no-certificate': {
    title: '{electronicCertificate}が選ばれていません',
    cause:
      'パソコンから{electronicCertificate}が送られてきませんでした。まだ取り込んでいない、有効期限が過ぎて選択の画面に出なくなった、選択の画面で「キャンセル」を押した、取得したときとは別のパソコンやユーザーを使っている、などが考えられます。',
    next: '取得したパソコンに同じユーザーでサインインし、もう一度{logon}して{electronicCertificate}を選んでください。期限が心配なときは、{electronicCertificate}の状態を調べる画面でお確かめください。[期限の翌日から{reAcquisitionDays}日目までは「{reAcquisitionEntrance}」から取得できます。]お困りのときは{helpDesk}へご連絡ください。',
  },
  'certificate-of-another-bank': {
    title: '別の金融機関の{electronicCertificate}です',
    cause: '選ばれた{electronicCertificate}は、{bankName}のものではありません。',
    next: 'もう一度{logon}し、{bankName}の{electronicCertificate}を選んでください。名前に含まれる番号（金融機関コード）で見分けられます。',
  },
  'certificate-of-another-role': {
    title: '{administrator}と{user}の{electronicCertificate}が入れ替わっています',
    cause: '選ばれた{electronicCertificate}は、この入口のものではありません。',
    next: '{administrator}の{electronicCertificate}は{administrator}用、{user}のものは{user}用の入口でお使いください。もう一度{logon}し、{electronicCertificate}を選び直すこともできます。',
  },
  'certificate-unknown-issuer': {
    title: 'この{electronicCertificate}は使えません',
    cause: '選ばれた{electronicCertificate}は、このサービスの認証局が発行したものではありません。',
    next: 'もう一度{logon}し、{bankName}のために取得した{electronicCertificate}を選んでください。見当たらないときは{helpDesk}へご連絡ください。',
  },
  'certificate-unknown': {
    title: 'この{electronicCertificate}は確認できません',
    cause: '選ばれた{electronicCertificate}の発行の記録が見つかりません。',
    next: 'もう一度{logon}し、別の{electronicCertificate}を選んでください。続くときは、操作を中止して{helpDesk}へご連絡ください。',
  },
  'certificate-not-yet-valid': {
    title: '{electronicCertificate}はまだ使えません',
    cause: '[この{electronicCertificate}が使えるのは{validFrom}からです。]有効期間がまだ始まっていません。',
    next: '有効期間が始まってから{logon}してください。取得したばかりのときは、数分お待ちになってからお試しください。',
  },
  'certificate-expired': {
    title: '{electronicCertificate}の有効期限が過ぎています',
    cause:
      '[{expiredOn}で有効期限が終わりました。]有効期限を過ぎた{electronicCertificate}では{logon}できません。',
    next: '[有効期限の翌日から{reAcquisitionDays}日目までは、トップページの「{reAcquisitionEntrance}」から新しい{electronicCertificate}を取得できます。その期間を過ぎたときは、次のお手続きをお願いします。][{administrator}の方は「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。][{ifUserAsksAdministrator}{user}の方は、{administrator}に再発行をご依頼ください。]お急ぎのときは{helpDesk}へご連絡ください。',
  },
  'certificate-revoked': {
    title: '{electronicCertificate}は失効しています',
    cause:
      '[{revokedOn}に失効しました。]この{electronicCertificate}は、お届けなどにより使えなくなっています。',
    next: '[{administrator}の方は「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。][{ifUserAsksAdministrator}{user}の方は、{administrator}に再発行をご依頼ください。]失効のお心当たりがないときは、すぐに{helpDesk}へご連絡ください。',
  },
  'certificate-superseded': {
    title: '新しい{electronicCertificate}があります',
    cause: 'この{electronicCertificate}は、新しいものが発行されたため使えなくなりました。',
    next: 'もう一度{logon}し、有効期限がいちばん先のものを選んでください。新しいものが見当たらないときは、取得したパソコンかどうかをお確かめのうえ{helpDesk}へご連絡ください。',
  },
  'certificate-waiting': {
    title:
      '[{ifWaitsForBank}{bankName}の確認|{ifWaitsForAdministrator}{administrator}の承認|{ifBankApprovesAdministrators}承認|{administrator}の承認]を待っています',
    cause:
      'この{electronicCertificate}は、[{ifWaitsForBank}{bankName}がお電話などでご本人の手続きであることを確かめ、承認する|{ifWaitsForAdministrator}{administrator}の承認が済む|{ifBankApprovesAdministrators}{user}のものは{administrator}、{administrator}のものは{bankName}の承認が済む|{administrator}の承認が済む]まで使えません。',
    next: '[{ifWaitsForBank}{helpDesk}へご連絡ください。ご本人の確認のうえ承認します。|{ifWaitsForAdministrator}{administrator}に、{logon}後の画面で承認するようお伝えください。|{ifBankApprovesAdministrators}{user}の方は、{administrator}に、{logon}後の画面で承認するようお伝えください。{administrator}の方は、{helpDesk}へご連絡ください。|{administrator}に、{logon}後の画面で承認するようお伝えください。]お心当たりのない取得のときは、すぐに{helpDesk}へご連絡ください。',
  },
  'approval-over': {
    title: '承認を待っている{electronicCertificate}ではありません',
    cause:
      'すでに承認または取り消しが済んだか、取得し直されたため、この{electronicCertificate}は承認を待っていません。',
    next: '一覧を開き直し、いまの状況をお確かめください。',
  },
  'contract-stopped': {
    title: 'ご利用を緊急停止しています',
    cause: '{administrator}の操作により、このご契約のすべての{logon}を止めています。',
    next: '再開するときは、{helpDesk}へご連絡ください。',
  },
  'user-suspended': {
    title: 'この{user}の利用は止められています',
    cause: '{administrator}が、この{user}の利用を一時的に止めています。',
    next: '{administrator}に、利用の再開をお申し出ください。',
  },
  'user-removed': {
    title: 'この{user}は登録が取り消されています',
    cause: '{administrator}が、この{user}の登録を取り消しました。',
    next: '引き続きお使いになるときは、{administrator}に登録をお申し出ください。',
  },
  'user-not-permitted': {
    title: '{electronicCertificate}の発行が許可されていません',
    cause: '{administrator}による、{electronicCertificate}発行の設定がまだ済んでいません。',
    next: '{administrator}に、{user}情報の変更の画面で発行を設定するようお伝えください。',
  },
  'renewal-not-open': {
    title: 'まだ更新できる期間ではありません',
    cause:
      '[更新できるのは{renewalFrom}からです。]いまお使いの{electronicCertificate}をそのままお使いください。',
    next: '期間になりましたら、{logon}後の画面で「{renewal}」を押してください。',
  },
  're-acquisition-over': {
    title: '取得し直せる期間を過ぎています',
    cause:
      '[{electronicCertificate}の有効期限は{expiredOn}でした。]期限後に取得し直せる期間が終わっています。',
    next: '[{administrator}の方は「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。][{ifUserAsksAdministrator}{user}の方は、{administrator}に再発行をご依頼ください。|{user}の方も、同じお手続きをお願いします。]お手続きについては{helpDesk}でもご案内します。',
  },

  'user-unknown': {
    title: 'この{user}は登録されていません',
    cause:
      'お申し出の{user}は、このご契約には登録されていません。別の画面で取り消された場合も、この画面になります。',
    next: '{user}の一覧を開き直して、もう一度お選びください。',
  },
  'user-id-taken': {
    title: 'この{userId}は使えません',
    cause:
      '[「{takenId}」は、]すでに登録されているか、以前に登録されていた{userId}です。大文字と小文字の違いだけでは、別の{userId}になりません。',
    next: '別の{userId}で登録してください。登録を取り消した{user}の{userId}も、もう一度は使えません。',
  },
  'users-full': {
    title: '登録できる{user}の人数に達しています',
    cause: '[1つのご契約に登録できるのは{maximum}名までです。]これ以上は登録できません。',
    next: '使わなくなった{user}の登録を取り消してから、もう一度登録してください。人数については{helpDesk}へお問い合わせください。',
  },
  'permission-not-possible': {
    title: 'いまの状態では選べない設定です',
    cause:
      '{user}の{electronicCertificate}の状態が、画面を開いた後に変わっています。設定は変更していません。',
    next: '{user}の画面を開き直して、いまの状態をお確かめのうえ、もう一度お選びください。',
  },

  'pin-wrong': {
    title: '[{secret}が違います|入力された暗証番号が違います]',
    cause: '[あと{attemptsLeft}回間違えるとロックされます。]登録されているものと一致しませんでした。',
    next: '大文字と小文字、全角と半角の違いをお確かめのうえ、もう一度入力してください。お忘れのときは、ロックされる前に{helpDesk}へご連絡ください。',
  },
  'pin-locked': {
    title: '[{secret}がロックされています|暗証番号がロックされています]',
    cause:
      '間違った入力が決められた回数に達したため、安全のためにロックしました。[{ifAdministratorLocksUsers}{administrator}のロック中は、同じご契約の{user}の方もご利用になれません。]',
    next: '[{administrator}の方は「{pinUnlockForm}」を{pinUnlockFormAt}へご提出ください。]{user}の方は、まず{administrator}にご相談ください。お急ぎのときや、お心当たりがないときは{helpDesk}へご連絡ください。',
  },
  'card-password-wrong': {
    title: '{cardPassword}が違います',
    cause:
      '[あと{attemptsLeft}回間違えるとロックされます。]{customerCard}から読み取る数字と一致しませんでした。',
    next: 'お手元の{customerCard}で、画面に示された位置をもう一度お確かめください。位置は変わりません。古い{customerCard}をお使いでないかもご確認ください。',
  },
  'card-password-locked': {
    title: '{cardPassword}がロックされています',
    cause: '間違った入力が決められた回数に達したため、安全のためにロックしました。',
    next: '[「{pinUnlockForm}」を{pinUnlockFormAt}へご提出ください。][{customerCard}をなくされたときは「{cardReissueForm}」をご提出ください。]お急ぎのときや、お心当たりがないときは{helpDesk}へご連絡ください。',
  },
  'card-missing': {
    title: 'お使いになれる{customerCard}がありません',
    cause: 'このご契約には、有効な{customerCard}が登録されていません。再発行の途中かもしれません。',
    next: '新しい{customerCard}が届いているときは、そちらをお使いください。[なくされたときは「{cardReissueForm}」を{cardReissueFormAt}へご提出ください。]状況は{helpDesk}でお調べします。',
  },
  'one-time-password-wrong': {
    title: '{oneTimePassword}が違います',
    cause:
      '[あと{attemptsLeft}回間違えるとロックされます。]{token}の表示と一致しないか、すでに一度お使いになった数字です。同じ{oneTimePassword}は二度使えません。',
    next: '{token}の表示が新しくなるのを待ち、次に表示された数字をすぐに入力してください。アプリをお使いのときは、スマートフォンの時刻が合っているかもお確かめください。何度試しても合わないときは、ロックされる前に{helpDesk}へご連絡ください。',
  },
  'one-time-password-locked': {
    title: '{oneTimePassword}がロックされています',
    cause: '間違った入力が決められた回数に達したため、安全のためにロックしました。',
    next: '[「{pinUnlockForm}」を{pinUnlockFormAt}へご提出ください。]{token}の数字を誰かに伝えたお心当たりがあるときや、お急ぎのときは、すぐに{helpDesk}へご連絡ください。',
  },
  'token-missing': {
    title: 'お使いになれる{token}がありません',
    cause: 'お客様の{token}がまだ登録されていないか、登録が終了しています。',
    next: '新しい{token}が届いているときは、ご利用の開始について{helpDesk}へご連絡ください。アプリは、{logon}したあとの画面から登録できます。',
  },
  'token-not-resynchronised': {
    title: '{token}を合わせ直せませんでした',
    cause:
      '[あと{attemptsLeft}回間違えるとロックされます。]続けて表示された2つの数字ではなかったか、順序が逆であったか、{token}のずれが大きすぎます。',
    next: '{token}に新しく表示させた2つの数字を、表示された順に入力してください。前に入力した数字は使えません。もう一度試しても合わないときは、ロックされる前に{helpDesk}へご連絡ください。',
  },
  'token-registration-over': {
    title: '{token}の登録の時間が過ぎました',
    cause:
      '登録用の二次元コードは、表示してから10分間だけ使えます。時間が過ぎたか、別の画面で登録が始まったため、この画面での登録は終わりました。それまでの{token}は、そのままお使いになれます。',
    next: '登録の画面に戻り、最初からやり直してください。アプリに残った古い登録は、消してから新しい二次元コードを読み取ってください。',
  },

  'session-missing': {
    title: '{logon}されていません',
    cause: '{logon}が済んでいないか、{logoff}したあとの画面です。',
    next: 'トップページから、もう一度{logon}してください。',
  },
  'session-over': {
    title: '{logon}の時間が切れました',
    cause:
      'しばらく操作がなかったため、安全のために{logoff}しました。[操作のないまま{idleMinutes}分が過ぎると、自動で{logoff}します。]',
    next: 'トップページから、もう一度{logon}してください。途中だったお手続きは、最初からお願いします。',
  },
  'session-of-another-certificate': {
    title: '別の{electronicCertificate}に替わりました',
    cause: '{logon}したときとは違う{electronicCertificate}が送られてきたため、安全のために操作を止めました。',
    next: 'トップページから、もう一度{logon}し、お使いになる{electronicCertificate}を選んでください。',
  },

  'page-not-found': {
    title: 'ページが見つかりません',
    cause: 'アドレスが間違っているか、ページが移動しました。',
    next: 'アドレスをお確かめになるか、トップページからお進みください。',
  },
  'bank-unknown': {
    title: '金融機関が見つかりません',
    cause: 'アドレスの中の金融機関コードは、このサービスに登録されていません。',
    next: 'お取引の金融機関のホームページから開き直すか、金融機関の一覧から選んでください。',
  },
  'csrf-token-missing': {
    title: 'もう一度操作してください',
    cause:
      '画面を開いてから時間がたったか、別の画面から送られたため、安全のために受け付けませんでした。Cookieを使わない設定でも、この画面になります。',
    next: '前の画面に戻って読み込み直し、もう一度入力してください。ブラウザーでCookieが使える設定になっているかもお確かめください。',
  },
  'form-invalid': {
    title: '入力内容をお確かめください',
    cause: '入力されていない項目があるか、文字の数や種類が合っていません。',
    next: '印の付いた項目を直して、もう一度お進みください。数字と英字は半角で入力してください。',
  },
  'media-type-refused': {
    title: 'この形式では受け付けられません',
    cause: '送られたデータの形式（Content-Type）が、この窓口のものではありません。',
    next: '画面を開き直して、ボタンから操作してください。プログラムから送るときは、説明書にある形式をお使いください。',
  },
  'method-not-allowed': {
    title: 'この操作は受け付けられません',
    cause: 'このアドレスでは、その方法（HTTPメソッド）での操作ができません。',
    next: '前の画面に戻り、画面のボタンから操作してください。',
  },
  'body-too-large': {
    title: '送られたデータが大きすぎます',
    cause: '一度に受け付けられる大きさを超えています。',
    next: '入力を短くして、もう一度お試しください。',
  },

  ...reasonsAccessJa,
  ...reasonsOfficeJa,
  ...reasonsServiceJa,
};
