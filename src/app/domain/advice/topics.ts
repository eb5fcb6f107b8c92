/** Questions that people ask about AVMA besides the verdicts; question and answer are in the resources. */

/** What AVMA is and asks for, in the order of reading. */
export const aboutTopicIds = ['what', 'not', 'requirements', 'reporting', 'term'] as const;

/** What happens to activation when a machine is moved, copied or set back. */
export const moveTopicIds = ['move', 'clusterMove', 'export', 'replica', 'checkpoint', 'nonPersistent'] as const;

/** What else administrators stumble over. */
export const questionTopicIds = ['generation', 'semiAnnual', 'setupRejectsKey', 'azureImage', 'refusedAccount', 'licenceTerms'] as const;

export const topicIds = [...aboutTopicIds, ...moveTopicIds, ...questionTopicIds] as const;
export type TopicId = (typeof topicIds)[number];
