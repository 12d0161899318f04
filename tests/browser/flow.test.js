// Reloading, leaving, going back, changing the language, and two people at one address, in two engines.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { close, launch, leading, open } from './support/browser.js';
import { engines } from './support/engines.js';
import { look, until } from './support/form.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
const secret = 'Only I can know this.';
let service;
before(async () => { service = await serve({ entries: [{ audience }], settings: { SPEIR_LEAVE_TO: '/help' } }); });
after(() => service?.stop());

const at = (page, hash) => until(page, (wanted) => location.hash === wanted, hash);
const onPath = (page, end) => until(page, (wanted) => location.pathname.endsWith(wanted) && document.readyState === 'complete', end);
const held = async (page) => (await look(page)).held;

// Opens the form and goes on to question `last` by Next, with the first question and the comment answered.
async function filled(page, last = 3) {
  await page.goto(service.form(audience));
  await page.click('#start .go a');
  await at(page, '#q1');
  await page.click('#q1 label');
  for (let number = 2; number <= last; number += 1) {
    await page.evaluate(() => [...document.querySelectorAll(':target .go a')].find((link) => link.getClientRects().length > 0).click());
    await until(page, (n) => location.hash === `#q${n}`, number);
  }
  await page.evaluate((text) => {
    const box = document.querySelector('textarea');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, secret);
}

// Another tab with what the browser keeps of this one when it discards it: its address and its storage.
async function revived(page) {
  const [url, kept] = [page.url(), await page.evaluate(() => ({ ...sessionStorage }))];
  const again = await (page.context?.() ?? page.browserContext()).newPage();
  await again.goto(`${new URL(url).origin}/privacy`);
  await again.evaluate((values) => Object.assign(sessionStorage, values), kept);
  await again.goto(url);
  return again;
}

async function send(page) {
  await page.evaluate(() => { location.hash = '#send'; });
  await page.click('#send button');
}

for (const [name, launch] of Object.entries(engines)) {
  describe(name, () => {
    let engine;
    before(async () => { engine = await launch(); });
    after(() => engine?.close());

    test('the address bar shows the link that everybody has', async () => {
      const page = await engine.open();
      await filled(page);
      assert.equal(page.url(), `${service.form(audience)}#q3`);
      await page.close();
    });

    test('five people at one shared address store five responses', { timeout: 600_000 }, async () => {
      const stored = service.returned(audience);
      const first = await engine.open();
      await filled(first, 2);
      const shared = first.url();
      for (let person = 0; person < 5; person += 1) {
        const page = person ? await engine.open() : first;
        if (person) await page.goto(shared);
        await page.evaluate((n) => { document.querySelectorAll('#q1 input')[n].checked = true; }, person);
        await send(page);
        await onPath(page, '/thanks');
        await page.close();
      }
      assert.equal(service.returned(audience), stored + 5);
    });

    test('a reload warns only while there are unsent answers', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      await page.click('#start .go a');
      await page.reload();
      assert.deepEqual(page.asked, []);
      await filled(page);
      await page.reload();
      assert.deepEqual(page.asked, ['beforeunload']);
      await page.close();
    });

    test('answers that are kept survive a reload, and go when sent', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      await page.click('#keep');
      await filled(page);
      await page.evaluate(() => { if (!document.querySelector('#keep').checked) throw new Error('not kept'); });
      const before = await held(page);
      await page.reload();
      await until(page, () => document.readyState === 'complete');
      assert.equal(await held(page), before);
      assert.equal((await look(page)).hash, '#q3');
      const stored = service.returned(audience);
      await send(page);
      await onPath(page, '/thanks');
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      assert.equal(service.returned(audience), stored + 1);
      await page.close();
    });

    test('a tab that the browser discarded comes back with the answers that were kept', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      await page.click('#keep');
      await filled(page);
      const before = await held(page);
      const again = await revived(page);
      await page.close();
      await until(again, () => document.readyState === 'complete');
      assert.deepEqual([await held(again), (await look(again)).hash], [before, '#q3']);
      const stored = service.returned(audience);
      await send(again);
      await onPath(again, '/thanks');
      assert.equal(await again.evaluate(() => sessionStorage.length), 0);
      assert.equal(service.returned(audience), stored + 1);
      await again.close();
    });

    test('a box that was unticked stays so when the page is loaded again while it is sent', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page);
      await page.evaluate(() => {
        const box = document.querySelector('#keep');
        box.click();
        box.click();
        window.fetch = () => new Promise(() => {});
      });
      await send(page);
      await until(page, () => sessionStorage.length === 1);
      assert.match(await page.evaluate(() => Object.values(sessionStorage)[0]), /^\S+ \S+ $/);
      await page.reload();
      await until(page, () => document.readyState === 'complete');
      assert.equal(await page.evaluate(() => document.querySelector('#keep').checked), false);
      await page.close();
    });

    test('unticking the box forgets the answers', async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      await page.click('#keep');
      await page.click('#keep');
      await filled(page);
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      await page.close();
    });

    test('the language changes at question 7 and every answer stays', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page, 7);
      const before = await held(page);
      await page.click('.langs button');
      await until(page, () => document.documentElement.lang === 'gd');
      const seen = await look(page);
      assert.deepEqual([seen.held, seen.parts, seen.hash], [before, ['q7'], '#q7']);
      assert.equal(page.url(), `${service.form(audience)}?lang=gd#q7`);
      assert.deepEqual(page.asked, []);
      const stored = service.returned(audience);
      await send(page);
      await onPath(page, '/thanks');
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'gd');
      assert.equal(service.returned(audience), stored + 1);
      await page.close();
    });

    test('after sending, Back shows no form and no answer', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page);
      await send(page);
      await onPath(page, '/thanks');
      await page.goBack().catch(() => {});
      assert.equal(await until(page, () => document.forms.length === 0), true);
      assert.deepEqual(page.asked, []);
      await page.close();
    });

    test('after leaving, neither Back nor Forward shows the form', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(`${new URL(service.form(audience)).origin}/privacy`);
      await filled(page, 5);
      await page.click('.leave');
      await onPath(page, '/help');
      assert.deepEqual(page.asked, []);
      for (const step of ['goBack', 'goForward', 'goBack', 'goBack', 'goBack']) {
        await page[step]().catch(() => {});
        await until(page, () => document.readyState === 'complete' && ['/help', '/privacy', 'blank'].includes(location.pathname));
        assert.equal(await page.evaluate(() => document.querySelectorAll('fieldset').length), 0, step);
      }
      await page.close();
    });

    test('help opens inside the form and closes again', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page);
      const before = await held(page);
      await page.click('footer nav a');
      await until(page, () => document.activeElement.id === 'inside');
      assert.match(await page.evaluate(() => document.querySelector('#inside').textContent), /Phone 999 and ask/);
      assert.deepEqual([await held(page), (await look(page)).hash], [before, '#q3']);
      await page.click('#inside button');
      await until(page, () => !document.querySelector('#inside'));
      await page.close();
    });

    test('help that cannot be fetched opens beside the form', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page);
      const before = await held(page);
      for (const offline of [true, false]) {
        await page.evaluate((lost) => {
          window.opened = '';
          window.open = (address) => { window.opened = address; };
          window.fetch = async () => { if (lost) throw new TypeError('no line'); return new Response('<h1>502 Bad Gateway</h1>'); };
        }, offline);
        await page.click('footer nav a');
        await until(page, () => window.opened.includes('/help?lang=en'));
        assert.deepEqual([await held(page), await page.evaluate(() => document.querySelectorAll('#inside, footer h1').length)], [before, 0]);
      }
      await page.close();
    });

    test('a page that is not ours never replaces the form', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      await page.click('#keep');
      await filled(page);
      const before = await held(page);
      // It tries again by itself, which is looked at elsewhere.
      await page.evaluate(() => {
        const real = window.setTimeout;
        window.setTimeout = (what, wait) => (wait >= 3000 ? 0 : real(what, wait));
      });
      for (const status of [200, 403, 502]) {
        await page.evaluate((code) => {
          window.real ??= window.fetch;
          window.fetch = async () => new Response('<form><input name=q.1></form>', { status: code });
          document.querySelector('#lost').hidden = true;
        }, status);
        await page.click('.langs button');
        await until(page, () => document.querySelector('#lost:not([hidden]) ~ nav') !== null);
        await page.evaluate(() => { location.hash = '#send'; });
        await page.click('#send button');
        await until(page, () => document.querySelector('#lost:not([hidden]) ~ #sends') !== null);
        assert.equal(await held(page), before);
        assert.equal(await page.evaluate(() => sessionStorage.length), 1, 'the kept copy stays');
        await page.evaluate(() => { location.hash = '#q3'; });
      }
      const stored = service.returned(audience);
      await page.evaluate(() => { window.fetch = window.real; });
      await send(page);
      await onPath(page, '/thanks');
      assert.equal(service.returned(audience), stored + 1);
      await page.close();
    });

    test('after sixty steps Back still goes one step back, and after leaving never to the form', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(`${new URL(service.form(audience)).origin}/privacy`);
      await page.goto(service.form(audience));
      const hashes = Array.from({ length: 60 }, (_, step) => (step === 38 ? '#send' : `#q${step % 7 + 1}`));
      for (const hash of hashes) {
        await page.evaluate((to) => {
          const link = document.querySelector('.go a');
          link.setAttribute('href', to);
          link.click();
        }, hash);
        await until(page, (to) => location.hash === to && history.state !== null, hash);
      }
      assert.ok(await page.evaluate(() => history.state) <= 40);
      for (const hash of hashes.slice(-26, -1).reverse()) {
        await page.evaluate(() => history.back());
        await until(page, (to) => location.hash === to && history.state !== null, hash);
      }
      await page.evaluate(() => { window.speirTimer = window.setTimeout; window.setTimeout = (what, wait) => (wait ? 0 : window.speirTimer(what)); });
      await page.click('.leave');
      await onPath(page, '/help');
      await page.goBack().catch(() => {});
      await until(page, () => ['/help', '/privacy'].includes(location.pathname));
      assert.equal(await page.evaluate(() => document.querySelectorAll('fieldset').length), 0);
      await page.close();
    });

    test('errors are read in another language where they are', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await page.goto(service.form(audience));
      await send(page);
      await until(page, () => document.title.startsWith('Error: '));
      await page.click('.langs button');
      await until(page, () => document.title.startsWith('Mearachd: '));
      assert.deepEqual(await page.evaluate(() => [document.querySelectorAll('#top').length, document.querySelectorAll('#start').length]), [1, 0]);
      await page.close();
    });

    test('Escape closes help, and the focus is at its link again', { timeout: 600_000 }, async () => {
      const page = await engine.open();
      await filled(page);
      for (const key of ['Escape', '']) {
        await page.click('footer nav a');
        await until(page, () => document.activeElement.id === 'inside');
        assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#inside :is(h2, h3)')].slice(0, 2).map((at) => at.localName)), ['h2', 'h3']);
        if (key) await page.keyboard.press(key);
        else await page.click('#inside button');
        await until(page, () => !document.querySelector('#inside') && document.activeElement.matches('footer nav a'));
      }
      await page.close();
    });

    test('answers changed after a lost reply come back and can be sent as new', { timeout: 600_000 }, async () => {
      const stored = service.returned(audience);
      const page = await engine.open();
      await filled(page);
      await page.evaluate(() => {
        const real = window.fetch;
        window.fetch = (to, how) => {
          window.fetch = real;
          return real(to, how).then(() => {
            document.querySelectorAll('#q1 input')[3].checked = true;
            throw new Error('the connection is lost');
          });
        };
      });
      await send(page);
      await until(page, () => document.querySelector('#top')?.textContent.includes('already been sent from this address'));
      assert.match(await held(page), /q\.1=4&/);
      assert.match(decodeURIComponent((await held(page)).replaceAll('+', ' ')), new RegExp(secret));
      await page.click('#send button');
      await onPath(page, '/thanks');
      assert.equal(service.returned(audience), stored + 2);
      await page.close();
    });
  });
}

