// Keeps the survey page on the phone. VERSION, PAGE and KEEP stand above this, written by the server.
// A new version is fetched whole beside the old one and takes over only when the page says so.
const CACHE = `survey ${VERSION}`;

self.addEventListener('install', (event) => {
  // What is named by its content has just been fetched for the page and need not cross a thin line twice.
  const named = (address) => address.startsWith(`${PAGE}/files/`) || address.startsWith('/assets/');
  const fetched = KEEP.map((address) => new Request(address, { cache: named(address) ? 'default' : 'reload' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fetched)));
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith('survey ') && name !== CACHE).map((name) => caches.delete(name)),
  ));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  const asked = request.mode === 'navigate' && address.pathname === PAGE ? PAGE : address.pathname;
  if (!KEEP.includes(asked)) return;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(asked)).then((kept) => kept ?? fetch(request)));
});
