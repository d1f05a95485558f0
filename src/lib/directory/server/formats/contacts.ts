const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** Words before a number that somebody is asked to call or write to, in the languages of Meeting Guide. */
const cues = [
	...['call', 'text', 'phone', 'ph', 'tel', 'telephone', 'contact', 'ring', 'sms', 'whatsapp'],
	...['signal', 'cell', 'mobile'],
	...['telefon', 'kontakt', 'anruf', 'anrufen', 'handy', 'mobil', 'mobilnummer'],
	...['téléphone', 'téléphoner', 'téléphonez', 'appeler', 'appelez', 'contacter', 'contactez'],
	...['teléfono', 'llamar', 'llame', 'llama', 'llámame', 'contacto', 'móvil', 'celular'],
	...['telefono', 'chiamare', 'chiama', 'chiamate', 'contatto', 'contattare', 'cellulare'],
	...['telefone', 'ligar', 'ligue', 'contato', 'telemóvel', 'telefoon', 'bel', 'bellen', 'mobiel'],
	...['ringa', 'kontakta', 'zadzwoń', 'dzwonić', 'komórka', '電話', '电话']
];
/** A way into a meeting (“call in”, “dial”) is none. */
// eslint-disable-next-line security/detect-non-literal-regexp -- all of it stands here
const asked = new RegExp(
	`((?<!\\p{L})(?:${cues.join('|')})(?!\\p{L})(?![ -]in\\b)[^\\n\\d]{0,40}?)` +
		'(\\+?\\(?\\d[\\d ()./\\u00a0-]{5,18}\\d)',
	'giu'
);

/** Free to call from anywhere, so a line of many and nobody’s own. */
const tollFree = /^(?:\+?1?8(?:00|33|44|55|66|77|88)|\+?(?:\d{2})?0?800|(?:\+34)?900|116)/;
const day = /^\d{4}-\d\d-\d\d$/;

/**
 * Free text without the e-mail addresses and telephone numbers that people are told to reach somebody by:
 * whose they are nobody can tell, and a directory copies them to everywhere. Helplines that are free to
 * call and ways into a meeting stay. What is taken out leaves “…”; reading the result again changes nothing.
 */
export function withoutContacts(text: string): string {
	let now = text.includes('@') ? text.replace(mail, '…') : text;
	for (;;) {
		const before = now;
		now = before.replace(asked, (whole, cue: string, number: string) =>
			isSomebodys(number) ? `${cue}…` : whole
		);
		if (now === before) return now;
	}
}

function isSomebodys(number: string): boolean {
	const digits = number.replace(/[^\d+]/g, '');
	return digits.length >= 7 && !tollFree.test(digits) && !day.test(number);
}
