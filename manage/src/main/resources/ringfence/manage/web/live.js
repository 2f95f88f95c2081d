// Shows the page anew whenever the server says that something changed, and now and then.
const note = document.getElementById('live');
let waiting = false;

async function refresh() {
  waiting = false;
  if (document.hidden) return;
  const answer = await fetch(location.pathname + location.search, { headers: { 'X-Refresh': '1' } });
  if (answer.status === 403) return location.reload(); // the session is over
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of ['header', 'main']) {
    become(document.querySelector(part), fresh.querySelector(part));
  }
  say('live', 'Live, as of ' + new Date().toLocaleTimeString());
}

// Changes only what differs, so that focus, selection and scrolling stay where they are.
function become(old, fresh) {
  if (old.isEqualNode(fresh) || isBeingFilledIn(old)) return;
  if (old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // what a person has unfolded stays so
    if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const wanted = [...fresh.childNodes];
  dropGone(old, wanted);
  addNew(old, wanted);
  const shown = [...old.childNodes];
  wanted.forEach((child, i) => (i < shown.length ? become(shown[i], child) : old.append(child)));
  shown.slice(wanted.length).forEach(child => child.remove());
}

// What has a name and is no longer wanted goes first, so that the others stay in their places.
function dropGone(old, wanted) {
  const names = new Set(wanted.map(child => child.id));
  [...old.childNodes].filter(child => child.id && !names.has(child.id)).forEach(child => child.remove());
}

// What has a name and is new stands in its place at once, since it may be between others.
function addNew(old, wanted) {
  const names = new Set([...old.childNodes].map(child => child.id));
  wanted.forEach((child, i) => {
    if (child.id && !names.has(child.id)) old.insertBefore(child.cloneNode(true), old.childNodes[i] ?? null);
  });
}

// What a person has entered is not ours to change; nor is a page that came back with its faults.
function isBeingFilledIn(element) {
  if (element.classList?.contains('changed')) return true;
  return element.nodeName === 'FORM' && element.contains(document.activeElement);
}

document.addEventListener('input', event => event.target.form?.classList.add('changed'));

// Many changes at once are shown once.
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => refresh().catch(lost), 100);
}

function say(state, text) {
  note.className = state;
  note.textContent = text;
}

function lost() {
  say('lost', 'No connection to the server; trying again');
}

// An address that names a setting leads to its field: #SipEp.KeepAliveInterval, or a column of the
// first row, or the first field of a table.
function goToField() {
  const setting = decodeURIComponent(location.hash.slice(1));
  if (!setting) return;
  const named = [...document.querySelectorAll('main form.settings [name]')];
  const plain = control => control.name.replace(/\[[^\]]*]/g, '');
  const field =
    named.find(control => plain(control) === setting) ??
    named.find(control => plain(control).startsWith(setting + '.') && control.nodeName !== 'BUTTON');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

// not before the browser has gone there itself, which takes the focus away
addEventListener('load', () => requestAnimationFrame(goToField));
addEventListener('hashchange', goToField);

const events = new EventSource('/events');
events.addEventListener('changed', later);
events.addEventListener('open', later);
events.addEventListener('error', lost);
document.addEventListener('visibilitychange', later);
setInterval(later, 10_000);
