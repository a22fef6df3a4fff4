// What time it is, told by the server at the last contact and kept by the device since. A device's clock may be wrong,
// and may be set while there is no network; what proves it wrong is noticed.

import { keepNote, note } from './vault.js';

/** By how many seconds a clock may be off before it is called wrong. */
const TOLERANCE = 60;

const device = () => Date.now() / 1000;

export class Clock {
    #skew; // seconds that the true time is ahead of the device's
    #floor; // the last instant that the server told: now cannot be before it

    static async open() {
        return new Clock(await note('clock'));
    }

    constructor({ skew = 0, floor = 0 } = {}) {
        this.#skew = skew;
        this.#floor = floor;
    }

    /** Seconds since 1970, as well as they are known. */
    get now() {
        return Math.floor(Math.max(device() + this.#skew, this.#floor));
    }

    /** By how many seconds the device's clock is ahead (behind, where negative); 0 where it is near enough. */
    get error() {
        const error = Math.round(device() - this.now);
        return Math.abs(error) > TOLERANCE ? error : 0;
    }

    /** Takes the server's time, asked for at one instant of the device's clock and answered at another. */
    contact(server, asked, answered) {
        this.#skew = Math.round(server - (asked + answered) / 2);
        this.#floor = server;
        return this.#keep();
    }

    /**
     * Whether a genuine code was issued after what is taken for now. That cannot be: so the clock is wrong, and from here on
     * it goes by the code.
     */
    async isFuture(issued) {
        if (issued <= this.now + TOLERANCE) return false;
        this.#skew = Math.ceil(issued - device());
        await this.#keep();
        return true;
    }

    #keep() {
        return keepNote('clock', { skew: this.#skew, floor: this.#floor });
    }
}
