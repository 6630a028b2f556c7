// The survey page: opens what the phone keeps, asks the server for what is new, and lets households be
// surveyed whether or not there is a network.
import { fetchPacket, post, signOut } from './net.js';
import { fill } from './filling.js';
import { home } from './home.js';
import { nextDue, sendAll } from './queue.js';
import { openKept } from './kept.js';
import { number, say, setLanguage, setWords, language } from './words.js';
import { openForm } from './form.js';
import { h, notice } from './dom.js';

const page = JSON.parse(document.querySelector('#page').textContent);
const main = document.querySelector('main');
const state = document.querySelector('#state');

// Who used this phone last, and how to end their session once there is a network.
const remembered = {
  get account() { return localStorage.getItem('chieusau-account'); },
  set account(id) { if (id) localStorage.setItem('chieusau-account', id); else localStorage.removeItem('chieusau-account'); },
  get leaving() { return localStorage.getItem('chieusau-leaving'); },
  set leaving(token) { if (token) localStorage.setItem('chieusau-leaving', token); else localStorage.removeItem('chieusau-leaving'); },
};

let kept = null;
let packet = null;
let registration = null;
let surveying = null;
let left = false;
const view = { drafts: [], packet: null, expired: false, update: false, full: null, others: 0, outdated: null, sentNow: null, ready: false, storage: '' };

start();

async function start() {
  setWords(page.words, localStorage.getItem('chieusau-lang') ?? document.documentElement.lang);
  dress();
  worker();
  if (remembered.leaving) {
    if (!(await signOut(remembered.leaving))) { stranger(say('offline-first')); return; }
    remembered.leaving = null;
  }
  if (remembered.account) {
    await openAccount(remembered.account);
    await showHome();
  }
  await refresh();
  window.addEventListener('online', () => { connected(); refresh(); });
  window.addEventListener('offline', connected);
  setInterval(due, 15_000);
}

async function openAccount(id) {
  if (kept) kept.close();
  kept = await openKept(id);
  remembered.account = id;
  packet = (await kept.setting('packet')) ?? null;
}

/** Asks for what is new, and sends what waits. */
async function refresh() {
  const { status, packet: fresh } = await fetchPacket(packet?.mark);
  // Somebody signed out while the answer was on its way.
  if (left) return;
  if (status === 200) {
    if (remembered.account !== fresh.account.id) await openAccount(fresh.account.id);
    await guarded(() => kept.keepPacket(fresh));
    packet = await kept.setting('packet');
    view.expired = false;
  } else if (status === 304) {
    view.expired = false;
  } else if (status === 401 || status === 403) {
    if (!kept) { location.assign('/sign-in?back=/survey'); return; }
    view.expired = status === 401;
  } else if (!kept) {
    stranger(say('offline-first'));
    return;
  }
  connected();
  await send(false);
  if (!surveying) await showHome();
}

/** Nobody's page: nothing of any account is shown. */
function stranger(text) {
  main.replaceChildren(h('h1', {}, say('title')), notice('note', h('p', {}, text)), h('a', { class: 'button', href: '/sign-in?back=/survey' }, say('sign-in')));
}

async function showHome() {
  if (left) return;
  surveying = null;
  const all = await kept.drafts();
  const [others, room] = [await othersHere(), await storage()];
  if (left) return;
  const today = packet && new Date().toISOString().slice(0, 10);
  Object.assign(view, {
    drafts: all,
    packet,
    update: Boolean(registration?.waiting && navigator.serviceWorker.controller),
    ready: Boolean(navigator.serviceWorker?.controller && packet && !all.length),
    outdated: packet?.until && today > packet.until ? say('form-outdated') : null,
    others,
    ...room,
  });
  home(main, view, {
    begin, resume, discard, licences: page.licences,
    send: () => send(true).then(showHome),
    refresh: () => { packet = packet && { ...packet, mark: null }; return refresh(); },
    signOut: leaveAccount,
    update: () => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      registration.waiting.postMessage('take over');
    },
  });
  connected();
}

/** How many other accounts keep something here; whose it is, nobody is told. */
async function othersHere() {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.filter(({ name }) => name?.startsWith('chieusau-survey-') && name !== `chieusau-survey-${remembered.account}`).length;
}

/** What is left on the phone, and a warning before it is used up. */
async function storage() {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  if (!estimate?.quota) return { storage: '', full: null };
  const left = Math.floor((estimate.quota - estimate.usage) / 1e6);
  const safe = await navigator.storage.persisted?.();
  return {
    storage: `${say('storage-left', { n: number(left) })} ${say(safe ? 'storage-safe' : 'storage-unsafe')}`,
    full: left < 50 ? say('storage-low', { n: number(left) }) : null,
  };
}

async function begin(household) {
  await navigator.storage?.persist?.();
  const open = view.drafts.find((draft) => draft.state === 'draft' && draft.household === household[0]);
  if (open) { await resume(open); return; }
  const draft = { id: crypto.randomUUID(), household: household[0], label: household[1], version: packet.version, state: 'draft', at: Date.now(), files: [] };
  await survey(draft, household);
}

async function resume(draft) {
  const household = packet?.households.find(([id]) => id === draft.household) ?? draft.row;
  await survey(draft, household);
}

async function discard(draft) {
  if (!window.confirm(say('discard-sure', { name: draft.label }))) return;
  await kept.remove(draft.id);
  await showHome();
}

/** One survey, in one tab at a time. */
async function survey(draft, household) {
  if (!navigator.locks) return edit(draft, household);
  return navigator.locks.request(`chieusau draft ${draft.id}`, { ifAvailable: true }, async (lock) => {
    if (!lock) { main.prepend(h('div', { role: 'alert' }, notice('wrong', h('p', {}, say('other-tab'))))); return; }
    await edit(draft, household);
  });
}

