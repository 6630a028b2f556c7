// The survey in real Chromium, without network and by keyboard alone: what is begun survives a killed tab,
// what is finished arrives once, and the server says what the phone said.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesk } from '../lib/desk.js';
import { audit, launchWith, signIn } from '../lib/browser.js';

let desk;
let profile;
let context;
before(async () => {
  desk = await startDesk();
  profile = await mkdtemp(join(tmpdir(), 'chieusau-phone-'));
});
after(async () => {
  await context?.close();
  await desk?.stop();
  await rm(profile, { recursive: true, force: true });
});

const phone = { viewport: { width: 360, height: 740 }, locale: 'vi-VN', geolocation: { latitude: 20.6, longitude: 105.45, accuracy: 7 }, permissions: ['geolocation'] };

async function open() {
  await context?.close();
  context = await launchWith(profile, phone);
  const page = context.pages()[0] ?? await context.newPage();
  page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
  page.on('dialog', (dialog) => dialog.accept());
  return page;
}

const heading = (page) => page.locator('main h1').textContent();

// Only keys: Tab until something is in focus that satisfies `such`, then the key.
async function press(page, such, key, most = 200) {
  for (let n = 0; n < most; n += 1) {
    if (await page.evaluate(such[0], such[1])) { await page.keyboard.press(key); return; }
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${such[1]} on “${await heading(page)}”`);
}

const button = (text) => [(text) => document.activeElement?.tagName === 'BUTTON' && document.activeElement.textContent.trim().startsWith(text), text];

// Chooses the first answer of a question, or a named one, in the group that begins with this text.
async function choose(page, question, value) {
  const inside = (text) => document.activeElement?.type === 'radio' && document.activeElement.closest('fieldset').querySelector('legend').textContent.startsWith(text);
  await press(page, [inside, question], 'Space');
  for (let n = 0; n < 12; n += 1) {
    if (await page.evaluate((value) => document.activeElement.dataset.value === value && document.activeElement.checked, value)) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`no answer ${value} to ${question}`);
}

async function type(page, label, text) {
  const inside = (text) => document.activeElement?.labels?.[0]?.textContent.startsWith(text);
  for (let n = 0; n < 200; n += 1) {
    if (await page.evaluate(inside, label)) { await page.keyboard.type(text); return; }
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${label}`);
}

async function next(page) {
  const from = await page.locator('main .progress label').textContent();
  await press(page, button('Tiếp tục'), 'Enter');
  await page.waitForFunction((from) => document.querySelector('main .progress label')?.textContent !== from, from);
}

