import { expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { LIMITS } from './limits.ts';
import { Wire } from './simulation/wire.ts';

it('what comes on a connection after it was closed is not heard', () => {
	const { far } = new Wire(
		() => 1,
		() => 0,
		0
	);
	const connection = new Connection(far.asSocket(), far, null, LIMITS);
	const heard: string[] = [];
	connection.onMessage((data) => heard.push(data.toString()));
	far.emit('message', Buffer.from('before'), false);
	connection.close('signed-out');
	far.emit('message', Buffer.from('after'), false);
	expect(heard).toEqual(['before']);
});
