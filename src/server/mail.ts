import nodemailer from 'nodemailer';
import { second } from './clock.ts';
import { isLocal } from './config.ts';

/** Where mail is handed in, and as whom. */
export interface MailSetting {
	/** `smtp://` or `smtps://`, with user and password when the server wants them. */
	url: string;
	from: string;
}

export interface Mailer {
	/** True once the server has taken the mail. Never throws, never takes longer than it was given. */
	send(mail: { to: string; subject: string; text: string }): Promise<boolean>;
}

/**
 * Hands mail to one server, each over a connection of its own. What goes wrong is answered by false alone:
 * what a server says about a mail can hold the address.
 */
export function openMailer({ url, from }: MailSetting, within = 10 * second): Mailer {
	const { protocol, hostname, port, username, password } = new URL(url);
	const isSecure = protocol === 'smtps:';
	return {
		async send(mail) {
			const transport = nodemailer.createTransport({
				host: hostname,
				port: Number(port) || (isSecure ? 465 : 587),
				secure: isSecure,
				// On this machine nobody listens in between; anywhere else it is encrypted, or not sent.
				requireTLS: !isSecure && !isLocal(hostname),
				...(username && {
					auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
				}),
				...{ connectionTimeout: within, greetingTimeout: within, socketTimeout: within },
				...{ dnsTimeout: within, disableFileAccess: true, disableUrlAccess: true }
			});
			let late: NodeJS.Timeout | undefined;
			const tooLate = new Promise<false>((resolve) => {
				late = setTimeout(() => resolve(false), within);
			});
			const sent = transport.sendMail({ from, ...mail }).then(
				({ accepted }) => accepted.length > 0,
				() => false
			);
			try {
				return await Promise.race([sent, tooLate]);
			} finally {
				clearTimeout(late);
				transport.close();
			}
		}
	};
}
