import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { FeedRefused } from './errors.ts';

export interface Address {
	address: string;
	family: 4 | 6;
}

/**
 * Whether an address is one of the open internet. Everything else is somebody's own network: private,
 * loopback, link-local, carrier-grade, multicast, and IPv4 written as IPv6 or carried through it.
 */
export function isPublic(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	return ipaddr.parse(address).range() === 'unicast';
}

/**
 * The address to connect to for a host. One that answers with any address of a local network is refused
 * altogether: it means to be let in by turns. @throws FeedRefused
 */
export async function publicAddressOf(
	host: string,
	isAllowed: (address: string) => boolean = isPublic
): Promise<Address> {
	// An address in an URL has brackets when it is of version 6.
	const name = host.replace(/^\[|\]$/g, '');
	let found: { address: string; family: number }[];
	try {
		found = await lookup(name, { all: true, verbatim: true });
	} catch {
		throw new FeedRefused('host_unknown');
	}
	const [first] = found;
	if (!first) throw new FeedRefused('host_unknown');
	if (!found.every(({ address }) => isAllowed(address))) throw new FeedRefused('address_private');
	return { address: first.address, family: first.family === 6 ? 6 : 4 };
}
