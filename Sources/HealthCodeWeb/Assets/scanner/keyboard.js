// A hand scanner on a USB or Bluetooth port: to the browser it is a keyboard that types the code and presses Enter.

/**
 * Calls `onCode` with what was typed or pasted whenever Enter is pressed in the field, and empties the field.
 * Spaces count: base45 (RFC 9285) has one in its alphabet.
 * @param {HTMLInputElement} input
 * @param {(text: string) => void} onCode
 * @returns {() => void} call it to listen no more
 */
export function listenForScanner(input, onCode) {
    const listen = event => {
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        const text = input.value;
        input.value = '';
        if (text.trim() !== '') onCode(text);
    };
    input.addEventListener('keydown', listen);
    return () => input.removeEventListener('keydown', listen);
}
