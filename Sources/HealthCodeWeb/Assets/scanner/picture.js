// A photograph or screenshot of a code, where there is no camera to hold over it.

import { ScanTrouble } from './trouble.js';

/** Fine detail is lost in a small copy, and blur and noise in a large one. Longest sides in pixels, tried in turn. */
const SIZES = [1280, 2560, 640];

/**
 * The texts of the codes in a picture file; empty when there is none.
 * @param {Blob} file of an <input type="file" accept="image/*">
 * @param {Reader} reader
 * @returns {Promise<string[]>}
 * @throws {ScanTrouble} picture, decoder
 */
export async function readPicture(file, reader) {
    const bitmap = await createImageBitmap(file).catch(error => {
        throw new ScanTrouble(ScanTrouble.picture, error);
    });
    try {
        for (const longestSide of SIZES) {
            const texts = await reader.read(bitmap, bitmap, longestSide);
            if (texts.length > 0) return texts;
        }
        return [];
    } finally {
        bitmap.close();
    }
}
