// Filling in one survey, screen by screen. Every change is kept at once.
import { field } from './fields.js';
import { memberName } from './form.js';
import { button, h, notice } from './dom.js';
import { language, say } from './words.js';

/**
 * Shows the survey in `main`. `keep(files)` keeps what has changed, `step` is the id of the screen to begin
 * with, `finish()` puts it into the queue, `leave()` goes back to the list.
 */
export function fill({ main, survey, label, step, keep, finish, leave }) {
  survey.speak(language());
  let screens = survey.screens();
  let current = Math.max(0, screens.findIndex((screen) => screen.id === step));
  let fields = [];

  const changed = (files) => {
    keep(screens[current].id, files);
    for (const one of fields) one.refresh();
  };

  function show(at, focus = 'heading') {
    screens = survey.screens();
    current = Math.min(Math.max(0, at), screens.length - 1);
    const screen = screens[current];
    fields = screen.nodes.map((node) => field(node, changed, survey));
    const heading = h('h1', { tabindex: '-1' }, screen.title);
    const body = screen.kind === 'results' ? results() : [
      screen.kind === 'roster' && roster(),
      screen.nodes.length > 0 && h('form', { novalidate: true, submit: (event) => { event.preventDefault(); next(); } },
        fields.map((one) => one.element), h('button', { class: 'hidden', tabindex: '-1', 'aria-hidden': 'true' }, say('next'))),
    ];
    main.replaceChildren(progress(), h('p', { class: 'soft' }, label), heading, h('div', { id: 'wrong', tabindex: '-1' }), ...[body].flat().filter(Boolean), overview(), steps());
    document.title = `${screen.title} – ${say('title')}`;
    window.scrollTo(0, 0);
    if (focus === 'heading') heading.focus();
    // Having looked at the first screen is nothing to keep.
    if (current > 0) keep(screen.id);
  }

  function progress() {
    const text = say('progress', { n: current + 1, of: screens.length });
    return h('div', { class: 'progress' }, h('label', { for: 'progress' }, text),
      h('progress', { id: 'progress', max: screens.length, value: current + 1 }));
  }

  function steps() {
    const last = current === screens.length - 1;
    return h('nav', { class: 'steps', 'aria-label': say('steps') },
      button(current === 0 ? say('to-list') : say('back'), () => (current === 0 ? away() : show(current - 1))),
      last ? button(say('finish'), done, 'main') : button(say('next'), next, 'main'));
  }

  /** Every screen by name, for going there directly. */
  function overview() {
    return h('details', {}, h('summary', {}, say('all-screens')),
      h('ul', { class: 'homes' }, screens.map((screen, at) => h('li', {}, button(screen.title, () => { takeAll(); show(at); }, 'quiet')))),
      button(say('to-list'), away));
  }

  function takeAll() { for (const one of fields) one.take(); }

  function away() {
    takeAll();
    leave();
  }

  /** Goes on, unless something on this screen is wrong. What is only missing may be answered later. */
  function next() {
    takeAll();
    const wrong = [];
    for (const one of fields) {
      const text = one.problem();
      one.mark(text);
      if (text) wrong.push([one, text]);
    }
    if (wrong.length === 0) { show(current + 1); return; }
    tell(wrong.map(([one, text]) => [one.node.currentState.label?.asString ?? '', text, () => one.focus()]));
  }

  /** Lists what is wrong, each with a way there. */
  function tell(wrong) {
    const list = h('ul', {}, wrong.map(([name, text, go]) => h('li', {}, button(`${name}: ${text}`, go, 'quiet'))));
    const box = main.querySelector('#wrong');
    box.replaceChildren(h('div', { class: 'errors', role: 'alert' }, h('h2', {}, say('wrong-head', { n: wrong.length })), list));
    box.scrollIntoView({ block: 'start' });
    list.querySelector('button').focus();
  }

  /** The members, and more or fewer of them. */
  function roster() {
    const rows = survey.members.map((member, at) => h('li', {},
      h('span', {}, `${at + 1}. ${memberName(member, at)}`),
      button(say('member-open'), () => show(screens.findIndex((screen) => screen.id === `member-${at}-0`))),
      button(say('member-remove'), () => {
        if (!window.confirm(say('member-remove-sure', { name: memberName(member, at) }))) return;
        survey.removeMember(at);
        changed();
        show(current);
      }, 'quiet')));
    return h('section', { 'aria-label': say('members') }, h('p', {}, say('members-counted', { n: survey.members.length })),
      h('ul', { class: 'homes' }, rows),
      h('p', { class: 'actions' }, button(say('member-add'), () => {
        survey.addMember();
        changed();
        show(survey.screens().findIndex((screen) => screen.id === `member-${survey.members.length - 1}-0`));
      })));
  }

  /** What every standard says, with its reasons, before leaving the house. */
  function results() {
    const outcomes = survey.results().map((one) => h('section', { class: 'outcome', 'data-standard': one.id, 'data-class': one.code },
      h('h2', {}, one.title), h('p', { class: 'class' }, one.class), h('p', {}, one.count),
      one.lacks.length > 0 && h('ul', {}, one.lacks.map((text) => h('li', {}, text))),
      one.open.length > 0 && h('details', {}, h('summary', {}, say('open-counted', { n: one.open.length })), h('ul', {}, one.open.map((text) => h('li', {}, text))))));
    return [h('p', {}, say('results-lead')), ...outcomes, h('p', { class: 'hint' }, say('finish-lead'))];
  }

  async function done() {
    const problems = survey.problems();
    if (problems.length > 0) {
      tell(problems.map(({ node, text }) => {
        const at = screens.findIndex((screen) => screen.nodes.includes(node));
        const name = `${screens[at]?.title ?? ''} – ${node.currentState.label?.asString ?? ''}`;
        return [name, text, () => { show(at, 'field'); fields.find((one) => one.node === node)?.focus(); }];
      }));
      return;
    }
    await finish();
  }

  show(current);
  return {
    /** Something could not be kept: the reviewer must know before going on. */
    trouble(text) {
      main.querySelector('#wrong')?.replaceChildren(h('div', { role: 'alert' }, notice('wrong', h('p', {}, text))));
    },
  };
}
