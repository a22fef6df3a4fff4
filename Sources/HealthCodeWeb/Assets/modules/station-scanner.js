// The camera, the picture and the hand scanner of a post. What goes wrong is said in the page's own words.

import { Camera } from '../scanner/camera.js';
import { Reader } from '../scanner/reader.js';
import { listenForScanner } from '../scanner/keyboard.js';
import { readPicture } from '../scanner/picture.js';

/** The page's words for each trouble of the scanner. */
const WORDS = {
    denied: 'denied', missing: 'missing', unsupported: 'missing', insecure: 'insecure', busy: 'broken', lost: 'broken',
    decoder: 'broken', picture: 'no-code',
};

export class Scanner {
    #onCode;
    #page;
    #camera;
    #reader;

    /** @param {(text: string) => Promise<void>} onCode */
    constructor(onCode) {
        this.#onCode = onCode;
    }

    /** Sets the scanning page to work and starts its camera. */
    open(page) {
        this.#page = page;
        this.#reader = new Reader();
        const video = this.#part('[data-camera-video]');
        this.#camera = new Camera(video, this.#reader, this.#onCode, trouble => this.#tell(trouble));
        this.#part('[data-camera]').hidden = false;
        this.#part('[data-camera-start]').addEventListener('click', () => this.#start());
        listenForScanner(this.#part('#token'), this.#onCode);
        this.#openPicture();
        this.#catchTyping();
        this.#start();
    }

    /** Back from another page: browsers pause a video that was taken out of the page. */
    resume() {
        this.say(null);
        const video = this.#part('[data-camera-video]');
        if (video.srcObject) video.play().catch(() => {});
    }

    /** Says something below the camera's picture; null for what it says while it waits for a code. */
    say(name) {
        const word = this.#part('[data-camera-word]');
        word.dataset.idle ??= word.textContent;
        word.textContent = name ? this.#words(name) : word.dataset.idle;
    }

    /** A hand scanner types wherever the focus is; on this page that should be the field. */
    #catchTyping() {
        const isPhone = matchMedia('(pointer: coarse)').matches;
        if (isPhone) document.activeElement?.blur(); // no keyboard over the camera
        addEventListener('keydown', event => {
            const isTyping = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
            const isFree = document.activeElement === document.body || document.activeElement?.id === 'main';
            if (isTyping && isFree && this.#page.isConnected) this.#part('#token').focus();
        });
    }

    async #start() {
        this.#showView(false);
        this.#part('[data-camera-start]').hidden = true;
        try {
            if (await this.#camera.start()) this.#showView(true);
        } catch (error) {
            this.#tell(error);
        }
    }

    #tell(trouble) {
        this.#showView(false);
        this.#part('[data-camera-say]').textContent = this.#words(WORDS[trouble.reason] ?? 'broken');
        this.#part('[data-camera-start]').hidden = false;
    }

    #showView(isLive) {
        for (const part of ['video', 'frame', 'word']) this.#part(`[data-camera-${part}]`).hidden = !isLive;
        this.#part('[data-camera-empty]').hidden = isLive;
    }

    #openPicture() {
        this.#part('[data-picture]').hidden = false;
        const input = this.#part('#picture');
        const say = this.#part('[data-picture-say]');
        input.addEventListener('change', async () => {
            if (input.files.length === 0) return;
            say.textContent = this.#words('checking');
            const texts = await readPicture(input.files[0], this.#reader).catch(() => []);
            input.value = '';
            say.textContent = texts.length > 0 ? '' : this.#words('no-code');
            if (texts.length > 0) await this.#onCode(texts[0]);
        });
    }

    #part(selector) {
        return this.#page.querySelector(selector);
    }

    #words(name) {
        return this.#part(`[data-say="${name}"]`).textContent;
    }
}
