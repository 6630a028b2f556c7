// The main job in real Chromium: sign in, look at every page, import a list, read why, get a table.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesk } from '../lib/desk.js';
import { audit, launch, signIn } from '../lib/browser.js';

let desk;
let browser;
before(async () => { desk = await startDesk(); browser = await launch(); });
after(async () => { await browser?.close(); await desk?.stop(); });

async function visitor(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
  await signIn(page, desk);
  return { context, page };
}

// The first question after a start reads all households; until then the page says how far that is.
async function columnsRead(page) {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await page.goto(`${desk.address}/what-if`);
    if (answer.status() !== 503) return;
    await page.waitForTimeout(500);
  }
  assert.fail('the columns are not read within a minute');
}

test('every section is accessible and fits, on a phone and on a desk, in both languages and themes', async () => {
  const { context, page } = await visitor();
  const sections = await page.locator('nav a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  await page.goto(`${desk.address}/households?class=poor`);
  const household = await page.locator('main table tbody a[href^="/households/"]').first().getAttribute('href');
  const addresses = new Set([...sections, household, '/reports/1', '/reports/2', '/law/vn-2022', '/account', '/figures']);
  assert.ok(addresses.size > 8, `found only ${[...addresses]}`);
  await columnsRead(page);
  for (const lang of ['vi', 'en']) {
    await page.goto(`${desk.address}/lang/${lang}?back=/`);
    for (const theme of ['light', 'dark']) {
      await page.goto(`${desk.address}/theme/${theme}?back=/`);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        for (const address of addresses) {
          const answer = await page.goto(desk.address + address);
          assert.equal(answer.status(), 200, address);
          // Contrast differs by theme, layout by width; one language is enough for the full audit.
          if (lang === 'vi' || width === 360) await audit(page, `${address} ${lang} ${theme} ${width}`);
        }
      }
    }
  }
  await context.close();
});

// The script waits for its engine after the page has loaded; on a thin line that takes a while.
test('the survey page can be read before its script has come', async () => {
  const { context, page } = await visitor();
  await page.route('**/survey/files/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()));
  await page.goto(`${desk.address}/survey`);
  await audit(page, '/survey without its script');
  assert.equal(await page.locator('#language').textContent(), 'English');
  await context.close();
});

// Links whose whole text is a number, with that number; of tables in two rows only those of households.
async function numbers(page, address) {
  const answer = await page.goto(desk.address + address);
  assert.equal(answer.status(), 200, address);
  const links = await page.locator('main a[href*="households"], main a[href*="/behind?"]').evaluateAll((all) =>
    all.map((link) => ({ text: link.textContent.trim(), href: link.getAttribute('href') })));
  const ofPersons = (href) => /^\/reports\/[238]\//.test(href) && /row=\d*[13579]&/.test(href);
  return links.filter(({ text, href }) => /^[\d.]+$/.test(text) && !ofPersons(href))
    .map(({ text, href }) => [href, Number(text.replaceAll('.', ''))]);
}

test('every number of households opens a list of as many', async () => {
  const opened = new Map();
  for (const role of ['lacson.canbo', 'quantri']) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, desk, role);
    const tables = role === 'quantri' ? [] : [2, 3, 4, 8, 9, 10].map((number) => `/reports/${number}`);
    for (const address of ['/', '/movement', ...tables]) {
      for (const [href, number] of await numbers(page, address)) {
        if (opened.has(href)) continue;
        const list = await (await page.request.get(desk.address + href)).text();
        const counted = list.match(/<p[^>]*>(?:[^<]*?· )??([\d.]+) hộ[\s,.·<]/);
        opened.set(href, [number, Number(counted?.[1].replaceAll('.', ''))]);
      }
    }
    await context.close();
  }
  const wrong = [...opened].filter(([, [number, counted]]) => number !== counted);
  assert.deepEqual(wrong, [], 'numbers and lists that differ');
  assert.ok(opened.size > 150, `only ${opened.size} numbers`);
});

test('the map of the whole country is reached by keyboard on a phone', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await signIn(page, desk, 'quantri');
  await audit(page, 'the first page of the administrator');
  await context.close();
});

