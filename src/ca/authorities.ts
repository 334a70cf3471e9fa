// The certification authorities of a deployment: roots, and under them the generations of the issuing CA. Which one
// issues is a matter of the date; the others answer for what they have issued. Exchanged as a whole when one is added.

import type { AuthorityRow } from '../store/tables.ts';
import { type CaPublicKey, publicKeyOf } from './public-key.ts';
import { type KeyName, numberOf } from './signer/key-name.ts';

/** A CA certificate that this deployment holds. */
export interface CaCertificate extends KeyName {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Name, DER, byte for byte as in the certificate. */
  readonly subject: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A generation of the issuing CA. */
export interface IssuingAuthority extends CaCertificate {
  readonly key: CaPublicKey;
  /** Who signed it: `root-1`. */
  readonly root: string;
  /** From when it issues, until a later generation does. */
  readonly issuesFrom: number;
  /** In how many parts its revocation list comes, since its making and for its life; 0: in one. */
  readonly crlShards: number;
  /** What its root's list says; undefined: it is not on it. */
  readonly revoked: IssuingRevocation | undefined;
}

/** That a root has revoked an issuing CA (RFC 5280 6.1.3 (a)(3): no certificate of it is good any more). */
export interface IssuingRevocation {
  readonly at: number;
  /** RFC 5280 5.3.1. */
  readonly reason: string;
  /** Since when it is known here. */
  readonly knownAt: number;
}

/** What a generation does at a moment. */
export type GenerationState = 'waiting' | 'issuing' | 'answering' | 'revoked' | 'ended';

interface Known {
  readonly roots: readonly [CaCertificate, ...CaCertificate[]];
  /** In the order in which they begin to issue. */
  readonly generations: readonly [IssuingAuthority, ...IssuingAuthority[]];
}

export class Authorities {
  #known: Known;
  readonly #listeners = new Set<() => void>();
  /** Generations whose key the signer cannot open, and why. */
  readonly #faults = new Map<string, unknown>();

  /** @throws Error when the rows are no CA: a root and an issuing one at least. */
  constructor(rows: readonly AuthorityRow[]) {
    this.#known = knownFrom(rows);
  }

  /** The oldest first. */
  get roots(): Known['roots'] {
    return this.#known.roots;
  }

  /** In the order in which they begin to issue. */
  get generations(): Known['generations'] {
    return this.#known.generations;
  }

  /** Every CA certificate, what is issued from last first: the newest generation, …, the roots. */
  get all(): readonly CaCertificate[] {
    const { roots, generations } = this.#known;
    return [...generations.toReversed(), ...roots.toReversed()];
  }

  /**
   * The generation that issues at this moment: the last one that has begun, by a clock that runs behind the first. One
   * that its root has revoked is passed over: then the one before it issues, or, where that is no more, the next one
   * before its day. Where there is none it is the revoked one, with which nothing is issued.
   */
  issuingAt(now: number): IssuingAuthority {
    const { generations } = this.#known;
    const hasBegun = ({ issuesFrom }: IssuingAuthority) => issuesFrom <= now;
    const good = generations.filter(({ revoked, notAfter }) => revoked === undefined && now < notAfter);
    return (
      good.findLast(hasBegun) ??
      good.find(({ notBefore }) => notBefore <= now) ??
      generations.findLast(hasBegun) ??
      generations[0]
    );
  }

  /** The generation of this id; undefined: not known to this process (yet). */
  find(id: string): IssuingAuthority | undefined {
    return this.#known.generations.find((one) => one.id === id);
  }

  /**
   * Those that answer for certificates: lists, OCSP, keys at hand. One that waits is among them, so that all of it is
   * there on its day; one that has ended is not, nor has anything that it signed outlasted it.
   */
  answeringAt(now: number): readonly IssuingAuthority[] {
    return this.#known.generations.filter(({ notAfter }) => now < notAfter);
  }

  stateOf(authority: IssuingAuthority, now: number): GenerationState {
    if (now >= authority.notAfter) return 'ended';
    if (authority.revoked !== undefined) return 'revoked';
    if (this.issuingAt(now).id === authority.id) return 'issuing';
    return authority.issuesFrom > now ? 'waiting' : 'answering';
  }

  /** What stands above certificates of this generation: itself and its root. */
  chainOf(id: string): readonly Uint8Array[] {
    const generation = this.find(id);
    if (generation === undefined) return [];
    const root = this.#known.roots.find((one) => one.id === generation.root);
    return [generation, ...(root === undefined ? [] : [root])].map(({ certificate }) => certificate);
  }

  /** Why nothing can be signed in the name of this generation, as far as anybody has tried. */
  faultOf(id: string): unknown {
    return this.#faults.get(id);
  }

  /** @param fault undefined: its key opened. */
  noteFault(id: string, fault: unknown): void {
    if (fault === undefined) this.#faults.delete(id);
    else this.#faults.set(id, fault);
  }

  /** Takes the place of all that was known, at once; whoever listens hears of it. */
  replace(rows: readonly AuthorityRow[]): void {
    this.#known = knownFrom(rows);
    for (const listener of this.#listeners) listener();
  }

  /** Has something done each time that another CA is there. @returns ends that. */
  onReplaced(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function knownFrom(rows: readonly AuthorityRow[]): Known {
  const [root, ...otherRoots] = rows.filter(({ role }) => role === 'root').map(caOf);
  const [first, ...others] = rows
    .filter(({ role }) => role === 'issuing')
    .map((row): IssuingAuthority => {
      const key = publicKeyOf(row.certificate);
      // Neither is null of an issuing CA: the database holds the two together.
      const [above, issuesFrom] = [row.root ?? '', row.issues_from ?? 0];
      return {
        ...caOf(row),
        key,
        root: above,
        issuesFrom,
        crlShards: row.crl_shards,
        revoked: revokedOf(row),
      };
    })
    .toSorted((one, other) => one.issuesFrom - other.issuesFrom || numberOf(one.id) - numberOf(other.id));
  if (root === undefined || first === undefined) throw new Error('the store holds half a CA');
  return { roots: [root, ...otherRoots], generations: [first, ...others] };
}

function caOf(row: AuthorityRow): CaCertificate {
  return {
    id: row.id,
    certificate: row.certificate,
    subject: row.subject_der,
    spkiSha256: row.spki_sha256,
    notBefore: row.not_before,
    notAfter: row.not_after,
  };
}

function revokedOf(row: AuthorityRow): IssuingRevocation | undefined {
  const { revoked_at: at, revocation_reason: reason, revocation_known_at: knownAt } = row;
  if (at === null || knownAt === null) return undefined;
  return { at, reason: reason ?? 'unspecified', knownAt };
}
