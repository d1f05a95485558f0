/** Owns the database and its tables; migrations and backups use it. */
export const OWNER = 'holdspace';
/** What the app connects as: owns nothing, and row-level security binds it. */
export const APP = 'holdspace_app';
export const DATABASE = 'holdspace';

/**
 * Given on the command line, so that no file in the data folder can weaken them. The log options
 * keep statements, values and details of errors out of PostgreSQL's own log: they would quote
 * what people wrote.
 */
const OPTIONS = {
	listen_addresses: '',
	unix_socket_permissions: '0700',
	max_connections: '100',
	fsync: 'on',
	full_page_writes: 'on',
	synchronous_commit: 'on',
	timezone: 'UTC',
	log_timezone: 'UTC',
	jit: 'off',
	logging_collector: 'off',
	log_destination: 'stderr',
	log_min_messages: 'log',
	log_min_error_statement: 'panic',
	log_error_verbosity: 'terse',
	log_statement: 'none',
	log_min_duration_statement: '-1',
	log_min_duration_sample: '-1',
	log_autovacuum_min_duration: '-1',
	log_lock_waits: 'off',
	log_checkpoints: 'off'
};

export function postgresArguments(cluster: string, sockets: string): string[] {
	return [
		...['-D', cluster],
		...Object.entries({ ...OPTIONS, unix_socket_directories: sockets }).flatMap(([name, value]) => [
			'-c',
			`${name}=${value}`
		])
	];
}

/** PostgreSQL takes settings from PG* variables; those of whoever starts the server are not ours. */
export const environment = () => ({
	PATH: process.env['PATH'] ?? '/usr/bin:/bin',
	LC_ALL: 'C',
	TZ: 'UTC'
});

/** The host that counts is the socket folder at the end; the first one makes it a URL that all parsers take. */
export function urlFor(role: string, sockets: string, database = DATABASE): string {
	return `postgresql:///${database}?host=${encodeURIComponent(sockets)}&port=5432&user=${role}`;
}
