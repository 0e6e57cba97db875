import { createServer } from 'node:net';

// A webhook receiver that costs next to nothing: it counts requests and answers 204. Sends its port first,
// then its count whenever it is asked.
let received = 0;
const answer = Buffer.from('HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n');

const server = createServer((socket) => {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const headEnd = rest.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = /content-length: (\d+)/i.exec(rest.toString('latin1', 0, headEnd))?.[1];
      const end = headEnd + 4 + Number(length ?? 0);
      if (rest.length < end) return;
      rest = rest.subarray(end);
      received += 1;
      socket.write(answer);
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('message', () => process.send?.({ received }));
process.on('disconnect', () => process.exit(0));
