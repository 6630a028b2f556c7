// Takes the pictures of the user guide: node screenshots.js, from a demonstration made for it.
import { mkdir } from 'node:fs/promises';
import { startDesk } from './lib/desk.js';
import { launch, signIn } from './lib/browser.js';

const guide = new URL('../docs/guide/', import.meta.url).pathname;

// Name of the picture, address (a function when it must be found first), screen.
const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
const pictures = [
  ['home', () => '/', wide],
  ['home-phone', () => '/', phone],
  ['households', () => '/households?class=poor', wide],
  ['household', firstHousehold, wide],
  ['household-phone', firstHousehold, phone],
  ['import', () => '/imports', wide],
  ['reports', () => '/reports', wide],
  ['report-2', () => '/reports/2', wide],
  ['law', () => '/law/vn-2022', wide],
  ['units', () => '/units', wide],
  ['what-if', () => '/what-if', wide],
  ['movement', () => '/movement?from=31/12/2022', wide],
  ['measures', () => '/measures', wide],
  ['round', firstRound, wide],
  ['submissions', () => '/submissions', phone],
];

async function firstHousehold(page, desk) {
  await page.goto(`${desk.address}/households?class=poor`);
  return page.locator('main table tbody a[href^="/households/"]').first().getAttribute('href');
}

async function firstRound(page, desk) {
  await page.goto(`${desk.address}/rounds`);
  return page.locator('main table tbody a[href^="/rounds/"]').first().getAttribute('href');
}

// The survey page on a phone: list, questions, result.
async function survey(page, lang, folder) {
  await page.setViewportSize(phone);
  await page.goto(`${desk.address}/survey`);
  await page.evaluate((lang) => localStorage.setItem('chieusau-lang', lang), lang);
  await page.reload();
  await page.locator('#to-visit').waitFor();
  await page.screenshot({ path: `${folder}/survey.png` });
  await page.locator('section[aria-labelledby=to-visit] .homes button').first().click();
  for (const [name, group] of [['survey-questions', /B1 .*\(1/], ['survey-result', /^(Kết quả|Result)$/]]) {
    while (!group.test(await page.locator('main h1').textContent())) await page.locator('.steps .main').click();
    if (name === 'survey-questions') await page.locator('input[type=radio]').first().check();
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}

const desk = await startDesk();
const browser = await launch();
try {
  for (const lang of ['vi', 'en']) {
    const folder = `${guide}${lang}/pictures`;
    await mkdir(folder, { recursive: true });
    const context = await browser.newContext({ deviceScaleFactor: 1, colorScheme: 'light' });
    const page = await context.newPage();
    await page.goto(`${desk.address}/lang/${lang}?back=/sign-in`);
    await page.setViewportSize(wide);
    await page.screenshot({ path: `${folder}/sign-in.png` });
    await signIn(page, desk);
    for (const [name, address, screen] of pictures) {
      await page.setViewportSize(screen);
      const wanted = desk.address + await address(page, desk);
      // Right after the start some figures are still being made.
      while ((await page.goto(wanted)).status() === 503) await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${name}.png` });
    }
    await survey(page, lang, folder);
    await context.close();
  }
} finally {
  await browser.close();
  await desk.stop();
}
