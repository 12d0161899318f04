// The same steps in two engines: Chromium by Playwright, Firefox by Puppeteer. Pages of both have what is used here.

import assert from 'node:assert/strict';
import puppeteer from 'puppeteer-core';
import { launch } from './browser.js';

// What goes wrong in the page's scripts.
function errorsOf(page) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(`${error}`));
  const close = page.close.bind(page);
  // A script that failed fails the test.
  page.close = async () => { assert.deepEqual(errors, []); await close(); };
  return errors;
}

// With the cache of whole pages, as people's browsers have it and Playwright's would not.
async function chromium() {
  const browser = await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  return {
    // A page in a context of its own, as on another device.
    async open() {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      page.asked = [];
      page.errors = errorsOf(page);
      page.on('dialog', (dialog) => { page.asked.push(dialog.type()); dialog.accept().catch(() => {}); });
      return page;
    },
    close: () => browser.close(),
  };
}

async function firefox() {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, protocol: 'webDriverBiDi' });
  return {
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 400, height: 844 });
      page.asked = [];
      page.errors = errorsOf(page);
      page.on('dialog', (dialog) => { page.asked.push(dialog.type()); dialog.accept().catch(() => {}); });
      return page;
    },
    close: () => browser.close(),
  };
}

export const engines = { Chromium: chromium, Firefox: firefox };
