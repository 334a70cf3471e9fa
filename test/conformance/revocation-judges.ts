// Five clients that know nothing of us, each asked what it thinks of a holder: by OCSP, by POST and by GET, and by the
// lists that certificates name.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { buildOcspRequest } from '../../src/x509/ocsp-request.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { certIdOf } from '../world/ocsp.ts';
import { run } from './programs.ts';
import type { Manner, RevocationDesk } from './revocation-desk.ts';

export type Who = 'good' | 'revoked';
export type Verdict = 'good' | 'revoked' | 'refused';
type Judge = (who: Who) => Promise<Verdict>;

/** All that a program says, whether it is content or not. */
export const heard = (program: string, ...args: readonly string[]): Promise<string> =>
  run(program, ...args).catch((error: Error) => error.message);
const verdictOf = (said: string, good: RegExp, revoked: RegExp): Verdict =>
  good.test(said) ? 'good' : revoked.test(said) ? 'revoked' : 'refused';

export interface RevocationJudges {
  /** What a judge does not look at is said with it. */
  readonly all: readonly (readonly [what: string, judge: Judge, blindTo?: Manner])[];
  /** OpenSSL's words for the chain of the desk(). */
  chain(): string[];
  /** Fetches a list and writes it; the path of its PEM. */
  fetchList(path?: string): Promise<string>;
}

