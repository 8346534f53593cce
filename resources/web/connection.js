const PING_EVERY = 15000; // a quarter of a minute, to leave the message budget to people
const ANSWER_WITHIN = 15000;
const LONGEST_PAUSE = 30000;
const LONGEST_TIMER = 2 ** 31 - 1;
const FINAL_CODES = [1000, 1002, 1003, 1007, 1008]; // without a word from the server, do not insist

const base64url = text => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

// One client's life on the wire: it dials, resumes where it was, and changes servers without a
// gap. It knows no element of the page and tells facts: state, frame, stray, closed, moving, refused.
class Connection {
  state = 'off';
  socket = null;
  candidate = null; // the next server's socket while the old one still serves
  base = '';
  chosen = '';
  token = '';
  id = '';
  session = '';
  epoch = '';
  offset = 0;
  attempts = 0;
  rtt = null;
  asked = 0;

  constructor(tell) {
    this.tell = tell;
  }

  // Throws when the address is none.
  connect(address, chosen, token) {
    const base = new URL(address.replace(/^http/, 'ws')).href;
    if (base !== this.base || chosen !== this.chosen || token !== this.token)
      Object.assign(this, { base, chosen, token, session: '', epoch: '' });
    this.attempts = 0;
    this.dial();
  }

  disconnect() {
    this.stopTimers();
    const { socket, candidate } = this;
    this.candidate = null;
    if (candidate)
      this.release(candidate);
    if (socket?.readyState === WebSocket.OPEN) {
      socket.close(1000);
      this.enter('closing');
    } else {
      this.socket = null;
      if (socket)
        this.release(socket);
      this.enter('off');
    }
  }

  hurry() {
    if (this.state === 'waiting')
      this.dial();
  }

  send(text) {
    this.socket.send(text);
  }

  dial() {
    this.stopTimers();
    this.socket = this.open();
    this.enter('connecting');
  }

  open() {
    const url = new URL(this.base);
    const id = this.session ? this.id : this.chosen;
    if (id)
      url.pathname = url.pathname.replace(/\/?$/, '/') + encodeURIComponent(id);
    if (this.session)
      url.searchParams.set('session', this.session);
    if (this.epoch) {
      url.searchParams.set('epoch', this.epoch);
      url.searchParams.set('offset', this.offset);
    }
    const socket = new WebSocket(url, this.token ? ['sluice.v1', `bearer.${base64url(this.token)}`] : []);
    socket.onmessage = event => this.receive(socket, event.data);
    socket.onclose = event => this.closed(socket, event);
    socket.guard = setTimeout(() => this.abandon(socket), ANSWER_WITHIN);
    return socket;
  }

  // Chromium reports the closing of a half-open socket as an error: let it open first.
  release(socket) {
    clearTimeout(socket.guard);
    socket.onmessage = socket.onclose = null;
    socket.onopen = () => socket.close(1000);
    if (socket.readyState === WebSocket.OPEN)
      socket.close(1000);
  }

  abandon(socket) {
    this.release(socket);
    this.closed(socket, { code: 1006, reason: '', wasClean: false });
  }

  receive(socket, text) {
    clearTimeout(socket.guard);
    let frame = null;
    try {
      frame = JSON.parse(text);
    } catch {
      // Bare sentences of ?format=text are shown as they are.
    }
    if (typeof frame?.type !== 'string')
      return this.tell('stray', text);
    if (frame.type === 'disconnect')
      socket.farewell = frame;
    if (frame.type === 'welcome')
      return this.welcomed(socket, frame);
    if (socket === this.socket && this.takes(frame))
      this.tell('frame', frame);
  }

  // Whether the page should hear of it.
  takes(frame) {
    switch (frame.type) {
    case 'message':
    case 'personal':
      return this.advance(frame);
    case 'ack':
      this.advance(frame);
      return true;
    case 'pong':
    case 'error':
      if (frame.ref !== 'rtt')
        return true;
      if (frame.type === 'pong')
        this.rtt = performance.now() - this.asked;
      this.asked = 0;
      return frame.type === 'pong';
    case 'drain':
      this.stay();
      this.attempts = 0;
      if (Number.isFinite(frame.reconnect_in_ms))
        this.moveIn(frame.reconnect_in_ms);
      return true;
    case 'drain_cancelled':
      this.stay();
      return true;
    default:
      return true;
    }
  }

  // False for what has been seen: old and new server overlap while this client moves.
  advance({ epoch, offset }) {
    if (epoch === this.epoch && offset <= this.offset)
      return false;
    Object.assign(this, { epoch, offset });
    return true;
  }

  welcomed(socket, frame) {
    const old = this.socket === socket ? null : this.socket;
    this.stopTimers();
    this.socket = socket;
    this.candidate = null;
    if (old)
      this.release(old);
    const resumed = this.epoch;
    this.id = frame.client_id;
    this.session = frame.session ?? '';
    if (frame.recovered && frame.epoch === this.epoch)
      this.offset = Math.max(this.offset, frame.offset);
    else
      Object.assign(this, { epoch: frame.epoch, offset: frame.offset });
    this.attempts = 0;
    this.since = performance.now();
    this.tell('frame', { ...frame, asked: resumed !== '', moved: old !== null });
    this.enter('open');
    this.asked = 0;
    this.ping();
    this.pinger = setInterval(() => this.ping(), PING_EVERY);
  }

  ping() {
    if (this.asked)
      return this.abandon(this.socket);
    this.asked = performance.now();
    this.send('{"type":"ping","ref":"rtt"}');
  }

  stay() {
    clearTimeout(this.slot);
    this.moveAt = 0;
  }

  moveIn(delay) {
    this.moveAt = performance.now() + delay;
    this.slot = setTimeout(() => this.move(), Math.min(delay, LONGEST_TIMER));
  }

  move() {
    if (this.state !== 'open' || this.candidate)
      return;
    this.candidate = this.open();
    this.tell('moving');
  }

  closed(socket, event) {
    clearTimeout(socket.guard);
    const farewell = socket.farewell ?? {};
    if (socket === this.candidate) {
      this.candidate = null;
      if (this.moveAt)
        this.moveIn(this.pause(farewell));
      return this.tell('refused', event);
    }
    if (socket !== this.socket)
      return;
    this.stopTimers();
    this.socket = this.candidate;
    this.candidate = null;
    this.tell('closed', event);
    if (this.state === 'closing')
      return this.enter('off');
    if (this.socket) // the new server took the session over; its welcome is on the way
      return this.enter('connecting');
    let again = farewell.reconnect ?? !FINAL_CODES.includes(event.code);
    if (farewell.reason === 'client_id_in_use' && this.session) {
      // A server that cannot check the session. A chosen id will be free again; a given one is no loss.
      again = true;
      if (!this.chosen)
        this.session = '';
    }
    if (!again)
      return this.enter('off');
    const delay = this.pause(farewell);
    this.retryAt = performance.now() + delay;
    this.retry = setTimeout(() => this.dial(), Math.min(delay, LONGEST_TIMER));
    this.enter('waiting');
  }

  // Exponential with full jitter, and never earlier than the server asks.
  pause({ reconnect_in_ms: told }) {
    const jittered = Math.random() * Math.min(LONGEST_PAUSE, 1000 * 2 ** this.attempts);
    this.attempts += 1;
    if (!Number.isFinite(told))
      return jittered;
    return this.attempts === 1 ? told : Math.max(told, jittered);
  }

  stopTimers() {
    clearTimeout(this.retry);
    this.stay();
    clearInterval(this.pinger);
  }

  enter(state) {
    this.state = state;
    this.tell('state');
  }
}
