// A terminal that many people use one after another: what one of them typed or printed is gone before the next one comes.

/** Milliseconds without a touch after which the terminal begins anew. */
const PATIENCE = 60_000;

const begin = () => location.replace('/kiosk');
let timer;

function touched() {
    clearTimeout(timer);
    timer = setTimeout(begin, PATIENCE);
}

for (const event of ['pointerdown', 'keydown']) addEventListener(event, touched);
// A page that comes back out of the browser's memory would show what was on it.
addEventListener('pageshow', event => event.persisted && begin());
addEventListener('pagehide', () => document.querySelector('[data-kiosk]')?.reset());
if (document.querySelector('[data-kiosk-paper]')) addEventListener('afterprint', begin);
const isUntouched = document.querySelector('[data-kiosk]') && !document.querySelector('.notice');
if (!isUntouched) touched();
