// Helps with a declaration: "none of these" and the symptoms exclude each other, and what does not apply is not shown.

const symptoms = [...document.querySelectorAll('input[name="symptoms"]')];
const none = symptoms.find(input => input.value === 'none');

for (const input of symptoms) {
    input.addEventListener('change', () => {
        if (!input.checked) return;
        if (input === none) for (const other of symptoms) other.checked = other === none;
        else if (none) none.checked = false;
    });
}

for (const part of document.querySelectorAll('[data-shown-for]')) {
    const answers = [...document.querySelectorAll(`input[name="${part.dataset.shownFor}"]`)];
    const values = part.dataset.shownValues.split(' ');
    const show = () => (part.hidden = !answers.some(input => input.checked && values.includes(input.value)));
    for (const input of answers) input.addEventListener('change', show);
    show();
}
