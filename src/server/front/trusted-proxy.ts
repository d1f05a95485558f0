import { BlockList, isIP } from 'node:net';

/** Whose word about the client's address is believed: nobody's, the last n proxies', or some networks'. */
export type TrustedProxy = { hops: number } | { networks: BlockList };

const WRONG = {
	problem:
		'HOLDSPACE_TRUSTED_PROXY must be the number of proxies in front (1 to 9) or their networks, such as 10.0.0.0/8,192.0.2.7.'
};

export function trustedProxy(value: string | undefined): TrustedProxy | { problem: string } {
	if (value === undefined || value === 'none') return { hops: 0 };
	if (/^\d$/.test(value)) return { hops: Number(value) };
	const networks = new BlockList();
	for (const entry of value.split(',')) {
		if (!addNetwork(networks, entry.trim())) return WRONG;
	}
	return { networks };
}

function addNetwork(networks: BlockList, entry: string): boolean {
	const [address = '', prefix, ...more] = entry.split('/');
	const version = isIP(address);
	const bits = version === 4 ? 32 : 128;
	const length = prefix === undefined ? bits : Number(prefix);
	if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix ?? '0') || length > bits) {
		return false;
	}
	networks.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
	return true;
}

/**
 * The address a request came from. Forwarded addresses count only as far as trusted proxies wrote
 * them: each proxy appends the address it saw, so they are read from the right.
 */
export function clientAddress(
	remote: string | undefined,
	forwardedFor: string | string[] | undefined,
	trusted: TrustedProxy
): string {
	const chain = [
		...[forwardedFor ?? []].flat().flatMap((line) => line.split(',')),
		remote ?? ''
	].map(plain);
	let at = chain.length - 1;
	if ('hops' in trusted) at = Math.max(0, at - trusted.hops);
	else while (at > 0 && contains(trusted.networks, chain[at] ?? '')) at--;
	// A proxy that writes something else than an address is not believed further than that.
	while (at < chain.length - 1 && isIP(chain[at] ?? '') === 0) at++;
	return chain[at] || 'unknown';
}

function contains(networks: BlockList, address: string): boolean {
	const version = isIP(address);
	return version !== 0 && networks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Without the IPv6 dress of IPv4 addresses, brackets, and the port some proxies append. */
function plain(address: string): string {
	const bare = address
		.trim()
		.replace(/^\[(.*)\](:\d+)?$/, '$1')
		.replace(/^::ffff:(?=\d+\.)/i, '');
	return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.indexOf(':')) : bare;
}
