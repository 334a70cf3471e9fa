// The CAs that run, as a table of the certificate policy, in either language.

import type { GenerationState } from '../../ca/authorities.ts';
import type { PublishedAuthority } from '../../ca/published-authorities.ts';
import type { PolicyFacts } from './policy-facts.ts';

interface Words {
  readonly head: readonly string[];
  readonly root: string;
  readonly state: Readonly<Record<GenerationState, string>>;
  readonly none: string;
}

export const JA: Words = {
  head: ['認証局', '働き', '鍵', '有効期間（UTC）', '証明書', '失効リスト（全体）', '分割数', 'SHA-256'],
  root: 'ルート認証局',
  state: {
    waiting: '発行を始める前',
    issuing: '発行中',
    answering: '発行を終え、状態の提供を継続',
    revoked: 'ルート認証局が失効させた',
    ended: '終了',
  },
  none: '*［認証局はまだありません。作った後に印刷し直してください］*',
};

export const EN: Words = {
  head: ['CA', 'Role', 'Key', 'Validity (UTC)', 'Certificate', 'List in full', 'Parts', 'SHA-256'],
  root: 'root',
  state: {
    waiting: 'issuing CA, yet to begin',
    issuing: 'issuing CA, issues',
    answering: 'issuing CA, issues no more, answers for what it issued',
    revoked: 'issuing CA, revoked by its root',
    ended: 'issuing CA, ended',
  },
  none: '*[There is no CA yet: print this anew when there is.]*',
};

export function authorityTable({ roots, generations }: PolicyFacts, words: Words): string {
  if (roots.length + generations.length === 0) return words.none;
  const rows = [...roots, ...generations].map((one) => rowOf(one, words));
  return [words.head, words.head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function rowOf(one: PublishedAuthority, { root, state }: Words): readonly string[] {
  const [from, until] = [one.notBefore, one.notAfter].map((at) => new Date(at).toISOString().slice(0, 10));
  return [
    `${one.id} (${one.subject})`,
    one.generation === null ? root : state[one.generation.state],
    one.keyKind ?? '—',
    `${from} – ${until}`,
    one.certificateAddress,
    one.listAddress,
    one.generation === null ? '—' : String(one.generation.listShards),
    `\`${one.sha256}\``,
  ];
}
