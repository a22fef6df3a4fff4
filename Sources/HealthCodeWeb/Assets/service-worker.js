// Without a connection a code page comes back as it was last seen, a checkpoint's pages are there with all they need to
// check codes, and any other page says that there is none.
//
// Updates: a page is asked of the server first, always; the one kept is for when it does not answer. Assets carry their
// version in their path and never change. A checkpoint's page takes the place of the one kept before only when every asset
// of its version is on the device, so that what is kept is always whole. Assets that no kept page names are dropped.

const PAGES = 'seen';
const OFFLINE = '/offline';
const VERSION = 'x-assets';
/** Milliseconds after which a page that is kept is shown in place of one that does not come. */
const PATIENCE = 6_000;

const isCheckpoint = path => /^\/collect(\/\d+)?$/.test(path);
const isKept = path => /^\/people\/\d+\/code$/.test(path) || isCheckpoint(path);
const versionIn = text => text.match(/\/assets\/([0-9a-f]+)\//)?.[1];
const shelf = version => caches.open(`assets-${version}`);

addEventListener('install', event => {
    event.waitUntil(fetch(OFFLINE).then(response => keep(OFFLINE, response)));
    skipWaiting();
});

addEventListener('activate', event => event.waitUntil(clients.claim()));

addEventListener('fetch', event => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin) return;
    if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request, url.pathname));
    else if (isKept(url.pathname)) event.respondWith(latest(event, url.pathname));
    else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => kept(OFFLINE)));
});

const kept = async path => (await caches.open(PAGES)).match(path, { ignoreVary: true });

/** Assets never change under one path. */
async function asset(request, path) {
    const cache = await shelf(versionIn(path));
    const found = await cache.match(request, { ignoreVary: true });
    if (found) return found;
    const response = await fetch(request);
    if (isForGood(response)) await cache.put(request, response.clone());
    return response;
}

/** An asset of another version than the page's is answered too, but is not the page's. */
const isForGood = response => response.ok && response.headers.get('cache-control')?.includes('immutable');

/** The page now or, for one that is opened without a connection, as it was last seen. */
async function latest(event, path) {
    const answer = fetch(event.request);
    const keeping = answer.then(response => response.ok && !response.redirected && keep(path, response.clone()));
    event.waitUntil(keeping.catch(() => {})); // kept the next time
    if (event.request.mode !== 'navigate') return answer; // a page that renews itself says by itself that it could not
    const before = await kept(path);
    try {
        const response = await (before ? Promise.race([answer, tooLong()]) : answer);
        return before && response.status >= 500 ? before : response;
    } catch {
        return before ?? kept(OFFLINE);
    }
}

const tooLong = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));

let turn = Promise.resolve();

/** Keeps a page with the version of its assets, one page at a time: none sweeps away what another brings. */
function keep(path, response) {
    turn = turn.catch(() => {}).then(() => put(path, response));
    return turn;
}

/** Keeps a checkpoint's page only once all that it needs is here, which may take a while: the pages are told. */
async function put(path, response) {
    const version = versionIn(await response.clone().text());
    if (isCheckpoint(path)) await fill(version);
    const headers = new Headers(response.headers);
    headers.set(VERSION, version);
    const page = new Response(response.body, { status: response.status, headers });
    await (await caches.open(PAGES)).put(path, page);
    await sweep();
    if (!isCheckpoint(path)) return;
    for (const client of await clients.matchAll()) client.postMessage('kept');
}

/** Brings every asset of a version; the list of them is kept last, as the mark that none is missing. */
async function fill(version) {
    const cache = await shelf(version);
    const list = `/assets/${version}/shelf.json`;
    if (await cache.match(list)) return;
    const response = await fetch(list);
    if (!isForGood(response)) throw new Error('the server has moved on to another version');
    const names = await response.clone().json();
    await cache.addAll(names.map(name => `/assets/${version}/${name}`));
    await cache.put(list, response);
}

/** Drops the assets that no kept page names. */
async function sweep() {
    const pages = await caches.open(PAGES);
    const named = new Set();
    for (const request of await pages.keys()) {
        const page = await pages.match(request, { ignoreVary: true });
        named.add(`assets-${page?.headers.get(VERSION)}`);
    }
    for (const name of await caches.keys()) {
        if (name.startsWith('assets-') && !named.has(name)) await caches.delete(name);
    }
}
