// A post without a network: codes are checked against the keys and the revocations that the device keeps, passes wait on
// the device, and go to the server when it answers again. The words are the page's, drawn by the server when it was last reached.

import { importKeys, verify } from '../offline/code.js';
import { Clock } from '../offline/clock.js';
import { deliver, dismiss, keep, passes } from '../offline/queue.js';
import { Revocations } from '../offline/revocations.js';
import { keepNote, note } from '../offline/vault.js';
import { hundredthsOf } from './station-reading.js';

/** Between two visits to the server, and after one that left something to do, in milliseconds. */
const ROUND = 60_000;
const SOON = 5_000;
const PATIENCE = 8_000;
/** For the revocation list, which may have megabytes when it is fetched whole. */
const LONG_PATIENCE = 120_000;

export class OfflineDesk {
    #page; // the scanning page
    #clock;
    #keys;
    #revocations = null; // the list, proven with the keys
    #listed; // when the server last said that the list is the newest one
    #areListsRefused = false; // whether one came that is not to be believed
    #scan = null; // what is being looked at
    #isInstalled = false; // whether this page opens without a network
    #installing = 0; // how often it was tried in vain to make it so
    #outcome; // of the last visit to the server
    #visit = Promise.resolve();
    #timer;

    /** Sets the scanning page to work without a network; null where the browser or the place cannot. */
    static async open(page) {
        if (!page.querySelector('[data-offline]') || !window.isSecureContext || !window.indexedDB) return null;
        const desk = new OfflineDesk();
        desk.#page = page;
        desk.#clock = await Clock.open();
        desk.#keys = await note('keys');
        await desk.#recall();
        desk.#begin();
        return desk;
    }

    /** The revocation list as it was kept, where the keys still prove it. */
    async #recall() {
        const kept = await note('revocations');
        if (!kept || !this.#keys) return;
        this.#revocations = await Revocations.open(kept, await importKeys(this.#keys.set)).catch(() => null);
        this.#listed = kept.at;
    }

