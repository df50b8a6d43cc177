import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** More is not taken in one frame. */
const frameLimitBytes = 65_535;
const opcodes = { text: 1, binary: 2, continued: 0, close: 8, ping: 9, pong: 10 } as const;

/**
 * Answers each message of a websocket with itself. Source: RFC 6455, "Opening Handshake" (1.3) and "Base Framing Protocol"
 * (5.2); frames of a message go back as they came, so that fragments need no memory.
 * @param head what came after the request already
 */
export function echoWebsocket(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const key = request.headers['sec-websocket-key'];
  const isWebsocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  if (!isWebsocket || key === undefined || request.headers['sec-websocket-version'] !== '13') {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let waiting = Buffer.alloc(0);
  const take = (bytes: Buffer): void => {
    waiting = Buffer.concat([waiting, bytes]);
    for (let frame = readFrame(waiting); frame !== undefined; frame = readFrame(waiting)) {
      waiting = waiting.subarray(frame.bytes);
      answer(socket, frame);
    }
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', take);
  take(head);
}

interface Frame {
  /** Whether it is the last of its message, and its opcode. */
  readonly first: number;
  readonly payload: Buffer;
  /** What it takes in the stream. */
  readonly bytes: number;
  readonly isTaken: boolean;
}

/** Undefined: not all of it is there yet. */
function readFrame(stream: Buffer): Frame | undefined {
  const [first, second] = stream;
  if (first === undefined || second === undefined) return undefined;
  const isMasked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  if (!isMasked || short === 127) return { first, payload: Buffer.alloc(0), bytes: stream.length, isTaken: false };
  const at = short === 126 ? 4 : 2;
  if (stream.length < at + 4) return undefined;
  const length = short === 126 ? stream.readUInt16BE(2) : short;
  const bytes = at + 4 + length;
  if (stream.length < bytes) return undefined;
  const mask = stream.subarray(at, at + 4);
  const payload = Buffer.from(stream.subarray(at + 4, bytes).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { first, payload, bytes, isTaken: length <= frameLimitBytes };
}

function answer(socket: Duplex, { first, payload, isTaken }: Frame): void {
  const opcode = first & 0x0f;
  if (!isTaken) socket.end(frameOf(0x80 | opcodes.close, Buffer.from([1009 >> 8, 1009 & 0xff])));
  else if (opcode === opcodes.close) socket.end(frameOf(first, payload));
  else if (opcode === opcodes.ping) socket.write(frameOf(0x80 | opcodes.pong, payload));
  else if (opcode !== opcodes.pong) socket.write(frameOf(first, payload));
}

function frameOf(first: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126 ? [first, payload.length] : [first, 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(head), payload]);
}
