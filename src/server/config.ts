import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { logSetting, type LogSetting } from './log-setting.ts';
import type { MailSetting } from './mail.ts';
import { trustedProxy, type TrustedProxy } from './front/trusted-proxy.ts';
import settings from './settings.json' with { type: 'json' };

export const SERVICES = ['web', 'gateway', 'worker'] as const;
export type Service = (typeof SERVICES)[number];

export interface Config {
	port: number;
	host: string;
	/** Scheme, host and port as people type them; no slash at the end. */
	publicOrigin: string;
	/** A PostgreSQL of the operator's own; without it the built-in one is used. */
	databaseUrl: string | undefined;
	dataDir: string;
	/** Where the built-in PostgreSQL keeps its files. */
	databaseDir: string;
	masterKeyFile: string;
	services: ReadonlySet<Service>;
	trustedProxy: TrustedProxy;
	log: LogSetting;
	/** Without it nothing is ever mailed. */
	mail?: MailSetting | undefined;
	/** `demo` only when `main.ts` decided so; no setting chooses it. */
	world: 'real' | 'demo';
}

/** One or more settings are wrong. Each problem is one sentence for the operator. */
export class SettingsError extends Error {
	readonly problems: string[];
	constructor(problems: string[]) {
		super(problems.join('\n'));
		this.name = 'SettingsError';
		this.problems = problems;
	}
}

/** Set by `main.ts` for the web bundle, which reads its settings from the environment again. */
const INTERNAL = ['HOLDSPACE_WORLD'];
const KNOWN = settings.map((setting) => setting.name);

const fail = (message: string) => ({ error: () => message });

const environment = z.object({
	PORT: z.coerce
		.number(fail('PORT must be a number from 0 to 65535.'))
		.int(fail('PORT must be a whole number.'))
		.min(0, fail('PORT must be a number from 0 to 65535.'))
		.max(65535, fail('PORT must be a number from 0 to 65535.'))
		.default(3000),
	HOST: z
		.string()
		.regex(/^[\w.:-]{1,253}$/, fail('HOST must be an address or a host name, such as 0.0.0.0.'))
		.default('127.0.0.1'),
	PUBLIC_ORIGIN: z.string().transform(originOf).optional(),
	DATABASE_URL: z
		.string()
		.regex(
			/^(postgres|postgresql|socket):\/\/\S+$/,
			fail('DATABASE_URL must begin with postgres:// and hold no spaces.')
		)
		.optional(),
	HOLDSPACE_DATA: z.string().default('./data'),
	HOLDSPACE_MASTER_KEY_FILE: z.string().optional(),
	HOLDSPACE_SERVICES: z.string().default(SERVICES.join(',')).transform(servicesOf),
	HOLDSPACE_TRUSTED_PROXY: z.string().optional().transform(viaProblem(trustedProxy)),
	HOLDSPACE_SMTP_URL: z
		.string()
		.refine(
			isSmtp,
			fail('HOLDSPACE_SMTP_URL must be an address such as smtps://user:password@mail.example.org.')
		)
		.optional(),
	HOLDSPACE_MAIL_FROM: z.email(fail('HOLDSPACE_MAIL_FROM must be an e-mail address.')).optional(),
	HOLDSPACE_LOG: z.string().optional().transform(viaProblem(logSetting)),
	HOLDSPACE_WORLD: z.enum(['real', 'demo']).default('real')
});

/** The names that are read, for the spec that compares them with the list operators see. */
export const CHECKED: string[] = Object.keys(environment.shape);

