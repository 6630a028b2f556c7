// One question on the screen: its label, its field, and what is wrong with it, tied together.
import { answer, nameOf } from './form.js';
import { evidenceField } from './evidence.js';
import { h } from './dom.js';
import { read, shown } from './numbers.js';
import { language, say } from './words.js';

/** More choices than this are a list to open; fewer stand there to be tapped. */
const MOST_RADIOS = 12;

let counter = 0;

/**
 * The field of a question: `{ node, element, refresh(), problem(), focus() }`. `changed(files)` is called
 * after every answer, `problem()` is the text of what is wrong, or `null`.
 */
export function field(node, changed, survey) {
  counter += 1;
  const id = `q${counter}`;
  if (node.nodeType === 'upload' || node.valueType === 'geopoint') return evidenceField(node, id, changed, survey);
  if (node.nodeType !== 'select') return textField(node, id, changed);
  return node.currentState.valueOptions.length > MOST_RADIOS ? listField(node, id, changed) : radioField(node, id, changed);
}

/** What the form itself finds wrong, apart from what is only missing. */
function refused(node) {
  const { constraint } = node.validationState;
  return constraint.valid ? null : constraint.message?.asString || say('not-accepted');
}

/** The line that says what is wrong, and how to fill it. */
export function errorLine(id, marked) {
  const line = h('p', { class: 'error', id: `${id}-wrong`, hidden: true });
  return {
    line,
    say(text) {
      line.hidden = !text;
      line.textContent = text ?? '';
      for (const one of marked()) {
        if (text) one.setAttribute('aria-invalid', 'true');
        else one.removeAttribute('aria-invalid');
      }
      line.parentElement?.classList.toggle('wrong', Boolean(text));
    },
  };
}

export const required = (node) => (node.currentState.required ? h('span', { class: 'need' }, ` (${say('needed')})`) : null);

function textField(node, id, changed) {
  const { valueType } = node;
  const whole = valueType === 'int';
  const numeric = whole || valueType === 'decimal';
  const long = nameOf(node) === 'remark';
  const hint = numeric ? say(whole ? 'whole-number' : 'decimal-number') : null;
  const input = h(long ? 'textarea' : 'input', {
    id,
    type: long ? null : valueType === 'date' ? 'date' : 'text',
    rows: long ? 4 : null,
    inputmode: numeric ? (whole ? 'numeric' : 'decimal') : null,
    autocomplete: 'off',
    class: numeric || valueType === 'date' ? 'short' : null,
    required: node.currentState.required,
    'aria-describedby': `${id}-wrong${hint ? ` ${id}-hint` : ''}`,
    value: shown(answer(node), valueType, language()),
  });
  let unread = false;
  const error = errorLine(id, () => [input]);
  const take = () => {
    const text = read(input.value, valueType, language());
    unread = text === null;
    if (!unread && text !== answer(node)) {
      node.setValue(text);
      changed();
    }
  };
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(take, 250);
  });
  input.addEventListener('change', () => {
    clearTimeout(waiting);
    take();
    error.say(self.problem());
  });
  const self = {
    node,
    element: h('div', { class: 'field' }, h('label', { for: id }, node.currentState.label?.asString ?? '', required(node)),
      hint && h('p', { class: 'hint', id: `${id}-hint` }, hint), error.line, input),
    refresh() { self.element.hidden = !node.currentState.relevant; },
    problem() { return unread ? say('not-a-number') : refused(node); },
    mark(text) { error.say(text); },
    take() { clearTimeout(waiting); take(); },
    focus() { input.focus(); },
  };
  return self;
}

function choices(node) {
  return node.currentState.valueOptions.map((option) => ({ value: option.value, label: option.label?.asString ?? option.value }));
}

function radioField(node, id, changed) {
  const inputs = choices(node).map(({ value, label }, at) => {
    const input = h('input', { type: 'radio', name: id, id: `${id}-${at}`, 'aria-describedby': `${id}-wrong`, change: () => set(value) });
    input.dataset.value = value;
    return { value, input, row: h('label', { class: 'choice', for: `${id}-${at}` }, input, h('span', {}, label)) };
  });
  const clear = h('button', { type: 'button', class: 'quiet', click: () => { set(null); inputs[0].input.focus(); } }, say('clear-answer'),
    h('span', { class: 'hidden' }, `: ${node.currentState.label?.asString ?? ''}`));
  const error = errorLine(id, () => []);
  const self = {
    node,
    element: h('fieldset', { class: `field ${inputs.length === 2 ? 'pair' : ''}` },
      h('legend', {}, node.currentState.label?.asString ?? '', required(node)), error.line,
      h('div', { class: 'choices' }, inputs.map((one) => one.row)), clear),
    refresh() {
      self.element.hidden = !node.currentState.relevant;
      for (const one of inputs) one.input.checked = one.value === answer(node);
      clear.hidden = answer(node) === '';
    },
    problem() { return refused(node); },
    mark(text) { error.say(text); },
    take() {},
    focus() { (inputs.find((one) => one.input.checked) ?? inputs[0]).input.focus(); },
  };
  function set(value) {
    node.selectValue(value);
    changed();
    self.refresh();
    error.say(null);
  }
  self.refresh();
  return self;
}

function listField(node, id, changed) {
  const select = h('select', { id, 'aria-describedby': `${id}-wrong`, change: () => {
    node.selectValue(select.value || null);
    changed();
  } }, h('option', { value: '' }, say('not-answered')), choices(node).map(({ value, label }) => h('option', { value }, label)));
  const error = errorLine(id, () => [select]);
  const self = {
    node,
    element: h('div', { class: 'field' }, h('label', { for: id }, node.currentState.label?.asString ?? '', required(node)), error.line, select),
    refresh() {
      self.element.hidden = !node.currentState.relevant;
      select.value = answer(node);
    },
    problem() { return refused(node); },
    mark(text) { error.say(text); },
    take() {},
    focus() { select.focus(); },
  };
  self.refresh();
  return self;
}
