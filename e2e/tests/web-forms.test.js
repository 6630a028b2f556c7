// A client that others wrote, the ODK team's Web Forms, renders every kind of form that the server makes; it
// is filled in there by clicks and keys, and the server says of what arrives what the form said on the page.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesk } from '../lib/desk.js';
import { launch } from '../lib/browser.js';
import { Phone } from '../lib/phone.js';
import { WebForm, download, host, parsed } from '../lib/web-forms.js';

// The kinds of forms, by what decides on them: the day, and the law beyond what is built in.
const FORMS = [
  { name: 'one standard in force', day: '2026-03-10', login: 'quyetthang.rasoat', standards: ['vn-2022'] },
  { name: 'the next standard beside it', day: '2026-11-23', login: 'lacson.rasoat', standards: ['vn-2022', 'vn-2027'] },
  { name: 'a table of points, a standard of the province, a cut-off', day: '2026-11-24', login: 'lacson.rasoat',
    more: true, standards: ['tinh-2025', 'vn-2022', 'vn-2027'] },
  { name: 'the standard of 2027 alone', day: '2027-03-10', login: 'lacson.rasoat', standards: ['vn-2027'] },
];

// An invented law of the province, which has no legal standing.
const cited = (article) => `citation = { act = "nq-thu", article = "${article}", status = "unverified" }`;
const LAW = {
  'sources.toml': `[[sources]]
id = "nq-thu"
number = "00/NQ-THU"
title = { vi = "Nghị quyết giả định", en = "Invented resolution" }
issuer = { vi = "Không có", en = "Nobody" }
status = "unverified"
`,
  'standards/tinh.toml': `[standard]
id = "tinh-2025"
province = 25
name = { vi = "Chuẩn giả định của tỉnh", en = "Invented standard of the province" }
from = 2025-01-01
to = 2026-12-31
extends = "vn-2022"
${cited('1')}

[[values]]
id = "score_cutoff"
name = { vi = "Ngưỡng điểm", en = "Cut-off" }
unit = "score"
figures = [
  { area = "rural", amount = 160, ${cited('2')} },
  { area = "urban", amount = 195, ${cited('2')} },
]

[[values]]
id = "house_area_min"
name = { vi = "Diện tích", en = "Area" }
unit = "m2_per_head"
figures = [{ amount = 10, ${cited('3')} }]
`,
  'scores/index.toml': `[[tables]]
id = "b1-thu"
from = 2026-01-01
to = 2026-12-31
file = "points.csv"
complete = true
${cited('4')}

[[overrides]]
province = 25
area = "rural"
block = "size"
region = "nt5"
from = 2026-06-01
${cited('5')}
`,
  'scores/points.csv': `block,when,nt1,nt2,nt3,nt4,nt5,nt6,urban
size,head_count <= 2,20,20,20,20,25,20,20
size,head_count > 2,10,10,10,10,15,10,10
walls,"wall_material in [""concrete"", ""brick_stone""]",55,60,55,55,55,55,65
vehicles,has_car,60,60,60,60,60,60,60
vehicles,has_motorbike,30,35,30,30,30,30,30
appliances,has_refrigerator && has_washing_machine,50,55,50,50,50,50,50
livestock,cattle >= 3 || pigs > 20,10,12,8,8,8,8,0
`,
};

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const picture = (name) => ({ name, mimeType: 'image/png', buffer: PNG });

const GROWN_UP = { sex: 'male', ethnicity: 'muong', relation: 'head', of_working_age: 'yes', able_to_work: 'yes',
  monthly_social_allowance: 'no', disabled_or_seriously_ill: 'no' };
const WELL = { wants_work: 'yes', has_job: 'yes', wage_work: 'yes', labour_contract: 'yes', highest_diploma: 'university',
  non_farm_job: 'public_sector', pension: 'no', stunted: 'no', underweight: 'no', health_insurance: 'yes', ill_untreated: 'no',
  attending: 'none', employer_certified: 'no', uses_internet: 'yes', uses_phone: 'yes' };

