/** A row of the timeline: whom an event is about, how it ended, and what tells it from all others. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { folded } from '../domain/text/folded-text';
import { EventSubject } from '../domain/events/join-events';
import { resultInWords } from '../shared/event-texts';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { subjectText, toHistoryRow } from './history-row';

const event = (change: Partial<EventFacts> = {}): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'hv01.contoso.com',
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId: 7,
    level: 4,
    timeCreated: '2026-11-01T10:00:00Z',
    data: ['0xC004FD02', 'app01.contoso.com'],
    message: null,
    ...change
});
const key = (vmId: string): GuestKey => guestKey({ hostName: 'HV01', vmId });
const nameOf = (one: GuestKey): string | null => (one === key('id-1') ? 'APP01' : null);
const guest = (vmId: string): EventSubject => ({ kind: 'guest', key: key(vmId), by: 'id' });

describe('a row of the timeline', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const row = (facts: EventFacts, subject: EventSubject = guest('id-1')): ReturnType<typeof toHistoryRow> => toHistoryRow(facts, subject, nameOf, strings);

    it('names whom the event is about, or what it says of one', () => {
        const { subjects } = strings.History;
        const says = { kind: 'name', text: 'old.contoso.com' } as const;
        const cases: ReadonlyArray<readonly [EventSubject, string]> = [
            [{ kind: 'self' }, subjects.self],
            [guest('id-1'), 'APP01'],
            [guest('id-2'), 'id-2'],
            [
                { kind: 'ambiguous', by: 'name', says: 'db', keys: [key('id-1'), key('id-2')] },
                subjects.ambiguous.replace('{says}', 'db').replace('{count}', '2')
            ],
            [{ kind: 'unassigned', says }, subjects.gone.replace('{says}', 'old.contoso.com')],
            [{ kind: 'unassigned', says: null }, subjects.unnamed]
        ];
        for (const [subject, text] of cases) {
            expect(subjectText(subject, nameOf, strings)).toBe(text);
        }
    });

    it('says how a request ended by its code alone', () => {
        const { outcomes } = strings.Events;
        const ended = (code: string): readonly string[] => {
            const { outcome, outcomeText, code: shown } = row(event({ data: [code] }));
            return [outcome, outcomeText, shown];
        };
        expect(ended('0x00000000')).toEqual(['success', outcomes.success, resultInWords(0, strings)]);
        expect(ended('0xC004FD02')).toEqual(['failure', outcomes.failure, resultInWords(0xc004fd02, strings)]);
        expect(ended('no code')).toEqual(['unknown', outcomes.unknown, '']);
        const icons = ['0x00000000', '0xC004FD02', 'no code'].map(code => row(event({ data: [code] })).outcomeIcon);
        expect(new Set(icons).size).toBe(3);
    });

    it('has the id with its meaning, the computer that wrote it, and an order by time', () => {
        const { what, id, computer, time, timeText } = row(event());
        expect([what, id, computer, time]).toEqual([`12310 ${strings.Events.meanings.e12310}`, 12310, 'hv01.contoso.com', '2026-11-01T10:00:00Z']);
        expect(timeText).toContain('2026');
        expect(row(event({ id: 4711 })).what).toBe(`4711 ${strings.History.unknownEvent}`);
        const bare = row(event({ machineName: null, timeCreated: null }));
        expect([bare.computer, bare.time, bare.timeText]).toEqual(['', '', '']);
    });

    it('is told from events of other logs, guests and records, and without a number by its time', () => {
        const others = [
            {},
            { recordId: 8 },
            { logName: 'System' },
            { vmId: 'id-1' },
            { recordId: null },
            { recordId: null, timeCreated: '2026-11-01T10:00:01Z' }
        ];
        expect(new Set(others.map(change => row(event(change)).key)).size).toBe(others.length);
        expect(row(event()).key).toBe(row(event({ message: 'read again' })).key);
    });

    it('is found by the name of its guest, its meaning, its outcome, and what its code means', () => {
        const { text } = row(event({ data: ['0xC004FD02'] })).filter;
        for (const word of ['APP01', strings.Events.meanings.e12310, strings.Events.outcomes.failure, strings.Errors.xC004FD02]) {
            expect(text).toContain(folded(word));
        }
    });
});
