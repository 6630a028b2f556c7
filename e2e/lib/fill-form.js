// Fills in a form as somebody on a phone would, in the ODK team's own engine, and says what it works out.
//
// Standard input: { form, csv, cases: [{ household: {id: text}, members: [{id: text}], complete, day, which }] }
// Standard output: one object per case, from the path of every node to its text.
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

// The engine reads XML with the browser's own parser and finds its grammar beside the page.
const { window } = new JSDOM('');
for (const name of ['document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr',
  'Text', 'Comment', 'CDATASection', 'ProcessingInstruction', 'XMLDocument', 'XPathResult']) {
  globalThis[name] = window[name];
}
globalThis.__dirname = '.';
globalThis.require = createRequire(import.meta.url);

const { loadForm } = await import('@getodk/xforms-engine');

async function input() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

const { form, csv, cases } = await input();
const loaded = await loadForm(form, {
  fetchFormAttachment: async (address) => new Response(
    String(address).includes('households') ? csv : 'name,full_name,birth_year,sex\n',
    { headers: { 'content-type': 'text/csv' } },
  ),
});
if (loaded.status === 'failure') throw loaded.error;

// Parts without a name of their own in the form, such as headings, share their parent's path.
function* nodes(node) {
  for (const child of node.currentState.children ?? []) {
    yield child;
    yield* nodes(child);
  }
}

function set(node, text) {
  if (node.nodeType === 'select') node.selectValue(text);
  else node.setValue(text);
}

function fill(root, prefix, answers) {
  const known = new Map();
  for (const node of nodes(root)) known.set(node.currentState.reference, node);
  for (const [path, text] of Object.entries(answers)) {
    const node = known.get(prefix + path);
    if (!node) throw new Error(`the form has no ${prefix + path}`);
    set(node, text);
  }
}

function filled(one) {
  const { root } = loaded.createInstance();
  fill(root, '/data/', one.household);
  fill(root, '/data/visit/', { household: one.which, day: one.day });
  if (one.complete !== null) fill(root, '/data/roster/', { complete: one.complete });
  const range = [...nodes(root)].find((node) => node.nodeType === 'repeat-range:uncontrolled');
  one.members.forEach((answers, at) => {
    range.addInstances(at - 1, 1);
    const member = range.currentState.children[at];
    fill(member, `${member.currentState.reference}/`, answers);
  });
  const said = {};
  for (const node of nodes(root)) {
    if (node.currentState.children === null && node.currentState.instanceValue !== undefined) {
      said[node.currentState.reference] = node.currentState.instanceValue;
    }
  }
  return said;
}

process.stdout.write(JSON.stringify(cases.map(filled)));
