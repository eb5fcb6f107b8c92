/** Events in words: what ended how, and what can be ignored. */
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { ignorableEventIds } from '../domain/events/event-meanings';
import { ignorableText, outcomeText, resultInWords, resultText } from './event-texts';
import { avmaStrings } from './texts';

const event = (id: number, ...data: readonly string[]): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: null,
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id,
    recordId: null,
    level: 2,
    timeCreated: null,
    data,
    message: null
});

describe('the texts of events', () => {
    it('say of a genuine ticket that was not acquired that it can be ignored, and why', () => {
        const strings = avmaStrings();
        for (const id of [8200, 8208]) {
            expect(outcomeText(event(id, 'hr=0x80072EE7'), strings)).toBe(strings.Events.canBeIgnored);
            expect(ignorableText(event(id, 'hr=0x80072EE7'), strings)).toContain('a licensing issue');
        }
        expect(outcomeText(event(8198, 'hr=0x80072EE7'), strings)).toBe(strings.Events.outcomes.failure);
        expect(outcomeText(event(12321, '0x00000000'), strings)).toBe(strings.Events.outcomes.success);
        expect(outcomeText(event(1003, 'id', 'rows'), strings)).toBe(strings.Events.outcomes.unknown);
    });

    it('answer for each event that people ask about, and for no other', () => {
        const strings = avmaStrings();
        expect(ignorableEventIds.every(id => ignorableText(event(id), strings).length > 50)).toBeTrue();
        expect([8198, 12290, 12309, 77].map(id => ignorableText(event(id), strings))).toEqual(['', '', '', '']);
        expect(ignorableText({ ...event(8200), providerName: 'Another provider' }, strings)).toBe('');
    });

    it('say what a code means before its number and its name', () => {
        const strings = avmaStrings();
        expect(resultInWords(0xc004fd02, strings)).toBe(`${strings.Errors.xC004FD02} (${resultText(0xc004fd02)})`);
        expect([resultInWords(0, strings), resultInWords(0xc0de0001, strings), resultInWords(null, strings)]).toEqual([resultText(0), '0xC0DE0001', '']);
    });
});
