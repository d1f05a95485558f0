import type { GroupKey } from './groups.ts';

/** What the invented people wrote in between. Ordinary voices, small things, no graphic detail. */
export interface DemoReply {
	/** Index of the member in the group, as for shares. */
	by: number;
	hoursLater: number;
	words: string;
}

export interface DemoShare {
	group: GroupKey;
	by: number;
	need: 'listen' | 'believe' | 'ideas' | 'practical';
	daysAgo: number;
	words: string;
	/** `kind` counts through the responses that groups offer. */
	responses: { by: number; kind: number }[];
	replies: DemoReply[];
}

export const shares: DemoShare[] = [
	{
		group: 'harbour',
		by: 0,
		need: 'listen',
		daysAgo: 0.3,
		words:
			'I made the phone call I had put off since spring. My hands shook, and I made it. I don’t need ideas. I only wanted someone to know.',
		responses: [
			{ by: 1, kind: 0 },
			{ by: 2, kind: 0 },
			{ by: 4, kind: 2 }
		],
		replies: [{ by: 1, hoursLater: 1, words: 'I know now. Thank you for telling us.' }]
	},
	{
		group: 'harbour',
		by: 3,
		need: 'ideas',
		daysAgo: 1.2,
		words:
			'The evenings are the hard part. From about nine the flat gets very loud with nothing in it. What do you do with the hour before bed?',
		responses: [{ by: 0, kind: 2 }],
		replies: [
			{
				by: 2,
				hoursLater: 3,
				words:
					'In my experience a voice in the room helps. I play the shipping forecast, *very* low. I have no boat.'
			},
			{
				by: 5,
				hoursLater: 9,
				words:
					'I fold laundry. Slowly. It took me a year to notice that I do it on the bad evenings.'
			}
		]
	},
	{
		group: 'harbour',
		by: 2,
		need: 'believe',
		daysAgo: 2.1,
		words:
			'My sister asked again whether I might be remembering it worse than it was. I said no and changed the subject. I keep having the conversation in my head.',
		responses: [
			{ by: 0, kind: 1 },
			{ by: 1, kind: 1 },
			{ by: 3, kind: 1 },
			{ by: 6, kind: 1 }
		],
		replies: [
			{
				by: 6,
				hoursLater: 2,
				words: 'You are not remembering it worse. I believe you, today as well.'
			}
		]
	},
	{
		group: 'harbour',
		by: 5,
		need: 'practical',
		daysAgo: 3.4,
		words:
			'Has anyone here changed the name on a tenancy? I have the form and have been looking at it for two weeks.',
		responses: [{ by: 3, kind: 0 }],
		replies: [
			{
				by: 0,
				hoursLater: 5,
				words:
					'I did, in May. The advice desk at the library filled it in with me, it took twenty minutes and they asked nothing I did not want to say.'
			}
		]
	},
	{
		group: 'harbour',
		by: 4,
		need: 'listen',
		daysAgo: 5.5,
		words: 'Slept with the lamp off. First time this year.',
		responses: [
			{ by: 0, kind: 2 },
			{ by: 1, kind: 0 },
			{ by: 5, kind: 2 }
		],
		replies: []
	},
	{
		group: 'harbour',
		by: 7,
		need: 'listen',
		daysAgo: 8,
		words:
			'I only read here so far. I wanted to say that reading has been a lot already. That is all.',
		responses: [
			{ by: 0, kind: 0 },
			{ by: 2, kind: 2 },
			{ by: 3, kind: 2 }
		],
		replies: [{ by: 4, hoursLater: 4, words: 'Reading counts. I read for two months.' }]
	},
	{
		group: 'uniform',
		by: 0,
		need: 'listen',
		daysAgo: 0.8,
		words:
			'They are putting up the lights in town and someone was testing a nail gun. I stood behind a van for a while. Then I went and bought the milk anyway.',
		responses: [
			{ by: 1, kind: 0 },
			{ by: 2, kind: 2 }
		],
		replies: [
			{ by: 3, hoursLater: 2, words: 'The milk is the part I would have told my wife about.' }
		]
	},
	{
		group: 'uniform',
		by: 4,
		need: 'ideas',
		daysAgo: 4,
		words:
			'My temper goes off at the kitchen table and the kids go quiet. I hate that quiet. What has worked for any of you in the ten seconds before?',
		responses: [{ by: 5, kind: 2 }],
		replies: [
			{
				by: 0,
				hoursLater: 6,
				words:
					'For me it was saying it out loud. “I need two minutes.” Then cold water on the wrists. They know the words by now and it is no drama.'
			},
			{
				by: 6,
				hoursLater: 20,
				words: 'I leave by the back door and count the fence posts. There are fourteen.'
			}
		]
	},
	{
		group: 'dawn',
		by: 1,
		need: 'believe',
		daysAgo: 1.7,
		words:
			'I told one friend. One sentence. She put the kettle on and did not ask anything, and later she asked if I wanted company walking home.',
		responses: [
			{ by: 0, kind: 1 },
			{ by: 2, kind: 2 },
			{ by: 3, kind: 1 }
		],
		replies: [{ by: 2, hoursLater: 7, words: 'I am so glad it was her kettle.' }]
	},
	{
		group: 'dawn',
		by: 4,
		need: 'listen',
		daysAgo: 6,
		words:
			'The anniversary is next week. I have told my work I am not in. That is as far as the plan goes.',
		responses: [
			{ by: 0, kind: 2 },
			{ by: 1, kind: 0 }
		],
		replies: []
	},
	{
		group: 'bread',
		by: 0,
		need: 'practical',
		daysAgo: 2,
		words: 'Does somebody know where I can find good sumac on this side of the river?',
		responses: [],
		replies: [
			{ by: 2, hoursLater: 3, words: 'The shop behind the bus station. Ask for the big jar.' }
		]
	},
	{
		group: 'empty-chair',
		by: 2,
		need: 'listen',
		daysAgo: 3,
		words:
			'I set two plates yesterday without thinking. I left the second one there until I had finished. It was all right.',
		responses: [
			{ by: 0, kind: 0 },
			{ by: 1, kind: 2 },
			{ by: 4, kind: 0 }
		],
		replies: [{ by: 0, hoursLater: 5, words: 'Thank you for leaving it there.' }]
	},
	{
		group: 'night-shift',
		by: 1,
		need: 'listen',
		daysAgo: 1,
		words: 'Quiet shift. The kind where you wait for it. Drove home with the radio off.',
		responses: [
			{ by: 0, kind: 0 },
			{ by: 3, kind: 2 }
		],
		replies: []
	},
	{
		// Nobody has answered yet: it is on its way to people who can.
		group: 'night-shift',
		by: 4,
		need: 'believe',
		daysAgo: 1.3,
		words:
			'They say it was a routine call. I was there and it was not routine. I would like one person to say that.',
		responses: [],
		replies: []
	},
	{
		group: 'slow-mornings',
		by: 3,
		need: 'listen',
		daysAgo: 0.6,
		words: 'I came on Saturday and said nothing and it was the best hour of the week.',
		responses: [
			{ by: 0, kind: 2 },
			{ by: 5, kind: 0 }
		],
		replies: []
	},
	{
		group: 'small-steps',
		by: 2,
		need: 'ideas',
		daysAgo: 2.5,
		words:
			'Trying the thing where you talk to yourself as to a friend. I feel silly after half a sentence. Did it get less silly for you?',
		responses: [{ by: 1, kind: 2 }],
		replies: [
			{
				by: 0,
				hoursLater: 8,
				words: 'In my experience it stayed silly for a month and then it was only short.'
			}
		]
	}
];
