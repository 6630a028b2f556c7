// The whole yearly round of one commune of 1 600 households in 12 villages, from the imported list to the report that
// is due: officers, reviewers and the chair in real Chromium, most surveys as other phones send them. Days pass by
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
const OFFICER = 'muongbi.canbo';
const COLLEAGUE = 'muongbi.canbo2';
const CHAIR = 'muongbi.chutich';
const REVIEWERS = ['muongbi.rs1', 'muongbi.rs2', 'muongbi.rs3', 'muongbi.rs4'];
// Surveyed in the browser while there is no network.
const OFFLINE = 3;

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

const press = (page, button) => Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);

// Presses a button that leads to another page, which must say that it is done.
async function done(page, button) {
  await press(page, button);
  await page.locator('.notice.done').waitFor({ timeout: 20_000 });
}

async function refused(page, button, words) {
  await press(page, button);
  assert.match(await page.locator('[role=alert]').first().innerText(), words);
}

// Sends what no button of the page offers, in the name of whoever has it open; says what the desk answers.
const forced = (page, address, fields) => page.evaluate(async ({ address, fields }) => {
  const csrf = document.querySelector('input[name=csrf]').value;
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) });
  return { status: answer.status, text: await answer.text() };
}, { address, fields });

// The last row of the board: how many wait for each step.
async function board(page) {
  await page.goto(desk.address + round);
  const cells = await page.locator('section[aria-labelledby=board] tfoot td.number').allTextContents();
  const [survey, meeting, posting, posted, recheck, decision, decided] = cells.map(number);
  return { survey, meeting, posting, posted, recheck, decision, decided };
}

const none = { survey: 0, meeting: 0, posting: 0, posted: 0, recheck: 0, decision: 0, decided: 0 };
const LAW = /24\/2021\/QĐ-TTg/;
let round;
// What every household was and is expected to become, by name of the head.
const before26 = new Map();
const expected = new Map();

