// A certificate from the camera or from a picture; without this its text is pasted. What is read is put into the field, to be
// sent as if it had been typed.

import { Camera } from '../scanner/camera.js';
import { Reader } from '../scanner/reader.js';
import { readPicture } from '../scanner/picture.js';

const form = document.querySelector('[data-certificate]');
const part = name => form.querySelector(`[data-${name}]`);
const reader = new Reader();

async function take(text) {
    form.elements.certificate.value = text;
    form.requestSubmit();
}

const picture = form.querySelector('#picture');
part('picture').hidden = false;
picture.addEventListener('change', async () => {
    if (picture.files.length === 0) return;
    const say = part('picture-say');
    say.textContent = say.dataset.reading;
    const texts = await readPicture(picture.files[0], reader).catch(() => []);
    picture.value = '';
    say.textContent = texts.length > 0 ? '' : say.dataset.none;
    // The parts of a health card may stand side by side in one picture.
    if (texts.length > 0) await take(texts.join(' '));
});

if (navigator.mediaDevices) {
    const video = part('camera-video');
    const camera = new Camera(video, reader, take, () => stop());
    const stop = () => {
        video.hidden = true;
        part('camera-start').hidden = false;
    };
    part('camera').hidden = false;
    part('camera-start').addEventListener('click', async () => {
        part('camera-start').hidden = true;
        video.hidden = !(await camera.start().catch(() => false));
        if (video.hidden) stop();
    });
}
