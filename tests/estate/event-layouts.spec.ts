/** The forms in which the estate writes events of activation: all different, and held to what is published and recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sppProvider } from '../../dev-gateway/estate/event-log';
import { activationLayout, activationLayouts, activationOutcomes, ActivationSubject } from '../../dev-gateway/estate/event-layouts';
import { eventMessage, sppIds } from '../../dev-gateway/estate/event-texts';

const recorded = join(__dirname, '../fixtures/recorded/spp-events');
const surface = join(__dirname, '../../windows-surface');
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

interface Templates {
    readonly events: ReadonlyArray<{
        readonly eventId: number;
        readonly templates: ReadonlyArray<{ readonly text: string; readonly insertionStrings: number }>;
    }>;
}

const subject: ActivationSubject = {
    vmId: 'AFB8E28D-7509-3A74-AAFA-0886C2328070',
    computerName: 'DC01',
    fqdn: 'dc01.contoso.com',
    hostFqdn: 'hv01.contoso.com',
    language: 'en'
};

describe('The layouts of activation events', () => {
    it('have names of their own and write something of their own', () => {
        expect(new Set(activationLayouts.map(layout => layout.name)).size).toBe(activationLayouts.length);
        expect(new Set(activationLayouts.map(layout => JSON.stringify(layout.write(0xc004fd01, subject)))).size).toBe(activationLayouts.length);
        expect(activationLayouts.length).toBeGreaterThan(60);
    });

    it('write the code first, as one of the forms in which codes occur', () => {
        const forms = (code: number): string[] => {
            const hex = `0x${code.toString(16).padStart(8, '0')}`;
            return [
                hex,
                hex.replace(/[a-f]/g, one => one.toUpperCase()),
                `hr=${hex.replace(/[a-f]/g, one => one.toUpperCase())}`,
                String(code),
                String(code | 0)
            ];
        };
        for (const code of activationOutcomes) {
            for (const layout of activationLayouts.filter(one => one.name !== 'nothing')) {
                expect(forms(code)).withContext(layout.name).toContain(layout.write(code, subject)[0]);
            }
        }
        expect(activationLayout('signed/guid').write(0xc004fd02, subject)).toEqual(['-1073414910', subject.vmId]);
        expect(activationLayout('hex/missing').write(0, subject)).toEqual(['0x00000000']);
    });

    it('vary the strings after it: none, empty, more than two, long, cut off, in the language of the machine', () => {
        const lengths = activationLayouts.map(layout => layout.write(0, subject).length);
        expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([0, 4]);
        const second = (name: string, language: 'en' | 'de' = 'en'): string => activationLayout(`hex/${name}`).write(0, { ...subject, language })[1];
        expect(second('empty')).toBe('');
        expect(second('long').length).toBeGreaterThan(3000);
        expect(subject.vmId.startsWith(second('truncated').replace('VmId=', ''))).toBeTrue();
        expect(second('localized', 'de')).not.toBe(second('localized'));
        expect(() => activationLayout('hex/none')).toThrowError(/There is no layout "hex\/none"/);
    });

    it('have outcomes that are published, except for the one that nobody knows', () => {
        const { codes } = json<{ codes: Array<{ unsigned: number }> }>(join(surface, 'errors/spp.json'));
        const published = codes.map(one => one.unsigned);
        expect(activationOutcomes.filter(code => code !== 0 && !published.includes(code))).toEqual([0xc004fdee]);
    });
});

describe('The messages of events', () => {
    const { events } = json<Templates>(join(recorded, 'message-templates.json'));
    const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

    for (const id of sppIds.filter(one => one !== 16394)) {
        it(`are the recorded template in English: ${id}`, () => {
            const templates = events.find(event => event.eventId === id)?.templates ?? [];
            const strings = Math.max(...templates.map(one => one.insertionStrings));
            const data = Array.from({ length: strings }, (_, index) => `%${index + 1}`);
            const message = eventMessage({ time: 0, provider: sppProvider, id, level: 4, data }, 'en') ?? '';
            expect(templates.map(one => flat(one.text))).toContain(flat(message));
        });
    }

    it('are the recorded messages of whole events', () => {
        const lines = readFileSync(join(recorded, 'otrf-security-datasets-spp.jsonl'), 'utf8').trim().split('\n');
        const messages = lines.map(line => (JSON.parse(line) as { EventID: number; Message: string }).Message);
        const failure = ['hr=0x800704CF', /Command-line arguments:\r\n(.*)$/.exec(messages.find(text => text.includes('slui.exe')) ?? '')?.[1] ?? ''];
        expect(messages).toContain(eventMessage({ time: 0, provider: sppProvider, id: 8198, level: 2, data: failure }, 'en') ?? '');
        expect(messages).toContain(eventMessage({ time: 0, provider: sppProvider, id: 16394, level: 4, data: [] }, 'en') ?? '');
    });

    it('keep the place of a string that is missing, are there in German, and are none without any string', () => {
        const event = { time: 0, provider: sppProvider, id: 12310, level: 4, data: ['0x00000000'] };
        expect(eventMessage(event, 'en')).toBe('An Automatic VM activation request has been processed.\r\nReturned hr=0x00000000\r\n%2');
        expect(eventMessage(event, 'de')).toContain('hr=0x00000000');
        expect(eventMessage(event, 'de')).not.toBe(eventMessage(event, 'en'));
        expect(eventMessage({ ...event, data: [] }, 'en')).toBeNull();
        expect(eventMessage({ ...event, provider: 'Microsoft-Windows-AppXDeployment-Server' }, 'en')).toBeNull();
    });

    it('are of ids that the provider has', () => {
        const { allIds } = json<{ allIds: { ids: Array<{ id: number }> } }>(join(surface, 'events/security-spp.json'));
        const published = allIds.ids.map(one => one.id);
        expect(sppIds.filter(id => !published.includes(id))).toEqual([]);
    });
});
