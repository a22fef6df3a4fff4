// What the issuer has revoked, as of a signed list that is kept up to date by small changes: the form is described in
// docs/credentials.md, and HealthCodeCredential/Revocation gives the same answers. The list is searched as it lies.

import { decodeCBOR } from './cbor.js';
import { isSigned, readSigned } from './code.js';

const CLAIM = -65539;
const LARGEST = 1 << 22;
const LONGEST = 9 * LARGEST;

/** Why a list is not taken: `damaged`, `foreign`, `forged`, `otherList`, `otherStart` or `notNewer`. */
export class RevocationFault extends Error {
    constructor(fault) {
        super(fault);
        this.fault = fault;
    }
}

export class Revocations {
    #list;

    /** For `read` and `open`, which prove what it says. */
    constructor(statement, list) {
        this.statement = statement;
        this.#list = list;
    }

    /**
     * The whole list that these bytes are, if one of the keys signed it.
     * @param {Uint8Array} bytes the answer of GET /revocations
     * @param {Map<string, CryptoKey[]>} keys by key id, as importKeys gives them
     * @throws {RevocationFault}
     */
    static async read(bytes, keys) {
        const parts = partsOf(bytes);
        if (parts.length !== 3 || parts[0] !== 1) throw new RevocationFault('damaged');
        return Revocations.open({ statement: parts[1], list: parts[2] }, keys);
    }

    /** The same of what `kept` gave. */
    static async open({ statement, list }, keys) {
        if (!isBytes(statement) || !isBytes(list)) throw new RevocationFault('damaged');
        const signed = await readStatement(statement, keys);
        const layout = new Layout(list);
        layout.check();
        return Revocations.#proven(signed, layout);
    }

    static async #proven(statement, layout) {
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', layout.bytes));
        if (compare(digest, 0, statement.digest, 0, 32) !== 0) throw new RevocationFault('otherList');
        return new Revocations(statement, layout);
    }

    /** What is to be kept on the device. */
    get kept() {
        return { statement: this.statement.bytes, list: this.#list.bytes };
    }

    get count() {
        return this.#list.count;
    }

    /** What is at hand after something newer came: a change of this list, or a whole one. */
    async updated(bytes, keys) {
        const parts = partsOf(bytes);
        const newer = parts[0] === 2 ? await this.#changed(parts, keys) : await Revocations.read(bytes, keys);
        if (newer.statement.sequence <= this.statement.sequence) throw new RevocationFault('notNewer');
        return newer;
    }

    async #changed(parts, keys) {
        const [, signed, start, added, removed] = parts;
        if (parts.length !== 5 || ![signed, added, removed].every(isBytes)) throw new RevocationFault('damaged');
        const statement = await readStatement(signed, keys);
        if (start !== this.statement.sequence) throw new RevocationFault('otherStart');
        checkRising(added);
        checkRising(removed);
        return Revocations.#proven(statement, new Layout(pack(merge(this.#list.ids, added, removed))));
    }

    /** Whether a code was revoked by itself; ids in hexadecimal. */
    async revokesCode(id, keyID) {
        const key = bytesOf(keyID);
        return this.#list.contains(await hashed([1, key.length, ...key, ...bytesOf(id)]));
    }

    /** Whether all that a key signed was revoked. */
    async revokesKey(keyID) {
        return this.#list.contains(await hashed([2, ...bytesOf(keyID)]));
    }

    /** Whether a hashed id of 8 bytes is in the list. */
    contains(id) {
        return this.#list.contains(id);
    }
}

/** Where things stand in the bytes of a list. */
class Layout {
    constructor(bytes) {
        if (bytes.length < 5) throw new RevocationFault('damaged');
        this.bytes = bytes;
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.count = this.view.getUint32(1);
        this.prefix = prefixFor(this.count);
        this.buckets = this.prefix === 0 ? 1 : 1 << (8 * this.prefix);
        this.start = 5 + (this.prefix === 0 ? 0 : 4 * this.buckets);
        this.width = 8 - this.prefix;
        const fits = bytes.length === this.start + this.count * this.width;
        if (this.count > LARGEST || bytes[0] !== this.prefix || !fits) throw new RevocationFault('damaged');
    }

    /** Refuses every form but the one: the index leads to the end, and the ids strictly rise within each of its parts. */
    check() {
        let from = 0;
        for (let bucket = 0; bucket < this.buckets; bucket += 1) {
            const to = this.end(bucket);
            if (to < from || to > this.count) throw new RevocationFault('damaged');
            for (let at = from + 1; at < to; at += 1) {
                const [one, other] = [this.start + (at - 1) * this.width, this.start + at * this.width];
                if (compare(this.bytes, one, this.bytes, other, this.width) >= 0) throw new RevocationFault('damaged');
            }
            from = to;
        }
        if (from !== this.count) throw new RevocationFault('damaged');
    }

    end(bucket) {
        return this.prefix === 0 ? this.count : this.view.getUint32(5 + 4 * bucket);
    }

