// The whole yearly round of one commune of 1 600 households in 12 villages, from the imported list to the table with
// its figures: officers, reviewers and the chair in real Chromium, most surveys as phones send them. Days pass by
// opening the desk again with its clock put to a later day. Every figure is reckoned here as well.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, startDesk } from '../lib/desk.js';
import { launch, launchWith } from '../lib/browser.js';
import { Phone, filled } from '../lib/phone.js';

const COMMUNE = '05158';
const HOUSEHOLDS = 1600;
const VILLAGES = 12;
const PASSWORD = 'một câu đủ dài để thử';
const REVIEWERS = ['muongbi.rs1', 'muongbi.rs2', 'muongbi.rs3', 'muongbi.rs4'];

let desk;
let browser;
let profile;
let phone;
before(async () => {
  desk = await startDesk({ day: '2026-09-07' });
  browser = await launch();
  profile = await mkdtemp(join(tmpdir(), 'chieusau-round-'));
});
after(async () => {
  await phone?.close();
  await browser?.close();
  await desk?.stop();
  await rm(profile, { recursive: true, force: true });
});

const number = (text) => Number(text.trim().split(/\s/)[0].replace(/\./g, ''));
const open = new Map();

// Another day: the desk is closed and opened again; whoever was signed in signs in anew.
async function dayIs(day) {
  await desk.stop({ keep: true });
  desk = await startDesk({ day, folder: desk.folder });
  for (const { context } of open.values()) await context.close();
  open.clear();
}

async function enter(page, login, password) {
  await page.goto(`${desk.address}/sign-in`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.click('main button');
}

// A page of somebody who is signed in.
async function as(login) {
  if (!open.has(login)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' });
    const page = await context.newPage();
    page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
    page.on('dialog', (dialog) => dialog.accept());
    await enter(page, login, PASSWORD);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    open.set(login, { context, page });
  }
  return open.get(login).page;
}

// An account from the command line, whose one-time password is replaced at the first sign-in.
async function account(login, name, role) {
  const made = execFileSync(program, ['user', 'add', login, '--name', name, '--role', role, '--unit', COMMUNE, '--database', desk.database], { encoding: 'utf8' });
  const once = made.match(/: (\S+)\s*$/)[1];
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, login, once);
  await page.waitForURL(/account/);
  await page.fill('input[name=current]', once);
  await page.fill('input[name=new]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.click('form[action="/account/password"] button');
  await page.waitForURL(/sign-in/);
  await context.close();
}

// Presses a button that leads to another page, which must say that it is done.
async function done(page, button) {
  await Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);
  await page.locator('.notice.done').waitFor({ timeout: 20_000 });
}

async function refused(page, button, words) {
  await Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);
  assert.match(await page.locator('[role=alert]').first().innerText(), words);
}

// The last row of the board: how many wait for each step.
async function board(page) {
  await page.goto(desk.address + round);
  const cells = await page.locator('section[aria-labelledby=board] tfoot td.number').allTextContents();
  const [survey, meeting, posting, posted, recheck, decision, decided] = cells.map(number);
  return { survey, meeting, posting, posted, recheck, decision, decided };
}

const none = { survey: 0, meeting: 0, posting: 0, posted: 0, recheck: 0, decision: 0, decided: 0 };
let round;
// What every household was and is expected to become, by its label on the phone's list.
const before26 = new Map();
const expected = new Map();

const given = 'An Ba Bình Chi Dung Đào Giang Hà Khôi Lan Mai Nga Oanh Phúc Quý Sơn Tâm Uyên Vinh Xuân'.split(' ');
const middles = ['Văn', 'Thị', 'Công', 'Thu', 'Đức'];
const families = ['Bùi', 'Quách', 'Đinh', 'Hà', 'Bạch', 'Xa', 'Nguyễn', 'Lê', 'Phạm', 'Vũ', 'Trần', 'Đỗ', 'Ngô', 'Dương', 'Đặng', 'Lưu'];
const head = (n) => `${families[Math.floor(n / 100)]} ${middles[Math.floor(n / 20) % 5]} ${given[n % 20]}`;