export function judgesOf(desk: () => RevocationDesk): RevocationJudges {
  const chain = () => ['-CAfile', desk().path('root.pem'), '-untrusted', desk().path('issuing.pem')];

  const opensslOcsp =
    (...options: readonly string[]): Judge =>
    async (who) => {
      const about = ['-issuer', desk().path('issuing.pem'), ...options, '-cert', desk().path(`${who}.pem`)];
      const trust = ['-CAfile', desk().path('root.pem'), '-verify_other', desk().path('issuing.pem')];
      const said = await heard('openssl', 'ocsp', ...about, ...trust, '-url', `${desk().origin}/ocsp`);
      if (!said.includes('Response verify OK') || said.includes('Status times invalid')) return 'refused';
      return verdictOf(said, /\.pem: good/, /\.pem: revoked/);
    };

  /** OpenSSL asks by POST only; what is fetched by GET it judges from a file. */
  const opensslGet: Judge = async (who) => {
    const request = buildOcspRequest([certIdOf(desk().issuing, desk().serials[who])]);
    const path = encodeURIComponent(Buffer.from(request).toString('base64'));
    const response = await fetch(`${desk().origin}/ocsp/${path}`);
    writeFileSync(desk().path('answer.der'), Buffer.from(await response.arrayBuffer()));
    const about = ['-issuer', desk().path('issuing.pem'), '-cert', desk().path(`${who}.pem`), '-no_nonce'];
    const trust = ['-CAfile', desk().path('root.pem'), '-verify_other', desk().path('issuing.pem')];
    const said = await heard('openssl', 'ocsp', ...about, ...trust, '-respin', desk().path('answer.der'));
    if (!said.includes('Response verify OK') || said.includes('Status times invalid')) return 'refused';
    return verdictOf(said, /\.pem: good/, /\.pem: revoked/);
  };

  const gnutlsOcsp =
    (...options: readonly string[]): Judge =>
    async (who) => {
      const about = ['--load-cert', desk().path(`${who}.pem`), '--load-issuer', desk().path('issuing.pem')];
      const trust = ['--load-trust', desk().path('issuing.pem'), ...options];
      const said = await heard('ocsptool', `--ask=${desk().origin}/ocsp`, ...about, ...trust);
      if (!said.includes('Verifying OCSP Response: Success')) return 'refused';
      return verdictOf(said, /Certificate Status: good/, /Certificate Status: revoked/);
    };

  /** A fresh NSS store with the chain and the holder in it. */
  async function nssStore(who: Who): Promise<string> {
    const at = desk().path('nss');
    rmSync(at, { recursive: true, force: true });
    mkdirSync(at);
    await run('certutil', '-N', '-d', `sql:${at}`, '--empty-password');
    for (const [name, trust] of [
      ['root', 'CT,,'],
      ['issuing', ',,'],
      [who, ',,'],
    ] as const) {
      await run(
        'certutil',
        '-A',
        '-d',
        `sql:${at}`,
        '-n',
        name,
        '-t',
        trust,
        '-i',
        desk().path(`${name}.der`),
      );
    }
    return `sql:${at}`;
  }

  const nssOcsp: Judge = async (who) =>
    verdictOf(await heard('ocspclnt', '-S', who, '-d', await nssStore(who)), /succeeded/, /has been revoked/);

  /** Without fresh information it says "revoked" too: so it is asked for what it accepts. */
  const nssChain: Judge = async (who) => {
    const options = ['-u', '0', '-pp', '-g', 'leaf', '-m', 'ocsp', '-s', 'failIfNoInfo'];
    const files = [desk().path(`${who}.der`), desk().path('issuing.der')];
    const said = await heard('vfychain', '-d', await nssStore(who), ...options, ...files);
    return said.includes('Chain is good') ? 'good' : who === 'revoked' ? 'revoked' : 'refused';
  };

  const java =
    (how: 'ocsp' | 'crl'): Judge =>
    async (who) => {
      const program = new URL('CheckRevocation.java', import.meta.url).pathname;
      const files = [desk().path('root.der'), desk().path('issuing.der'), how, desk().path(`${who}.der`)];
      const said = await heard('java', '-Dcom.sun.security.enableCRLDP=true', program, ...files);
      return verdictOf(said, /^good$/m, /^REVOKED/m);
    };

  /** Fetches the list that the certificate names. */
  const opensslShard: Judge = async (who) => {
    const options = ['-x509_strict', '-crl_check', '-crl_download', ...chain()];
    const said = await heard('openssl', 'verify', ...options, desk().path(`${who}.pem`));
    return verdictOf(said, /: OK/, /certificate revoked/);
  };

  /** Of the issuing CA, too; OpenSSL wants to know it of the root itself, which names no list. */
  const opensslChain: Judge = async (who) => {
    const root = await fetchList('root-1.crl');
    const options = ['-x509_strict', '-crl_check_all', '-crl_download', '-CRLfile', root, ...chain()];
    const said = await heard('openssl', 'verify', ...options, desk().path(`${who}.pem`));
    return verdictOf(said, /: OK/, /certificate revoked/);
  };

  async function fetchList(path = `${desk().issuing.id}.crl`): Promise<string> {
    const der = Buffer.from(await (await fetch(`${desk().origin}/crl/${path}`)).arrayBuffer());
    writeFileSync(desk().path('list.crl'), der);
    writeFileSync(desk().path('list.pem'), encodePem('X509 CRL', der));
    return desk().path('list.pem');
  }

  const opensslFull: Judge = async (who) => {
    const options = ['-x509_strict', '-crl_check', '-CRLfile', await fetchList(), ...chain()];
    const said = await heard('openssl', 'verify', ...options, desk().path(`${who}.pem`));
    return verdictOf(said, /: OK/, /certificate revoked/);
  };

  const gnutlsFull: Judge = async (who) => {
    const list = ['--infile', await fetchList(), '--load-ca-certificate', desk().path('issuing.pem')];
    const said = await heard('certtool', '--verify-crl', ...list);
    if (!said.includes('Verification output: Verified.')) return 'refused';
    return said.replaceAll(/[\s:]/g, '').includes(`SerialNumber(hex)${desk().serials[who]}`)
      ? 'revoked'
      : 'good';
  };

  const nssFull: Judge = async (who) => {
    await fetchList();
    const nss = await nssStore(who);
    const imported = await heard('crlutil', '-I', '-d', nss, '-i', desk().path('list.crl'));
    if (/unable to import/.test(imported)) return 'refused';
    const said = await heard('certutil', '-V', '-d', nss, '-n', who, '-u', 'C', '-e');
    return verdictOf(said, /certificate is valid/, /has been revoked/);
  };

  /** With the full list; strongSwan's word for a list that it does not believe is that it knows nothing. */
  const strongSwan: Judge = async (who) => {
    const authorities = ['root', 'issuing'].flatMap((name) => ['--cacert', desk().path(`${name}.pem`)]);
    const options = ['--in', desk().path(`${who}.pem`), ...authorities, '--crl', await fetchList()];
    const said = await heard('pki', '--verify', ...options);
    return verdictOf(said, /certificate status is good/, /certificate was revoked/);
  };

  const all: RevocationJudges['all'] = [
    ['openssl ocsp with a nonce', opensslOcsp()],
    ['openssl ocsp with SHA-256', opensslOcsp('-sha256', '-no_nonce')],
    ['openssl ocsp of an answer by GET', opensslGet],
    // It prints the instants and leaves them to the reader.
    ['ocsptool', gnutlsOcsp(), 'stale'],
    ['ocsptool with a nonce', gnutlsOcsp('--nonce'), 'stale'],
    ['NSS ocspclnt', nssOcsp],
    ['NSS vfychain with OCSP', nssChain],
    ['Java PKIX with OCSP', java('ocsp')],
    ['Java PKIX with the list that the certificate names', java('crl')],
    ['openssl verify with the list that the certificate names', opensslShard],
    ['openssl verify with the lists of the whole chain', opensslChain],
    ['openssl verify with the full list', opensslFull],
    ['certtool with the full list', gnutlsFull],
    ['strongSwan with the full list', strongSwan],
    // A list in its store is good until a newer one comes.
    ['NSS with the full list', nssFull, 'stale'],
  ];
  return { all, chain, fetchList };
}
