// Checks a live or a printed code with public keys alone, as LiveCodeVerifier does on the server: the form is described
// in HealthCodeCredential/LiveCode.swift. No network, no secret.

import { decodeBase45 } from './base45.js';
import { decodeCBOR, encodeString } from './cbor.js';

const PREFIX = 'JKM1:';
const LONGEST_TEXT = 512;
const ES256 = -7;
const COLOURS = ['red', 'yellow', 'green', 'grey'];
const KINDS = new Map([[-65537, { name: 'live', longest: 3_600 }], [-65538, { name: 'printed', longest: 315_576_000 }]]);

/**
 * What is to be said of a scanned text.
 * @param {string} text
 * @param {Map<string, CryptoKey[]>} keys by key id, as importKeys gives them
 * @returns {Promise<{fault: string} | {code: object}>} `fault` is `not_a_code`, `forged_code` or `foreign_code`; a code
 *     has `kind`, `colour`, `issued`, `expires` (seconds since 1970), `id` and `keyID` (hexadecimal); the key id stands
 *     beside `foreign_code` too
 */
export async function verify(text, keys) {
    if (!text.startsWith(PREFIX)) return { fault: 'not_a_code' };
    let message;
    try {
        message = read(text.slice(PREFIX.length));
    } catch {
        return { fault: 'forged_code' }; // begins like a code of ours and is broken
    }
    const { keyID } = message;
    const named = keys.get(keyID);
    if (!named) return { fault: 'foreign_code', keyID };
    if (!(await isSigned(message, named))) return { fault: 'forged_code' };
    const code = claims(message.payload);
    return code ? { code: { ...code, keyID } } : { fault: 'not_a_code' };
}

function read(body) {
    if (body.length > LONGEST_TEXT) throw new RangeError('length');
    return readSigned(decodeBase45(body));
}

/**
 * The parts of an untagged COSE_Sign1 (RFC 9052 section 4.2) with the headers of a code.
 * @throws {RangeError} for anything else
 */
export function readSigned(message) {
    const parts = decodeCBOR(message);
    if (!Array.isArray(parts) || parts.length !== 4) throw new RangeError('shape');
    const [bytes, unprotected, payload, signature] = parts;
    if (!isBytes(bytes) || !isBytes(payload) || !isBytes(signature, 64)) throw new RangeError('shape');
    if (!(unprotected instanceof Map) || unprotected.size > 0) throw new RangeError('header');
    const header = decodeCBOR(bytes);
    if (!(header instanceof Map) || header.size !== 2 || header.get(1) !== ES256 || !isBytes(header.get(4))) {
        throw new RangeError('header');
    }
    return { protectedBytes: bytes, payload, signature, keyID: hexadecimal(header.get(4)) };
}

/** Whether one of these keys signed a message. */
export async function isSigned(message, keys) {
    return (await Promise.all(keys.map(key => isValid(key, message)))).includes(true);
}

/** Whether the signature is this key's over the Sig_structure (section 4.4). */
function isValid(key, { protectedBytes, payload, signature }) {
    const context = new TextEncoder().encode('Signature1');
    const signed = Uint8Array.from([
        0x84, ...encodeString(context, 3), ...encodeString(protectedBytes), ...encodeString([]), ...encodeString(payload),
    ]);
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, signed);
}

/** The code that signed claims are (RFC 8392); null for anything more, less or other. */
function claims(payload) {
    let map;
    try {
        map = decodeCBOR(payload);
    } catch {
        return null;
    }
    if (!(map instanceof Map) || map.size !== 4) return null;
    const [expires, issued, id] = [4, 6, 7].map(claim => map.get(claim));
    const [claim] = [...KINDS.keys()].filter(claim => map.has(claim));
    const kind = KINDS.get(claim);
    const says = map.get(claim);
    if (!kind || !isBytes(id, 12) || !Array.isArray(says) || says.length !== 2) return null;
    const colour = COLOURS[says[0]];
    if (!colour || !isBytes(says[1], 24) || !Number.isInteger(issued) || !Number.isInteger(expires)) return null;
    if (issued < 0 || expires <= issued || expires - issued > kind.longest) return null;
    return { kind: kind.name, colour, issued, expires, id: hexadecimal(id) };
}

/**
 * The P-256 keys of a JWK Set (RFC 7517), by key id. Others are passed over, as section 5 asks.
 * @param {{keys: object[]}} set the answer of GET /keys
 * @returns {Promise<Map<string, CryptoKey[]>>}
 */
export async function importKeys(set) {
    const keys = new Map();
    for (const { kty, crv, x, y, kid } of set.keys) {
        if (kty !== 'EC' || crv !== 'P-256' || !kid) continue;
        const key = await crypto.subtle.importKey(
            'jwk', { kty, crv, x, y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
        const id = hexadecimal(Uint8Array.from(atob(kid.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)));
        keys.set(id, [...(keys.get(id) ?? []), key]);
    }
    return keys;
}

const isBytes = (value, length = value?.length) => value instanceof Uint8Array && value.length === length;
const hexadecimal = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
