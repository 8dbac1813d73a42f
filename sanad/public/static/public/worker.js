// Keeps what checking a certificate needs, so that its QR code opens without a network. Nothing private is kept.
const CACHE = "sanad-check";
const SHELL = "/check/offline/";
const KEYS = "/check/keys.json";
const PATIENCE = 8000; // milliseconds for a page on a poor network

async function fill() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(SHELL, { cache: "reload" });
  const files = [...(await shell.clone().text()).matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  for (const kept of await cache.keys()) {
    const path = new URL(kept.url).pathname;
    if (path.startsWith("/static/") && !files.includes(path)) await cache.delete(kept);
  }
  await cache.addAll([...new Set(files), new Request(KEYS, { cache: "reload" })]);
  await cache.put(SHELL, shell);
}

async function page(request) {
  const late = new AbortController();
  const clock = setTimeout(() => late.abort(), PATIENCE);
  try {
    return await fetch(request.url, { signal: late.signal, credentials: "same-origin" });
  } catch {
    return (await caches.match(SHELL)) || Response.error();
  } finally {
    clearTimeout(clock);
  }
}

async function lists(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await (await caches.open(CACHE)).put(KEYS, fresh.clone());
    return fresh;
  } catch {
    return (await caches.match(KEYS)) || Response.error();
  }
}

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => { if (event.data === "fill") event.waitUntil(fill().catch(() => {})); });
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname === KEYS) event.respondWith(lists(request));
  else if (pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});
