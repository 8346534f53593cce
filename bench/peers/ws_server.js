// npm `ws` as its README has it: a text goes to every other client. DEFLATE=1 compresses.
const { WebSocket, WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2] || 0),
  backlog: 4096,
  perMessageDeflate: process.env.DEFLATE ? { threshold: 512 } : false,
});
server.on('listening', () => {
  console.log(JSON.stringify({ event: 'listening', port: server.address().port }));
});
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data, isBinary) => {
    for (const client of server.clients) {
      if (client !== socket && client.readyState === WebSocket.OPEN) {
        client.send(data, { binary: isBinary });
      }
    }
  });
});
