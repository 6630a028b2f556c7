// Debian's Chromium, driven by playwright-core; nothing is downloaded.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options = {
  executablePath: process.env.CHIEUSAU_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export const launch = () => chromium.launch(options);

// A browser that remembers, as a phone does: what it keeps lies in the folder.
export const launchWith = (folder, context) => chromium.launchPersistentContext(folder, { ...options, ...context });

export async function signIn(page, desk, role) {
  const account = desk.accounts.find((one) => one.login === role) ?? desk.accounts[0];
  await page.goto(`${desk.address}/sign-in`);
  await page.fill('input[name=login]', account.login);
  await page.fill('input[name=password]', account.password);
  await page.click('main button');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// No violation of WCAG 2.1 A and AA, and nothing wider than the screen.
export async function audit(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  const told = violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 3).map((node) => node.html).join('\n    ')}`);
  assert.deepEqual(told, [], `accessibility of ${name}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than the screen`);
}
