// The words of the page, in both languages, as the server wrote them into it.
let all = { vi: {}, en: {} };
let lang = 'vi';

export function setWords(words, first) {
  all = words;
  lang = first in words ? first : 'vi';
}

export const language = () => lang;

export function setLanguage(next) { lang = next; }

/** The text of this name; `{$n}` in it is replaced by `args.n`. */
export function say(name, args = {}) {
  const text = all[lang][name] ?? name;
  return text.replace(/\{\s*\$(\w+)\s*\}/g, (whole, key) => args[key] ?? whole);
}

/** A number as the language writes it. */
export const number = (value) => new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB').format(value);

/** A moment as day and time. */
export const when = (at) => new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'en-GB',
  { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** Letters without their marks, for finding names. */
export const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
