import type { ServerMessage } from '#lib/meetings/protocol.ts';

/** What a text frame that nothing follows begins with (RFC 6455, 5.2). */
const TEXT = 0x81;

/**
 * A message as the very bytes that go over a socket: the head of its frame and the text in one piece. A room
 * makes them once and writes them to everybody, so that each delivery is one write and no work besides.
 */
export function frame(message: ServerMessage): Buffer {
	const text = JSON.stringify(message);
	const length = Buffer.byteLength(text);
	const head = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
	const bytes = Buffer.allocUnsafe(head + length);
	bytes[0] = TEXT;
	if (head === 2) bytes[1] = length;
	else if (head === 4) {
		bytes[1] = 126;
		bytes.writeUInt16BE(length, 2);
	} else {
		bytes[1] = 127;
		bytes.writeBigUInt64BE(BigInt(length), 2);
	}
	bytes.write(text, head, 'utf8');
	return bytes;
}

/** The message of such a frame. For those who stand in for a browser in the same process. */
export function messageOf(bytes: Buffer): ServerMessage {
	const head = bytes[1] === 127 ? 10 : bytes[1] === 126 ? 4 : 2;
	return JSON.parse(bytes.toString('utf8', head)) as ServerMessage;
}