test('the list is imported, the round opened and every village given to somebody', async () => {
  await account('muongbi.canbo', 'Cán bộ Mường Bi', 'commune_officer');
  await account('muongbi.chutich', 'Chủ tịch Mường Bi', 'commune_chair');
  for (const [at, login] of REVIEWERS.entries()) await account(login, `Rà soát viên ${'ABCD'[at]}`, 'reviewer');

  const page = await as('muongbi.canbo');
  const rows = ['Ngày rà soát,Họ và tên chủ hộ,Thôn,Mã hộ,Giới tính chủ hộ,Số nhân khẩu,Điểm B1,Điểm B2,Phân loại'];
  for (let n = 0; n < HOUSEHOLDS; n += 1) {
    const poor = n % 16 < 7;
    before26.set(head(n), poor ? 'poor' : 'near_poor');
    rows.push(`10/11/2025,${head(n)},Xóm ${String.fromCharCode(65 + n % VILLAGES)},M${n},${n % 2 ? 'Nam' : 'Nữ'},4,${90 + n % 40},${poor ? 40 : 10},${poor ? 'Hộ nghèo' : 'Hộ cận nghèo'}`);
  }
  const file = join(desk.folder, 'muong-bi.csv');
  await writeFile(file, `\uFEFF${rows.join('\n')}\n`);
  await page.goto(`${desk.address}/imports`);
  await page.setInputFiles('input[type=file]', file);
  await page.locator('main form:has(input[type=file]) button').last().click();
  await page.waitForURL(/mapping/);
  await Promise.all([page.waitForNavigation(), page.locator('button[value=real]').click()]);
  await page.waitForFunction(() => !document.querySelector('.progress'), null, { timeout: 60_000 });
  assert.match(await page.locator('main').innerText(), /1\.600/);

  await page.goto(`${desk.address}/rounds/new`);
  assert.match(await page.locator('main').innerText(), /1\.600/, 'the list builds itself');
  await done(page, 'main form[action="/rounds/new"] button');
  round = new URL(page.url()).pathname;
  assert.deepEqual(await board(page), { ...none, survey: HOUSEHOLDS });
  assert.equal(await page.locator('section[aria-labelledby=board] tbody tr').count(), VILLAGES);
  await done(page, 'main form[action$="/assign"] button');
  const loads = (await page.locator('section[aria-labelledby=loads] tbody tr').evaluateAll((all) => all.map((row) => row.cells[1].innerText))).map(number);
  assert.equal(loads.length, REVIEWERS.length);
  assert.equal(loads.reduce((a, b) => a + b), HOUSEHOLDS);
  assert.ok(Math.max(...loads) - Math.min(...loads) <= Math.ceil(HOUSEHOLDS / VILLAGES), `evenly spread: ${loads}`);
});

