// A collector's post: scan, look, measure, decide, next. The pages are the server's; this puts one in place of another
// without letting go of the camera, and sounds the verdict. Where the server does not answer, the offline desk does.

import { OfflineDesk } from './station-offline.js';
import { Scanner } from './station-scanner.js';
import { listenForReading } from './station-reading.js';
import { signal, showSignals } from './station-signals.js';

/** Milliseconds after which an answer is no longer awaited: people stand in a queue. */
const PATIENCE = 8_000;

const home = location.pathname.replace(/\/(check|pass)$/, '');
const main = document.querySelector('main');
const scanner = new Scanner(check);
let start = main.firstElementChild; // the scanning page, kept while others are shown
let desk = null; // comes to work without a network, where it can
let busy = false;
let done = () => {}; // ends the wait of whoever scanned

/** Sends a scanned text to be checked. The promise is open until the next person's turn: nothing is read meanwhile. */
async function check(token) {
    const form = start?.querySelector('[data-check]');
    if (!form || busy || shown() !== start) return;
    const data = new URLSearchParams(new FormData(form));
    data.set('token', token);
    scanner.say('checking');
    const turn = new Promise(resolve => (done = resolve));
    await send(form.action, data, async desk => desk?.look(token));
    await turn;
}

/** Records a pass, on the server or, where that does not answer, on the device. */
async function pass(form) {
    const { colour } = shown().dataset;
    await send(form.action, new URLSearchParams(new FormData(form)), async desk => desk?.keepUnsent(form, colour));
}

/** Asks the server for the next page, or those who stand in for it while it does not answer. */
async function send(url, data, standIn) {
    if (busy) return;
    busy = true;
    try {
        const page = await ask(url, data);
        if (page === 'elsewhere') location.assign(home); // signed out, or off duty: the server says so
        else if (page) show(page);
        else await showOffline(standIn);
    } finally {
        busy = false;
    }
}

/** The server's next page; null where there is no network, or nothing but trouble at its other end. */
async function ask(url, data) {
    if (!navigator.onLine) return null;
    try {
        const response = await fetch(url, { method: 'POST', body: data, signal: AbortSignal.timeout(PATIENCE) });
        if (response.status >= 500) return null;
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const station = page.querySelector('#station');
        return station ? document.adoptNode(station) : 'elsewhere';
    } catch {
        return null;
    }
}

/** Shows a page that the device makes by itself; where it could not, that nothing was recorded. */
async function showOffline(make) {
    const page = await make(await desk).catch(error => void reportError(error));
    if (page) show(page);
    else if (page === undefined) showUnreachable();
}

const shown = () => main.firstElementChild;

function show(page) {
    document.body.classList.toggle('is-bare', page !== start);
    main.replaceChildren(page);
    prepare(page);
    scrollTo(0, 0);
}

function showUnreachable() {
    if (!start) location.assign(home);
    else show(start.querySelector('[data-unreachable]').content.cloneNode(true).firstElementChild);
}

function next() {
    if (shown().dataset.step === 'scan') return;
    if (!start) location.assign(home);
    else {
        show(start);
        start.querySelector('#token').value = '';
        scanner.resume();
        done();
    }
}

function prepare(page) {
    const { step, outcome, colour } = page.dataset;
    if (step === 'check') listenForReading(page);
    signal(outcome ?? (colour === 'green' ? null : colour));
    // On the scanning page a focused field would bring up the phone's keyboard over the camera.
    const focus = step === 'scan' ? main : page.querySelector('[autofocus], #temperature, .button');
    focus?.focus({ preventScroll: true });
}

addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches('[data-check], [data-pass], [data-keep]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.matches('[data-check]')) check(form.elements.token.value);
    else if (form.matches('[data-pass]')) pass(form);
    else showOffline(async desk => desk?.keepChecked(form));
}, { capture: true });

document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-again]')) return;
    event.preventDefault();
    next();
});

// Opened without a script before, or by a link: begin from whichever page this is.
if (shown().dataset.step === 'scan') {
    scanner.open(start);
    showSignals(start);
    desk = OfflineDesk.open(start).catch(error => void reportError(error));
} else {
    prepare(start);
    start = null;
}
