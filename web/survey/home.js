// The first screen: whom to visit, what has been begun, what waits to be sent.
import { button, h, notice } from './dom.js';
import { number, plain, say, when } from './words.js';

/** Households shown at once; the search finds the others. */
const MOST = 50;

/** Shows the list. `view` is what there is to show, `act` what can be done. */
export function home(main, view, act) {
  const { drafts, packet } = view;
  const of = (state) => drafts.filter((draft) => draft.state === state).sort((a, b) => b.at - a.at);
  const [begun, queued, sent] = ['draft', 'queued', 'sent'].map(of);
  main.replaceChildren(...[
    h('h1', { tabindex: '-1' }, say('title')),
    ...notices(view, queued.length, act),
    begun.length > 0 && section('begun', say('begun'), begun.map((draft) => [
      button(draft.label, () => act.resume(draft), 'quiet'), h('span', { class: 'soft' }, say('changed-at', { at: when(draft.at) })),
      button(say('discard'), () => act.discard(draft), 'quiet'),
    ])),
    queued.length > 0 && section('queued', say('queued', { n: queued.length }), queued.map((draft) => [
      h('span', {}, draft.label, h('span', { class: 'soft' }, queuedText(draft))),
    ]), button(say('send-now'), act.send, 'main')),
    households(view, drafts, act),
    sent.length > 0 && section('sent', say('sent', { n: sent.length }), sent.slice(0, MOST).map((draft) => [
      h('span', {}, draft.label, h('span', { class: 'soft' }, `${when(draft.at)} – ${say(draft.said === 'trouble' ? 'sent-trouble' : 'sent-taken')}`)),
    ])),
    h('p', { class: 'hint' }, view.storage),
    h('p', { class: 'actions' }, button(say('refresh'), act.refresh), packet && button(say('sign-out'), act.signOut), h('a', { class: 'button', href: '/' }, say('to-desk'))),
    h('p', { class: 'hint' }, h('a', { href: act.licences }, say('licences'))),
  ].filter(Boolean));
  document.title = say('title');
}

function notices(view, waiting, act) {
  return [
    view.update && notice('note', h('p', {}, say('update-ready')), button(say('update-now'), act.update)),
    view.expired && notice('wrong', h('p', {}, say('expired', { n: waiting })), h('a', { class: 'button', href: '/sign-in?back=/survey' }, say('sign-in'))),
    view.full && notice('wrong', h('p', {}, view.full)),
    view.others > 0 && notice('note', h('p', {}, say('others'))),
    view.outdated && notice('note', h('p', {}, view.outdated)),
    view.sentNow && h('div', { role: 'status' }, notice('done', h('p', {}, view.sentNow))),
    view.ready && notice('done', h('p', {}, say('ready'))),
  ].filter(Boolean);
}

function section(id, title, rows, ...more) {
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), h('ul', { class: 'homes' }, rows.map((row) => h('li', {}, row))), more);
}

function queuedText(draft) {
  const photos = draft.files.length;
  const gone = (draft.sent ?? []).filter((name) => name !== '').length;
  if (draft.refused) return say('refused', { said: draft.refused });
  if ((draft.failures ?? 0) > 0) return say('waits-until', { at: when(draft.due) });
  return photos > 0 ? say('waits-parts', { n: gone, of: photos }) : say('waits');
}

function households({ packet }, drafts, act) {
  if (!packet) return null;
  const marks = new Map();
  for (const draft of [...drafts].sort((a, b) => a.at - b.at)) marks.set(draft.household, draft.state);
  const list = h('ul', { class: 'homes' });
  const count = h('p', { class: 'soft', role: 'status' });
  const search = h('input', { id: 'search', type: 'search', autocomplete: 'off', input: () => show() });
  const show = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const found = packet.households.filter(([, label]) => words.every((word) => plain(label).includes(word)));
    count.textContent = say('households-counted', { n: number(found.length) }) + (found.length > MOST ? ` ${say('households-more', { n: MOST })}` : '');
    list.replaceChildren(...found.slice(0, MOST).map((household) => {
      const [id, label] = household;
      const mark = marks.get(id);
      return h('li', {}, button(label, () => act.begin(household), 'quiet'), mark && h('span', { class: 'soft' }, say(`mark-${mark}`)));
    }));
  };
  show();
  return h('section', { 'aria-labelledby': 'to-visit' }, h('h2', { id: 'to-visit' }, say('to-visit')),
    h('div', { class: 'field' }, h('label', { for: 'search' }, say('search')), search), count, list);
}