test('every page of a running review is accessible and fits, for officer, chair and reviewer', async () => {
  const one = async (page, address, selector) => {
    await page.goto(desk.address + address);
    return page.locator(selector).first().getAttribute('href');
  };
  const pages = {
    'lacson.canbo': async (page) => {
      const round = await one(page, '/rounds', 'main table tbody a[href^="/rounds/"]');
      const meeting = await one(page, round, 'a[href^="/rounds/meetings/"]');
      return [
        '/rounds', round, `${round}?stage=meeting`, `${round}/reminders`, `${round}/reminders?village=all`, `${round}/assignment`,
        `${round}/sample`, `${round}/outliers`, `${round}/standards`, `${round}/opinion`, meeting,
        await one(page, round, 'a[href*="/meeting?village="]'),
        await one(page, round, 'a[href^="/postings/"]'),
        await one(page, `${round}?stage=recheck`, 'section[aria-labelledby=cases] a'),
        await one(page, '/rounds/requests', 'main table tbody a'),
        '/rounds/requests', '/rounds/relations', '/rounds/certificates',
      ];
    },
    'lacson.chutich': async (page) => [`${await one(page, '/rounds', 'main table tbody a[href^="/rounds/"]')}/decision`, '/rounds/certificates'],
    'lacson.rasoat': async () => ['/', '/rounds/mine'],
  };
  for (const [login, found] of Object.entries(pages)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
    await signIn(page, desk, login);
    for (const address of await found(page)) {
      assert.ok(address, `${login} finds the page`);
      const answer = await page.goto(desk.address + address);
      assert.equal(answer.status(), 200, address);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await audit(page, `${address} for ${login}, ${width}`);
      }
    }
    await context.close();
  }
});

test('a stranger sees nothing but the sign-in page', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const address of ['/', '/households', '/reports/1', '/imports']) {
    await page.goto(desk.address + address);
    assert.match(new URL(page.url()).pathname, /^\/sign-in$/);
  }
  await page.fill('input[name=login]', desk.accounts[0].login);
  await page.fill('input[name=password]', 'not the password');
  await page.click('main button');
  await audit(page, 'sign-in with an error');
  assert.ok(await page.locator('[role=alert]').isVisible());
  await context.close();
});

test('without scripts a name typed without diacritics finds the household, and its page says why', async () => {
  const { context, page } = await visitor({ javaScriptEnabled: false });
  await page.goto(`${desk.address}/households?class=poor`);
  const link = page.locator('main table tbody a[href^="/households/"]').first();
  const name = (await link.textContent()).trim();
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
  await page.fill('input[name=q]', plain);
  await page.press('input[name=q]', 'Enter');
  const found = page.locator('main table tbody a[href^="/households/"]', { hasText: name }).first();
  await found.click();
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(name));
  assert.match(text, /Nghị định|NĐ/);
  assert.match(text, /2022/);
  await context.close();
});

test('a spreadsheet is imported through its mapping, and once more changes nothing', async () => {
  const { context, page } = await visitor();
  const rows = ['Ngày rà soát,Họ và tên chủ hộ,Mã hộ,Giới tính chủ hộ,Số nhân khẩu,Điểm B1,Điểm B2,Phân loại'];
  const given = 'An Ba Bình Chi Dung Đào Giang Hà Khôi Lan Mai Nga Oanh Phúc Quý Sơn Tâm Uyên Vinh Xuân'.split(' ');
  for (let n = 1; n <= 20; n += 1) rows.push(`10/10/2026,Người Thử ${given[n - 1]},T${String(n).padStart(3, '0')},Nam,4,${100 + n},${n % 2 ? 40 : 10},${n % 2 ? 'Hộ nghèo' : 'Hộ cận nghèo'}`);
  rows.push('31/02/2026,Người Có Ngày Sai,T900,Nữ,3,100,30,Hộ nghèo');
  const file = join(desk.folder, 'danh-sach.csv');
  await writeFile(file, `\uFEFF${rows.join('\n')}\n`);
  page.on('dialog', (dialog) => dialog.accept());
  const ended = async (name, button) => {
    await Promise.all([page.waitForNavigation(), page.locator(button).click()]);
    await page.waitForFunction(() => !document.querySelector('.progress'), null, { timeout: 60_000 });
    await audit(page, name);
    return page.locator('main').innerText();
  };
  const upload = async () => {
    await page.goto(`${desk.address}/imports`);
    await page.setInputFiles('input[type=file]', file);
    await page.locator('main form:has(input[type=file]) button').last().click();
    await page.waitForURL(/mapping/);
    await audit(page, 'mapping');
  };
  const known = async () => {
    await page.goto(`${desk.address}/households?q=nguoi+thu+dao`);
    return page.locator('main table tbody a', { hasText: 'Người Thử Đào' }).count();
  };
  await upload();
  assert.match(await ended('result of a trial', 'button[value=try]'), /20/);
  const result = page.url();
  assert.equal(await known(), 0, 'a trial writes nothing');
  await page.goto(result);
  const told = await ended('result of an import', 'main form[action$="/run"] button');
  assert.match(told, /20/);
  assert.match(told, /31\/02\/2026/, 'the rejected row says why');
  assert.equal(await known(), 1);
  await upload();
  await ended('result of the same import again', 'button[value=real]');
  assert.equal(await known(), 1, 'the same file changes nothing');
  await context.close();
});

