// What the phone keeps, per account, until the server has it. Every write is asked to reach the disk.
const STORES = ['settings', 'forms', 'drafts', 'files'];

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Opens what is kept for the account of this id; another account's lies in another database. */
export async function openKept(account) {
  const opening = indexedDB.open(`chieusau-survey-${account}`, 1);
  opening.onupgradeneeded = () => {
    for (const name of STORES) opening.result.createObjectStore(name);
  };
  return new Kept(await done(opening));
}

export class Kept {
  constructor(database) {
    this.database = database;
    // A newer page in another tab may open a newer database.
    database.onversionchange = () => database.close();
  }

  close() { this.database.close(); }

  async #read(name, ask) {
    return done(ask(this.database.transaction(name, 'readonly').objectStore(name)));
  }

  /** Writes in one transaction, which is on the disk when this is done. */
  async write(change) {
    const tx = this.database.transaction(STORES, 'readwrite', { durability: 'strict' });
    const finished = new Promise((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onerror = () => reject(tx.error);
      tx.onabort = () => reject(tx.error ?? new DOMException('aborted', 'AbortError'));
    });
    change((name) => tx.objectStore(name));
    return finished;
  }

  setting(name) { return this.#read('settings', (store) => store.get(name)); }
  set(name, value) { return this.write((store) => store('settings').put(value, name)); }
  form(version) { return this.#read('forms', (store) => store.get(version)); }
  draft(id) { return this.#read('drafts', (store) => store.get(id)); }
  drafts() { return this.#read('drafts', (store) => store.getAll()); }

  /** The packet the server gave: lists and the form of the day. Forms that no draft needs go. */
  async keepPacket({ form, ...packet }) {
    const needed = new Set((await this.drafts()).map((draft) => draft.version)).add(packet.version);
    const there = await this.#read('forms', (store) => store.getAllKeys());
    await this.write((store) => {
      store('forms').put(form, packet.version);
      for (const old of there) if (!needed.has(old)) store('forms').delete(old);
      store('settings').put(packet, 'packet');
    });
  }

  /** A draft and the files that came with this change: `{ name: { bytes, type } }`. */
  keepDraft(draft, files = {}) {
    return this.write((store) => {
      store('drafts').put(draft, draft.id);
      for (const [name, file] of Object.entries(files)) store('files').put(file, [draft.id, name]);
    });
  }

  /** The files of a draft, by name. */
  async files(id) {
    const range = IDBKeyRange.bound([id], [id, []]);
    const [keys, values] = await Promise.all([
      this.#read('files', (store) => store.getAllKeys(range)),
      this.#read('files', (store) => store.getAll(range)),
    ]);
    return new Map(keys.map(([, name], at) => [name, values[at]]));
  }

  async remove(id) {
    await this.write((store) => {
      store('drafts').delete(id);
      store('files').delete(IDBKeyRange.bound([id], [id, []]));
    });
  }

  /** A survey is finished: it waits to be sent, with the files that it names and no others. */
  async finish(draft) {
    const all = [...(await this.files(draft.id)).keys()];
    const files = all.filter((name) => draft.xml.includes(`>${name}<`));
    await this.write((store) => {
      for (const name of all) if (!files.includes(name)) store('files').delete([draft.id, name]);
      store('drafts').put({ ...draft, files, sent: [] }, draft.id);
    });
  }

  /** The server has it all: answers and photos go, what is needed to tell so stays. */
  async settle(draft, said) {
    const { id, household, label, results, instance } = draft;
    await this.write((store) => {
      store('drafts').put({ id, household, label, results, instance, state: 'sent', at: Date.now(), said }, id);
      store('files').delete(IDBKeyRange.bound([id], [id, []]));
    });
  }
}