// `rest` answers every question that is not named; without it they stay open.
const HOMES = [
  {
    name: 'a poor household, every question answered, with pictures and place',
    class: 'poor',
    complete: 'yes',
    members: [
      { full_name: 'Bùi Văn Thử', birth_date: '1985-03-15', birth_year: '1985', ...GROWN_UP, highest_diploma: 'none', non_farm_job: 'none', attending: 'none', wants_work: 'yes' },
      { full_name: 'Bùi Thị Nhỏ', birth_date: '2016-05-02', birth_year: '2016', sex: 'female', ethnicity: 'muong', relation: 'child',
        highest_diploma: 'none', non_farm_job: 'none', attending: 'none', stunted: 'yes' },
    ],
    answers: { household_size: '2', quick_screen: 'survey', wall_material: 'other', column_material: 'other', roof_material: 'durable_sheet',
      house_area: '15,5', electricity: '12', water_source: 'surface', toilet: 'none', waste_disposal: 'dumped', farm_household: 'yes',
      monthly_income_per_head: '900000', stated_income_score: '100', cause_capital: 'yes', need_housing: 'yes',
      gps: true, photo_outside: picture('nha.png'), photo_inside: picture('trong.png'), signature: picture('ky.png'), remark: 'Nhà ở cuối xóm' },
    rest: (question) => (question.kind === 'int' ? '1' : 'no'),
  },
  {
    name: 'a household that is not poor, in English, by its income and not by a score',
    class: 'not_poor',
    lang: 'en',
    complete: 'yes',
    members: [{ full_name: 'Bùi Thị Thử', birth_year: '1986', ...GROWN_UP, ...WELL }],
    answers: { wall_material: 'concrete', column_material: 'concrete', roof_material: 'tile', house_area: '92,25', water_source: 'piped',
      toilet: 'septic', waste_disposal: 'collected', farm_household: 'no', monthly_income_per_head: '6500000', has_television: 'yes',
      has_radio: 'no', has_car: 'yes', has_motorbike: 'yes', has_refrigerator: 'yes', has_washing_machine: 'yes', cattle: '0', pigs: '0' },
  },
  {
    name: 'a household of which most is open',
    class: 'undetermined',
    complete: 'no',
    members: [{ full_name: 'Bùi Văn Mở', birth_year: '1990', sex: 'male', uses_internet: 'yes' }],
    answers: { water_source: 'surface', toilet: 'none', stated_income_score: '120', wall_material: 'concrete' },
  },
];

let desk;
let browser;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chieusau-law-'));
  for (const [name, text] of Object.entries(LAW)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await desk?.stop();
  await rm(folder, { recursive: true, force: true });
});

// Fills in the form of a household and sends it from the page; what the client hands over.
async function filled(page, kind, home, household) {
  await page.speak(home.lang ?? 'vi');
  const [first] = await page.expected(0);
  await page.answer(first.part, first.question, household.label);
  await page.addMembers(home.members.length);
  for (const { question, member, part } of (await page.expected(home.members.length)).slice(1)) {
    const named = member === null ? { complete: home.complete, ...home.answers } : home.members[member];
    // The day is there already; where the form adds the score up, nobody writes one down.
    if (question.id === 'day' || (kind.more && question.id === 'stated_income_score')) continue;
    const value = named[question.id] ?? home.rest?.(question);
    if (value !== undefined) await page.answer(part, question, value);
  }
  const notes = await page.notes();
  const handed = await page.send();
  return { ...handed, notes, shown: page.form.notes };
}

// The questions without an answer in what the client hands over.
function open(xml, questions) {
  const filled = [...parsed(xml).querySelectorAll('*')].filter((one) => one.children.length === 0 && one.textContent !== '');
  const named = new Set(filled.map((one) => one.tagName));
  return questions.filter((one) => !named.has(one.id)).map((one) => one.id);
}

// What the form in the browser worked out, by standard.
function ofForm(xml) {
  const said = parsed(xml);
  const text = (parent, name) => [...parent.children].find((one) => one.tagName === name)?.textContent ?? '';
  const part = (name) => [...said.documentElement.children].find((one) => one.tagName === name);
  const score = part('score');
  const [low, high] = score ? [text(score, 'low'), text(score, 'high')] : Array(2).fill(text(part('stated'), 'stated_income_score'));
  return Object.fromEntries([...said.documentElement.children].filter((one) => one.tagName.startsWith('result_')).map((one) => [
    one.tagName.slice('result_'.length).replaceAll('_', '-'),
    {
      class: text(one, 'class'),
      low: Number(text(one, 'count_low')),
      high: Number(text(one, 'count_high')),
      income: text(one, 'def_income_low'),
      score: low !== '' && low === high ? Number(low) : null,
      indicators: [...one.children].filter((node) => node.tagName.startsWith('ind_')).map((node) => node.textContent),
    },
  ]));
}