test('an official table downloads as a spreadsheet and prints on A4', async () => {
  const { context, page } = await visitor();
  await page.goto(`${desk.address}/reports/1`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /XLSX/ }).click()]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.ok(pdf.length > 5_000);
  await context.close();
});

test('what if: the numbers add up and each opens the households behind it', async () => {
  const { context, page } = await visitor();
  await page.goto(`${desk.address}/what-if`);
  const number = (text) => Number(text.replace(/\./g, ''));
  const rows = page.locator('section[aria-labelledby=changes] table.data').last().locator('tbody tr');
  const poor = rows.first();
  const cell = poor.locator('td a').first();
  const count = number((await cell.textContent()).trim());
  assert.ok(count > 0, 'some households are poor both ways');
  await cell.click();
  assert.match(await page.locator('main').textContent(), new RegExp(`${count.toLocaleString('vi-VN')} hộ`));
  await page.goBack();
  const indicators = await page.locator('section[aria-labelledby=lacking-what] tbody td').allTextContents();
  assert.ok(indicators.some((text) => number(text.trim()) > 0), 'some indicator has households');
  await page.selectOption('select[name=after]', 'vn-2022');
  await page.fill('input[name=rural]', '0');
  await page.fill('input[name=urban]', '0');
  await page.click('form[action="/what-if"] button');
  assert.match(new URL(page.url()).search, /rural=0/, 'the address holds the question');
  assert.match(await page.locator('#changes + p').textContent(), /thành 0 hộ nghèo/);
  await audit(page, 'what if');

  await page.click('summary:has-text("điểm của từng chỉ số")');
  await page.fill('input[name=points-water]', '20');
  await page.click('form[action="/what-if"] button');
  assert.match(new URL(page.url()).search, /points=water\.20/, 'the address keeps the points that differ');
  for (const name of ['Nước tính đôi', 'Nước tính đôi, bản sau']) {
    await page.fill('input[name=name]', name);
    await page.click('form[action="/what-if/saved"] button');
  }
  const boxes = page.locator('input[name=s]');
  assert.equal(await boxes.count(), 2);
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.click('button[form=compare]');
  assert.equal(await page.locator('main thead th a').count(), 2, 'two scenarios side by side');
  await audit(page, 'scenarios side by side');
  await context.close();
});

test('movement: rows add up and each number opens the households behind it', async () => {
  const { context, page } = await visitor();
  await page.goto(`${desk.address}/movement?from=31/12/2022`);
  const number = (text) => Number(text.trim().split(/\s/)[0].replace(/\./g, ''));
  const poor = page.locator('section[aria-labelledby=between] > .scroll table.data, section[aria-labelledby=between] table.data').last().locator('tbody tr').first();
  const cells = (await poor.locator('td').evaluateAll((all) => all.map((cell) => cell.innerText))).map(number);
  const sum = cells.pop();
  assert.ok(sum > 0, 'some households were poor');
  assert.equal(cells.reduce((a, b) => a + b, 0), sum);
  const link = poor.locator('td a').first();
  const count = number(await link.textContent());
  await link.click();
  assert.match(await page.locator('main').textContent(), new RegExp(`${count.toLocaleString('vi-VN')} hộ`));
  await page.goBack();
  await page.selectOption('select[name=by]', 'sex');
  await page.click('form[action="/movement"] button');
  assert.match(await page.locator('section[aria-labelledby=groups] tbody').textContent(), /Nữ/);
  await audit(page, 'movement');
  await context.close();
});

test('measures: the households left out are counted, and the figures download', async () => {
  const { context, page } = await visitor();
  await page.goto(`${desk.address}/measures?k=25&since=31/12/2024`);
  assert.match(await page.locator('#whole + p').textContent(), /không được tính/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải về (CSV)' }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await audit(page, 'measures');
  await context.close();
});
