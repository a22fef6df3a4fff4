// A camera that is held over codes: shows what it sees and tells of each code that comes into view.

import { ScanTrouble, cameraTrouble } from './trouble.js';

/** A code that was out of view for so long counts as a new one. Milliseconds. */
const AWAY = 3000;
/** Between two looks, so that a phone lasts a shift. Milliseconds. */
const REST = 50;

export class Camera {
    #video;
    #reader;
    #onCode;
    #onTrouble;
    #turn = null; // changes with every start and stop: whoever waited across one has nothing more to do
    #stream = null;

    /**
     * @param {HTMLVideoElement} video where the collector sees what the camera sees
     * @param {Reader} reader
     * @param {(text: string) => void | Promise<void>} onCode called once for each code that comes into view. While the
     *     promise it returns is open, the camera stays on and nothing is read: time to show a verdict.
     * @param {(trouble: ScanTrouble) => void} onTrouble called when scanning ends by itself: lost, decoder
     */
    constructor(video, reader, onCode, onTrouble = () => {}) {
        this.#video = video;
        this.#reader = reader;
        this.#onCode = onCode;
        this.#onTrouble = onTrouble;
    }

    /**
     * Asks for the camera at the back (or any) and begins to read.
     * @returns {Promise<boolean>} false if stop() was called before the camera was there
     * @throws {ScanTrouble} insecure, unsupported, denied, missing, busy
     */
    async start() {
        this.stop();
        const turn = (this.#turn = Symbol());
        let stream;
        try {
            stream = await open();
            if (turn === this.#turn) await this.#show(stream, turn);
        } catch (error) {
            close(stream);
            if (turn !== this.#turn) return false;
            this.stop();
            throw error instanceof ScanTrouble ? error : cameraTrouble(error);
        }
        if (turn !== this.#turn) {
            close(stream);
            return false;
        }
        this.#look(turn);
        return true;
    }

    /** Lets go of the camera at once: its light goes out. */
    stop() {
        close(this.#stream);
        this.#turn = this.#stream = null;
        this.#video.srcObject = null;
    }

    /** Whether there is a lamp to switch on, for printed codes at night. */
    get hasLamp() {
        return Boolean(this.#track?.getCapabilities?.().torch);
    }

    /** Switches the lamp. */
    async light(on) {
        await this.#track.applyConstraints({ advanced: [{ torch: on }] });
    }

    get #track() {
        return this.#stream?.getVideoTracks()[0];
    }

    async #show(stream, turn) {
        this.#stream = stream;
        this.#track.onended = () => this.#end(turn, new ScanTrouble(ScanTrouble.lost));
        Object.assign(this.#video, { muted: true, playsInline: true, srcObject: stream });
        await this.#video.play();
    }

    async #look(turn) {
        const video = this.#video;
        const view = new View();
        try {
            while (turn === this.#turn) {
                await nextFrame();
                if (turn !== this.#turn || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
                const texts = await this.#reader.read(video, { width: video.videoWidth, height: video.videoHeight });
                for (const text of texts) {
                    if (turn !== this.#turn || !view.enters(text)) continue;
                    await this.#tell(text);
                    view.keeps(text); // nothing was read meanwhile: the same phone may still be held up
                }
            }
        } catch (error) {
            this.#end(turn, error);
        }
    }

    async #tell(text) {
        try {
            await this.#onCode(text);
        } catch (error) {
            reportError(error); // the page's mistake, not the camera's: scanning goes on
        }
    }

    #end(turn, trouble) {
        if (turn !== this.#turn) return;
        this.stop();
        this.#onTrouble(trouble);
    }
}

/** What is before the camera. */
class View {
    #lastSeen = new Map();

    /** Notes that a code is in view, and whether it has only now come. */
    enters(text) {
        const now = performance.now();
        for (const [other, time] of this.#lastSeen) {
            if (now - time > AWAY) this.#lastSeen.delete(other);
        }
        const isNew = !this.#lastSeen.has(text);
        this.keeps(text);
        return isNew;
    }

    /** Notes that a code is still there. */
    keeps(text) {
        this.#lastSeen.set(text, performance.now());
    }
}

async function open() {
    if (!window.isSecureContext) throw new ScanTrouble(ScanTrouble.insecure);
    if (!navigator.mediaDevices?.getUserMedia) throw new ScanTrouble(ScanTrouble.unsupported);
    const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
    return navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
}

function close(stream) {
    for (const track of stream?.getTracks() ?? []) track.stop();
}

function nextFrame() {
    return new Promise(resolve => setTimeout(() => requestAnimationFrame(resolve), REST));
}
