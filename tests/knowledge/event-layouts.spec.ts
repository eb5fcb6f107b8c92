/** Every form in which the estate can write 12309 and 12310, read and joined: nothing lost, nothing misread, in both languages. */
import { activationLayouts, activationOutcomes } from '../../dev-gateway/estate/event-layouts';
import { decodeEvent } from '../../src/app/domain/events/decode-event';
import { EventFacts, sppProvider } from '../../src/app/domain/facts/event-facts';
import { eventXml } from '../../src/app/domain/events/event-xml';
import { idOf } from '../../src/app/domain/facts/guest-key';
import { indexGuests, joinEvent } from '../../src/app/domain/events/join-events';

const vmId = '6efd2782-0daf-9555-2ce8-2aa46c41928b';
const other = '1aa5eeba-00a5-f0c4-8da2-3b14dd539806';
const guests = indexGuests([
    { hostName: 'HV01', vmId, name: 'APP07', fqdn: 'app07.contoso.com' },
    { hostName: 'HV01', vmId: other, name: 'APP08', fqdn: 'app08.contoso.com' }
]);

/** What stands in the second string decides whether a guest can be found at all. */
const naming = ['guid', 'fqdn', 'name', 'guidBraces', 'pairs', 'packed', 'long', 'more'];

interface Case {
    readonly layout: string;
    readonly code: number;
    readonly event: EventFacts;
}

const cases: readonly Case[] = activationLayouts.flatMap(layout =>
    activationOutcomes.flatMap(code =>
        (['en', 'de'] as const).flatMap(language =>
            [12309, 12310].map(id => {
                const subject = { vmId: vmId.toUpperCase(), computerName: 'APP07', fqdn: 'app07.contoso.com', hostFqdn: 'hv01.contoso.com', language };
                const data = layout.write(code, subject);
                const event: EventFacts = {
                    collectedAt: null,
                    source: id === 12310 ? 'host' : 'guest',
                    machineName: id === 12310 ? 'hv01.contoso.com' : 'app07.contoso.com',
                    vmId: id === 12310 ? null : vmId,
                    logName: 'Application',
                    providerName: sppProvider,
                    id,
                    recordId: 1,
                    level: 2,
                    timeCreated: '2026-11-01T08:00:00Z',
                    data,
                    message: null
                };
                return { layout: layout.name, code, event };
            })
        )
    )
);

/** Names of the cases that fail, so that one look says which. */
const failing = (fails: (one: Case) => boolean): string[] => cases.filter(fails).map(({ layout, code, event }) => `${event.id} ${layout} ${code}`);

describe('every layout of the estate', () => {
    it('has been generated', () => {
        expect(cases.length).toBe(activationLayouts.length * activationOutcomes.length * 4);
    });

    it('gives its result code, and none where it has none', () => {
        expect(failing(({ layout, code, event }) => decodeEvent(event).code !== (layout === 'nothing' ? null : code))).toEqual([]);
    });

    it('loses nothing of any string', () => {
        const pieces = (event: EventFacts): string[] => decodeEvent(event).strings.map(one => one.tokens.map(token => token.written).join(''));
        expect(failing(({ event }) => JSON.stringify(pieces(event)) !== JSON.stringify(event.data))).toEqual([]);
        expect(failing(({ event }) => !event.data.every(text => eventXml(event).includes(text.replace(/&/g, '&amp;'))))).toEqual([]);
    });

    it('is joined to its guest where it names it, and to no other ever', () => {
        const joined = ({ event }: Case): string | null => {
            const subject = joinEvent(event, guests);
            return subject.kind === 'guest' ? idOf(subject.key) : null;
        };
        const named = ({ layout, event }: Case): boolean => event.vmId !== null || naming.some(second => layout.endsWith(`/${second}`));
        expect(failing(one => joined(one) !== (named(one) ? vmId : null))).toEqual([]);
    });

    it('says success of the code 0 alone, and a notification only where it is documented', () => {
        expect(failing(({ event, code, layout }) => (decodeEvent(event).outcome === 'success') !== (code === 0 && layout !== 'nothing'))).toEqual([]);
        expect(
            failing(
                ({ event, code, layout }) => decodeEvent(event).notification !== (event.id === 12309 && code === 0 && layout !== 'nothing' ? 'success' : null)
            )
        ).toEqual([]);
    });
});
