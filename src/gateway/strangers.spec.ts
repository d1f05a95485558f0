import { describe, expect, it } from 'vitest';
import { Strangers } from './strangers.ts';

describe('connections that have not said hello', () => {
	it('are few from one network, and leave the door free for others', () => {
		const strangers = new Strangers(100, 3);
		for (let i = 0; i < 3; i += 1) expect(strangers.arrive(`203.0.113.${i}`)).not.toBeNull();
		expect(strangers.arrive('203.0.113.77')).toBeNull();
		expect(strangers.arrive('198.51.100.1')).not.toBeNull();
	});

	it('make room once, when they are known or gone', () => {
		const strangers = new Strangers(100, 1);
		const known = strangers.arrive('203.0.113.1')!;
		known();
		known();
		expect(strangers.arrive('203.0.113.2')).not.toBeNull();
		expect(strangers.arrive('203.0.113.3')).toBeNull();
	});

	it('are bounded over all networks', () => {
		const strangers = new Strangers(2, 2);
		strangers.arrive('203.0.113.1');
		strangers.arrive('198.51.100.1');
		expect(strangers.arrive('192.0.2.1')).toBeNull();
	});
});
