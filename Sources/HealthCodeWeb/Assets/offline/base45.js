// Base45 (RFC 9285), strict: every text that is accepted is the encoding of its bytes.

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const DIGITS = new Map(Array.from(ALPHABET, (character, digit) => [character, digit]));

/**
 * The bytes that a text encodes.
 * @param {string} text
 * @returns {Uint8Array}
 * @throws {RangeError} for what RFC 9285 section 4 says must be refused
 */
export function decodeBase45(text) {
    if (text.length % 3 === 1) throw new RangeError('length');
    const bytes = [];
    for (let at = 0; at < text.length; at += 3) {
        const group = text.slice(at, at + 3);
        const number = Array.from(group).reduceRight((sum, character) => sum * 45 + digit(character), 0);
        if (number > (group.length === 3 ? 0xffff : 0xff)) throw new RangeError('overflow');
        if (group.length === 3) bytes.push(number >> 8);
        bytes.push(number & 0xff);
    }
    return Uint8Array.from(bytes);
}

function digit(character) {
    const digit = DIGITS.get(character);
    if (digit === undefined) throw new RangeError('character');
    return digit;
}
