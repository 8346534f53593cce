const KEPT_DRAFTS = 50;
const COUNTED = ['message', 'personal', 'notification', 'status'];
const PLANS = { timed: 'willMove', trying: 'moving', retry: 'noServer', stay: 'stays' };

const $ = id => document.getElementById(id);
const log = new Log($('log'), $('filter'), $('shown'), $('newest'));
const link = new Connection((fact, detail) => facts[fact](detail));
const counts = { sent: 0, received: 0, missed: 0 };
const pending = new Map(); // ref → what was sent and waits for its ack
const drafts = [];
let recalled = 0; // index into drafts; drafts.length is the one being written
let lastRef = 0;
let limit = Infinity;
let node = '';
let clients = null;
let notification = null;
let drain = null; // { reason, until, move: a key of PLANS }
let lastClose = null;

const facts = {
  state: render,
  stray: text => log.add('message', text),
  frame(frame) {
    clients = frame.clients ?? clients;
    if (COUNTED.includes(frame.type) && !settlesOwn(frame))
      counts.received += 1;
    else if (COUNTED.includes(frame.type))
      return;
    (frames[frame.type] ?? frames.other)(frame);
  },
  closed(event) {
    lastClose = event;
    drain = null;
    log.add('closed', closeText(event));
    for (const sent of pending.values())
      mark(sent, 'unconfirmed', say('unconfirmed'));
  },
  moving: () => plan('trying'),
  refused(event) {
    log.add('refused', closeText(event));
    plan('retry');
  },
};

const frames = {
  welcome(frame) {
    node = frame.node;
    limit = frame.limits?.max_message_bytes ?? Infinity;
    drain = null;
    for (const [ref, sent] of pending) {
      if (sent.settled)
        pending.delete(ref);
      else
        mark(sent, 'unconfirmed', say('unconfirmed'));
    }
    const words = [frame.message];
    if (frame.moved)
      words.push(say('moved', frame));
    if (frame.asked)
      words.push(frame.recovered ? say('resumed', { n: frame.replayed }) : say('fresh'));
    tell(frame, words.join(' '));
  },
  ack({ ref, recipients }) {
    if (pending.has(ref))
      mark(pending.get(ref), 'settled', `✓ ${recipients}`);
    pending.delete(ref);
  },
  message: frame => tell(frame, readable(frame.data), frame.from ?? say('publisher')),
  personal: frame => frames.message(frame),
  notification(frame) {
    notification = frame;
    tell(frame);
  },
  status: frame => tell(frame),
  presence: frame => tell(frame),
  pong() {},
  drain(frame) {
    drain = {
      reason: frame.reason,
      until: performance.now() + frame.remaining_ms,
      move: Number.isFinite(frame.reconnect_in_ms) ? 'timed' : 'stay',
    };
    tell(frame);
  },
  drain_cancelled(frame) {
    drain = null;
    tell(frame);
  },
  gap(frame) {
    counts.missed += frame.dropped || 0;
    tell(frame, say('gap', { n: frame.dropped ?? '?' }));
  },
  error(frame) {
    if (pending.has(frame.ref))
      mark(pending.get(frame.ref), 'refused', `✗ ${frame.code}`);
    pending.delete(frame.ref);
    tell(frame, `${frame.message} (${frame.code})`);
  },
  disconnect: frame => tell(frame, `${frame.code} · ${frame.reason}`),
  other: frame => tell(frame, JSON.stringify(frame)),
};

function tell(frame, text = frame.message, from = '') {
  const time = new Date(frame.time);
  log.add(frame.type, text, from, isNaN(time) ? new Date() : time);
}