    #begin() {
        this.#part('[data-deliver]').addEventListener('click', () => this.visit());
        this.#part('[data-queue]').addEventListener('click', event => this.#dismiss(event.target));
        addEventListener('online', () => this.visit());
        navigator.serviceWorker?.addEventListener('controllerchange', () => this.visit());
        navigator.serviceWorker?.addEventListener('message', () => this.show());
        navigator.storage?.persist?.();
        this.visit();
    }

    /**
     * Lets a worker keep this page and what it needs; one that is at it already goes on. A worker that is a module delivers
     * in the background as well; not every browser knows such.
     */
    #install() {
        navigator.serviceWorker?.register('/station-worker.js', { type: 'module' })
            .catch(() => navigator.serviceWorker.register('/service-worker.js')).catch(() => {});
    }

    /**
     * Asks the server for its time, the keys and this page as it is now, hands over what waits, and brings the revocations
     * up to date. One visit at a time.
     */
    visit() {
        this.#visit = this.#visit.then(async () => {
            if (!this.#isInstalled) this.#install();
            const renewed = navigator.onLine ? await this.#renew().catch(() => 'later') : 'later';
            let outcome = renewed === 'done' ? await deliver(this.#sender).catch(() => 'later') : renewed;
            if (renewed === 'done') await this.#renewRevocations().catch(() => (outcome = 'later'));
            this.#outcome = outcome;
            await this.show();
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => this.visit(), this.#pause());
        });
        return this.#visit;
    }

    /** A page that is not installed is tried again soon, and ever later: the device may have no room, or no workers. */
    #pause() {
        if (!navigator.onLine) return ROUND;
        if (this.#outcome === 'later') return SOON;
        if (this.#isInstalled) return ROUND;
        this.#installing += 1;
        return Math.min(ROUND, SOON * this.#installing);
    }

    async #renew() {
        const asked = Date.now() / 1000;
        const limit = { signal: AbortSignal.timeout(PATIENCE), cache: 'no-store' };
        const response = await fetch(location.pathname, limit);
        const answered = Date.now() / 1000;
        if (response.status === 401) return 'signed-out';
        if (!response.ok) return 'later';
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const fresh = page.querySelector('[data-offline]');
        if (!fresh) return 'later';
        await this.#clock.contact(Number(fresh.dataset.now), asked, answered);
        this.#part('[data-offline]').replaceWith(document.adoptNode(fresh));
        for (const form of document.querySelectorAll('input[name="csrf"]')) form.value = csrfOf(page);
        const set = await (await fetch('/api/v1/keys', limit)).json();
        this.#keys = { set, at: this.#clock.now };
        await keepNote('keys', this.#keys);
        await keepNote('sender', this.#sender);
        if (!(await isKept('/collect'))) await fetch('/collect', limit);
        return 'done';
    }

    /** Brings what was revoked since the list at hand; the whole list where there is none, or nothing leads on from it. */
    async #renewRevocations() {
        const keys = await importKeys(this.#keys.set);
        const before = this.#revocations;
        const proven = before && keys.has(before.statement.keyID);
        let newer = proven ? await this.#askSince(before, keys).catch(() => null) : null;
        newer ??= await this.#askWhole(proven ? before : null, keys);
        this.#revocations = newer;
        this.#listed = this.#clock.now;
        await keepNote('revocations', { ...newer.kept, at: this.#listed });
    }

    /** The list that follows the one at hand, or the same one; null where the whole is to be fetched. */
    async #askSince(before, keys) {
        const answer = await this.#ask(`/api/v1/revocations?since=${before.statement.sequence}`);
        return answer === null ? before : await before.updated(answer, keys);
    }

    async #askWhole(before, keys) {
        const answer = await this.#ask('/api/v1/revocations');
        try {
            const list = await Revocations.read(answer, keys);
            this.#areListsRefused = Boolean(before) && list.statement.sequence < before.statement.sequence;
            if (this.#areListsRefused) throw new Error('it is older than the one at hand');
            return list;
        } catch (error) {
            this.#areListsRefused = true;
            throw error;
        }
    }

    /** The bytes of an answer; null where there is nothing new. */
    async #ask(path) {
        const response = await fetch(path, { signal: AbortSignal.timeout(LONG_PATIENCE), cache: 'no-store' });
        if (response.status === 204) return null;
        if (!response.ok) throw new Error(`revocations: ${response.status}`);
        return new Uint8Array(await response.arrayBuffer());
    }

    /** Whether a newer list was to be fetched by now, or there is none. */
    get #areListsOld() {
        return !this.#revocations || this.#clock.now >= this.#revocations.statement.expires;
    }

    get #sender() {
        const { account } = this.#part('[data-offline]').dataset;
        return { account, csrf: csrfOf(this.#page), language: document.documentElement.lang };
    }

    /** The page that says what a scanned code is, as far as can be known here. */
    async look(token) {
        if (/^(HC1:|shc:\/|eyJ)/.test(token)) return this.#refusal('certificate'); // no keys of other places are kept here
        if (!this.#keys) return this.#refusal('no_keys');
        const { fault, keyID, code } = await verify(token, await importKeys(this.#keys.set));
        if (fault) {
            const isRevoked = keyID && (await this.#revocations?.revokesKey(keyID));
            return this.#refusal(isRevoked ? 'revoked_code' : fault, { lists: this.#listTime });
        }
        const times = { issued: this.#time(code.issued), expired: this.#time(code.expires), lists: this.#listTime };
        if (await this.#isRevoked(code)) return this.#refusal('revoked_code', times);
        const before = this.#time(this.#clock.now);
        if (await this.#clock.isFuture(code.issued)) return this.#refusal('clock', { ...times, device: before });
        const rules = this.#template('check', code.colour).dataset;
        const isAged = this.#clock.now >= code.expires;
        if (isAged && code.kind === 'printed') return this.#refusal('expired', times);
        if (isAged && rules.agedPasses !== 'yes') return this.#refusal('aged', { ...times, device: before });
        if (code.kind === 'live' && (await this.#isUsed(code.id))) return this.#refusal('used_code');
        // The id is the check's: a pass that is confirmed twice is one.
        this.#scan = { id: newID(this.#clock.now), token, code: code.id, colour: code.colour, passes: rules.passes === 'yes' };
        const page = this.#copy('check', code.colour, times);
        for (const part of page.querySelectorAll('[data-when]')) {
            const standing = [code.kind, isAged ? 'aged' : 'fresh', this.#areListsOld ? 'old' : 'recent'];
            part.hidden = !part.dataset.when.split(' ').every(when => standing.includes(when));
        }
        return page;
    }

    async #isRevoked({ id, keyID }) {
        const list = this.#revocations;
        return Boolean(list) && ((await list.revokesCode(id, keyID)) || (await list.revokesKey(keyID)));
    }

    /** Keeps the pass of a check that was made here; null where the temperature has to be given again. */
    async keepChecked(form) {
        return this.#keep(form, this.#scan);
    }

    /** Keeps the pass of a check that the server made, and whose pass did not reach it. */
    async keepUnsent(form, colour) {
        const { id, token } = form.elements;
        const passes = this.#template('check', colour).dataset.passes === 'yes';
        return this.#keep(form, { id: id.value, token: token.value, colour, passes });
    }

    async #keep(form, scan) {
        const temperature = form.elements.temperature ? readingOf(form) : null;
        if (temperature === undefined) return null;
        const limit = Number(form.dataset.limit);
        const why = temperature >= limit ? 'fever' : scan.passes ? 'allowed' : 'colour';
        const { account, point, pointName } = this.#part('[data-offline]').dataset;
        const at = this.#clock.now;
        const degrees = temperature === null ? null : temperature / 100;
        const { id, token, code, colour } = scan;
        try {
            await keep({ id, token, code, colour, point, pointName, temperature: degrees, at, account, why, allowed: why === 'allowed' });
        } catch {
            return this.#refusal('unkept');
        }
        this.#deliverInBackground();
        await this.show();
        const count = (await passes()).filter(pass => pass.state === 'waiting').length;
        return this.#copy('outcome', why, { time: this.#time(at), temperature: `${degrees} °C`, count });
    }

    /** Asks the browser to deliver once there is a network, whether or not this page is open then. */
    #deliverInBackground() {
        navigator.serviceWorker?.ready.then(worker => worker.sync?.register('passes')).catch(() => {});
    }

    async #isUsed(code) {
        return (await passes()).some(pass => pass.code === code);
    }

    /** Shows what waits, what was judged otherwise, and how the device stands. */
    async show() {
        const all = await passes().catch(() => []);
        const waiting = all.filter(pass => pass.state === 'waiting');
        const panel = this.#part('[data-post]');
        panel.hidden = false;
        say(this.#part('[data-waiting]'), { count: waiting.length });
        this.#part('[data-queue]').replaceChildren(...all.map(pass => this.#row(pass)));
        this.#isInstalled ||= (await isKept(location.pathname)) && (await isKept('/collect'));
        const others = waiting.some(pass => pass.account !== this.#sender.account);
        const isReady = Boolean(this.#keys && this.#revocations && this.#isInstalled);
        const lines = {
            ready: isReady, 'not-ready': !isReady, old: this.#keys && this.#areListsOld, refused: this.#areListsRefused,
            'signed-out': this.#outcome === 'signed-out', later: this.#outcome === 'later', others,
            ahead: this.#clock.error > 0, behind: this.#clock.error < 0,
        };
        const minutes = Math.ceil(Math.abs(this.#clock.error) / 60);
        for (const line of panel.querySelectorAll('[data-line]')) {
            line.hidden = !lines[line.dataset.line];
            const count = this.#revocations?.count ?? 0;
            say(line, { time: this.#keys ? this.#time(this.#keys.at) : '', lists: this.#listTime, count, minutes });
        }
        this.#part('[data-deliver]').hidden = waiting.length === 0;
        const attention = this.#part('[data-attention]');
        attention.hidden = all.length === 0;
        say(attention, { waiting: waiting.length, news: all.length - waiting.length });
    }

    #row(pass) {
        const row = this.#part('[data-row]').content.cloneNode(true).firstElementChild;
        const words = this.#part('[data-words]').dataset;
        const degrees = pass.temperature === null ? '' : `${pass.temperature} °C`;
        const { answer } = pass;
        const now = answer && (answer.allowed === pass.allowed ? words.now : answer.allowed ? words.may : words.mayNot);
        row.dataset.state = pass.state;
        say(row, {
            time: this.#time(pass.at), point: pass.pointName, temperature: degrees, colour: words[pass.colour],
            outcome: pass.allowed ? words.allowed : words.stopped,
            trouble: pass.trouble ?? now?.replaceAll('{now}', words[answer.colour]) ?? '',
            who: answer ? [answer.name, answer.document].filter(Boolean).join(' ') : '',
        });
        const button = row.querySelector('[data-noted]');
        button.hidden = pass.state === 'waiting';
        button.value = pass.id;
        return row;
    }

    async #dismiss(target) {
        const id = target.closest('[data-noted]')?.value;
        if (!id) return;
        await dismiss(id);
        await this.show();
    }

    #refusal(name, values = {}) {
        return this.#copy('refusal', name, values);
    }

    #template(kind, name) {
        return this.#part(`template[data-offline-${kind}="${name}"]`);
    }

    #copy(kind, name, values) {
        const page = this.#template(kind, name).content.cloneNode(true).firstElementChild;
        say(page, values);
        return page;
    }

    get #listTime() {
        return this.#revocations ? this.#time(this.#listed) : '—';
    }

    /** Hours and minutes, with the day before them where it is not today's. */
    #time(seconds) {
        const offset = Number(this.#part('[data-offline]').dataset.offset);
        const [day, clock] = new Date((seconds + offset) * 1000).toISOString().split('T');
        const today = new Date((this.#clock.now + offset) * 1000).toISOString().split('T')[0];
        return (day === today ? '' : `${day} `) + clock.slice(0, 5);
    }

    #part(selector) {
        return this.#page.querySelector(selector);
    }
}

/** A UUID of version 7, random but for the second: servers keep ids in order, and so those of today side by side. */
function newID(seconds) {
    const time = (1000 * seconds).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** Whether a page opens without a network. */
const isKept = async path => Boolean(await caches.match(path, { ignoreVary: true }));
const csrfOf = page => page.querySelector('input[name="csrf"]').value;

/** Writes the words of an element and of what is in it, with `{name}` filled in. */
function say(element, values) {
    for (const part of [element, ...element.querySelectorAll('[data-fill]')]) {
        if (part.dataset.fill === undefined) continue;
        part.textContent = part.dataset.fill.replaceAll(/\{([a-z]+)\}/g, (place, name) => values[name] ?? place);
    }
}

/** The temperature in hundredths of a degree; undefined, and said why, where it has to be given again. */
function readingOf(form) {
    const { temperature, sure } = form.elements;
    const hundredths = hundredthsOf(temperature.value);
    const word = form.querySelector('[data-reading-word]');
    const isPossible = hundredths >= 3_400 && hundredths <= 4_300;
    const isOdd = hundredths < Number(form.dataset.low) || hundredths > Number(form.dataset.high);
    if (!isPossible) {
        word.textContent = Number.isNaN(hundredths) ? word.dataset.needed : word.dataset.never;
    } else if (isOdd && sure.value !== temperature.value) {
        sure.value = temperature.value;
        word.textContent = word.dataset.odd;
    } else {
        return hundredths;
    }
    temperature.focus({ preventScroll: true });
    return undefined;
}
