// Speaks to a running server with npm's ws; every failed assertion ends it with exit code 1.
// Usage: node conversation.js BUILD_FOLDER PORT
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { once } = require('node:events');
const { createRequire } = require('node:module');

const [folder, port] = process.argv.slice(2);
const WebSocket = createRequire(`${folder}/`)('ws');
const SIZES = [0, 1, 125, 126, 127, 1000, 1024, 4096, 65535, 65536];

let perMessageDeflate = false; // each act is played without and with it

async function open(path) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, 'sluice.v1', { perMessageDeflate });
    socket.frames = [];
    socket.waiting = [];
    socket.on('message', (data, isBinary) => {
        const frame = { data, isBinary };
        const waiter = socket.waiting.shift();
        if (waiter) waiter(frame); else socket.frames.push(frame);
    });
    await once(socket, 'open');
    assert.strictEqual(socket.extensions, perMessageDeflate ? 'permessage-deflate' : '');
    return socket;
}

function next(socket) {
    const frame = socket.frames.shift();
    return frame ? Promise.resolve(frame) : new Promise((done) => socket.waiting.push(done));
}

async function json(socket) {
    let frame = JSON.parse((await next(socket)).data.toString());
    while (frame.type === 'presence') frame = JSON.parse((await next(socket)).data.toString());
    return frame;
}

async function echoesAThousandMessages() {
    const socket = await open('/echo');
    const sent = [];
    for (let number = 0; number < 1000; number++) {
        const size = SIZES[number % SIZES.length];
        const binary = number % 3 === 0;
        const data = binary ? crypto.randomBytes(size) : Buffer.from('x'.repeat(size));
        sent.push({ data, binary });
        socket.send(data, { binary });
    }
    for (const { data, binary } of sent) {
        const frame = await next(socket);
        assert.strictEqual(frame.isBinary, binary);
        assert.ok(frame.data.equals(data));
    }
    socket.close();
    await once(socket, 'close');
}

async function answersPings() {
    const socket = await open('/echo');
    socket.ping('are you there?');
    const [payload] = await once(socket, 'pong');
    assert.strictEqual(payload.toString(), 'are you there?');
    socket.terminate();
}

async function joinsFragments() {
    const socket = await open('/echo');
    for (const part of ['При', 'віт', '']) socket.send(part, { fin: false });
    socket.ping();
    socket.send('!', { fin: true });
    assert.strictEqual((await next(socket)).data.toString(), 'Привіт!');
    socket.terminate();
}

async function closesBothWays() {
    for (const code of [1000, 1001, 3000, 4999]) {
        const socket = await open('/echo');
        socket.close(code, 'прощавай');
        const [answered] = await once(socket, 'close');
        assert.strictEqual(answered, code);
    }
    const socket = await open('/ws');
    assert.strictEqual((await json(socket)).type, 'welcome');
    socket.send(Buffer.from([1]), { binary: true });
    const closed = once(socket, 'close');
    const told = await json(socket);
    assert.strictEqual(told.type, 'disconnect');
    assert.strictEqual(told.reason, 'binary_not_supported');
    const [code, reason] = await closed;
    assert.deepStrictEqual([code, reason.toString()], [1003, 'binary_not_supported']);
}

async function speaksToAnother() {
    const anna = await open('/ws/anna');
    const boris = await open('/ws/boris');
    assert.strictEqual(anna.protocol, 'sluice.v1');
    assert.strictEqual((await json(anna)).client_id, 'anna');
    assert.strictEqual((await json(boris)).client_id, 'boris');
    anna.send(JSON.stringify({ type: 'message', data: { n: 1 }, ref: 'r' }));
    const ack = await json(anna);
    assert.deepStrictEqual([ack.type, ack.ref], ['ack', 'r']);
    const message = await json(boris);
    assert.deepStrictEqual([message.type, message.from, message.data, message.id],
        ['message', 'anna', { n: 1 }, ack.id]);
    const rows = Array.from({ length: 300 }, (_, n) => ({ order: n, state: 'shipped' }));
    anna.send(JSON.stringify({ type: 'message', data: rows }));
    assert.deepStrictEqual((await json(boris)).data, rows);
    anna.terminate();
    boris.terminate();
}

setTimeout(() => {
    console.error('The conversation came to a halt.');
    process.exit(1);
}, 30000).unref();

(async () => {
    for (perMessageDeflate of [false, { threshold: 0 }])
        for (const act of [echoesAThousandMessages, answersPings, joinsFragments, closesBothWays,
            speaksToAnother]) {
            await act();
            console.log(`passed: ${act.name}`);
        }
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
