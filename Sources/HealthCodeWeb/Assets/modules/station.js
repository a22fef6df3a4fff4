// A collector's post: scan, look, measure, decide, next. The pages are the server's; this puts one in place of another
// without letting go of the camera, and sounds the verdict.

import { Scanner } from './station-scanner.js';
import { listenForReading } from './station-reading.js';
import { signal, showSignals } from './station-signals.js';

const home = location.pathname.replace(/\/(check|pass)$/, '');
const main = document.querySelector('main');
const scanner = new Scanner(check);
let start = main.firstElementChild; // the scanning page, kept while others are shown
let busy = false;
let done = () => {}; // ends the wait of whoever scanned

/** Sends a scanned text to be checked. The promise is open until the next person's turn: nothing is read meanwhile. */
async function check(token) {
    const form = start.querySelector('[data-check]');
    if (!form || busy || shown() !== start) return;
    const data = new URLSearchParams(new FormData(form));
    data.set('token', token);
    scanner.say('checking');
    const turn = new Promise(resolve => (done = resolve));
    await send(form.action, data);
    await turn;
}

async function send(url, data) {
    if (busy) return;
    busy = true;
    try {
        const response = await fetch(url, { method: 'POST', body: data, signal: AbortSignal.timeout(15_000) });
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const station = page.querySelector('#station');
        if (!station) {
            location.assign(home); // signed out, or off duty: the server says so
            return;
        }
        show(document.adoptNode(station));
    } catch {
        showUnreachable();
    } finally {
        busy = false;
    }
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
    if (!form.matches('[data-check], [data-pass]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.matches('[data-check]')) check(form.elements.token.value);
    else send(form.action, new URLSearchParams(new FormData(form)));
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
} else {
    prepare(start);
    start = null;
}
