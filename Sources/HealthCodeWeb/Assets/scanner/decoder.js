// Finds the QR codes in a picture, with zbar compiled to WebAssembly (Scanner/ in the repository).
// Works in a page, in a worker and outside browsers. It blocks while it reads: pages use reader.js.

/**
 * Compiles the module once; each Decoder is an instance of it.
 * @param {URL | string} url where zbar.wasm is
 * @returns {Promise<Decoder>}
 * @throws {Error} when the file is not there or is not WebAssembly
 */
export async function loadDecoder(url = new URL('zbar.wasm', import.meta.url)) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return new Decoder(await WebAssembly.compile(await response.arrayBuffer()));
}

export class Decoder {
    #module;
    #zbar;

    /** @param {WebAssembly.Module} module */
    constructor(module) {
        this.#module = module;
        this.#start();
    }

    /**
     * The text of each QR code in the picture, in no particular order; empty when there is none.
     * @param {{data: Uint8ClampedArray, width: number, height: number}} picture RGBA (an ImageData); sides up to 4096
     * @returns {string[]}
     */
    decode({ data, width, height }) {
        try {
            return this.#read(data, width, height);
        } catch (error) {
            if (!(error instanceof WebAssembly.RuntimeError)) throw error;
            // A picture that trips zbar must not cost the ones after it: begin again with clean memory.
            this.#start();
            return [];
        }
    }

    #start() {
        this.#zbar = new WebAssembly.Instance(this.#module).exports;
        this.#zbar._initialize();
    }

    #read(data, width, height) {
        const zbar = this.#zbar;
        const room = zbar.room(width, height);
        if (room === 0) throw new RangeError(`a picture of ${width} × ${height}`);
        new Uint8Array(zbar.memory.buffer).set(data, room);
        zbar.scan();
        const texts = [];
        for (let length = zbar.next(); length >= 0; length = zbar.next()) {
            texts.push(text(new Uint8Array(zbar.memory.buffer, zbar.bytes(), length)));
        }
        return texts;
    }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 where the bytes are that, otherwise one character for each byte, so that nothing is lost. */
function text(bytes) {
    try {
        return utf8.decode(bytes);
    } catch {
        return Array.from(bytes, byte => String.fromCharCode(byte)).join('');
    }
}