// What the server keeps of the same submission. Python reads the file, because Node 20 does not.
function ofServer(instance) {
  const script = `
import json, sqlite3, sys
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
found = database.execute("""SELECT s.state, s.problem, e.standard, e.class, e.low, e.high, e.income_low, e.score, e.deprived, e.known
  FROM submission s LEFT JOIN evaluation e ON e.visit_id = s.visit_id WHERE s.instance = ?""", [sys.argv[2]])
print(json.dumps(found.fetchall()))`;
  const rows = JSON.parse(execFileSync('python3', ['-c', script, desk.database.replace('sqlite://', ''), instance], { encoding: 'utf8' }));
  assert.ok(rows.length > 0, 'the server keeps the submission');
  assert.deepEqual([...new Set(rows.map(([state, problem]) => `${state} ${problem ?? ''}`.trim()))], ['taken']);
  const bit = (bits, n) => Math.floor(bits / 2 ** n) % 2 === 1;
  const tell = (deprived, known, n) => (bit(known, n) ? (bit(deprived, n) ? 'yes' : 'no') : '');
  return Object.fromEntries(rows.map(([, , standard, name, low, high, income, score, deprived, known]) => [standard, {
    class: name,
    low,
    high,
    income: { true: 'yes', false: 'no' }[income] ?? '',
    score,
    indicators: Array.from({ length: 12 }, (_, n) => tell(deprived, known, n)),
  }]));
}

for (const kind of FORMS) {
  test(`the form of ${kind.day}, ${kind.name}, says in another's client what the server says`, async (t) => {
    await desk?.stop();
    desk = await startDesk({ day: kind.day, ...(kind.more ? { law: [folder], specimens: ['vn-2027-cutoff'] } : {}) });
    const reviewer = desk.accounts.find((one) => one.login === kind.login);
    const phone = new Phone(desk, reviewer.login, reviewer.password);
    const form = await download(phone);
    const households = await phone.households();
    const site = await host(form);
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh',
      geolocation: { latitude: 20.6, longitude: 105.45, accuracy: 7 }, permissions: ['geolocation'] });
    try {
      const page = await WebForm.open(context, site.address, form.xml, kind.day);
      await t.test('what needs an answer says so in the language chosen', async () => {
        for (const [lang, text] of [['en', 'This question needs an answer.'], ['vi', 'Câu này cần được trả lời.']]) {
          await page.speak(lang);
          assert.deepEqual(await page.refusals(), [text]);
        }
      });
      for (const [at, home] of HOMES.entries()) {
        await t.test(home.name, async () => {
          const { xml, files, notes, shown } = await filled(page, kind, home, households[at]);
          if (home.rest) assert.deepEqual(open(xml, page.form.questions), kind.more ? ['stated_income_score'] : []);
          const said = ofForm(xml);
          assert.deepEqual(Object.keys(said).sort(), kind.standards);
          for (const [standard, one] of Object.entries(said)) {
            assert.equal(one.class, home.class, standard);
            const note = (id) => shown.find((note) => note.path === `/data/result_${standard.replaceAll('-', '_')}/${id}`).label;
            assert.ok(notes.includes(note(`show_${one.class}`)), `the page shows the class under ${standard}: ${notes}`);
            const count = `${note('show_count').split(':')[0]}: ${one.low} – ${one.high}`;
            assert.ok(notes.includes(count), `the page shows “${count}” under ${standard}: ${notes}`);
          }
          const instance = parsed(xml).querySelector('instanceID').textContent;
          const answer = await phone.send(xml, instance, files);
          assert.equal(answer.status, 201, answer.text);
          assert.deepEqual(ofServer(instance), said);
        });
      }
      // Members are listed where somebody was asked to visit.
      const known = form.attachments['members.csv'].trim().split('\n').slice(1).map((row) => row.split(','));
      if (known.length === 0) return;
      await t.test('every member added is the next one who is known', async () => {
        const household = households.find(({ id }) => known.some(([name]) => name === `${id}-3`));
        await page.speak('vi');
        const [first] = await page.expected(0);
        await page.answer(first.part, first.question, household.label);
        await page.addMembers(3);
        const names = (await page.expected(3)).filter((one) => one.question.id === 'full_name');
        const shown = await Promise.all(names.map((one) => one.part.locator('input').inputValue()));
        assert.deepEqual(shown, [1, 2, 3].map((n) => known.find(([name]) => name === `${household.id}-${n}`)[1]));
      });
    } finally {
      await context.close();
      await site.stop();
    }
  });
}
