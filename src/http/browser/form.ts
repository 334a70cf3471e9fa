// Small comforts of forms, none of them needed: no second submit by a double click, seeing what one types, printing, focus on
// what went wrong, and a reload that does not send the form again.

const faults = document.querySelector<HTMLElement>('[data-focus]');
faults?.focus();

// A page that answered a POST stands under the form's own address: reloading it is to show the form, not to try
// the same secret again.
if (performance.getEntriesByType('navigation').length > 0) {
  history.replaceState(history.state, '', location.href);
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = '';
    for (const button of form.querySelectorAll('button[type=submit]'))
      button.setAttribute('aria-disabled', 'true');
  });
}

// Back from the next page: the form may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button[type=submit]'))
      button.removeAttribute('aria-disabled');
  }
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-prints]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveals]')) {
  const input = document.getElementById(button.dataset.reveals ?? '');
  const word = button.querySelector('[data-word]');
  if (!(input instanceof HTMLInputElement) || word === null) continue;
  const cover = (covered: boolean) => {
    input.type = covered ? 'password' : 'text';
    word.textContent = (covered ? button.dataset.show : button.dataset.hide) ?? '';
  };
  button.hidden = false;
  button.addEventListener('click', () => cover(input.type === 'text'));
  // A browser keeps, offers and fills only what is a password when it is sent.
  input.form?.addEventListener('submit', () => cover(true));
}