/**
 * Every setting, checked. Empty values count as absent.
 * @throws {SettingsError} naming every problem at once
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
	const given = Object.fromEntries(
		Object.entries(env)
			.filter(([, value]) => value !== undefined && value.trim() !== '')
			.map(([name, value]) => [name, value?.trim()])
	);
	const problems = Object.keys(given).filter(isUnknown).map(unknownSentence);
	const read = environment.safeParse(given);
	if (!read.success) problems.push(...read.error.issues.map((issue) => issue.message));
	if (!read.success || problems.length > 0) throw new SettingsError(problems);

	const values = read.data;
	const dataDir = resolve(values.HOLDSPACE_DATA);
	const databaseDir = join(dataDir, 'postgres');
	const masterKeyFile = resolve(values.HOLDSPACE_MASTER_KEY_FILE ?? join(dataDir, 'keys.json'));
	if (lies(masterKeyFile, databaseDir)) {
		throw new SettingsError([
			'HOLDSPACE_MASTER_KEY_FILE must not lie inside the database folder: a copy of that folder would carry the keys with it.'
		]);
	}
	const { HOLDSPACE_SMTP_URL: smtp, HOLDSPACE_MAIL_FROM: from } = values;
	if ((smtp === undefined) !== (from === undefined)) {
		throw new SettingsError([
			'HOLDSPACE_SMTP_URL and HOLDSPACE_MAIL_FROM belong together: give both, or neither.'
		]);
	}
	return {
		port: values.PORT,
		host: values.HOST,
		publicOrigin: values.PUBLIC_ORIGIN ?? `http://localhost:${values.PORT}`,
		databaseUrl: values.DATABASE_URL,
		dataDir,
		databaseDir,
		masterKeyFile,
		services: values.HOLDSPACE_SERVICES,
		trustedProxy: values.HOLDSPACE_TRUSTED_PROXY,
		log: values.HOLDSPACE_LOG,
		mail: smtp && from ? { url: smtp, from } : undefined,
		world: values.HOLDSPACE_WORLD
	};
}

/** True for the names and addresses that only this machine answers to. */
export function isLocal(host: string): boolean {
	const bare = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
	return (
		bare === 'localhost' ||
		bare.endsWith('.localhost') ||
		bare === '::1' ||
		/^127\.\d+\.\d+\.\d+$/.test(bare)
	);
}

/** A mail server and nothing else. */
function isSmtp(value: string): boolean {
	const url = URL.canParse(value) ? new URL(value) : null;
	return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}

function originOf(value: string, context: z.RefinementCtx<string>): string {
	const url = URL.canParse(value) ? new URL(value) : undefined;
	const plain =
		url &&
		/^https?:$/.test(url.protocol) &&
		url.pathname === '/' &&
		!(url.search || url.hash || url.username || url.password);
	if (url && plain) return url.origin;
	context.addIssue(
		'PUBLIC_ORIGIN must be an address such as https://groups.example.org, without a path.'
	);
	return z.NEVER;
}

function servicesOf(value: string, context: z.RefinementCtx<string>): ReadonlySet<Service> {
	const names = value.split(',').map((name) => name.trim());
	const unknown = names.filter((name) => !SERVICES.includes(name as Service));
	if (unknown.length === 0) return new Set(names as Service[]);
	context.addIssue(
		`HOLDSPACE_SERVICES may name web, gateway and worker, with commas between; it names “${unknown.join(', ')}”.`
	);
	return z.NEVER;
}

function viaProblem<Out>(parse: (value: string | undefined) => Out | { problem: string }) {
	return (value: string | undefined, context: z.RefinementCtx<string | undefined>) => {
		const out = parse(value);
		if (out === null || typeof out !== 'object' || !('problem' in out)) return out as Out;
		context.addIssue(out.problem as string);
		return z.NEVER;
	};
}

function isUnknown(name: string): boolean {
	return /^HOLDSPACE_/i.test(name) && !KNOWN.includes(name) && !INTERNAL.includes(name);
}

function unknownSentence(name: string): string {
	const nearest = KNOWN.filter((known) => known.startsWith('HOLDSPACE_'))
		.map((known) => ({ known, steps: distance(name.toUpperCase(), known) }))
		.sort((a, b) => a.steps - b.steps)[0];
	const hint = nearest && nearest.steps <= 6 ? ` Did you mean ${nearest.known}?` : '';
	return `${name} is not a setting of Holdspace.${hint}`;
}

/** Edits that turn one name into the other (Levenshtein). */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

function lies(file: string, folder: string): boolean {
	const inside = relative(real(folder), join(real(dirname(file)), 'x'));
	return !inside.startsWith('..') && !isAbsolute(inside);
}

/** Follows links as far as the path exists, so that a link cannot hide where a file lies. */
function real(path: string): string {
	if (existsSync(path)) return realpathSync(path);
	const parent = dirname(path);
	return parent === path ? path : join(real(parent), relative(parent, path));
}
