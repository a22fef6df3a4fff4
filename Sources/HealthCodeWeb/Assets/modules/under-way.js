// Renews what is said of a simulation that is under way, and goes on to the proposal once it has come to an end.

/** Milliseconds between two looks. */
const PATIENCE = 2000;

async function renew() {
    try {
        const response = await fetch(location.pathname, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
        if (response.redirected || !response.ok) {
            location.replace(response.url);
            return;
        }
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        document.querySelector('[data-live]').replaceWith(page.querySelector('[data-live]'));
    } catch {
        // Without a connection the next look may find it.
    }
    setTimeout(renew, PATIENCE);
}

setTimeout(renew, PATIENCE);
