// What comes out of a printer, and what a camera reads from it.

import jsQR from 'jsqr';
import { close, open } from './browser.js';

// The printed pages of what is shown: how many there are, and the size of each in points.
export async function printed(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) => box.split(' ').slice(2).map(Number));
  return { pages: [...pdf.matchAll(/\/Type \/Page\b/g)].length, sizes };
}

// What the QR codes say that are shown in these elements, each photographed as it is seen.
export async function scanned(browser, elements) {
  const light = await open(browser);
  const said = [];
  for (const element of elements) {
    const picture = (await element.screenshot()).toString('base64');
    const { data, width, height } = await light.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      return { data: [...canvas.getImageData(0, 0, image.width, image.height).data], width: image.width, height: image.height };
    }, picture);
    said.push(jsQR(Uint8ClampedArray.from(data), width, height)?.data);
  }
  await close(light);
  return said;
}
