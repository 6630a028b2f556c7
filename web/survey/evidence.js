// Where the house is, what it looks like, who signs.
import { answer, nameOf } from './form.js';
import { errorLine } from './fields.js';
import { button, h } from './dom.js';
import { number, say } from './words.js';
import { jpeg, shrink } from './photo.js';

/** The field of a location, a photo or a signature; see `field`. */
export function evidenceField(node, id, changed, survey) {
  if (node.valueType === 'geopoint') return location(node, id, changed);
  return nameOf(node) === 'signature' ? signature(node, id, changed, survey) : photo(node, id, changed, survey);
}

/** What all three have in common. */
function part(node, id, content, error, refresh) {
  const label = node.currentState.label?.asString ?? '';
  const element = h('fieldset', { class: 'field' }, h('legend', {}, label), error.line, content);
  return {
    node,
    element,
    refresh() { element.hidden = !node.currentState.relevant; refresh(); },
    problem: () => null,
    mark: (text) => error.say(text),
    take() {},
    focus() { element.querySelector('button, input, canvas')?.focus(); },
  };
}

function location(node, id, changed) {
  const error = errorLine(id, () => []);
  const where = h('p', { class: 'said', role: 'status' });
  const take = button(say('gps-take'), () => {
    error.say(null);
    where.textContent = say('gps-waiting');
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      node.setValue([coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy].join(' '));
      changed();
      self.refresh();
    }, (failure) => {
      self.refresh();
      error.say(say(failure.code === failure.PERMISSION_DENIED ? 'gps-denied' : 'gps-none'));
    }, { enableHighAccuracy: true, timeout: 60_000, maximumAge: 0 });
  });
  const self = part(node, id, [where, take], error, () => {
    const [latitude, longitude, , accuracy] = answer(node).split(' ').map(Number);
    where.textContent = answer(node) === '' ? say('gps-missing')
      : say('gps-there', { at: `${latitude.toFixed(5)}; ${longitude.toFixed(5)}`, metres: number(Math.round(accuracy)) });
    take.textContent = say(answer(node) === '' ? 'gps-take' : 'gps-again');
  });
  self.refresh();
  return self;
}

/** Puts a picture into the form and hands its bytes on to be kept. */
function attach(node, picture, changed) {
  const name = `${nameOf(node)}-${Date.now()}.jpg`;
  node.setValue(new File([picture.bytes], name, { type: picture.type }));
  changed({ [answer(node)]: picture });
}

/** Shows the picture that the form holds. */
function preview(image, node, text) {
  URL.revokeObjectURL(image.src);
  const file = node.currentState.value;
  image.hidden = !file;
  if (!file) return;
  image.src = URL.createObjectURL(file);
  image.alt = text;
}

function photo(node, id, changed) {
  const label = node.currentState.label?.asString ?? '';
  const error = errorLine(id, () => [input]);
  const image = h('img', { class: 'preview', hidden: true, alt: '' });
  const said = h('p', { class: 'said', role: 'status' });
  const input = h('input', { id, type: 'file', class: 'picture hidden', accept: 'image/*', capture: 'environment', 'aria-describedby': `${id}-wrong`, change: async () => {
    const [file] = input.files;
    if (!file) return;
    error.say(null);
    said.textContent = say('photo-working');
    try {
      const picture = await shrink(file);
      attach(node, picture, changed);
    } catch {
      error.say(say('photo-unreadable'));
    }
    input.value = '';
    self.refresh();
  } });
  const self = part(node, id, [image, said, input, h('label', { for: id, class: 'button' }, say('photo-take'), h('span', { class: 'hidden' }, `: ${label}`))], error, () => {
    preview(image, node, label);
    const file = node.currentState.value;
    said.textContent = file ? say('photo-there', { size: number(Math.ceil(file.size / 1000)) }) : say('photo-missing');
  });
  self.refresh();
  return self;
}

function signature(node, id, changed) {
  const label = node.currentState.label?.asString ?? '';
  const error = errorLine(id, () => []);
  const image = h('img', { class: 'preview', hidden: true, alt: '' });
  const canvas = h('canvas', { class: 'sign', width: 640, height: 260, role: 'img', 'aria-label': say('sign-here') });
  const pen = canvas.getContext('2d');
  let drawn = false;
  const blank = () => {
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  };
  blank();
  Object.assign(pen, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: '#101010' });
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
    drawn = true;
  });
  const take = async () => {
    attach(node, await jpeg(canvas), changed);
    self.refresh();
  };
  const keep = button(say('sign-keep'), () => (drawn ? take() : error.say(say('sign-empty'))));
  const again = button(say('sign-again'), () => { blank(); error.say(null); }, 'quiet');
  const name = h('input', { id: `${id}-name`, type: 'text', autocomplete: 'off' });
  const agree = h('input', { id: `${id}-agree`, type: 'checkbox' });
  const typed = button(say('sign-typed'), () => {
    if (name.value.trim() === '' || !agree.checked) { error.say(say('sign-typed-missing')); return; }
    blank();
    pen.fillStyle = '#101010';
    pen.font = '34px sans-serif';
    pen.fillText(name.value.trim().slice(0, 40), 20, 110);
    pen.font = '24px sans-serif';
    pen.fillText(`${say('sign-agreed')} – ${new Date().toLocaleString('vi-VN')}`, 20, 170);
    take();
  });
  const self = part(node, id, [
    image, h('p', { class: 'hint' }, say('sign-hint')), canvas, h('p', { class: 'actions' }, keep, again),
    h('details', {}, h('summary', {}, say('sign-by-name')),
      h('div', { class: 'field' }, h('label', { for: `${id}-name` }, say('sign-name')), name),
      h('label', { class: 'choice', for: `${id}-agree` }, agree, h('span', {}, say('sign-agree'))), typed),
  ], error, () => {
    error.say(null);
    preview(image, node, `${label}: ${say('sign-there')}`);
  });
  self.refresh();
  return self;
}
