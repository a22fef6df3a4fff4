// The service worker of a checkpoint's device, where the browser has modules in workers: all that service-worker.js does, and
// passes are delivered when the network returns, also while no page is open (Background Synchronization).

import '/service-worker.js';
import { deliver } from '/assets/0/offline/queue.js';
import { note } from '/assets/0/offline/vault.js';

addEventListener('sync', event => {
    if (event.tag === 'passes') event.waitUntil(deliverPasses());
});

/** Fails where there is no answer yet, so that the browser tries again. */
async function deliverPasses() {
    const sender = await note('sender');
    if (!sender) return;
    const outcome = await deliver(sender);
    for (const page of await clients.matchAll()) page.postMessage('delivered');
    if (outcome === 'later') throw new Error('the server did not answer');
}
