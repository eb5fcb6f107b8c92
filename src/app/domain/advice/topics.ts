/** Common questions about AVMA beyond the verdicts. Questions and answers are resources. */

/** What AVMA is and requires, in reading order. */
export const aboutTopicIds = ['what', 'not', 'requirements', 'reporting', 'term'] as const;

/** What happens to activation when a machine is moved, copied or restored. */
export const moveTopicIds = ['move', 'clusterMove', 'export', 'replica', 'checkpoint', 'nonPersistent'] as const;

/** Other frequent problems of administrators. */
export const questionTopicIds = ['generation', 'semiAnnual', 'setupRejectsKey', 'azureImage', 'azureLocal', 'refusedAccount', 'licenseTerms'] as const;

export const topicIds = [...aboutTopicIds, ...moveTopicIds, ...questionTopicIds] as const;
export type TopicId = (typeof topicIds)[number];
