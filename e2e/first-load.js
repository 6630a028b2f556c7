// How much the survey page loads at the first visit and how long that takes over a line of 50 kB/s with
// 400 ms of delay, and how soon it is there later without network: node first-load.js.
import { startDesk } from './lib/desk.js';
import { launch, signIn } from './lib/browser.js';

const desk = await startDesk();
const browser = await launch();
try {
  const rounds = [];
  for (let n = 0; n < 5; n += 1) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await signIn(page, desk, 'lacson.rasoat');
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    let bytes = 0;
    line.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
    const started = Date.now();
    await page.goto(`${desk.address}/survey`);
    await page.locator('#to-visit').waitFor();
    const first = (Date.now() - started) / 1000;
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    const again = Date.now();
    await page.reload();
    await page.locator('#to-visit').waitFor();
    const later = (Date.now() - again) / 1000;
    const opening = Date.now();
    await page.locator('section[aria-labelledby=to-visit] .homes button').first().click();
    await page.locator('main .progress').waitFor();
    rounds.push({ bytes, first, later, survey: (Date.now() - opening) / 1000 });
    await context.close();
  }
  const middle = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[2];
  console.log(`first load: ${Math.round(middle('bytes') / 1000)} kB, ${middle('first').toFixed(1)} s until the list is there`);
  console.log(`later, without network: ${middle('later').toFixed(2)} s; opening a survey ${middle('survey').toFixed(2)} s`);
} finally {
  await browser.close();
  await desk.stop();
}
