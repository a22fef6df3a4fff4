// Goes from a mistake to its place in the text.

for (const link of document.querySelectorAll('a[data-line]')) {
    link.addEventListener('click', event => {
        const text = document.querySelector(link.hash);
        const lines = text.value.split('\n');
        const line = Number(link.dataset.line) - 1;
        const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
        event.preventDefault();
        text.focus();
        text.setSelectionRange(start, start + (lines[line] ?? '').length);
        text.scrollTop = text.scrollHeight * Math.max(0, line - 3) / lines.length;
    });
}
