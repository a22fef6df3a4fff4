// Passes made without a network, until the server has judged them. Each has a UUID, so that it counts once however often
// it is sent; nothing is taken off the device before the server has answered for it.

import { passes, putPass, removePass } from './vault.js';

/** Milliseconds after which an answer is no longer awaited. */
const PATIENCE = 15_000;

/** Keeps a pass on the device. When this returns, a closed browser does not lose it. */
export const keep = pass => putPass({ ...pass, state: 'waiting' });

/** Takes off the list what the collector has read. */
export const dismiss = removePass;

export { passes };

/**
 * Sends every waiting pass of this account, the earliest first; one window at a time.
 * @param {{account: string, csrf: string, language: string}} sender
 * @returns {Promise<'done' | 'signed-out' | 'later'>}
 */
export function deliver(sender) {
    return navigator.locks.request('deliver passes', async () => {
        for (const pass of await passes()) {
            if (pass.state !== 'waiting' || pass.account !== sender.account) continue;
            const outcome = await send(pass, sender);
            if (outcome !== 'done') return outcome;
        }
        return 'done';
    });
}

async function send(pass, { csrf, language }) {
    const { id, token, point, temperature, at } = pass;
    const body = { id, token, point, at: new Date(at * 1000).toISOString(), offline: true };
    if (temperature !== null) body.temperature = temperature;
    let response, answer;
    try {
        response = await fetch('/api/v1/passes', {
            method: 'POST', signal: AbortSignal.timeout(PATIENCE), body: JSON.stringify(body),
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'Accept-Language': language },
        });
        answer = await response.json();
    } catch {
        return 'later'; // no network, or a page of somebody else's in between
    }
    if (response.ok && answer.pass === id) return settle(pass, answer);
    if (response.status === 401 || response.status === 403) return 'signed-out';
    if (response.status < 400 || response.status === 429 || response.status >= 500) return 'later';
    const { title, detail } = answer;
    await putPass({ ...pass, state: 'refused', trouble: [title, detail].filter(Boolean).join(' ') });
    return 'done';
}

/** What the server decided otherwise than the device stays until it is read; the rest is done. */
async function settle(pass, answer) {
    const colour = answer.colour_now ?? answer.colour;
    if (answer.allowed === pass.allowed && colour === pass.colour) {
        await removePass(pass.id);
    } else {
        const { name, document, allowed, why } = answer;
        await putPass({ ...pass, state: 'judged', answer: { name, document, allowed, why, colour } });
    }
    return 'done';
}
