/** The last one asked for: a process has one address, and is asked for it with each request. */
let last: { origin: string; url: URL } | undefined;

/** The parts of the address that this installation is reached at. */
export function partsOf(origin: string): Readonly<Pick<URL, 'protocol' | 'host' | 'hostname'>> {
	if (last?.origin !== origin) last = { origin, url: new URL(origin) };
	return last.url;
}
