// Without a connection a code page comes back as it was last seen, and any other page says that there is none.

const SEEN = 'seen';
const OFFLINE = '/offline';
const isCode = path => /^\/people\/\d+\/code$/.test(path);

addEventListener('install', event => {
    event.waitUntil(caches.open(SEEN).then(cache => cache.add(OFFLINE)));
    skipWaiting();
});

addEventListener('activate', event => event.waitUntil(clients.claim()));

addEventListener('fetch', event => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin) return;
    if (url.pathname.startsWith('/assets/')) event.respondWith(kept(request));
    else if (isCode(url.pathname)) event.respondWith(latest(request, url.pathname));
    else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
});

/** Assets never change under one path. */
async function kept(request) {
    const found = await caches.match(request);
    if (found) return found;
    const response = await fetch(request);
    if (response.ok) await keep(request, response.clone());
    return response;
}

/** Keeps an asset, and none of older versions: the version is the second part of the path. */
async function keep(request, response) {
    const cache = await caches.open(SEEN);
    const version = path => path.split('/')[2];
    const current = version(new URL(request.url).pathname);
    for (const old of await cache.keys()) {
        const { pathname } = new URL(old.url);
        if (pathname.startsWith('/assets/') && version(pathname) !== current) await cache.delete(old);
    }
    await cache.put(request, response);
}

/** The code now or, for a page that is opened without a connection, the last one, which says its age by itself. */
async function latest(request, path) {
    const cache = await caches.open(SEEN);
    try {
        const response = await fetch(request);
        if (response.ok && !response.redirected) cache.put(path, response.clone());
        return response;
    } catch (error) {
        if (request.mode !== 'navigate') throw error; // a page that renews itself says so on its own
        return (await cache.match(path)) ?? caches.match(OFFLINE);
    }
}
