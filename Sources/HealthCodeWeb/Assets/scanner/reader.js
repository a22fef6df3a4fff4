// Reads the QR codes in anything that a canvas can draw, without holding up the page.

import { ScanTrouble } from './trouble.js';

export class Reader {
    #canvas = document.createElement('canvas');
    #context = this.#canvas.getContext('2d', { willReadFrequently: true });
    #worker = new Worker(new URL('decoder-worker.js', import.meta.url), { type: 'module' });
    #waiting = [];
    #trouble = null;

    constructor() {
        this.#worker.onmessage = ({ data }) => {
            const { resolve, reject } = this.#waiting.shift();
            if (data.texts) resolve(data.texts);
            else reject(new ScanTrouble(ScanTrouble.decoder, data.trouble));
        };
        this.#worker.onerror = event => this.#end(event.message);
    }

    /**
     * The texts of the codes in a picture.
     * @param {CanvasImageSource} drawable a video, an ImageBitmap, a canvas
     * @param {{width: number, height: number}} size the drawable's own, in pixels
     * @param {number} longestSide to which larger pictures are made smaller first; at most 4096
     * @returns {Promise<string[]>}
     * @throws {ScanTrouble} decoder
     */
    async read(drawable, { width, height }, longestSide = 1280) {
        if (this.#trouble) throw this.#trouble;
        const picture = this.#pixels(drawable, width, height, Math.min(1, longestSide / Math.max(width, height)));
        return new Promise((resolve, reject) => {
            this.#waiting.push({ resolve, reject });
            const { data } = picture;
            this.#worker.postMessage({ data, width: picture.width, height: picture.height }, [data.buffer]);
        });
    }

    /** Ends the worker. What is still being read fails. */
    close() {
        this.#end('closed');
    }

    #pixels(drawable, width, height, scale) {
        const [w, h] = [width, height].map(side => Math.max(1, Math.round(side * scale)));
        if (this.#canvas.width !== w || this.#canvas.height !== h) Object.assign(this.#canvas, { width: w, height: h });
        this.#context.fillStyle = 'white'; // where a picture is transparent, a screen would show it on paper
        this.#context.fillRect(0, 0, w, h);
        this.#context.drawImage(drawable, 0, 0, w, h);
        return this.#context.getImageData(0, 0, w, h);
    }

    #end(cause) {
        this.#worker.terminate();
        this.#trouble = new ScanTrouble(ScanTrouble.decoder, cause);
        for (const { reject } of this.#waiting.splice(0)) reject(this.#trouble);
    }
}
