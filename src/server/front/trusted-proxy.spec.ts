import { describe, expect, it } from 'vitest';
import { clientAddress, trustedProxy, type TrustedProxy } from './trusted-proxy.ts';

const trusting = (setting?: string) => trustedProxy(setting) as TrustedProxy;

describe('the address of whoever asks', () => {
	it('is the one at the other end of the socket when no proxy is trusted', () => {
		expect(clientAddress('203.0.113.9', '10.1.1.1, 10.2.2.2', trusting())).toBe('203.0.113.9');
		expect(clientAddress('::ffff:203.0.113.9', undefined, trusting('none'))).toBe('203.0.113.9');
	});

	it('is what the trusted number of proxies saw, whatever was claimed before', () => {
		const claimed = '1.1.1.1, 198.51.100.7';
		expect(clientAddress('10.0.0.1', claimed, trusting('1'))).toBe('198.51.100.7');
		expect(clientAddress('10.0.0.1', '1.1.1.1, 198.51.100.7, 10.0.0.2', trusting('2'))).toBe(
			'198.51.100.7'
		);
	});

	it('is the first one from the right outside the trusted networks', () => {
		const trusted = trusting('10.0.0.0/8, 2001:db8::/32');
		expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7, 10.9.9.9', trusted)).toBe(
			'198.51.100.7'
		);
		expect(clientAddress('2001:db8::1', '198.51.100.7', trusted)).toBe('198.51.100.7');
		expect(clientAddress('203.0.113.9', '198.51.100.7', trusted)).toBe('203.0.113.9');
	});

	it('is never something that is no address', () => {
		expect(clientAddress('10.0.0.1', 'unknown', trusting('1'))).toBe('10.0.0.1');
		expect(clientAddress('10.0.0.1', '<script>', trusting('10.0.0.0/8'))).toBe('10.0.0.1');
		expect(clientAddress('10.0.0.1', '', trusting('3'))).toBe('10.0.0.1');
	});

	it('loses ports and brackets that some proxies add', () => {
		expect(clientAddress('10.0.0.1', '198.51.100.7:4711', trusting('1'))).toBe('198.51.100.7');
		expect(clientAddress('10.0.0.1', '[2001:db8::7]:4711', trusting('1'))).toBe('2001:db8::7');
	});

	it('falls back on the socket when there are fewer entries than proxies', () => {
		expect(clientAddress('10.0.0.1', undefined, trusting('2'))).toBe('10.0.0.1');
	});
});
