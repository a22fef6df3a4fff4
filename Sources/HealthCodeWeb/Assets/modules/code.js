// Keeps the code alive: the clock ticks by the server's time, and a new code is there before the old one ends.
// Without a connection the last one stays, and says how old it is.

/** Seconds before its end at which a code is renewed; the first tries may fail. */
const EARLY = 15;
/** Seconds between two tries. */
const PATIENCE = 5;

let code = document.querySelector('#code');
const seen = Number(code.dataset.now) - Date.now() / 1000;
const known = Number(localStorage.getItem('skew') ?? seen);
// A page from the offline store is older than it seems; the skew of the last live one is the right one then.
const isKept = known - seen > 30;
let skew = isKept ? known : seen; // seconds that the server's clock is ahead of the phone's
localStorage.setItem('skew', skew);
let tried = -Infinity;
let isBusy = false;

const serverTime = () => Date.now() / 1000 + skew;

function clockText(seconds) {
    const local = new Date((Math.floor(seconds) + Number(code.dataset.offset)) * 1000);
    return local.toISOString().slice(11, 19);
}

function tick() {
    const now = serverTime();
    code.querySelector('[data-clock]').textContent = clockText(now);
    const left = Number(code.dataset.expires) - now;
    code.querySelector('.pane').classList.toggle('aged', left <= 0);
    if (!code.querySelector('[data-offline]').hidden) sayAge(now);
    if (left <= EARLY && now - tried >= PATIENCE && document.visibilityState === 'visible') renew(location.pathname);
    setTimeout(tick, 1000 - (serverTime() * 1000) % 1000);
}

function sayAge(now) {
    const age = code.querySelector('[data-age]');
    const born = Number(code.dataset.now);
    age.textContent = age.dataset.text
        .replace('{time}', clockText(born))
        .replace('{minutes}', Math.floor((now - born) / 60));
}

function sayOffline() {
    code.querySelector('[data-offline]').hidden = false;
    code.querySelector('[data-valid]').hidden = true; // nothing renews itself now
    sayAge(serverTime());
}

async function renew(url) {
    if (isBusy) return;
    isBusy = true;
    tried = serverTime();
    const button = code.querySelector('[data-fresh]');
    button.setAttribute('aria-busy', 'true');
    try {
        const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
        if (response.status === 401) location.reload();
        if (!response.ok) throw new Error(response.status);
        show(new DOMParser().parseFromString(await response.text(), 'text/html'));
    } catch {
        sayOffline();
    } finally {
        button.removeAttribute('aria-busy');
        isBusy = false;
    }
}

function show(page) {
    const fresh = page.querySelector('#code');
    if (!fresh) throw new Error('no code in the answer');
    const hadFocus = code.contains(document.activeElement);
    code.replaceWith(fresh);
    code = fresh;
    skew = Number(code.dataset.now) - Date.now() / 1000;
    localStorage.setItem('skew', skew);
    // Why, until when, tests: they may have changed with the colour.
    const why = page.querySelector('.why');
    if (why) document.querySelector('.why').replaceWith(why);
    if (hadFocus) code.querySelector('[data-fresh]').focus();
}

document.addEventListener('click', event => {
    const link = event.target.closest?.('[data-fresh]');
    if (!link) return;
    event.preventDefault();
    renew(link.href);
});

// The phone was asleep or in a pocket: do not wait for the next tick.
document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Number(code.dataset.expires) - serverTime() <= EARLY) {
        renew(location.pathname);
    }
});
addEventListener('offline', sayOffline);
if (!navigator.onLine) sayOffline();
else if (isKept) renew(location.pathname); // the server may be down, or the network lead nowhere
addEventListener('online', () => renew(location.pathname));

// A screen that goes dark in a queue helps nobody.
const stayAwake = () => navigator.wakeLock?.request('screen').catch(() => {});
stayAwake();
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && stayAwake());

// The first page came before the worker: it is asked for once more, with what it needs, for times without a connection.
if (navigator.serviceWorker && !navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener('controllerchange', async () => {
        await fetch(location.pathname, { cache: 'no-store' }).catch(() => {});
        const parts = performance.getEntriesByType('resource').map(part => part.name);
        for (const part of parts.filter(part => part.startsWith(`${location.origin}/assets/`))) {
            fetch(part).catch(() => {}); // kept the next time
        }
    }, { once: true });
}
navigator.serviceWorker?.register('/service-worker.js').catch(() => {}); // not without https

tick();
