// Chromium as Debian ships it.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const sizes = { narrow: { width: 320, height: 640 }, wide: { width: 1280, height: 800 } };

export const launch = (options = {}) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet, ...options });

// A fresh page in a fresh context; `options` are those of the context.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: sizes.wide, ...options });
  // Bounds that only a test that fails reaches.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.posts = [];
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(`${error}`));
  page.on('request', (request) => request.method() === 'POST' && page.posts.push(request.url()));
  return page;
}

// Closes the page. A script that failed on it fails the test.
export async function close(page) {
  assert.deepEqual(page.errors, []);
  await page.context().close();
}

// Does what leads to another page, and waits for that page. Gives its answer.
export const leading = async (page, action) => (await Promise.all([page.waitForNavigation(), action()]))[0];

// Follows the link of this name, as a person reads it, to its page.
export const follow = (page, name, options = {}) => leading(page, () => page.getByRole('link', { name, ...options }).click());
