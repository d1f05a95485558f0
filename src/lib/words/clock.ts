import { partOfDay, sayTime } from './times.ts';
import { say } from './words.ts';

/** "7 in the evening", "half past six in the evening", "noon". */
export function sayClock(at: Date, zone: string): string {
	const [clock = '', half = ''] = sayTime(at, zone).split(' ');
	const [hour = '', minutes] = clock.split(':');
	if (clock === '12') return say(half === 'am' ? 'groups.time.midnight' : 'groups.time.noon');
	const time = minutes === '30' ? say('groups.time.half', { hour }) : clock;
	// "Mondays at 1 at night" would be read as the night after Monday.
	const isEarly = half === 'am' && Number(hour) < 5;
	return say(`groups.time.${isEarly ? 'morning' : partOfDay(at, zone)}`, { time });
}
