import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { ServerMessage } from '#lib/meetings/protocol.ts';
import { frame, messageOf } from './frames.ts';

/** A message whose text is so many bytes long. */
function ofLength(bytes: number): ServerMessage {
	const empty = { t: 'line', who: '', at: 1, text: '' } as const;
	const room = bytes - Buffer.byteLength(JSON.stringify(empty));
	// A letter of two bytes, so that counting letters instead of bytes is found out.
	return { ...empty, text: 'é'.repeat(room >> 1) + 'e'.repeat(room & 1) };
}

async function pair() {
	const server = createServer();
	const sockets = new WebSocketServer({ noServer: true });
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const browser = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const [request, wire, head] = await once(server, 'upgrade');
	sockets.handleUpgrade(request, wire, head, () => {});
	await once(browser, 'open');
	onTestFinished(() => {
		browser.terminate();
		server.close();
	});
	return { browser, wire };
}

describe('a message as one frame', () => {
	test.each([60, 125, 126, 127, 65_535, 65_536, 200_000])(
		'is read by a browser as it was meant, at %d bytes',
		async (length) => {
			const { browser, wire } = await pair();
			const message = ofLength(length);
			wire.write(frame(message));
			const [data, isBinary] = (await once(browser, 'message')) as [Buffer, boolean];
			expect(isBinary).toBe(false);
			expect(data.length).toBe(length);
			expect(JSON.parse(data.toString())).toEqual(message);
			expect(messageOf(frame(message))).toEqual(message);
		}
	);
});
