// Fills in the next level of the region tree as soon as one is chosen, without sending the form.

for (const picker of document.querySelectorAll('[data-region]')) {
    picker.querySelector('[data-step-button]')?.setAttribute('hidden', '');
    picker.addEventListener('change', event => {
        if (event.target.matches('[data-step]')) descend(picker, event.target);
    });
}

async function descend(picker, select) {
    const steps = [...picker.querySelectorAll('[data-step]')];
    const index = steps.indexOf(select);
    for (const later of steps.slice(index + 1)) later.remove();
    if (select.value === '') return;
    const choice = select.value;
    let regions;
    try {
        const response = await fetch(`${picker.dataset.api}?parent=${encodeURIComponent(choice)}`);
        if (!response.ok) throw new Error(response.status);
        regions = await response.json();
    } catch {
        picker.querySelector('[data-step-button]')?.removeAttribute('hidden'); // the way without scripts
        return;
    }
    if (select.value !== choice || regions.length === 0) return;
    const next = select.cloneNode(false);
    next.name = `${picker.dataset.region}-${index + 2}`;
    next.setAttribute('aria-label', `${picker.dataset.level} ${index + 2}`);
    next.append(option('', picker.dataset.prompt.replace('{parent}', select.selectedOptions[0].textContent.trim())));
    for (const { code, name } of regions) next.append(option(code, name));
    select.after(next);
}

function option(value, text) {
    const option = document.createElement('option');
    option.value = value;
    option.textContent = text;
    return option;
}
