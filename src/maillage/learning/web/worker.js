// Keeps a copy of each module that was opened, to read without a network: the page that anybody reads, without an account,
// so that nothing personal stays on a device that is lent. Whatever the network answers comes first.
const KEPT = "modules-1";
const MOST = 400; // pages and files; the oldest leave
const OURS = /(?:href|src)="(\/static\/[^"]+\.(?:css|js|svg|woff2)|\/[^"]*\/modules\/[\w-]+\/images\/[\w-]+\.(?:png|jpg))"/g;
const MODULE = /^(.*\/modules\/[\w-]+\/)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep(address) {
  const url = new URL(address, self.location.origin);
  if (url.origin !== self.location.origin || !MODULE.test(url.pathname)) return;
  const answer = await fetch(url, { credentials: "omit" });
  if (!answer.ok) return;
  const cache = await caches.open(KEPT);
  const text = await answer.clone().text();
  const files = [...new Set([...text.matchAll(OURS)].map((found) => found[1]))];
  await Promise.allSettled(files.map(async (file) => (await cache.match(file)) || cache.add(file)));
  await cache.put(url.pathname, answer); // last: a page that is there has its style
  const held = await cache.keys();
  await Promise.all(held.slice(0, Math.max(0, held.length - MOST)).map((old) => cache.delete(old)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(request).catch((fault) => instead(request, fault)));
});

async function instead(request, fault) {
  const cache = await caches.open(KEPT);
  const { pathname } = new URL(request.url);
  const module = request.mode === "navigate" && MODULE.exec(pathname);
  const found = await cache.match(module ? `${module[1]}entier/` : pathname, { ignoreVary: true });
  if (!found) throw fault;
  return found;
}
