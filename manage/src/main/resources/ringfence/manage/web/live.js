// Shows the page anew whenever the server says that something changed.
const note = document.getElementById('live');
let waiting = false;

async function refresh() {
  waiting = false;
  if (document.hidden) return later();
  const editing = document.activeElement?.matches('main input, main select, main textarea');
  if (editing || !getSelection().isCollapsed) return later();
  const answer = await fetch(location.pathname + location.search);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const main = document.querySelector('main');
  const wide = [...main.querySelectorAll('pre')].map(pre => pre.scrollLeft);
  main.replaceChildren(...fresh.querySelector('main').childNodes);
  main.querySelectorAll('pre').forEach((pre, i) => { pre.scrollLeft = wide[i] ?? 0; });
  say('live', 'Live, as of ' + new Date().toLocaleTimeString());
}

// Many changes at once are shown once.
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => refresh().catch(lost), 250);
}

function say(state, text) {
  note.className = state;
  note.textContent = text;
}

function lost() {
  say('lost', 'No connection to the server; trying again');
}

const events = new EventSource('/events');
events.addEventListener('changed', later);
events.addEventListener('open', later);
events.addEventListener('error', lost);
document.addEventListener('visibilitychange', () => { if (!document.hidden) later(); });
