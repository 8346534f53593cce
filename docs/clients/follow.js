// Follows a Sluice server and loses nothing: new Follower('wss://example.org/ws', frame => …).
const SILENCE = 20000; // after which a connection is asked whether it still lives, and then given up

class Follower {
  place = {}; // epoch, offset and session, once there was a welcome
  current = null;
  next = null; // the connection that will be current, until its welcome
  draining = false;
  failures = 0;

  // `hear` is called with each frame: every message once, and `gap` where some are lost.
  constructor(url, hear) {
    this.url = url;
    this.hear = hear;
    this.dial();
  }

  dial() {
    this.current = this.open();
  }

  move() {
    this.next = this.open();
  }

  open() {
    const url = new URL(this.url);
    for (const [name, value] of Object.entries(this.place))
      url.searchParams.set(name, value);
    const socket = new WebSocket(url);
    socket.farewell = {}; // the server's `disconnect`
    socket.onmessage = ({ data }) => this.take(socket, JSON.parse(data));
    socket.onclose = () => this.ended(socket);
    this.watch(socket);
    return socket;
  }

  take(socket, frame) {
    this.watch(socket);
    if (frame.type === 'disconnect')
      socket.farewell = frame;
    if (frame.type === 'welcome')
      this.welcomed(socket, frame);
    else if (socket !== this.current)
      return; // whatever the old connection still brings, the new one replays
    if (frame.type === 'ack')
      this.advance(frame);
    if (['message', 'personal'].includes(frame.type) && !this.advance(frame))
      return;
    if (frame.type === 'drain') {
      this.stay();
      this.draining = true;
      if (!this.next)
        this.slot = setTimeout(() => this.move(), frame.reconnect_in_ms);
    }
    if (frame.type === 'drain_cancelled')
      this.stay();
    this.hear(frame);
  }

  // False for what was seen over the connection before.
  advance({ epoch, offset }) {
    if (epoch === this.place.epoch && offset <= this.place.offset)
      return false;
    Object.assign(this.place, { epoch, offset });
    return true;
  }

  welcomed(socket, { epoch, offset, session, recovered }) {
    this.stay();
    const old = this.current;
    this.current = socket;
    this.next = null;
    if (old !== socket)
      this.release(old);
    // The old connection may have brought more while this one was being opened.
    if (recovered)
      offset = Math.max(offset, this.place.offset);
    this.place = { epoch, offset, session };
    this.failures = 0;
  }

  ended(socket) {
    clearTimeout(socket.watchdog);
    if (socket === this.next) { // refused: the old connection serves as long as it lasts
      this.next = null;
      if (this.draining)
        this.slot = setTimeout(() => this.move(), this.pause(socket));
    } else if (socket === this.current) {
      this.stay();
      this.current = this.next;
      this.next = null;
      // With a next one, that server has taken us over, and its welcome is on the way.
      if (!this.current && (socket.farewell.reconnect ?? true))
        this.slot = setTimeout(() => this.dial(), this.pause(socket));
    }
  }

  // Never in step with others, and never earlier than the server asks.
  pause({ farewell }) {
    const own = Math.random() * Math.min(30000, 1000 * 2 ** this.failures);
    this.failures += 1;
    return Math.max(own, farewell.reconnect_in_ms ?? 0);
  }

  stay() {
    this.draining = false;
    clearTimeout(this.slot);
  }

  // No browser tells of a connection that died without a word, nor lets a page send a ping of the protocol.
  watch(socket) {
    clearTimeout(socket.watchdog);
    socket.watchdog = setTimeout(() => this.ask(socket), SILENCE);
  }

  ask(socket) {
    if (socket.readyState === WebSocket.OPEN)
      socket.send('{"type":"ping"}'); // it costs nothing; the pong starts the clock anew
    socket.watchdog = setTimeout(() => {
      this.release(socket);
      this.ended(socket);
    }, SILENCE);
  }

  release(socket) {
    clearTimeout(socket.watchdog);
    socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