test('a household is surveyed without network, by keyboard alone, through a killed tab, and arrives once', async () => {
  let page = await open();
  // The demonstration's round runs, and its reviewer has households left.
  await signIn(page, desk, 'lacson.rasoat');
  await page.goto(`${desk.address}/survey`);
  await page.locator('.homes button').first().waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await audit(page, 'list of households');

  await context.setOffline(true);
  await page.reload();
  await page.locator('#to-visit').waitFor();
  const label = (await page.locator('section[aria-labelledby=to-visit] .homes button').first().textContent()).trim();
  await press(page, button(label), 'Enter');
  await page.locator('main .progress').waitFor();
  const screens = [];
  const look = async () => { const title = await heading(page); screens.push(title); await audit(page, title); };
  await look();
  await next(page);
  await look();
  const members = await page.locator('section .homes li > span').allTextContents();
  assert.ok(members.length > 0, 'who is known of the household is listed');
  assert.equal(new Set(members.map((text) => text.replace(/^\d+\. /, ''))).size, members.length, `each by an own name: ${members}`);
  await choose(page, 'Đã ghi đủ mọi thành viên của hộ?', 'yes');
  // Up to the first block of the house, with an answer on the way.
  while (!(await heading(page)).startsWith('Thông tin chung')) { await next(page); await look(); }
  await type(page, 'Số nhân khẩu', 'abc');
  await press(page, button('Tiếp tục'), 'Enter');
  assert.ok(await page.locator('.errors[role=alert]').isVisible(), 'letters are no number');
  await audit(page, 'an error');
  await page.locator('input.short').fill('');
  await next(page);
  while (!(await heading(page)).startsWith('Phiếu B1')) { await next(page); await look(); }
  await choose(page, 'Vật liệu chính của tường', 'concrete');
  await type(page, 'Diện tích nhà ở', '40,5');
  await page.waitForTimeout(600);

  // The tab is killed in the middle of the screen.
  page = await open();
  await context.setOffline(true);
  await page.goto(`${desk.address}/survey`);
  await page.locator('#begun').waitFor();
  await audit(page, 'list with a survey begun');
  await press(page, button(label), 'Enter');
  await page.locator('main .progress').waitFor();
  assert.ok((await heading(page)).startsWith('Phiếu B1'), 'it goes on where it was');
  assert.equal(await page.getByLabel('Diện tích nhà ở').inputValue(), '40,5');
  assert.ok(await page.locator('input[data-value=concrete]').first().isChecked());

  while (!(await heading(page)).startsWith('Điểm thu nhập')) { await next(page); await look(); }
  await type(page, 'Điểm thu nhập', '120');
  await next(page);
  await look();
  await press(page, button('Lấy vị trí'), 'Enter');
  await page.locator('.said', { hasText: 'sai số khoảng 7 m' }).waitFor();
  const photo = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    const pen = canvas.getContext('2d');
    for (let n = 0; n < 400; n += 1) { pen.fillStyle = `hsl(${n * 7 % 360} 60% 50%)`; pen.fillRect(n * 37 % 3000, n * 53 % 2000, 300, 200); }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return Array.from(bytes);
  });
  await page.locator('input[type=file]').first().setInputFiles({ name: 'nha.png', mimeType: 'image/png', buffer: Buffer.from(photo) });
  await page.locator('.said', { hasText: 'Đã có ảnh' }).waitFor();
  const width = await page.locator('img.preview').first().evaluate(async (image) => { await image.decode(); return image.naturalWidth; });
  assert.equal(width, 1280, 'photos are made smaller on the phone');
  const sign = [() => document.activeElement?.tagName === 'SUMMARY' && document.activeElement.textContent.includes('Xác nhận bằng tên'), 'sign by name'];
  await press(page, sign, 'Enter');
  await type(page, 'Họ và tên người trả lời', 'Bùi Văn Thử');
  await press(page, [() => document.activeElement?.type === 'checkbox', 'agreement'], 'Space');
  await press(page, button('Xác nhận'), 'Enter');
  await page.locator('img.preview[alt*="Chữ ký"]').waitFor();
  await audit(page, 'evidence');
  await next(page);
  await look();
  const outcomes = await page.locator('.outcome').evaluateAll((all) => all.map((one) => [one.dataset.standard, one.dataset.class]));
  assert.ok(outcomes.length >= 2, `two standards in one visit: ${outcomes}`);
  await press(page, button('Xong'), 'Enter');
  await page.locator('#queued').waitFor();
  await audit(page, 'list with a survey waiting');
  assert.ok(screens.length > 10);

  // Without network it waits; with one it goes by itself, and is received once.
  await context.setOffline(false);
  await page.locator('#sent').waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('#queued').count(), 0);
  await audit(page, 'list with a survey sent');
  await page.reload();
  await page.locator('#sent').waitFor();
  const kept = await page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()).filter((one) => one.name.startsWith('chieusau-survey-'));
    const database = await new Promise((done) => { const opening = indexedDB.open(name); opening.onsuccess = () => done(opening.result); });
    const all = (store) => new Promise((done) => { const asked = database.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
    return { drafts: await all('drafts'), files: await all('files') };
  });
  assert.equal(kept.files.length, 0, 'photos that the server has are not kept on the phone');
  assert.equal(kept.drafts[0].xml, undefined, 'nor are answers');

  await page.goto(`${desk.address}/submissions`);
  const rows = page.locator('main table tbody tr');
  assert.equal(await rows.count(), 1, 'it arrived once');
  assert.match(await rows.first().innerText(), /photo_outside.*\.jpg/s);
  const household = await rows.first().locator('a[href^="/households/"]').getAttribute('href');
  await page.goto(desk.address + household);
  const text = await page.locator('main').innerText();
  const words = { poor: 'Hộ nghèo', near_poor: 'Hộ cận nghèo', not_poor: 'Không nghèo', average: 'mức sống trung bình', undetermined: 'Chưa xác định' };
  for (const [standard, found] of outcomes) {
    assert.ok(words[found], `${standard}: ${found}`);
    assert.ok(text.toLowerCase().includes(words[found].toLowerCase()), `${standard} says ${found}`);
  }
});

test('another account on the same phone sees nothing of the first', async () => {
  const page = await open();
  await page.goto(`${desk.address}/survey`);
  await page.locator('#sent').waitFor();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.getByText('Đã đăng xuất').waitFor();
  await audit(page, 'signed out');
  await page.reload();
  await page.waitForURL(/sign-in/);
  await signIn(page, desk, 'quyetthang.rasoat');
  await page.goto(`${desk.address}/survey`);
  await page.locator('#to-visit').waitFor();
  assert.equal(await page.locator('#sent').count(), 0);
});
