// The page of the CA certificates: what OpenSSL says of the files is what stands there, in both languages, of every
// generation in every state; and the ways there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { rollOver } from '../../../test/world/authorities.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { openWwwWorld, type WwwWorld } from '../../../test/world/www-world.ts';
import type { PublishedAuthority } from '../../ca/published-authorities.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';

const JSON_ASKED = { accept: 'application/json' };

describe('the page of the CA certificates', () => {
  let opened: WwwWorld;
  before(async () => {
    opened = await openWwwWorld();
    const { world } = opened;
    // The first generation answers, the second issues, the third waits.
    await rollOver(world);
    const { now } = world.clock;
    await rollOver(world, { day: addDays(dayOf(now), 30), keyKind: 'RSA-3072' });
    world.clock.now = now;
  });
  after(() => opened.close());

  const listed = async (): Promise<PublishedAuthority[]> => {
    const { body } = await opened.www.visitor().get('/ca-certificates', JSON_ASKED);
    return (JSON.parse(body) as { authorities: PublishedAuthority[] }).authorities;
  };
  /** What stands between a CA's heading and the next one. */
  const partOf = (body: string, id: string): string => {
    const [, part] = new RegExp(`<h3 id="${id}">([\\s\\S]*?)(?:<h[23]|</section>)`).exec(body) ?? [];
    return part ?? assert.fail(`nothing of ${id}`);
  };
  /** What people read of it. */
  const textOf = (part: string): string => part.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');

  test('every one with what OpenSSL says of its file, and where its lists are', async () => {
    const visitor = opened.www.visitor();
    const { body } = await visitor.get('/9000/ca-certificates');
    const found = await listed();
    assert.deepEqual(
      found.map(({ id }) => id),
      ['root-1', 'issuing-3', 'issuing-2', 'issuing-1'],
    );
    for (const { id } of found) {
      const part = partOf(body, id);
      const [, file = ''] = /href="(\/ca-certificates\/[^"]+\.crt)"/.exec(part) ?? [];
      const saved = await visitor.get(file);
      assert.match(String(saved.headers['content-disposition']), new RegExp(`filename="${id}\\.crt"`));
      const said = execFileSync(
        'openssl',
        ['x509', '-inform', 'DER', '-noout', '-fingerprint', '-sha256', '-serial', '-subject'].concat(
          ...['-nameopt', 'RFC2253'],
        ),
        { input: saved.rawPayload },
      ).toString();
      const value = (name: RegExp) => name.exec(said)?.[1] ?? assert.fail(said);
      const groups =
        value(/Fingerprint=(.*)/)
          .replaceAll(':', '')
          .match(/.{4}/g) ?? [];
      for (const one of [groups.join(' '), value(/serial=(.*)/), value(/subject=(.*)/)])
        assert.ok(textOf(part).includes(one), `${one}: ${part}`);
      const { origin } = new URL(opened.world.ca.pkiOrigin);
      for (const one of [`${origin}/ca/${id}.crt`, `${origin}/crl/${id}.crl`]) assert.ok(part.includes(one));
      const pem = await visitor.get(file.replace('.crt', '.pem'));
      assert.deepEqual(new X509Certificate(pem.body).raw, saved.rawPayload);
    }
    const all = await visitor.get('/ca-certificates/all.pem');
    assert.equal(all.body.match(/BEGIN CERTIFICATE/g)?.length, found.length);
    assert.match(partOf(body, 'issuing-3'), /RSA-3072/);
    assert.match(partOf(body, 'issuing-2'), /crl\/issuing-2\/delta\.crl[\s\S]*16分割/);
  });

  test('what each does today, in both languages; one that its root has revoked is to be trusted no more', async () => {
    const visitor = opened.www.visitor();
    const ja = (await visitor.get('/ca-certificates')).body;
    await visitor.get('/ca-certificates?lang=en');
    const english = async () => (await visitor.get('/ca-certificates')).body;
    const en = await english();
    for (const [id, japanese, said] of [
      ['issuing-3', /から発行します。/, /Issues from .* on\./],
      ['issuing-2', /<dd>発行しています。/, /Issues now\./],
      ['issuing-1', /新たには発行しません。/, /Issues no more\./],
    ] as const) {
      assert.match(partOf(ja, id), japanese);
      assert.match(partOf(en, id), said);
    }
    assert.doesNotMatch(en.replace('日本語', ''), /[ぁ-ん]/);
    for (const body of [ja, en]) assert.doesNotMatch(body, /undefined|[{}]/);

    const { authorities } = opened.world.ca;
    const rows = await readAuthorities(opened.world.store.db);
    const at = opened.world.now();
    const revoked = { revoked_at: at, revocation_reason: 'cACompromise', revocation_known_at: at };
    authorities.replace(rows.map((row) => (row.id === 'issuing-1' ? { ...row, ...revoked } : row)));
    try {
      assert.match(partOf(await english(), 'issuing-1'), /Revoked by the root at .*Trust nothing/);
      const one = (await listed()).find(({ id }) => id === 'issuing-1');
      assert.deepEqual([one?.generation?.state, one?.generation?.revokedAt], ['revoked', at]);
    } finally {
      authorities.replace(rows);
    }
  });

  test('files of nothing else', async () => {
    for (const file of [
      'root-2.crt',
      'issuing-9.pem',
      'root-1.key',
      '..%2F..%2Fca%2Froot-1.crt',
      '.crt',
      'all.crt',
    ]) {
      const { statusCode, body } = await opened.www.visitor().get(`/ca-certificates/${file}`);
      assert.deepEqual([statusCode, reasonIn(body)], [404, 'page-not-found'], file);
    }
  });

  test('every page of a bank, and the list of banks, leads there', async () => {
    const { body } = await opened.www.visitor().get('/9000/');
    assert.match(body, /href="\/9000\/ca-certificates"[^>]*>認証局の証明書/);
    const banks = await opened.www.visitor().get('/');
    assert.match(banks.body, /href="\/ca-certificates"[^>]*>認証局の証明書/);
    const page = await opened.www.visitor().get('/9000/ca-certificates');
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /入れる必要はありません/);
  });
});
