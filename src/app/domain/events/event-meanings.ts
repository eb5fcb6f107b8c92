/** The meaning of the licensing service's events, by id. Their texts are resources (`Events_meanings_e<id>`). */

/**
 * Source of a meaning. `documented`: Microsoft's page on AVMA. `template`: the message tables of released Windows images, which also describe the strings
 * (tests/fixtures/recorded/spp-events/message-templates.json). `sample`: published records only.
 */
type MeaningEvidence = 'documented' | 'template' | 'sample';

export interface EventMeaning {
    readonly id: number;
    readonly evidence: MeaningEvidence;
    /** Whether the first string is a result code or starts with one. For 12288 to 12290, published records show it. */
    readonly resultFirst: boolean;
    /** Whether it is a routine event that says nothing about activation. */
    readonly routine: boolean;
    /** Whether it can be ignored: a failure in it is none of licensing. Why, and when not, is a text (`Events_ignorable_e<id>`). */
    readonly ignorable: boolean;
}

/** Written in the guest, with one of the four documented notifications. */
export const guestEventId = 12309;
/** Written on the host: one event for each request. */
export const hostEventId = 12310;
/** https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation */
export const avmaEventIds: readonly number[] = [hostEventId, guestEventId];

/**
 * Events that people ask about, and that don't mean a licensing issue. By Microsoft's pages event-id-8208-8200-900.md (01/15/2025),
 * event-id-12321-warning-token-based-activation-failed.md (12/26/2023) and application-event-log-warning-id-1058.md (12/26/2023); 1003 by recorded logs.
 */
export const ignorableEventIds = [1003, 1058, 8200, 8208, 12321] as const;

type Row = readonly [id: number, evidence: MeaningEvidence, sort: 'result' | 'plain' | 'routine'];

const rows: readonly Row[] = [
    [900, 'template', 'routine'],
    [902, 'template', 'routine'],
    [903, 'template', 'routine'],
    // Contains a code for each product, but none for the check itself.
    [1003, 'template', 'plain'],
    [1004, 'template', 'plain'],
    [1013, 'template', 'plain'],
    [1014, 'template', 'result'],
    [1016, 'template', 'plain'],
    [1017, 'template', 'result'],
    [1025, 'template', 'plain'],
    [1033, 'template', 'routine'],
    [1034, 'template', 'routine'],
    [1036, 'template', 'plain'],
    [1037, 'template', 'plain'],
    [1040, 'template', 'plain'],
    [1058, 'template', 'result'],
    [1066, 'template', 'routine'],
    [1067, 'template', 'routine'],
    [8198, 'template', 'result'],
    [8200, 'template', 'result'],
    [8208, 'template', 'result'],
    [12288, 'template', 'result'],
    [12289, 'template', 'result'],
    // Its content is on Microsoft's page error-0xc004f074-activate-windows.md (02/12/2026): "0xC004F06C,5,<KMS Client name>,...".
    [12290, 'template', 'result'],
    // No record of the next three is published, so the content of "Info" is unknown.
    [12291, 'template', 'plain'],
    [12293, 'template', 'plain'],
    [12294, 'template', 'plain'],
    [12304, 'template', 'routine'],
    [12305, 'template', 'routine'],
    [12306, 'template', 'plain'],
    [12307, 'template', 'plain'],
    [12308, 'template', 'plain'],
    [guestEventId, 'documented', 'result'],
    [hostEventId, 'documented', 'result'],
    [12311, 'template', 'routine'],
    [12320, 'template', 'plain'],
    [12321, 'template', 'result'],
    [12322, 'template', 'result'],
    [16384, 'template', 'routine'],
    [16394, 'sample', 'routine']
];

export const eventMeanings: readonly EventMeaning[] = rows.map(([id, evidence, sort]) => ({
    id,
    evidence,
    resultFirst: sort === 'result',
    routine: sort === 'routine',
    ignorable: (ignorableEventIds as readonly number[]).includes(id)
}));

/** Other events that relate to activation, to help find a cause. */
export const neighbourIds: readonly number[] = eventMeanings.filter(one => !one.routine && !avmaEventIds.includes(one.id)).map(one => one.id);

const byId: ReadonlyMap<number, EventMeaning> = new Map(eventMeanings.map(one => [one.id, one]));

/** The meaning of an event id of the licensing service; null if no table contains it. */
export function eventMeaning(id: number): EventMeaning | null {
    return byId.get(id) ?? null;
}
