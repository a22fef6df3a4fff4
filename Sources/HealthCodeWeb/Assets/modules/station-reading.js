// The temperature: large keys for gloves, and a word at once where it is a fever or can hardly be.

/** Makes the keys of a check work, and watches what is entered. */
export function listenForReading(page) {
    const form = page.querySelector('[data-pass], [data-keep]');
    const input = form?.elements.temperature;
    if (!input) return;
    const keys = form.querySelector('[data-keys]');
    keys.hidden = false;
    input.inputMode = 'none'; // the page has its own keys; a keyboard still types
    keys.addEventListener('click', event => {
        const key = event.target.closest('.key')?.value;
        if (!key) return;
        input.value = key === 'back' ? input.value.slice(0, -1) : typed(input.value, key);
        look();
    });
    input.addEventListener('input', look);

    function look() {
        const hundredths = hundredthsOf(input.value);
        const word = form.querySelector('[data-reading-word]');
        const isHigh = hundredths >= Number(form.dataset.limit);
        const isOdd = hundredths < Number(form.dataset.low) || hundredths > Number(form.dataset.high);
        form.querySelector('[data-reading]').classList.toggle('high', isHigh);
        const isNever = hundredths < 3_400 || hundredths > 4_300;
        word.textContent = Number.isNaN(hundredths) ? '' : isNever ? word.dataset.never : isOdd ? word.dataset.odd : isHigh ? word.dataset.fever : '';
    }
    look();
}

/** Two digits are followed by the point: 3, 6, 5 is 36.5. */
function typed(text, key) {
    if (key === '.') return text === '' || text.includes('.') ? text : `${text}.`;
    if (/^\d\d$/.test(text)) text += '.';
    return /^\d\d\.\d$/.test(text) ? text : text + key;
}

/** Hundredths of a degree once there are two digits, else NaN. */
export function hundredthsOf(text) {
    const plain = text.trim().replace(',', '.');
    return /^\d\d(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : NaN;
}
