import { afterEach, describe, expect, it, vi } from 'vitest';
import { leaveNow, onLeave, wipeWhenRestored } from './leave.ts';

const site = new URL('/ordinary', location.href).href;
const frames: HTMLIFrameElement[] = [];

/** A page of its own inside this one, with words on it, that can really be left. */
async function page(): Promise<Window & typeof globalThis> {
	const frame = document.createElement('iframe');
	frame.srcdoc = `<title>Groups</title><p>My words</p>
		<form><textarea>Typed before</textarea></form><audio></audio>`;
	const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
	document.body.append(frame);
	frames.push(frame);
	await loaded;
	return frame.contentWindow as Window & typeof globalThis;
}

function nextPage(left: Window): Promise<unknown> {
	return new Promise((done) => left.frameElement?.addEventListener('load', done, { once: true }));
}

afterEach(() => {
	for (const frame of frames.splice(0)) frame.remove();
});

describe('Leave now', () => {
	it('wipes everything in the same task, tells the server, and goes to the ordinary page', async () => {
		const left = await page();
		const { document } = left;
		const typed = document.querySelector('textarea') as HTMLTextAreaElement;
		typed.value = 'Typed just now';
		left.sessionStorage.setItem('draft', 'words');
		left.localStorage.setItem('draft', 'words');
		document.cookie = '__Host-hs_here=1; Path=/; Secure';
		expect(document.cookie).toContain('__Host-hs_here');
		const told = vi.fn(() => Promise.reject(new Error('no connection')));
		left.fetch = told as unknown as typeof fetch;
		const socketClosed = vi.fn();
		const stop = onLeave(socketClosed);

		leaveNow({ site, action: '/leave' }, left);

		expect(document.body.textContent).toBe('');
		expect(document.title).toBe(new URL(site).hostname);
		expect(typed.value).toBe('');
		expect(socketClosed).toHaveBeenCalledOnce();
		expect([left.sessionStorage.length, left.localStorage.length]).toEqual([0, 0]);
		expect(document.cookie).not.toContain('__Host-hs_here');
		expect(told).toHaveBeenCalledExactlyOnceWith('/leave', {
			method: 'POST',
			keepalive: true,
			redirect: 'manual'
		});
		await nextPage(left);
		expect(left.location.href).toBe(site);
		stop();
	});

	it('stops the sound of a microphone that plays on the page', async () => {
		const left = await page();
		left.fetch = () => Promise.resolve(new Response());
		const track = { stop: vi.fn() };
		const audio = left.document.querySelector('audio') as HTMLAudioElement;
		const stream = new left.MediaStream();
		stream.getTracks = () => [track as unknown as MediaStreamTrack];
		audio.srcObject = stream;

		leaveNow({ site, action: '/leave' }, left);

		expect(track.stop).toHaveBeenCalledOnce();
		await nextPage(left);
	});

	it('leaves although one thing cannot be stopped', async () => {
		const left = await page();
		left.fetch = () => Promise.resolve(new Response());
		const stops = [
			onLeave(() => {
				throw new Error('already closed');
			})
		];
		const after = vi.fn();
		stops.push(onLeave(after));

		leaveNow({ site, action: '/leave' }, left);

		expect(after).toHaveBeenCalledOnce();
		expect(left.document.body.textContent).toBe('');
		await nextPage(left);
		stops.forEach((stop) => stop());
	});

	it('no longer calls what was unregistered', async () => {
		const left = await page();
		left.fetch = () => Promise.resolve(new Response());
		const farewell = vi.fn();
		onLeave(farewell)();
		leaveNow({ site, action: '/leave' }, left);
		expect(farewell).not.toHaveBeenCalled();
		await nextPage(left);
	});
});

describe('a page kept in memory', () => {
	it('is emptied before it is put away, and stays when it is really gone', async () => {
		const kept = await page();
		wipeWhenRestored(kept);
		kept.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
		expect(kept.document.body.textContent).toContain('My words');
		kept.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
		expect(kept.document.body.textContent).toBe('');
	});

	it('is emptied and asked for anew when it is shown again', async () => {
		const kept = await page();
		wipeWhenRestored(kept);
		const again = nextPage(kept);
		kept.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
		expect(kept.document.body.textContent).toBe('');
		await again;
	});
});