    contains(id) {
        const bucket = id.subarray(0, this.prefix).reduce((sum, byte) => sum * 256 + byte, 0);
        let low = bucket === 0 ? 0 : this.end(bucket - 1);
        let high = this.end(bucket);
        while (low < high) {
            const middle = (low + high) >> 1;
            const order = compare(this.bytes, this.start + middle * this.width, id, this.prefix, this.width);
            if (order === 0) return true;
            if (order < 0) low = middle + 1;
            else high = middle;
        }
        return false;
    }

    /** All ids, 8 bytes each, rising. */
    get ids() {
        const ids = new Uint8Array(8 * this.count);
        let at = 0;
        for (let bucket = 0; bucket < this.buckets; bucket += 1) {
            for (const end = this.end(bucket); at < end; at += 1) {
                for (let place = 0; place < this.prefix; place += 1) {
                    ids[8 * at + place] = bucket >> (8 * (this.prefix - 1 - place));
                }
                const from = this.start + at * this.width;
                ids.set(this.bytes.subarray(from, from + this.width), 8 * at + this.prefix);
            }
        }
        return ids;
    }
}

/** The list of ids that rise. */
function pack(ids) {
    const count = ids.length / 8;
    const prefix = prefixFor(count);
    const buckets = prefix === 0 ? 0 : 1 << (8 * prefix);
    const bytes = new Uint8Array(5 + 4 * buckets + count * (8 - prefix));
    const view = new DataView(bytes.buffer);
    bytes[0] = prefix;
    view.setUint32(1, count);
    const ends = new Uint32Array(buckets);
    for (let at = 0; at < count; at += 1) {
        const id = ids.subarray(8 * at, 8 * at + 8);
        if (prefix > 0) ends[id.subarray(0, prefix).reduce((sum, byte) => sum * 256 + byte, 0)] += 1;
        bytes.set(id.subarray(prefix), 5 + 4 * buckets + at * (8 - prefix));
    }
    let end = 0;
    ends.forEach((size, bucket) => view.setUint32(5 + 4 * bucket, (end += size)));
    return bytes;
}

/** The ids with those that come and without those that go, each of which has to be there. */
function merge(ids, added, removed) {
    const merged = new Uint8Array(ids.length + added.length - removed.length);
    let [at, coming, going, length] = [0, 0, 0, 0];
    const put = (from, offset) => {
        if (length + 8 > merged.length) throw new RevocationFault('otherList');
        merged.set(from.subarray(offset, offset + 8), length);
        length += 8;
    };
    while (at < ids.length || coming < added.length) {
        const order = at === ids.length ? 1 : coming === added.length ? -1 : compare(ids, at, added, coming, 8);
        if (order > 0) {
            put(added, coming);
            coming += 8;
            continue;
        }
        const goes = going < removed.length && compare(ids, at, removed, going, 8) === 0;
        if (order === 0 && !goes) throw new RevocationFault('otherList');
        if (goes) going += 8;
        else put(ids, at);
        at += 8;
    }
    if (going !== removed.length || length !== merged.length) throw new RevocationFault('otherList');
    return merged;
}

async function readStatement(bytes, keys) {
    const message = quietly(() => readSigned(bytes));
    const claims = quietly(() => decodeCBOR(message.payload));
    if (!(claims instanceof Map) || claims.size !== 3) throw new RevocationFault('damaged');
    const [expires, issued, says] = [4, 6, CLAIM].map(claim => claims.get(claim));
    const isWhole = Array.isArray(says) && says.length === 2 && Number.isInteger(says[0]) && says[0] >= 0
        && isBytes(says[1]) && says[1].length === 32;
    if (!isWhole || !Number.isInteger(issued) || !Number.isInteger(expires) || issued < 0 || expires <= issued) {
        throw new RevocationFault('damaged');
    }
    const named = keys.get(message.keyID);
    if (!named) throw new RevocationFault('foreign');
    if (!(await isSigned(message, named))) throw new RevocationFault('forged');
    return { sequence: says[0], digest: says[1], issued, expires, keyID: message.keyID, bytes };
}

function partsOf(bytes) {
    if (bytes[0] !== 0x83 && bytes[0] !== 0x85) throw new RevocationFault('damaged');
    return quietly(() => decodeCBOR(bytes, LONGEST));
}

/** Whatever is wrong with the form of something is damage. */
function quietly(read) {
    try {
        return read();
    } catch {
        throw new RevocationFault('damaged');
    }
}

function checkRising(ids) {
    if (ids.length % 8 !== 0) throw new RevocationFault('damaged');
    for (let at = 8; at < ids.length; at += 8) {
        if (compare(ids, at - 8, ids, at, 8) >= 0) throw new RevocationFault('damaged');
    }
}

/** Compares so many bytes: negative, 0 or positive. */
function compare(one, oneAt, other, otherAt, length) {
    for (let place = 0; place < length; place += 1) {
        const difference = one[oneAt + place] - other[otherAt + place];
        if (difference !== 0) return difference;
    }
    return 0;
}

const hashed = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))).subarray(0, 8);
const bytesOf = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
const prefixFor = count => (count < 1_024 ? 0 : count < 262_144 ? 1 : 2);
const isBytes = value => value instanceof Uint8Array;
