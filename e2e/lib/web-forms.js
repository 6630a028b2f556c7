// A form of the server in the ODK team's own web client, rendered in a real browser and filled in there.
//
// The client is a module for browsers that asks only for Vue. Both are served as they are published, with an
// import map, so that nothing is bundled and the client is the one that others use.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';

const client = dirname(fileURLToPath(import.meta.resolve('@getodk/web-forms')));
const vue = join(dirname(createRequire(import.meta.url).resolve('vue/package.json')), 'dist', 'vue.runtime.esm-browser.prod.js');

// What the client hands over on submission is kept for the test, which sends it on unchanged; the client then
// shows the form anew, as for the next household. Its transitions would only keep the test waiting.
const PAGE = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Web form</title><link rel="icon" href="data:,">
<style>* { transition: none !important; animation: none !important; }</style>
<script type="importmap">{ "imports": { "vue": "/vue.js", "client": "/client/index.js" } }</script></head>
<body><div id="here"></div><script type="module">
import { createApp, h } from 'vue';
import { OdkWebForm, POST_SUBMIT__NEW_INSTANCE, webFormsPlugin } from 'client';
const formXml = await (await fetch('/form')).text();
const fetchFormAttachment = (address) => fetch('/attachments/' + new URL(address).pathname.split('/').pop());
async function onSubmit(payload, done) {
  const parts = payload.data.flatMap((data) => [...data.entries()]);
  window.submitted = { status: payload.status, parts: await Promise.all(parts.map(async ([part, file]) => (
    { part, name: file.name, type: file.type, bytes: Array.from(new Uint8Array(await file.arrayBuffer())) }))) };
  done({ next: POST_SUBMIT__NEW_INSTANCE });
}
const form = h(OdkWebForm, { formXml, fetchFormAttachment, onSubmit });
createApp({ render: () => form }).use(webFormsPlugin).mount('#here');
</script></body></html>`;

// What a client finds at the server by itself: list, form, manifest, attachments.
export async function download(phone) {
  const get = async (address) => {
    const answer = await fetch(address, { headers: phone.headers });
    assert.equal(answer.status, 200, `${address}: ${answer.status}`);
    return answer.text();
  };
  const list = await phone.fetch('/formList');
  const [, form] = list.match(/<downloadUrl>([^<]+)</);
  const [, manifest] = list.match(/<manifestUrl>([^<]+)</);
  const files = [...(await get(manifest)).matchAll(/<filename>([^<]+)<.*?<downloadUrl>([^<]+)</gs)];
  const attachments = await Promise.all(files.map(async ([, name, address]) => [name, await get(address)]));
  return { xml: await get(form), attachments: Object.fromEntries(attachments) };
}

// Serves the page with client, form and attachments on this machine alone.
export async function host({ xml, attachments }) {
  const found = async (path) => {
    if (path === '/') return ['text/html; charset=utf-8', PAGE];
    if (path === '/form') return ['text/xml; charset=utf-8', xml];
    if (path === '/vue.js') return ['text/javascript', await readFile(vue)];
    const name = basename(path);
    if (path === `/client/${name}`) return ['text/javascript', await readFile(join(client, name))];
    if (path === `/attachments/${name}` && name in attachments) return ['text/csv; charset=utf-8', attachments[name]];
    return null;
  };
  const server = createServer(async (request, response) => {
    const file = await found(request.url).catch(() => null);
    response.writeHead(file ? 200 : 404, { 'content-type': file?.[0] ?? 'text/plain' });
    response.end(file?.[1]);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
}

export const parsed = (xml) => new (new JSDOM('').window.DOMParser)().parseFromString(xml, 'text/xml');

// What the form asks, in its order, and what it shows: path, kind, label, choices.
export function described(xml, lang) {
  const form = parsed(xml);
  const all = (name) => [...form.getElementsByTagName(name)];
  const spoken = all('translation').find((one) => one.getAttribute('lang').includes(`(${lang})`));
  const texts = new Map([...spoken.querySelectorAll('text')].map((text) => [text.id, text.textContent.trim()]));
  const label = (element) => texts.get([...element.children].find((child) => child.tagName === 'label').getAttribute('ref').slice("jr:itext('".length, -2));
  const binds = new Map(all('bind').map((bind) => [bind.getAttribute('nodeset'), bind]));
  const controls = [...form.querySelectorAll('input, select1, upload')].map((element) => {
    const path = element.getAttribute('ref');
    return {
      path,
      id: basename(path),
      member: path.startsWith('/data/roster/member/'),
      note: binds.get(path).hasAttribute('readonly'),
      kind: element.tagName === 'select1' ? 'select1' : binds.get(path).getAttribute('type'),
      label: label(element),
      choices: [...element.querySelectorAll('item')].map((item) => ({ value: item.querySelector('value').textContent, label: label(item) })),
    };
  });
  return { questions: controls.filter((one) => !one.note), notes: controls.filter((one) => one.note) };
}

// The questions as they stand on the page, each with the part of the page that it fills.
const onPage = (page) => page.locator('.question-container').evaluateAll((all) => all
  .filter((one) => !one.querySelector('.note-control'))
  .map((one) => ({ at: one.id, label: one.querySelector('.control-text').innerText.replace(/^\*/, '').trim() })));

export class WebForm {
  constructor(page, xml) {
    this.page = page;
    this.xml = xml;
    this.refused = [];
    page.on('pageerror', (error) => this.refused.push(`script error: ${error}`));
    page.on('console', (message) => { if (message.type() === 'error') this.refused.push(message.text()); });
  }

  // Opens the form; the browser's day is the server's, because the form asks what day it is.
  static async open(context, address, xml, day) {
    const page = await context.newPage();
    const form = new WebForm(page, xml);
    await page.clock.setFixedTime(new Date(`${day}T07:45:00+07:00`));
    await page.goto(address);
    await page.locator('.question-container').first().waitFor({ timeout: 60_000 });
    return form.speak('vi');
  }

  // Goes on in this language, chosen on the page.
  async speak(lang) {
    this.lang = lang;
    this.form = described(this.xml, lang);
    const chooser = this.page.getByRole('combobox', { name: 'change language' }).locator('visible=true');
    if (!(await chooser.innerText()).includes(`(${lang})`)) {
      await chooser.click();
      await this.page.getByRole('option', { name: `(${lang})` }).click();
      await this.page.getByText(this.form.questions[0].label, { exact: true }).waitFor();
    }
    return this;
  }

  async addMembers(count) {
    const label = { vi: 'Thành viên', en: 'Member' }[this.lang];
    for (let n = 0; n < count; n += 1) await this.page.getByRole('button', { name: `Add ${label}` }).click();
  }

  // Every question of the form is on the page, in the form's order, once per member if it is about members.
  async expected(members) {
    const { questions } = this.form;
    const first = questions.findIndex((one) => one.member);
    const after = questions.findLastIndex((one) => one.member) + 1;
    const about = questions.slice(first, after);
    const all = [
      ...questions.slice(0, first).map((question) => ({ question, member: null })),
      ...Array.from({ length: members }, (_, member) => about.map((question) => ({ question, member }))).flat(),
      ...questions.slice(after).map((question) => ({ question, member: null })),
    ];
    const found = await onPage(this.page);
    assert.deepEqual(found.map((one) => one.label), all.map((one) => one.question.label), 'the questions on the page');
    return all.map((one, n) => ({ ...one, part: this.page.locator(`[id="${found[n].at}"]`) }));
  }

  // Answers one question as somebody who sees the page would.
  async answer(part, question, value) {
    const { keyboard } = this.page;
    if (question.kind === 'select1' && question.choices.length === 0) {
      await part.getByRole('combobox').click();
      const list = this.page.locator('.p-select-overlay');
      await list.getByRole('searchbox').pressSequentially(value.slice(0, 12));
      await list.getByRole('option', { name: value, exact: true }).click();
    } else if (question.kind === 'select1') {
      const choice = question.choices.find((one) => one.value === value);
      assert.ok(choice, `${question.path} has no choice ${value}`);
      await part.getByText(choice.label, { exact: true }).click();
      assert.equal(await part.locator('input:checked').getAttribute('value'), value, question.path);
    } else if (question.kind === 'geopoint') {
      await part.getByRole('button').click();
      await this.page.getByRole('button', { name: 'Save location' }).click();
      await this.page.getByRole('dialog').waitFor({ state: 'hidden' });
    } else if (question.kind === 'binary') {
      await part.locator('input[type=file]').setInputFiles(value);
      await part.locator('img').waitFor();
    } else {
      await part.locator('input').click();
      await keyboard.press('Control+A');
      // The client shows days as month, day, year whatever the language.
      await keyboard.type(question.kind === 'date' ? value.replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1') : value);
      if (question.kind === 'date') await keyboard.press('Enter');
      await keyboard.press('Tab');
    }
  }

  // The sentences shown beside the questions, such as the class.
  notes() {
    return this.page.locator('.question-container .note-control').evaluateAll((all) => all.map((one) => one.innerText.trim()));
  }

  // Presses the same button while something is missing; what the page says about it.
  async refusals() {
    await this.page.getByRole('button', { name: 'Send' }).click();
    const said = this.page.locator('.validation-message').locator('visible=true');
    await said.first().waitFor();
    return [...new Set(await said.allInnerTexts())];
  }

  // Presses the client's own button; what it hands over. Afterwards the page shows the form anew.
  async send() {
    const before = await this.page.locator('.question-container').first().getAttribute('id');
    await this.page.getByRole('button', { name: 'Send' }).click();
    const handed = await this.page.waitForFunction(() => window.submitted, null, { timeout: 10_000 }).catch(() => null);
    assert.ok(handed, `the client does not submit: ${await this.page.locator('.validation-message').locator('visible=true').allInnerTexts()}`);
    const { status, parts } = await handed.jsonValue();
    await this.page.evaluate(() => { delete window.submitted; });
    await this.page.waitForFunction((before) => ![before, undefined].includes(document.querySelector('.question-container')?.id), before);
    assert.equal(status, 'ready');
    assert.deepEqual(this.refused, [], 'errors on the page');
    const files = parts.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) }));
    const form = files.find((one) => one.part === 'xml_submission_file');
    return { xml: form.bytes.toString('utf8'), files: files.filter((one) => one !== form) };
  }
}
