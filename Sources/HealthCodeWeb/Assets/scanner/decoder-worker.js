// The decoder off the page's own thread. Each message is a picture; each gets one answer, in the same order.

import { loadDecoder } from './decoder.js';

const loading = loadDecoder();
loading.catch(() => {}); // told to whoever sends a picture

onmessage = async ({ data: picture }) => {
    try {
        const decoder = await loading;
        postMessage({ texts: decoder.decode(picture) });
    } catch (error) {
        postMessage({ trouble: String(error) });
    }
};
