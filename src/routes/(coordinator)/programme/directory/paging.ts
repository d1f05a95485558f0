/** The page that an address asks for; the first when it asks for none that can be. */
export function pageOf(params: URLSearchParams): number {
	const page = Number(params.get('page') ?? '1');
	return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
}

/** The address of another page of the same list. */
export function pageAt(page: number, more: Record<string, string> = {}): string {
	return `?${new URLSearchParams({ ...more, page: String(page) }).toString()}`;
}
