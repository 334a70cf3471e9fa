// What holds for every page of the www face: headers, cookies, language, links that lead somewhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { headingOf, type Www } from '../world/www.ts';
import { openWwwWorld, type WwwWorld } from '../world/www-world.ts';

let opened: WwwWorld;
let www: Www;

before(async () => {
  opened = await openWwwWorld();
  ({ www } = opened);
});
after(() => opened?.close());

test('security headers of a page (ASVS 3.4)', async () => {
  const { headers } = await www.visitor().get('/9000/');
  const policy = String(headers['content-security-policy']);
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
  ]) {
    assert.ok(policy.includes(directive), directive);
  }
  assert.ok(!policy.includes('unsafe'));
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(String(headers['strict-transport-security']), /max-age=\d{8}/);
  assert.equal(headers['referrer-policy'], 'same-origin');
  assert.equal(headers['x-powered-by'], undefined);
});

test('cookies are bound to the host and to TLS, and scripts cannot read them', async () => {
  const visitor = www.visitor();
  const chosen = await visitor.get('/9000/enrolment/administrator/identify?lang=en');
  const shown = await visitor.get('/9000/enrolment/administrator/identify');
  const cookies = [chosen, shown].flatMap(({ headers }) => headers['set-cookie'] ?? []).map(String);
  assert.equal(cookies.length, 2);
  for (const cookie of cookies) assert.match(cookie, /^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test('Japanese unless English is chosen, whatever Accept-Language says; the choice is remembered', async () => {
  const visitor = www.visitor();
  const first = await visitor.get('/', { 'accept-language': 'en-US,en;q=0.9' });
  assert.match(first.body, /<html lang="ja">/);
  assert.match(first.body, /href="\?lang=en"/);
  assert.equal((await visitor.get('/?lang=en')).headers.location, '/');
  assert.match((await visitor.get('/')).body, /<html lang="en">/);
  assert.match((await visitor.get('/9000/')).body, /<html lang="en">/);
  assert.match((await visitor.get('/9000/?lang=fr')).body, /<html lang="en">/);
  assert.equal((await visitor.get('/9000/?lang=ja')).headers.location, '/9000/');
  assert.match((await visitor.get('/9000/')).body, /<html lang="ja">/);
});

test('every link leads somewhere, every page stands alone, in both languages', async (t) => {
  for (const language of ['ja', 'en']) {
    await t.test(language, async () => {
      const visitor = www.visitor();
      await visitor.get(`/?lang=${language}`);
      const seen = new Set(['/']);
      for (const path of seen) {
        const page = await visitor.get(path);
        const leavesFace = page.headers.location?.startsWith('https://') === true;
        if (leavesFace) continue;
        assert.ok([200, 303].includes(page.statusCode), `${path}: ${page.statusCode}`);
        if (page.headers['content-type']?.toString().startsWith('text/html')) {
          assert.equal(page.body.match(/<h1>/g)?.length, 1, `${path} has one h1`);
          assert.ok(!/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:/i.test(page.body), path);
          assert.ok(!/(?:src|href)="(?:https?:)?\/\//.test(page.body), `${path} names no other host`);
          assert.ok(!/\{\w+\}/.test(page.body), `${path} has no gap left`);
        }
        for (const [, href = ''] of page.body.matchAll(/(?:href|src)="(\/[^"]*)"/g)) seen.add(href);
      }
      assert.ok(seen.size > 30, `${seen.size} addresses`);
    });
  }
});

test('menus show only what is built, with the banks’ own labels', async () => {
  const visitor = www.visitor();
  const top = await visitor.get('/9000/');
  assert.match(top.body, />管理者ログオン</);
  assert.match(top.body, />電子証明書取得・更新</);
  assert.match(top.body, />利用者ログオン</);
  assert.match(top.body, /ID・パスワード方式/);
  assert.match((await visitor.get('/9000/menu/certificate')).body, />管理者用：電子証明書取得</);
  assert.match((await visitor.get('/9000/menu/certificate')).body, />利用者用：電子証明書取得</);
  assert.match((await visitor.get('/9001/')).body, /利用者ログオン/);
});

test('log on starts at a host name of its own each time', async () => {
  const start = async () =>
    (await www.visitor().get('/9000/logon/administrator/start')).headers.location ?? '';
  const [one, two] = [await start(), await start()];
  assert.match(one, /^https:\/\/[a-z2-7]{26,}\.logon\.localhost:8444\/9000\/administrator$/);
  assert.notEqual(one, two);
});

test('files are cached for good and named by their content', async () => {
  const page = await www.visitor().get('/');
  const style = /href="(\/assets\/warifu-[0-9a-f]{16}\.css)"/.exec(page.body)?.[1] ?? '';
  const file = await www.visitor().get(style);
  assert.equal(file.statusCode, 200);
  assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.match(String(file.headers['content-type']), /^text\/css/);
  assert.ok(!/url\(\s*["']?https?:/.test(file.body));
});

test('log off ends on a page of this face', async () => {
  const page = await www.visitor().get('/9000/logged-off');
  assert.equal(headingOf(page), 'ログオフしました');
});