function readable(data) {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function plan(move) {
  if (drain)
    drain.move = move;
  render();
}

function mark(sent, className, text) {
  sent.settled = className !== 'unconfirmed';
  sent.mark.className = className;
  sent.mark.textContent = text;
}

// One's own message comes back from a mirror, or when its ack was lost: it confirms the sent line.
function settlesOwn({ from, to, data }) {
  const same = JSON.stringify(data);
  const own = from && from === link.id
    && [...pending.values()].find(sent => !sent.settled && sent.data === same && sent.to === (to ?? ''));
  if (own)
    mark(own, 'settled', '✓');
  return Boolean(own);
}

function send(event) {
  event.preventDefault();
  const text = $('draft').value;
  const isJson = $('json').checked;
  if (!text.trim())
    return;
  if (link.state !== 'open')
    return complain(say('notConnected'));
  let data = text;
  try {
    data = isJson ? JSON.parse(text) : text;
  } catch (error) {
    return complain(say('badJson', { why: error.message }));
  }
  const to = $('to').value.trim();
  const ref = `m${lastRef += 1}`;
  const bare = !isJson && !to && ['test', 'ping'].includes(text); // asks for the status, no ack follows
  // JSON goes out as it was written: parsing would round large numbers.
  const head = JSON.stringify({ type: 'message', ref, to: to || undefined }).slice(0, -1);
  const frame = bare ? text : `${head},"data":${isJson ? text : JSON.stringify(text)}}`;
  const size = new TextEncoder().encode(frame).length;
  if (size > limit)
    return complain(say('tooLarge', { size, limit }));
  link.send(frame);
  counts.sent += 1;
  const line = log.add('sent', readable(data), to && say('toWhom', { to }));
  if (!bare) {
    pending.set(ref, { data: JSON.stringify(data), to, mark: element('small', '…') });
    line.append(' ', pending.get(ref).mark);
  }
  drafts.push(text);
  drafts.splice(0, drafts.length - KEPT_DRAFTS);
  recalled = drafts.length;
  $('draft').value = '';
  complain('');
  render();
}

function complain(text) {
  put('draft-error', text);
  $('draft').setAttribute('aria-invalid', text !== '');
}

// Enter sends; ↑ on the first line and ↓ on the last walk through what was sent before.
function draftKey(event) {
  const { value, selectionStart, selectionEnd } = $('draft');
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing)
    return send(event);
  let next = recalled;
  if (event.key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n'))
    next -= 1;
  else if (event.key === 'ArrowDown' && !value.slice(selectionEnd).includes('\n'))
    next += 1;
  if (next === recalled || next < 0 || next > drafts.length)
    return;
  event.preventDefault();
  recalled = next;
  $('draft').value = drafts[next] ?? '';
}

// Untouched when equal, so that nothing is announced twice.
function put(id, text) {
  if ($(id).textContent !== text)
    $(id).textContent = text;
}

function render() {
  const now = performance.now();
  const { state, id, rtt } = link;
  const open = state === 'open';
  const word = open && drain ? 'draining' : state;
  $('state').className = word;
  put('state-word', say(word));
  put('retry', state === 'waiting' ? say('retry', { time: duration(link.retryAt - now) }) : '');
  $('connect').disabled = !['off', 'waiting'].includes(state);
  $('disconnect').disabled = ['off', 'closing'].includes(state);
  $('address').readOnly = $('client').readOnly = $('token').readOnly = state !== 'off';
  $('send').disabled = !open;
  for (const name in counts)
    put(name, counts[name].toLocaleString(language));
  put('node', node || '–');
  put('me', id || '–');
  put('since', open ? duration(now - link.since) : '–');
  put('rtt', open && rtt !== null ? `${rtt.toFixed(1)} ms` : '–');
  put('clients', open && clients !== null ? clients.toLocaleString(language) : '–');
  put('closed', lastClose ? closeText(lastClose) : '–');
  put('notification', notification ? notification.message : say('none'));
  put('notified', notification ? clock(new Date(notification.time)) : '');
  $('drain').hidden = !drain;
  if (!drain)
    return;
  put('drain-word', say('drain', { node }) + (drain.reason ? `: ${drain.reason}` : ''));
  put('drain-plan', say(PLANS[drain.move], { time: duration(link.moveAt - now) }));
  put('countdown', duration(drain.until - now));
}

function speak(chosen) {
  language = document.documentElement.lang = chosen;
  for (const item of document.querySelectorAll('[data-text]'))
    item.textContent = say(item.dataset.text);
  for (const item of document.querySelectorAll('[data-label]'))
    item.ariaLabel = say(item.dataset.label);
  for (const item of document.querySelectorAll('[data-hint]'))
    item.placeholder = say(item.dataset.hint);
  for (const button of $('languages').children)
    button.ariaPressed = button.value === chosen;
  $('log').dataset.empty = say('empty');
  log.refresh([]);
  render();
}

// Storage may be forbidden; the choice then lasts as long as the page.
function stored(chosen) {
  try {
    if (chosen)
      localStorage.language = chosen;
    return localStorage.language;
  } catch {
    return undefined;
  }
}

$('door').onsubmit = event => {
  event.preventDefault();
  put('door-error', '');
  try {
    link.connect($('address').value.trim(), $('client').value.trim(), $('token').value.trim());
  } catch (error) {
    put('door-error', say('badAddress', { why: error.message }));
  }
};
$('disconnect').onclick = () => link.disconnect();
$('languages').onclick = ({ target }) => target.value && speak(stored(target.value) ?? target.value);
$('clear').onclick = () => log.clear();
$('composer').onsubmit = send;
$('draft').onkeydown = draftKey;
$('draft').oninput = () => complain('');
addEventListener('online', () => link.hurry());

const secure = location.protocol === 'https:' ? 'wss' : 'ws';
$('address').value = `${secure}://${location.host || '127.0.0.1:8000'}/ws`;
$('logo').src = document.querySelector('link').href;
speak(stored() ?? (navigator.language.startsWith('uk') ? 'uk' : 'en'));
setInterval(render, 250); // and not with every frame: there may be thousands a second