// Without scripts, in Chromium: Puppeteer cannot turn them off in Firefox.
describe('scripts off', () => {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser?.close());

  async function plain(link) {
    const page = await open(browser, { javaScriptEnabled: false });
    await page.goto(link);
    await page.click('#start .go a');
    await page.click('#q1 label');
    return page;
  }

  test('the language changes at question 7 and every answer stays', { timeout: 600_000 }, async () => {
    const page = await plain(service.form(audience));
    await page.evaluate((text) => { document.querySelector('textarea').value = text.repeat(200); location.hash = '#q7'; }, secret);
    const before = await held(page);
    const ticket = new URL(page.url()).pathname;
    await leading(page, () => page.click('.langs button'));
    const seen = await look(page);
    assert.deepEqual([seen.held, seen.parts, seen.hash], [before, ['q7'], '#q7']);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'gd');
    assert.equal(new URL(page.url()).pathname, ticket);
    await leading(page, () => page.click('.langs button'));
    assert.deepEqual([await held(page), (await look(page)).hash], [before, '#q7']);
    await close(page);
  });

  test('two people at one address both send their answers', { timeout: 600_000 }, async () => {
    const stored = service.returned(audience);
    const [first, second] = [await plain(service.form(audience)), await open(browser, { javaScriptEnabled: false })];
    await second.goto(first.url());
    await second.evaluate(() => { document.querySelectorAll('#q1 input')[1].checked = true; location.hash = '#send'; });
    await first.evaluate(() => { location.hash = '#send'; });
    await leading(first, () => first.click('#send button'));
    assert.equal(new URL(first.url()).pathname.split('/').at(-1), 'thanks');
    const before = await held(second);
    assert.equal((await leading(second, () => second.click('#send button'))).status(), 409);
    assert.equal(await held(second), before);
    await leading(second, () => second.click('#send button'));
    assert.equal(new URL(second.url()).pathname.split('/').at(-1), 'thanks');
    assert.equal(service.returned(audience), stored + 2);
    for (const page of [first, second]) await close(page);
  });

  test('after leaving, Back does not show the form', { timeout: 600_000 }, async () => {
    const page = await plain(service.form(audience));
    await page.click('.leave');
    await page.waitForURL('**/help');
    await page.goBack();
    assert.equal(await page.textContent('h1'), 'You left this form');
    assert.equal(await page.locator('fieldset').count(), 0);
    await leading(page, () => page.click('main a'));
    assert.equal((await look(page)).h1, 'What do you think?');
    await close(page);
  });
});
