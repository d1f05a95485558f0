import type { WebSocket } from 'ws';
import type { CloseReason } from '#lib/meetings/protocol.ts';
import { CLOSE } from '#lib/meetings/protocol.ts';

const CODES = new Map(Object.entries(CLOSE)) as Map<CloseReason, number>;

/** How long a browser has to answer a close before the connection is cut. */
const PATIENCE = 2_000;

/** Closes with the code of `reason`, and does not depend on the other side's answer. */
export function closeWith(socket: WebSocket, reason: CloseReason): void {
	if (socket.readyState >= socket.CLOSING) return;
	socket.close(CODES.get(reason), reason);
	setTimeout(() => socket.terminate(), PATIENCE).unref();
}
