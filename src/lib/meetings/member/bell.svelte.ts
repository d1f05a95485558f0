/** Two soft tones, a fifth apart, that die away. */
const TONES = [
	[528, 0.05],
	[792, 0.02]
] as const;
const SECONDS = 2.4;

/**
 * A quiet bell for the end of a turn. Off until the person turns it on, by a press of their own, in this page
 * alone; then it sounds once so that they know how loud it is.
 */
export class Bell {
	isOn = $state(false);
	private sound: AudioContext | null = null;

	toggle = (): void => {
		if (this.isOn) return this.stop();
		this.sound = new AudioContext();
		this.isOn = true;
		this.ring();
	};

	ring(): void {
		const { sound } = this;
		if (!sound) return;
		for (const [pitch, loudness] of TONES) {
			const tone = sound.createOscillator();
			const volume = sound.createGain();
			tone.frequency.value = pitch;
			volume.gain.setValueAtTime(0.0001, sound.currentTime);
			volume.gain.exponentialRampToValueAtTime(loudness, sound.currentTime + 0.04);
			volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + SECONDS);
			tone.connect(volume).connect(sound.destination);
			tone.start();
			tone.stop(sound.currentTime + SECONDS);
		}
	}

	/** Silent at once: also what sounds right now. */
	stop = (): void => {
		void this.sound?.close();
		this.sound = null;
		this.isOn = false;
	};
}