async function edit(draft, household) {
  const saved = draft.xml;
  const members = packet?.members.filter(([name]) => name.startsWith(`${household[0]}-`)) ?? [];
  const xml = await kept.form(draft.version);
  let form;
  try {
    form = await openForm({ xml, household, members, saved, files: saved ? await kept.files(draft.id) : new Map() });
  } catch (failure) {
    console.error(failure);
    main.prepend(h('div', { role: 'alert' }, notice('wrong', h('p', {}, say('form-broken')))));
    return;
  }
  let pages = null;
  const keeping = keeper(
    () => ({ ...draft, xml: form.text(), row: household, at: Date.now() }),
    (record, files) => kept.keepDraft(record, files),
    () => pages?.trouble(say('not-kept')),
  );
  // Held open until the survey is left, so that no second tab opens the same one.
  await new Promise((resolve) => {
    surveying = draft.id;
    pages = fill({
      main, survey: form, label: draft.label, step: draft.step,
      keep: (step, files) => { draft.step = step; keeping.touch(files); },
      leave: async () => { await keeping.settled(); await showHome(); resolve(); },
      finish: async () => {
        await keeping.settled();
        const record = {
          ...draft, xml: await form.finished(), at: Date.now(), state: 'queued', instance: form.instance,
          results: form.results().map(({ id, code, class: name }) => ({ id, code, class: name })),
        };
        if (!(await guarded(() => kept.finish(record)))) { pages.trouble(say('not-kept')); return; }
        await showHome();
        main.querySelector('h1').focus();
        resolve();
        await send(false);
        if (!surveying) await showHome();
      },
    });
  });
}

/** Writes what has changed: one write at a time, always the latest, nothing forgotten. */
function keeper(record, write, failed) {
  let waiting = null;
  let running = null;
  const pump = async () => {
    while (waiting) {
      const files = waiting;
      waiting = null;
      try {
        await write(record(), files);
      } catch (failure) {
        console.error(failure);
        failed();
      }
    }
    running = null;
  };
  return {
    touch(files = {}) {
      waiting = { ...waiting, ...files };
      running ??= pump();
    },
    async settled() { while (running) await running; },
  };
}

/** Whether it could be kept; a full phone is said in words. */
async function guarded(write) {
  try {
    await write();
    return true;
  } catch (failure) {
    console.error(failure);
    view.full = say('not-kept');
    return false;
  }
}

/** Sends what is due, or everything at once; one tab at a time. */
async function send(at_once) {
  if (!kept || !packet || left) return;
  const sending = async () => {
    const before = (await kept.drafts()).filter((draft) => draft.state === 'queued').length;
    if (before === 0) return;
    const all = () => sendAll({ kept, at_once, now: Date.now, post: (draft, files) => post(packet.token, draft, files) });
    let outcome = await all();
    // Perhaps the same person has signed in anew: then the session has another token.
    if (outcome === 'sign in' && (await renewed())) outcome = await all();
    const left = (await kept.drafts()).filter((draft) => draft.state === 'queued').length;
    view.expired = outcome === 'sign in';
    view.sentNow = before > left ? say('sent-now', { n: before - left }) : null;
  };
  if (navigator.locks) await navigator.locks.request('chieusau send', sending);
  else await sending();
}

/** Whether a session of the same account is there, with its token. */
async function renewed() {
  const { status, packet: fresh } = await fetchPacket();
  if (status !== 200 || fresh.account.id !== remembered.account) return false;
  if (fresh.token === packet.token) return false;
  await guarded(() => kept.keepPacket(fresh));
  packet = await kept.setting('packet');
  return true;
}

/** Every few seconds: what waited long enough is tried again. */
async function due() {
  if (!kept || left || !navigator.onLine) return;
  const at = await nextDue(kept);
  if (at === null || at > Date.now()) return;
  await send(false);
  if (!surveying) await showHome();
}

/** Ends the session here. What is not sent stays, out of sight, until the same account signs in again. */
async function leaveAccount() {
  const waiting = view.drafts.filter((draft) => draft.state !== 'sent').length;
  if (waiting > 0 && !window.confirm(say('sign-out-sure', { n: waiting }))) return;
  left = true;
  remembered.leaving = packet.token;
  remembered.account = null;
  // What is being sent just now ends first; nothing new begins.
  await navigator.locks?.request('chieusau send', () => {});
  kept.close();
  stranger(say('signed-out', { n: waiting }));
  if (await signOut(remembered.leaving)) remembered.leaving = null;
}

/** Words around the page, and the switch of language. */
function dress() {
  const other = language() === 'vi' ? 'en' : 'vi';
  document.documentElement.lang = language();
  const change = document.querySelector('#language');
  change.textContent = other === 'en' ? 'English' : 'Tiếng Việt';
  change.lang = other;
  change.onclick = () => {
    setLanguage(other);
    localStorage.setItem('chieusau-lang', other);
    location.reload();
  };
  connected();
}

function connected() {
  state.textContent = say(navigator.onLine ? 'online' : 'offline');
}

/** Installs the worker that keeps this page. A newer one is told on the list and never during a survey. */
async function worker() {
  if (!('serviceWorker' in navigator)) return;
  registration = await navigator.serviceWorker.register('/survey-worker.js', { scope: '/survey' }).catch(() => null);
  registration?.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => { if (!surveying && kept && !left) showHome(); });
  });
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (!surveying && kept && !left) showHome(); });
}
