// The phones of the page: their forms are posted in the order of the keys, without loading the page.
let last = Promise.resolve();

function post(form, button) {
  const body = new URLSearchParams();
  if (button?.name) body.set(button.name, button.value);
  const send = async () => {
    const headers = { 'X-CSRF-Token': document.querySelector('meta[name=csrf]').content };
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(answer.statusText);
  };
  last = last.then(send).catch(() => {
    document.getElementById('live').textContent = 'The phone did not take that; try again';
  });
}

document.addEventListener('submit', event => {
  if (!event.target.closest('.phone')) return;
  event.preventDefault();
  if (event.submitter?.getAttribute('aria-disabled') !== 'true') post(event.target, event.submitter);
});

// While the focus is in a phone, the keyboard's digits are its keys.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const phone = event.target.closest?.('.phone');
  if (!phone || !/^[0-9*#]$/.test(event.key)) return;
  const key = phone.querySelector(`button[value="${event.key}"]`);
  key.classList.add('pressed');
  setTimeout(() => key.classList.remove('pressed'), 150);
  post(key.form, key);
  event.preventDefault();
});
