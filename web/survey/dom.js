// Elements in one line each.

/** `h('p', { class: 'hint' }, 'text', element)`; a function is a listener, `null` and `false` are left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that does something. */
export const button = (text, does, look = '') => h('button', { type: 'button', class: look || null, click: does }, text);

/** A message set apart. `kind` is done, note or wrong. */
export const notice = (kind, ...content) => h('div', { class: `notice ${kind}` }, content);
