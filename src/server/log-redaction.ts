const REMOVED = '[removed]';

/**
 * A value whose name has one of these parts never reaches a log. Parts are found in camelCase,
 * snake_case and kebab-case names, so `shareBody`, `share_body` and `body` are one.
 */
const SECRET = new Set(
	`request req response res locals headers header params query url href path
	body content contents form data payload input answer answers note notes reply share text words word
	message reason title description label name names alias aliases
	passphrase password secret secrets token tokens key keys cookie cookies authorization auth
	ip ips address addresses remote host agent useragent email phone contact
	detail hint where statement sql parameters`
		.split(/\s+/)
		.filter(Boolean)
);

/** Messages of these are written by the language about code, not about what a person typed. */
const TELLING = new Set(['TypeError', 'ReferenceError']);

const DEEPEST = 6;

/** The entry as it may be logged: plain values under harmless names; the rest is replaced. */
export function withoutSecrets(entry: Record<string, unknown>): Record<string, unknown> {
	return object(entry, 0);
}

function object(value: object, depth: number): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			isSecret(key) ? REMOVED : clean(inner, depth + 1)
		])
	);
}

function clean(value: unknown, depth: number): unknown {
	if (value === null || typeof value !== 'object') {
		return typeof value === 'function' || typeof value === 'symbol' ? REMOVED : value;
	}
	if (value instanceof Error) return failure(value, depth);
	if (value instanceof Date) return value;
	if (depth > DEEPEST) return REMOVED;
	if (Array.isArray(value)) return value.map((inner) => clean(inner, depth + 1));
	const prototype: unknown = Object.getPrototypeOf(value);
	// Requests, buffers, maps: nobody can say what they carry.
	if (prototype !== Object.prototype && prototype !== null) return REMOVED;
	return object(value, depth);
}

/**
 * An error without its words: messages of parsers and of PostgreSQL quote what a person typed.
 * Where it happened, its code and the constraint it met are enough to find it.
 */
function failure(error: Error, depth: number): Record<string, unknown> {
	const known = error as Error & Record<string, unknown>;
	const described: Record<string, unknown> = { type: error.constructor.name };
	for (const field of ['code', 'status', 'errno', 'syscall', 'constraint', 'table', 'routine']) {
		const value = known[field];
		if (typeof value === 'string' || typeof value === 'number') described[field] = value;
	}
	if (TELLING.has(error.name) || typeof known['syscall'] === 'string') {
		described['said'] = error.message;
	}
	described['at'] = (error.stack ?? '')
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.slice(0, 8)
		.map((line) => line.trim().slice(3));
	if (error.cause instanceof Error && depth < DEEPEST) {
		described['because'] = failure(error.cause, depth + 1);
	}
	return described;
}

function isSecret(key: string): boolean {
	const parts = key
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z0-9]+/);
	return parts.some((part) => SECRET.has(part)) || SECRET.has(parts.join(''));
}