test('one household is surveyed without network through a killed tab, all others by phones, each once', async () => {
  await dayIs('2026-10-12');
  const day = '2026-10-12';
  const reopen = async () => {
    await phone?.close();
    phone = await launchWith(profile, { viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
    // The phone knows the day; its seconds go on.
    await phone.clock.install({ time: new Date(`${day}T09:00:00+07:00`) });
    const page = phone.pages()[0] ?? await phone.newPage();
    page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
    page.on('dialog', (dialog) => dialog.accept());
    return page;
  };
  let page = await reopen();
  await enter(page, REVIEWERS[0], PASSWORD);
  await page.goto(`${desk.address}/survey`);
  await page.locator('.homes button').first().waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await phone.setOffline(true);
  await page.reload();
  const first = page.locator('section[aria-labelledby=to-visit] .homes button').first();
  const label = (await first.textContent()).trim();
  await first.click();
  await page.locator('main .progress').waitFor();
  const heading = () => page.locator('main h1').textContent();
  const until = async (title) => {
    while (!(await heading()).startsWith(title)) {
      const from = await page.locator('main .progress label').textContent();
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.waitForFunction((from) => document.querySelector('main .progress label')?.textContent !== from, from);
    }
  };
  const yesNo = (question, value) => page.locator('fieldset', { hasText: question }).locator(`input[data-value=${value}]`).first().check();
  await until('Thành viên');
  await yesNo('Đã ghi đủ mọi thành viên của hộ?', 'no');
  await until('Phiếu B1');
  await page.getByLabel('Diện tích nhà ở').fill('96');
  await page.waitForTimeout(600);
  page = await reopen();
  await phone.setOffline(true);
  await page.goto(`${desk.address}/survey`);
  await page.locator('#begun').waitFor();
  await page.locator('section[aria-labelledby=begun] .homes button').first().click();
  await page.locator('main .progress').waitFor();
  assert.equal(await page.getByLabel('Diện tích nhà ở').inputValue(), '96', 'the killed tab lost nothing');
  await until('Thu nhập');
  await yesNo('Là hộ làm nông nghiệp', 'no');
  await until('Điểm thu nhập');
  await page.locator('input.short').fill('260');
  while (!await page.getByRole('button', { name: 'Xong' }).isVisible()) await page.getByRole('button', { name: 'Tiếp tục' }).click();
  assert.equal(await page.locator('.outcome[data-standard=vn-2022]').getAttribute('data-class'), 'not_poor');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.locator('#queued').waitFor();
  await phone.setOffline(false);
  await page.locator('#sent').waitFor({ timeout: 60_000 });
  const surveyed = label.split(/[,–(]/)[0].trim();
  assert.ok(before26.has(surveyed), `a household of the list: ${label}`);
  expected.set(surveyed, 'not_poor');

  const seen = new Set();
  for (const [at, login] of REVIEWERS.entries()) {
    const phone = new Phone(desk, login, PASSWORD);
    const [version, households] = [await phone.version(), await phone.households()];
    let next = 0;
    const worker = async () => {
      while (next < households.length) {
        const n = next;
        next += 1;
        const { id, label } = households[n];
        assert.ok(!seen.has(id), 'nobody is on two lists');
        seen.add(id);
        const name = label.split(/[,–(]/)[0].trim();
        if (name === surveyed) continue;
        const outcome = ['poor', 'near_poor', 'not_poor'][(n * 7 + at) % 10 % 3];
        assert.ok(before26.has(name), label);
        expected.set(name, outcome);
        const form = survey({ version, household: id, outcome, n });
        const sent = await phone.send(form);
        assert.equal(sent.status, 201, sent.text);
        // One in fifty is sent twice, as phones do when the answer was lost on its way.
        if (n % 50 === 0) assert.equal((await phone.send(form, sent.instance)).status, 201);
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
  }
  assert.equal(expected.size, HOUSEHOLDS);

  const officer = await as('muongbi.canbo');
  await officer.goto(desk.address + round);
  const button = officer.locator('main form[action$="/surveys"] button');
  assert.match(await button.innerText(), /1\.600/);
  await done(officer, 'main form[action$="/surveys"] button');
  assert.deepEqual(await board(officer), { ...none, meeting: HOUSEHOLDS });
});

// What a reviewer fills in so that the law comes to the outcome. Houses differ, so that no two forms are the same.
function survey({ version, household, outcome, n, day }) {
  const on = day ?? new Date(Date.UTC(2026, 8, 8 + Math.floor(n / 14))).toISOString().slice(0, 10);
  const begun = 450 + (n % 14) * 40;
  const time = (minutes) => `${on}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.000+07:00`;
  const well = outcome === 'near_poor';
  return filled({
    version, household, day: on, start: time(begun), end: time(begun + 24),
    member: { full_name: 'Người Thử', birth_date: '1985-05-05', sex: 'male', ethnicity: 'muong', relation: 'head', of_working_age: 'yes', able_to_work: 'yes', wants_work: 'yes', has_job: 'yes', wage_work: 'no', monthly_social_allowance: 'no', health_insurance: 'yes', attending: 'none', highest_diploma: 'lower_secondary', uses_internet: 'yes' },
    blocks: {
      household: { household_size: 4 },
      b1: {
        wall_material: 'brick_stone', column_material: 'brick_stone', roof_material: 'tile', house_area: 60 + n / 10, electricity: 30,
        water_source: well ? 'piped' : 'surface', toilet: well ? 'septic' : 'none', has_television: well ? 'yes' : 'no', has_radio: 'no', has_desktop_computer: 'no', has_laptop: 'no', has_tablet: 'no', has_phone: well ? 'yes' : 'no', has_smartphone: 'no', has_motorbike: 'yes', land_annual: 500 + n, poultry: n % 40,
      },
      income: { farm_household: 'no' },
      stated: { stated_income_score: outcome === 'not_poor' ? 180 : 110 },
    },
  });
}

async function meet(page, address, { attendance, against = null }) {
  await page.goto(desk.address + address);
  const voted = await page.evaluate(({ attendance, against }) => {
    const fields = [...document.querySelectorAll('input[name^=agree-]')];
    for (const field of fields) {
      const refusedOne = against !== null && field === fields[against];
      field.value = refusedOne ? attendance / 2 - 1 : attendance - 3;
      document.querySelector(`input[name="disagree-${field.name.slice(6)}"]`).value = refusedOne ? attendance / 2 + 1 : 2;
    }
    return fields.length;
  }, { attendance, against });
  await page.fill('input[name=day]', '14/10/2026');
  await page.fill('input[name=chair]', 'Bùi Văn Trưởng');
  await page.fill('input[name=secretary]', 'Quách Thị Ghi');
  await page.fill('input[name=attendance]', String(attendance));
  await done(page, 'main form button');
  return voted;
}

const meetings = async (page) => {
  await page.goto(desk.address + round);
  return page.locator('a[href*="/meeting?village="]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
};

let again;
test('twelve villages meet, one does not agree to a household, which is surveyed and discussed again', async () => {
  await dayIs('2026-10-14');
  const page = await as('muongbi.canbo');
  const all = await meetings(page);
  assert.equal(all.length, VILLAGES);
  let voted = 0;
  for (const [at, address] of all.entries()) voted += await meet(page, address, { attendance: 52, against: at === 4 ? 0 : null });
  assert.equal(voted, HOUSEHOLDS);
  assert.deepEqual(await board(page), { ...none, survey: 1, posting: HOUSEHOLDS - 1 });

  // The same answers do not count a second time: it waits until somebody has been there again.
  assert.equal(await page.locator('main form[action$="/surveys"] button').count(), 0);
  await page.goto(`${desk.address + round}?stage=survey`);
  again = (await page.locator('section[aria-labelledby=cases] tbody th').innerText()).trim();
  for (const login of REVIEWERS) {
    const phone = new Phone(desk, login, PASSWORD);
    for (const { id, label } of await phone.households()) {
      assert.ok(label.startsWith(again), `${label} is what is left`);
      const sent = await phone.send(survey({ version: await phone.version(), household: id, outcome: expected.get(again), n: 399, day: '2026-10-14' }));
      assert.equal(sent.status, 201, sent.text);
    }
  }
  await page.goto(desk.address + round);
  await done(page, 'main form[action$="/surveys"] button');
  const [left, ...others] = await meetings(page);
  assert.equal(others.length, 0);
  assert.equal(await meet(page, left, { attendance: 40 }), 1);
  assert.deepEqual(await board(page), { ...none, posting: HOUSEHOLDS });
});

let complained;
test('the results are posted for everybody, a complaint is re-checked and posted again', async () => {
  const page = await as('muongbi.canbo');
  for (let left = VILLAGES; left > 0; left -= 1) {
    await page.goto(desk.address + round);
    assert.equal(await page.locator('main form[action$="/posting"]').count(), left);
    await Promise.all([page.waitForNavigation(), page.locator('main form[action$="/posting"] button').first().click()]);
  }
  assert.deepEqual(await board(page), { ...none, posted: HOUSEHOLDS });
  const posting = await page.locator('a[href^="/postings/"]').first().getAttribute('href');
  const seen = await fetch(desk.address + posting);
  assert.equal(seen.status, 200, 'whoever has the address reads it without signing in');
  assert.match(await seen.text(), /Hộ nghèo/);

  await dayIs('2026-10-15');
  const officer = await as('muongbi.canbo');
  assert.equal(await officer.goto(`${desk.address + round}?stage=posted`).then((answer) => answer.status()), 200);
  assert.equal(await officer.locator(`a[href="${round}/opinion"]`).count(), 0, 'no opinion while the posting runs');
  await officer.goto(`${desk.address + round}/opinion`);
  await officer.fill('input[name=number]', '1/UBND');
  await officer.fill('input[name=day]', '15/10/2026');
  await refused(officer, 'main form button', /niêm yết/);

  await officer.goto(`${desk.address + round}?stage=posted`);
  const cases = await officer.locator('section[aria-labelledby=cases] tbody tr').evaluateAll((all) => all.map((row) => ({ head: row.cells[0].innerText.trim(), url: row.querySelector('a').getAttribute('href') })));
  assert.equal(cases.length, HOUSEHOLDS);
  const one = cases.find(({ head }) => expected.get(head) === 'not_poor' && before26.get(head) === 'poor');
  complained = one.head;
  await officer.goto(`${desk.address + one.url}/complaint`);
  await officer.fill('input[name=day]', '15/10/2026');
  await officer.fill('input[name=complaint]', 'Nhà dột, chưa đủ ăn, chấm điểm chưa đúng.');
  await done(officer, 'main form button');
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS - 1, recheck: 1 });
  await officer.goto(`${desk.address + one.url}/recheck`);
  await officer.fill('input[name=day]', '15/10/2026');
  await officer.check('input[name=class][value=near_poor]');
  await officer.fill('input[name=findings]', 'Đã đo lại, chấm lại.');
  await done(officer, 'main form button');
  expected.set(complained, 'near_poor');
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS - 1, posting: 1 });
  await Promise.all([officer.waitForNavigation(), officer.locator('main form[action$="/posting"] button').first().click()]);
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS });
});

test('the opinion comes, the chair decides, and lists, certificates, statuses and tables say the same', async () => {
  await dayIs('2026-10-21');
  const officer = await as('muongbi.canbo');
  await officer.goto(`${desk.address + round}/decision`);
  assert.equal(await officer.locator('input[name=signer]').count(), 0, 'an officer does not decide');
  await officer.goto(`${desk.address + round}/opinion`);
  await officer.fill('input[name=number]', '57/UBND-VX');
  await officer.fill('input[name=day]', '21/10/2026');
  await done(officer, 'main form button');
  assert.deepEqual(await board(officer), { ...none, decision: HOUSEHOLDS });

  const chair = await as('muongbi.chutich');
  await chair.goto(`${desk.address + round}/decision`);
  await chair.fill('input[name=number]', '88/QĐ-UBND');
  await chair.fill('input[name=day]', '21/10/2026');
  await chair.fill('input[name=signer]', 'Quách Văn Ký');
  await chair.check('input[name=sure]');
  await Promise.all([chair.waitForNavigation(), chair.locator('main form button').first().click()]);
  assert.deepEqual(await board(chair), { ...none, decided: HOUSEHOLDS });
  await chair.locator('section[aria-labelledby=decisions] a').first().click();
  const decision = new URL(chair.url()).pathname;
  const lists = await chair.locator('main table.data').evaluateAll((all) => all.map((table) => [...table.querySelectorAll('tbody tr')].map((row) => ({ head: row.cells[1].innerText.trim(), certificate: row.cells[4].innerText.trim() }))));
  const of = (which) => [...expected].filter(([head, now]) => which(before26.get(head), now)).map(([head]) => head).sort();
  const wanted = [
    of((_, now) => now === 'poor'),
    of((_, now) => now === 'near_poor'),
    of((was, now) => was === 'poor' && now === 'not_poor'),
    of((was, now) => was === 'near_poor' && now === 'not_poor'),
  ];
  assert.deepEqual(lists.map((list) => list.map(({ head }) => head).sort()), wanted);
  const certificates = lists.flat().map(({ certificate }) => certificate).filter(Boolean);
  assert.equal(certificates.length, wanted[0].length + wanted[1].length, 'one for each poor and near-poor household');
  assert.equal(new Set(certificates).size, certificates.length);
  assert.ok(lists[1].some(({ head }) => head === complained), 'the re-check counts');

  await chair.goto(`${desk.address}/households?q=${encodeURIComponent(complained)}`);
  await chair.locator('main table tbody a[href^="/households/"]', { hasText: complained }).first().click();
  const text = await chair.locator('main').innerText();
  assert.match(text, /Hộ cận nghèo/);
  assert.match(text, /21\/10\/2026/);

  await chair.goto(`${desk.address}/reports/1?from=01/01/2026&to=21/10/2026`);
  const cells = (await chair.locator('main table tbody tr').first().locator('td').allTextContents()).map(number);
  assert.ok(cells.includes(wanted[0].length), `${wanted[0].length} poor households in ${cells}`);
  assert.ok(cells.includes(wanted[1].length), `${wanted[1].length} near-poor households in ${cells}`);
  const frozen = await chair.goto(desk.address + decision);
  assert.equal(frozen.status(), 200);
});
