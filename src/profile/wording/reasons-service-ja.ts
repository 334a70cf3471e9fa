// Refusals in Japanese that are nobody’s fault but ours: too many at once, nothing to sign with, nothing to write to. Signs
// as in ja.ts.

export const reasonsServiceJa = {
  busy: {
    title: 'ただいま混み合っています',
    cause: '多くの方がご利用中のため、すぐに処理できませんでした。お手続きは行われていません。',
    next: '数分お待ちになってから、もう一度お試しください。',
  },
  'signer-unavailable': {
    title: 'ただいま{electronicCertificate}を発行できません',
    cause:
      '{electronicCertificate}に署名する装置が応答しません。お客様の操作に誤りはありません。{electronicCertificate}は二重に発行されません。',
    next: '画面を閉じずに数分お待ちになり、同じ操作をもう一度お試しください。続くときは{helpDesk}へご連絡ください。',
  },
  'issuing-ca-ended': {
    title: 'ただいま{electronicCertificate}を発行できません',
    cause:
      '{electronicCertificate}を発行する認証局の期限が過ぎています。お客様の操作に誤りはありません。{electronicCertificate}は発行されていません。',
    next: 'もう一度お試しいただいても発行できません。{helpDesk}へご連絡ください。',
  },
  'issuing-ca-revoked': {
    title: 'ただいま{electronicCertificate}を発行できません',
    cause:
      '{electronicCertificate}を発行する認証局が失効し、発行を止めています。お客様の操作に誤りはありません。{electronicCertificate}は発行されていません。',
    next: '新しい認証局での発行が始まるまで、お待ちください。始まる時期は{helpDesk}へお問い合わせください。',
  },
  'store-unavailable': {
    title: 'ただいまお取り扱いできません',
    cause: 'システムの都合により、いまの操作は記録されませんでした。お客様の操作に誤りはありません。',
    next: '数分おいてから、同じ操作をもう一度お試しください。続くときは{helpDesk}へご連絡ください。',
  },
  'internal-error': {
    title: '処理できませんでした',
    cause: 'システムに問題が起こりました。お客様の操作の誤りではありません。',
    next: '数分お待ちになってから、もう一度お試しください。続くときは、画面にある照会番号を添えて{helpDesk}へご連絡ください。',
  },
};
