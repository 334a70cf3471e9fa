// The language goes along from host to host, by one parameter that sets that choice and nothing else, and then is gone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type LogonFace, openLogonFace } from '../world/logon-face.ts';
import { openWww, type Www } from '../world/www.ts';

const COOKIE = '__Host-warifu-language';
const languageOf = (body: string): string => /<html lang="(\w+)"/.exec(body)?.[1] ?? '';

let logon: LogonFace;
let www: Www;
before(async () => {
  logon = await openLogonFace();
  www = await openWww(logon.world);
});
after(async () => {
  await www.app.close();
  await logon.close();
});

/** Links of a page that lead to www, relative to its origin. */
function linksToWww(body: string): string[] {
  const { wwwOrigin } = logon.world.addresses;
  const hrefs = [...body.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return hrefs.filter((href) => href.startsWith(wwwOrigin)).map((href) => href.slice(wwwOrigin.length));
}

test('English chosen on www arrives on the logon host, and is then gone from the address', async () => {
  const visitor = www.visitor();
  await visitor.get('/9000/?lang=en');
  for (const start of ['/9000/logon/administrator/start', '/9000/check/certificate']) {
    const { location = '' } = (await visitor.get(start)).headers;
    const { pathname, search } = new URL(location);
    assert.equal(search, '?lang=en', start);
    const browser = logon.visitor();
    const arrived = await browser.get(`${pathname}${search}`);
    assert.deepEqual([arrived.status, arrived.headers.location], [303, pathname]);
    assert.equal(languageOf((await browser.get(pathname)).body), 'en');
  }
});

test('English chosen on the logon host goes along on every link back to www', async () => {
  const { browser } = await logon.loggedOn();
  await browser.get('/9000/status?lang=en');
  for (const path of [
    '/9000/status',
    '/9000/renewal/administrator',
    '/9000/users',
    '/9000/check',
    '/9000/nothing',
  ]) {
    const { body } = await browser.get(path);
    assert.equal(languageOf(body), 'en', path);
    const links = linksToWww(body);
    assert.ok(links.length > 2, path);
    for (const link of links) {
      assert.match(link, /^[^#]*[?&]lang=en(?:#.*)?$/, `${path}: ${link}`);
      const visitor = www.visitor();
      const { headers } = await visitor.get(link.replace(/#.*/, ''));
      assert.equal(headers.location, link.replace(/\?.*/s, ''), link);
      assert.equal(visitor.cookies.get(COOKIE), 'en');
    }
  }
  const status = await browser.get('/9000/status');
  assert.equal(languageOf(status.body), 'en');
  const left = await browser.submit('/9000/log-off', {});
  assert.match(left.headers.location ?? '', /\/9000\/logged-off\?lang=en$/);
});

test('where nobody chose, no link says anything, so that a choice on www stays', async () => {
  const { body } = await logon.visitor().get('/9000/administrator');
  assert.ok(linksToWww(body).length > 2);
  assert.doesNotMatch(linksToWww(body).join(' '), /lang=/);
});

test('Japanese chosen on the logon host goes along too', async () => {
  const browser = logon.visitor();
  await browser.get('/9000/administrator?lang=en');
  await browser.get('/9000/administrator?lang=ja');
  const links = linksToWww((await browser.get('/9000/administrator')).body);
  assert.ok(links.every((link) => link.includes('lang=ja')));
});

describe('what an address sets', () => {
  test('nothing but the language', async () => {
    const { headers } = await www
      .visitor()
      .get('/9000/?lang=en&__Host-warifu-session=x&__Host-warifu-check=x&language=ja');
    assert.deepEqual(
      [headers['set-cookie']].flat().map((cookie) => String(cookie).split(';')[0]),
      [`${COOKIE}=en`],
    );
    assert.equal(headers.location, '/9000/?__Host-warifu-session=x&__Host-warifu-check=x&language=ja');
  });

  for (const [title, query] of [
    ['an unknown language', 'lang=fr'],
    ['two at once', 'lang=en&lang=ja'],
    ['a name with more in it', 'lang=en%0d%0aset-cookie:x'],
    ['an object', 'lang[x]=en'],
  ] as const) {
    test(`nothing by ${title}`, async () => {
      const { statusCode, headers } = await www.visitor().get(`/9000/?${query}`);
      assert.equal(statusCode, 200);
      assert.equal(headers['set-cookie'], undefined);
    });
  }

  for (const path of ['//evil.example', '/\\evil.example', '//evil.example/9000/', '/%2F/evil.example']) {
    test(`no way to another host: ${path}`, async () => {
      const { headers } = await www.visitor().get(`${path}?lang=en`);
      assert.doesNotMatch(headers.location ?? '', /^(?:\/[/\\]|[a-z]+:)/);
    });
  }

  test('an address that is sent to is not led away from', async () => {
    const visitor = www.visitor();
    await visitor.get('/9000/enrolment/administrator/identify');
    const { statusCode } = await visitor.submit('/9000/enrolment/administrator/identify?lang=en', {});
    assert.equal(statusCode, 400);
  });

  test('scripts get their answer at once', async () => {
    const { statusCode, body } = await www
      .visitor()
      .get('/9000/nothing?lang=en', { accept: 'application/json' });
    assert.equal(statusCode, 404);
    assert.match(JSON.parse(body).title, /^[A-Z]/);
  });
});
