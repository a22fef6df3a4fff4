// A sound and a shake for each verdict, where the collector wants them.

/** Beeps as pairs of pitch in hertz and length in seconds; and shakes in milliseconds. */
const SIGNALS = {
    allowed: { beeps: [[880, 0.12], [1320, 0.18]], shakes: [80] },
    stopped: { beeps: [[220, 0.35], [180, 0.5]], shakes: [400, 120, 400] },
    refused: { beeps: [[330, 0.2], [330, 0.2], [330, 0.2]], shakes: [150, 100, 150] },
    yellow: { beeps: [[440, 0.3]], shakes: [250] },
    red: { beeps: [[220, 0.6]], shakes: [500] },
    grey: { beeps: [[440, 0.3]], shakes: [250] },
};

let audio;

const isOn = name => localStorage.getItem(name) === 'on';

/** Sounds a verdict; nothing for null. */
export function signal(name) {
    const how = SIGNALS[name];
    if (!how) return;
    if (isOn('vibration')) navigator.vibrate?.(how.shakes);
    if (isOn('sound')) beep(how.beeps);
}

function beep(beeps) {
    audio ??= new AudioContext();
    let at = audio.currentTime;
    for (const [pitch, length] of beeps) {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.3, at);
        volume.gain.exponentialRampToValueAtTime(0.001, at + length);
        tone.connect(volume).connect(audio.destination);
        tone.start(at);
        tone.stop(at + length);
        at += length;
    }
}

/** Shows the switches and keeps what they say. */
export function showSignals(page) {
    page.querySelector('[data-signals]').hidden = false;
    for (const input of page.querySelectorAll('[data-signal]')) {
        const name = input.dataset.signal;
        input.checked = isOn(name);
        input.addEventListener('change', () => {
            localStorage.setItem(name, input.checked ? 'on' : 'off');
            if (input.checked) signal('allowed');
        });
    }
}
