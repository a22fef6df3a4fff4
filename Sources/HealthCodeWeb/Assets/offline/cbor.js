// The little of CBOR (RFC 8949) that a code is made of, in its one deterministic form (section 4.2.1): integers, byte
// strings, texts, arrays, and maps with integer keys. Whatever could be written in another way is refused.

const MAXIMUM_DEPTH = 4;
const MAXIMUM_BYTES = 512;

/**
 * The item that these bytes are: a number, a Uint8Array, a string, an array, or a Map.
 * @param {Uint8Array} bytes
 * @param {number} longest how many bytes it may have
 * @throws {RangeError} for anything else, and for anything after it
 */
export function decodeCBOR(bytes, longest = MAXIMUM_BYTES) {
    if (bytes.length > longest) throw new RangeError('length');
    const reader = new Reader(bytes);
    const item = reader.item(0);
    if (!reader.isAtEnd) throw new RangeError('something follows');
    return item;
}

class Reader {
    #bytes;
    #at = 0;

    constructor(bytes) {
        this.#bytes = bytes;
    }

    get isAtEnd() {
        return this.#at === this.#bytes.length;
    }

    item(depth) {
        if (depth > MAXIMUM_DEPTH) throw new RangeError('depth');
        const [major, argument] = this.#head();
        switch (major) {
            case 0: return argument;
            case 1: return -1 - argument;
            case 2: return this.#take(argument);
            case 3: return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#take(argument));
            case 4: return this.#items(argument, depth);
            case 5: return this.#map(argument, depth);
            default: throw new RangeError('type');
        }
    }

    /** The type and the argument of an item, the argument in its shortest form and exact as a number. */
    #head() {
        const [first] = this.#take(1);
        const short = first & 0x1f;
        if (short < 24) return [first >> 5, short];
        if (short > 27) throw new RangeError('indefinite length');
        const size = 1 << (short - 24);
        const argument = this.#take(size).reduce((sum, byte) => sum * 256 + byte, 0);
        const smallest = [24, 0x100, 0x1_0000, 0x1_0000_0000][short - 24];
        if (argument < smallest || !Number.isSafeInteger(argument)) throw new RangeError('number');
        return [first >> 5, argument];
    }

    #take(count) {
        if (count > this.#bytes.length - this.#at) throw new RangeError('end');
        return this.#bytes.slice(this.#at, (this.#at += count));
    }

    #items(count, depth) {
        if (count > this.#bytes.length - this.#at) throw new RangeError('end');
        return Array.from({ length: count }, () => this.item(depth + 1));
    }

    #map(count, depth) {
        const map = new Map();
        let last = null;
        for (let left = count; left > 0; left -= 1) {
            const from = this.#at;
            const key = this.item(depth + 1);
            if (!Number.isInteger(key)) throw new RangeError('key');
            const encoded = this.#bytes.slice(from, this.#at);
            if (last && !precedes(last, encoded)) throw new RangeError('order');
            last = encoded;
            map.set(key, this.item(depth + 1));
        }
        return map;
    }
}

/** Whether the one comes strictly before the other, byte by byte. */
function precedes(one, other) {
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
        if (one[at] !== other[at]) return one[at] < other[at];
    }
    return one.length < other.length;
}

/** The head and the contents of a byte string or, with type 3, of a text. */
export function encodeString(bytes, type = 2) {
    const length = bytes.length;
    const head = length < 24 ? [type << 5 | length]
        : length < 0x100 ? [type << 5 | 24, length] : [type << 5 | 25, length >> 8, length & 0xff];
    return [...head, ...bytes];
}
