// A phone that speaks OpenRosa by itself: fetches form and list, sends filled-in forms as ODK Collect does.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export class Phone {
  constructor(desk, login, password) {
    this.address = `${desk.address}/openrosa`;
    this.headers = { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`, 'x-openrosa-version': '1.0' };
  }

  async fetch(path) {
    const answer = await fetch(`${this.address}${path}`, { headers: this.headers });
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    return answer.text();
  }

  // The households to visit: id and label.
  async households() {
    const [, ...rows] = (await this.fetch('/forms/chieusau-visit/households.csv')).trim().split('\n');
    return rows.map((row) => { const [, id, quoted, plain] = row.match(/^([0-9a-f-]+),(?:"((?:[^"]|"")*)"|([^,]*))/); return { id, label: quoted ?? plain }; });
  }

  async version() {
    return (await this.fetch('/forms/chieusau-visit')).match(/<data id="chieusau-visit" version="([^"]+)"/)[1];
  }

  // Sends one form with its files; says what the server answered and the id under which it went.
  async send(form, instance = `uuid:${randomUUID()}`, files = []) {
    const body = new FormData();
    body.append('xml_submission_file', new Blob([form.replace('@instance@', instance)], { type: 'text/xml' }), 'submission.xml');
    for (const { name, type, bytes } of files) body.append(name, new Blob([bytes], { type }), name);
    const answer = await fetch(`${this.address}/submission`, { method: 'POST', headers: this.headers, body });
    return { status: answer.status, text: await answer.text(), instance };
  }
}

const elements = (answers) => Object.entries(answers).map(([name, text]) => `<${name}>${text}</${name}>`).join('');

// A filled-in form of a household with one grown-up member. `answers` are by block.
export function filled({ version, household, day, start, end, member, blocks }) {
  return `<?xml version="1.0"?><data id="chieusau-visit" version="${version}"><start>${start}</start><end>${end}</end>`
    + `<visit>${elements({ household, day })}</visit><roster><member>${elements(member)}</member><complete>yes</complete></roster>`
    + Object.entries(blocks).map(([block, answers]) => `<${block}>${elements(answers)}</${block}>`).join('')
    + '<meta><instanceID>@instance@</instanceID></meta></data>';
}