const given = 'An Ba Bình Chi Dung Đào Giang Hà Khôi Lan Mai Nga Oanh Phúc Quý Sơn Tâm Uyên Vinh Xuân'.split(' ');
const middles = ['Văn', 'Thị', 'Công', 'Thu', 'Đức'];
const families = ['Bùi', 'Quách', 'Đinh', 'Hà', 'Bạch', 'Xa', 'Nguyễn', 'Lê', 'Phạm', 'Vũ', 'Trần', 'Đỗ', 'Ngô', 'Dương', 'Đặng', 'Lưu'];
const head = (n) => `${families[Math.floor(n / 100)]} ${middles[Math.floor(n / 20) % 5]} ${given[n % 20]}`;
// The head on a label of the phone's list.
const named = (label) => label.split(/[,–(]/)[0].trim();

test('the list is imported, the round opened and every village given to somebody', async () => {
  await account(OFFICER, 'Cán bộ Mường Bi', 'commune_officer');
  await account(COLLEAGUE, 'Cán bộ thứ hai', 'commune_officer');
  await account(CHAIR, 'Chủ tịch Mường Bi', 'commune_chair');
  for (const [at, login] of REVIEWERS.entries()) await account(login, `Rà soát viên ${'ABCD'[at]}`, 'reviewer');

  const page = await as(OFFICER);
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
  await press(page, 'button[value=real]');
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

// The reviewer's own phone, opened anew: whatever tab was open is gone, what it keeps is there.
async function reopen({ offline }) {
  await phone?.close();
  phone = await launchWith(profile, { viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
  // The phone knows the day; its seconds go on.
  await phone.clock.install({ time: new Date('2026-10-12T09:00:00+07:00') });
  await phone.setOffline(offline);
  const page = phone.pages()[0] ?? await phone.newPage();
  page.on('pageerror', (error) => assert.fail(`script error: ${error}`));
  page.on('dialog', (dialog) => dialog.accept());
  return page;
}

// To a screen of the survey by the list of all screens.
async function turnTo(page, title) {
  const begins = { hasText: new RegExp(`^${title}`) };
  await page.locator('main > details > summary').click();
  await page.locator('main > details .homes button', begins).first().click();
  await page.locator('main h1', begins).waitFor();
}

const yesNo = (page, question, value) => page.locator('fieldset', { hasText: question }).locator(`input[data-value=${value}]`).first().check();

// What is left of a survey, up to the last screen: a household of 260 points.
async function fillIn(page) {
  await turnTo(page, 'Thành viên');
  await yesNo(page, 'Đã ghi đủ mọi thành viên của hộ?', 'no');
  await turnTo(page, 'Thu nhập');
  await yesNo(page, 'Là hộ làm nông nghiệp', 'no');
  await turnTo(page, 'Điểm thu nhập');
  await page.locator('input.short').fill('260');
  await turnTo(page, 'Kết quả');
  // The form names a standard as XML can.
  assert.equal(await page.locator('.outcome[data-standard=vn_2022]').getAttribute('data-class'), 'not_poor');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.locator('#queued').waitFor();
}

// Every form that was received, by the household it is of.
async function received(page) {
  const households = [];
  let address = '/submissions';
  while (address) {
    const text = await (await page.request.get(desk.address + address)).text();
    households.push(...[...text.matchAll(/href="(\/households\/[0-9a-f]+)"/g)].map(([, household]) => household));
    address = text.match(/rel="next" href="([^"]+)"/)?.[1].replaceAll('&amp;', '&').replaceAll('&#38;', '&');
  }
  return households;
}

test('households are surveyed without network through a killed tab, all others by phones, each once', async () => {
  await dayIs('2026-10-12');
  let page = await reopen({ offline: false });
  await enter(page, REVIEWERS[0], PASSWORD);
  await page.goto(`${desk.address}/survey`);
  await page.locator('.homes button').first().waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await phone.setOffline(true);
  await page.reload();

  for (let n = 0; n < OFFLINE; n += 1) {
    const home = page.locator('section[aria-labelledby=to-visit] .homes button').nth(n);
    const surveyed = named(await home.textContent());
    assert.ok(before26.has(surveyed), `a household of the list: ${surveyed}`);
    expected.set(surveyed, 'not_poor');
    await home.click();
    await page.locator('main .progress').waitFor();
    if (n === 1) {
      await turnTo(page, 'Phiếu B1');
      await page.getByLabel('Diện tích nhà ở').fill('96');
      await page.waitForTimeout(600);
      page = await reopen({ offline: true });
      await page.goto(`${desk.address}/survey`);
      await page.locator('#begun').waitFor();
      assert.equal(await page.locator('section[aria-labelledby=queued] .homes li').count(), 1, 'what was finished still waits');
      await page.locator('section[aria-labelledby=begun] .homes button').first().click();
      await page.locator('main .progress').waitFor();
      assert.equal(await page.getByLabel('Diện tích nhà ở').inputValue(), '96', 'the killed tab lost nothing');
    }
    await fillIn(page);
  }
  assert.equal(await page.locator('section[aria-labelledby=queued] .homes li').count(), OFFLINE);
  const officer = await as(OFFICER);
  assert.deepEqual(await received(officer), [], 'nothing went while there was no network');
  await phone.setOffline(false);
  await page.waitForFunction((all) => document.querySelectorAll('section[aria-labelledby=sent] .homes li').length === all, OFFLINE, { timeout: 60_000 });
  assert.equal(await page.locator('#queued').count(), 0);
  const arrived = await received(officer);
  assert.equal(arrived.length, OFFLINE);
  assert.equal(new Set(arrived).size, OFFLINE, 'all arrived once');

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
        const name = named(label);
        assert.ok(before26.has(name), label);
        if (expected.has(name)) continue;
        const outcome = ['poor', 'near_poor', 'not_poor'][(n * 7 + at) % 10 % 3];
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
  const all = await received(officer);
  assert.equal(all.length, HOUSEHOLDS);
  assert.equal(new Set(all).size, HOUSEHOLDS, 'one form of each household');

  await officer.goto(desk.address + round);
  const button = 'main form[action$="/surveys"] button';
  assert.match(await officer.locator(button).innerText(), /1\.600/);
  await done(officer, button);
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

// Types in the minutes of a meeting; says how many were voted on. `against` is the one not agreed to.
async function minutes(page, address, { attendance, day = '14/10/2026', against = null }) {
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
  await page.fill('input[name=day]', day);
  await page.fill('input[name=chair]', 'Bùi Văn Trưởng');
  await page.fill('input[name=secretary]', 'Quách Thị Ghi');
  await page.fill('input[name=attendance]', String(attendance));
  return voted;
}

const meetings = async (page) => {
  await page.goto(desk.address + round);
  return page.locator('a[href*="/meeting?village="]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
};

const SAVE = 'main form button';
let again;
test('twelve villages meet, one does not agree to a household, which is surveyed and discussed again', async () => {
  await dayIs('2026-10-14');
  const page = await as(OFFICER);
  const all = await meetings(page);
  assert.equal(all.length, VILLAGES);
  // No step is skipped, back-dated or done before its day; every refusal names the rule.
  const village = new URL(all[0], desk.address).searchParams.get('village');
  const skipped = await forced(page, `${round}/posting`, { village });
  assert.equal(skipped.status, 409);
  assert.match(skipped.text, LAW);
  await minutes(page, all[0], { attendance: 52, day: '01/09/2026' });
  await refused(page, SAVE, /trước bước liền trước/);
  assert.match(await page.locator('[role=alert]').first().innerText(), LAW);
  await page.fill('input[name=day]', '15/10/2026');
  await refused(page, SAVE, /còn ở tương lai/);
  assert.deepEqual(await board(page), { ...none, meeting: HOUSEHOLDS });

  // Two officers type in the same minutes: the second is told, and what was typed is still there.
  const other = await as(COLLEAGUE);
  await minutes(other, all[0], { attendance: 52 });
  let voted = 0;
  for (const [at, address] of all.entries()) {
    voted += await minutes(page, address, { attendance: 52, against: at === 4 ? 0 : null });
    await done(page, SAVE);
  }
  assert.equal(voted, HOUSEHOLDS);
  await refused(other, SAVE, /vừa được người khác thay đổi/);
  assert.equal(await other.inputValue('input[name=chair]'), 'Bùi Văn Trưởng');
  assert.deepEqual(await board(page), { ...none, survey: 1, posting: HOUSEHOLDS - 1 });
  assert.equal(await page.locator('section[aria-labelledby=meetings] li').count(), VILLAGES);

  // The same answers do not count a second time: it waits until somebody has been there again.
  assert.equal(await page.locator('main form[action$="/surveys"] button').count(), 0);
  await page.goto(`${desk.address + round}?stage=survey`);
  again = (await page.locator('section[aria-labelledby=cases] tbody th').innerText()).trim();
  const phones = await Promise.all(REVIEWERS.map(async (login) => {
    const phone = new Phone(desk, login, PASSWORD);
    return { phone, households: await phone.households() };
  }));
  assert.deepEqual(phones.flatMap(({ households }) => households.map(({ label }) => named(label))), [again], 'no phone lists anybody else');
  const { phone, households: [{ id }] } = phones.find(({ households }) => households.length > 0);
  const sent = await phone.send(survey({ version: await phone.version(), household: id, outcome: expected.get(again), n: 399, day: '2026-10-14' }));
  assert.equal(sent.status, 201, sent.text);
  await page.goto(desk.address + round);
  await done(page, 'main form[action$="/surveys"] button');
  const [last, ...others] = await meetings(page);
  assert.equal(others.length, 0);
  assert.equal(await minutes(page, last, { attendance: 40 }), 1);
  await done(page, SAVE);
  assert.deepEqual(await board(page), { ...none, posting: HOUSEHOLDS });
});

let complained;
test('the results are posted for everybody, a complaint is re-checked and posted again', async () => {
  const page = await as(OFFICER);
  for (let left = VILLAGES; left > 0; left -= 1) {
    await page.goto(desk.address + round);
    assert.equal(await page.locator('main form[action$="/posting"]').count(), left);
    await done(page, 'main form[action$="/posting"] button');
  }
  assert.deepEqual(await board(page), { ...none, posted: HOUSEHOLDS });
  const posting = await page.locator('a[href^="/postings/"]').first().getAttribute('href');
  const seen = await fetch(desk.address + posting);
  assert.equal(seen.status, 200, 'whoever has the address reads it without signing in');
  assert.match(await seen.text(), /Hộ nghèo/);

  await dayIs('2026-10-15');
  const officer = await as(OFFICER);
  await officer.goto(`${desk.address + round}?stage=posted`);
  assert.equal(await officer.locator(`a[href="${round}/opinion"]`).count(), 0, 'no opinion while the posting runs');
  const cases = await officer.locator('section[aria-labelledby=cases] tbody tr').evaluateAll((all) => all.map((row) => ({ head: row.cells[0].innerText.trim(), url: row.querySelector('a').getAttribute('href') })));
  assert.equal(cases.length, HOUSEHOLDS);
  await officer.goto(`${desk.address + round}/opinion`);
  await officer.fill('input[name=number]', '1/UBND');
  await officer.fill('input[name=day]', '15/10/2026');
  await refused(officer, SAVE, /niêm yết/);
  assert.match(await officer.locator('[role=alert]').first().innerText(), LAW);

  const one = cases.find(({ head }) => expected.get(head) === 'not_poor' && before26.get(head) === 'poor');
  complained = one.head;
  const colleague = await as(COLLEAGUE);
  for (const page of [officer, colleague]) {
    await page.goto(`${desk.address + one.url}/complaint`);
    await page.fill('input[name=day]', '15/10/2026');
    await page.fill('input[name=complaint]', 'Nhà dột, chưa đủ ăn, chấm điểm chưa đúng.');
  }
  await done(officer, SAVE);
  await refused(colleague, SAVE, /vừa được người khác thay đổi/);
  assert.equal(await colleague.inputValue('input[name=complaint]'), 'Nhà dột, chưa đủ ăn, chấm điểm chưa đúng.');
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS - 1, recheck: 1 });
  await officer.goto(`${desk.address + one.url}/recheck`);
  await officer.fill('input[name=day]', '15/10/2026');
  await officer.check('input[name=class][value=near_poor]');
  await officer.fill('input[name=findings]', 'Đã đo lại, chấm lại.');
  await done(officer, SAVE);
  expected.set(complained, 'near_poor');
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS - 1, posting: 1 });
  await done(officer, 'main form[action$="/posting"] button');
  assert.deepEqual(await board(officer), { ...none, posted: HOUSEHOLDS });
});

test('the opinion comes, the chair decides, and lists, certificates, statuses and reports say the same', async () => {
  await dayIs('2026-10-21');
  const officer = await as(OFFICER);
  const chair = await as(CHAIR);
  await officer.goto(`${desk.address + round}/decision`);
  assert.equal(await officer.locator('input[name=signer]').count(), 0, 'an officer does not decide');
  const decide = async () => {
    await chair.goto(`${desk.address + round}/decision`);
    await chair.fill('input[name=number]', '88/QĐ-UBND');
    await chair.fill('input[name=day]', '21/10/2026');
    await chair.fill('input[name=signer]', 'Quách Văn Ký');
    await chair.check('input[name=sure]');
  };
  await decide();
  await refused(chair, SAVE, LAW);
  await officer.goto(`${desk.address + round}/opinion`);
  await officer.fill('input[name=number]', '57/UBND-VX');
  await officer.fill('input[name=day]', '21/10/2026');
  await done(officer, SAVE);
  assert.deepEqual(await board(officer), { ...none, decision: HOUSEHOLDS });

  await decide();
  await done(chair, SAVE);
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
  const papers = wanted[0].length + wanted[1].length;
  assert.equal(certificates.length, papers, 'one for each poor and near-poor household');
  assert.equal(new Set(certificates).size, papers);
  // All papers in one file are left to a worker; meanwhile the chair goes on.
  const make = `form[action="${decision}/certificates"] button`;
  assert.equal(number((await chair.locator(make).innerText()).replace(/^\D+/, '')), papers);
  await press(chair, make);
  const making = chair.url();
  assert.ok(lists[1].some(({ head }) => head === complained), 'the re-check counts');
  assert.deepEqual(await board(chair), { ...none, decided: HOUSEHOLDS });
  await decide();
  await refused(chair, SAVE, LAW);
  assert.deepEqual(await board(chair), { ...none, decided: HOUSEHOLDS }, 'it is not decided twice');

  await chair.goto(`${desk.address}/households?q=${encodeURIComponent(complained)}`);
  await chair.locator('main table tbody a[href^="/households/"]', { hasText: complained }).first().click();
  const text = await chair.locator('main').innerText();
  assert.match(text, /Hộ cận nghèo/);
  assert.match(text, /21\/10\/2026/);

  await chair.goto(making);
  const [file, failed] = [chair.locator(`a[href^="${decision}/certificates/"]`), chair.locator('main [role=alert]')];
  await file.or(failed).first().waitFor({ timeout: 120_000 });
  assert.equal(await failed.count(), 0, 'the certificates were made');
  const pdf = join(desk.folder, 'certificates.pdf');
  await writeFile(pdf, await (await chair.request.get(desk.address + await file.getAttribute('href'))).body());
  const printed = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8', maxBuffer: 64 << 20 });
  assert.deepEqual(certificates.filter((one) => !printed.includes(one)), [], 'every certificate is in the file');

  // The report due before 15 November is filled in with the same figures.
  await officer.goto(`${desk.address}/reports/due`);
  const due = officer.locator('tr[id="preliminary-2026-11-14"]');
  await due.locator('a[href^="/reports/1?"]').click();
  const cells = (await officer.locator('main table tbody tr').first().locator('td').allTextContents()).map(number);
  for (const list of wanted.slice(0, 2)) assert.ok(cells.includes(list.length), `${list.length} households in ${cells}`);
  await officer.goto(`${desk.address}/reports/due`);
  await due.locator('a[href^="/reports/due/sent"]').click();
  await officer.fill('input[name=number]', '61/BC-UBND');
  await done(officer, SAVE);
  assert.match(await due.innerText(), /61\/BC-UBND/);
  assert.equal(await due.locator('a[href^="/reports/due/sent"]').count(), 0);
});
