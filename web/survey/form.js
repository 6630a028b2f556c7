// The survey form in the ODK team's own engine, and the screens it is shown on.
import { loadForm } from '@getodk/xforms-engine';
import { say } from './words.js';

/** Questions on one screen at most; more of one group go to the next. */
const MOST = 8;

const csv = (head, rows) => [head, ...rows]
  .map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\n') + '\n';

/** Opens the form for one household: anew, or as the draft left it. */
export async function openForm({ xml, household, members, saved, files }) {
  const lists = {
    'households.csv': csv(['name', 'label', 'area', 'region', 'province'], [household]),
    'members.csv': csv(['name', 'full_name', 'birth_year', 'sex'], members),
  };
  const loaded = await loadForm(xml, {
    fetchFormAttachment: async (address) => new Response(lists[String(address).split('/').pop()], { headers: { 'content-type': 'text/csv' } }),
  });
  if (loaded.status === 'failure') throw loaded.error;
  const names = { instanceAttachments: { fileNameFactory: ({ basename, extension }) => `${basename}${extension ?? ''}` } };
  if (!saved) {
    const survey = new Survey(loaded.createInstance(names).root, members);
    survey.begin(household[0]);
    return survey;
  }
  const data = new FormData();
  data.set('xml_submission_file', new File([saved], 'xml_submission_file', { type: 'text/xml' }));
  for (const [name, file] of files) data.set(name, new File([file.bytes], name, { type: file.type }));
  return new Survey((await loaded.restoreInstance({ data: [data] }, names)).root, members);
}

/** The text of a node as the form keeps it. */
export const answer = (node) => node.currentState.instanceValue ?? '';

/** The last part of a node's path. */
export const nameOf = (node) => node.currentState.reference.split('/').pop();

function* below(node) {
  for (const child of node.currentState.children ?? []) {
    yield child;
    yield* below(child);
  }
}

export class Survey {
  constructor(root, known) {
    this.root = root;
    this.known = known;
    this.roster = this.find((node) => node.nodeType === 'repeat-range:uncontrolled');
  }

  /** Whoever is known of the household is listed from the beginning. */
  begin(household) {
    this.at('/data/visit/household').selectValue(household);
    for (const known of this.known) this.addMember(known);
  }

  find(such) {
    for (const node of below(this.root)) if (such(node)) return node;
    return null;
  }

  at(path) { return this.find((node) => node.currentState.reference === path); }

  speak(lang) {
    const language = this.root.languages.find((one) => one.language.includes(`(${lang})`));
    if (language) this.root.setLanguage(language);
  }

  get instance() { return answer(this.at('/data/meta/instanceID')); }

  get members() { return this.roster.currentState.children; }

  /** Adds a member, with what is known. The form itself looks a new member up by its place, which is somebody
      else's after one has been removed; so what it fills in is overwritten. */
  addMember([, name = '', year = '', sex = ''] = []) {
    this.roster.addInstances(this.members.length - 1, 1);
    for (const node of this.members.at(-1).currentState.children) {
      if (nameOf(node) === 'full_name') node.setValue(name);
      if (nameOf(node) === 'birth_year') node.setValue(year);
      if (nameOf(node) === 'sex') node.selectValue(sex || null);
    }
  }

  removeMember(at) { this.roster.removeInstances(at, 1); }

  /** The screens in order: `{ id, title, kind, nodes }`. */
  screens() {
    const all = [];
    const groups = this.root.currentState.children.filter((node) => node.nodeType === 'group' && node.currentState.label);
    for (const group of groups) {
      const name = nameOf(group);
      const title = group.currentState.label.asString;
      if (name.startsWith('result_')) continue;
      if (name === 'roster') {
        all.push({ id: name, title, kind: 'roster', nodes: questions(group) });
        this.members.forEach((member, at) => this.#chunks(all, `member-${at}`, 'member', questions(member), memberName(member, at)));
      } else {
        const nodes = questions(group).filter((node) => node.currentState.reference !== '/data/visit/household');
        this.#chunks(all, name, 'questions', nodes, title);
      }
    }
    all.push({ id: 'results', title: say('results'), kind: 'results', nodes: [] });
    return all;
  }

  #chunks(all, id, kind, nodes, title) {
    const count = Math.ceil(nodes.length / MOST);
    const size = Math.ceil(nodes.length / count);
    for (let at = 0; at < count; at += 1) {
      const part = count > 1 ? ` (${at + 1}/${count})` : '';
      all.push({ id: `${id}-${at}`, title: title + part, kind, nodes: nodes.slice(at * size, (at + 1) * size) });
    }
  }

  /** What each standard says: `{ id, title, code, class, notes, open }`. */
  results() {
    const groups = this.root.currentState.children.filter((node) => nameOf(node).startsWith('result_'));
    return groups.map((group) => {
      const shown = group.currentState.children.filter((node) => node.nodeType === 'note' && node.currentState.relevant);
      const texts = (prefix) => shown.filter((node) => nameOf(node).startsWith(prefix)).map((node) => node.currentState.label.asString);
      return {
        id: nameOf(group).slice('result_'.length),
        title: group.currentState.label.asString,
        code: answer(this.at(`${group.currentState.reference}/class`)),
        class: texts('show_').find((text) => text !== texts('show_count')[0]) ?? '',
        count: texts('show_count')[0],
        lacks: texts('lacks_'),
        open: texts('open_'),
      };
    });
  }

  /** Where something is still wrong or missing: `{ node, text }`. */
  problems() {
    return this.root.validationState.violations.map(({ nodeId, violation }) => ({
      node: this.find((one) => one.nodeId === nodeId),
      text: violation.message?.asString || say(violation.condition === 'required' ? 'required' : 'not-accepted'),
    }));
  }

  /** The form as filled in so far. */
  text() { return this.root.instanceState.instanceXML; }

  /** The form as it is sent. */
  async finished() {
    const { data: [data] } = await this.root.prepareInstancePayload({ payloadType: 'monolithic' });
    return data.get('xml_submission_file').text();
  }
}

const ASKED = new Set(['input', 'select', 'upload']);

const questions = (group) => group.currentState.children.filter((node) => ASKED.has(node.nodeType));

/** A member's name, or which one it is. */
export function memberName(member, at) {
  const name = member.currentState.children.find((node) => nameOf(node) === 'full_name');
  return (name && answer(name)) || say('member-number', { n: at + 1 });
}
