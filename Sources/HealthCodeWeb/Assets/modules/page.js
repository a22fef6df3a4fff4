// On every page: a form is sent once, and the first mistake is brought into view.

addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
});

// A page that comes back from the browser's memory may be sent again.
addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
        delete form.dataset.sent;
        form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
    }
});

const mistake = document.querySelector('.question.wrong, .field .error, [role="alert"].notice');
if (mistake) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    mistake.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    mistake.querySelector('input, select')?.focus({ preventScroll: true });
}
