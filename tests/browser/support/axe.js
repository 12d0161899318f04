// axe-core on a page as it stands, in each way of looking at it.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { sizes } from './browser.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const colours = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
};

async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  const found = await page.evaluate((values) => axe.run(document, { runOnly: values, resultTypes: ['violations'] }), tags);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}\n    ${node.html.slice(0, 200)}`));
}

// No violation in any colours at any width, and nothing that is wider than the screen.
export async function sound(page, name) {
  const found = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${name}, ${size}: ${over} px too wide`);
    for (const [colour, media] of Object.entries(colours)) {
      await page.emulateMedia(media);
      found.push(...(await violations(page)).map((one) => `${name}, ${size}, ${colour}: ${one}`));
      if (process.env.SPEIR_PICTURES) await page.screenshot({ path: `${process.env.SPEIR_PICTURES}/${name} ${size} ${colour}.png`.replaceAll(/[ ,]+/g, '-') });
    }
  }
  assert.deepEqual(found, []);
}
