/** `assess` reads an exported case with the same verdicts; with pseudonyms it contains no names. */
import { importCase } from '../../data/import/import-case';
import { assess } from '../judgement/assess';
import { EventFacts } from './event-facts';
import { exportCase, ExportedCase, hasHostValues } from './export-case';
import ignition from '../../../../tests/fixtures/cases/c35-ignition-host-items.json';
import questions from '../../../../tests/fixtures/scenarios/questions.json';

const named = importCase({
    host: {
        computerName: 'SECRETHOST',
        fqdn: 'secrethost.customer.example',
        buildNumber: 17763,
        operatingSystemSku: 8,
        licenseStatus: 1,
        clusterName: 'SECRETCLUSTER',
        clusterNodeNames: ['SECRETHOST', 'SECRETNODE']
    },
    guests: [
        {
            vmId: 'AAAAAAAA-2222-3333-4444-555555555555',
            name: 'SECRETGUEST',
            notes: 'SECRETNOTE',
            enabledState: 2,
            dataExchangeState: 2,
            parentSnapshot: 'SECRETCHECKPOINT',
            clusterResource: 'Virtual Machine SECRETGUEST',
            intrinsic: [
                { name: 'OSPlatformId', data: '2' },
                { name: 'OSBuildNumber', data: '17763' },
                { name: 'OSEditionId', data: '8' },
                { name: 'FullyQualifiedDomainName', data: 'secretguest.customer.example' },
                { name: 'NetworkAddressIPv4', data: '10.99.1.2' }
            ],
            guest: [{ name: 'SECRETITEM', data: 'SECRETVALUE' }],
            hostItems: [{ name: 'SECRETITEM', data: 'SECRETVALUE' }],
            hostOnlyItems: [{ name: 'SECRETITEM', data: 'SECRETVALUE' }],
            malformed: [{ pool: 'guest', raw: 'SECRETRAW' }]
        }
    ],
    activations: [
        {
            vmId: 'aaaaaaaa-2222-3333-4444-555555555555',
            computerName: 'SECRETGUEST',
            buildNumber: 17763,
            operatingSystemSku: 8,
            licenseDescription: 'X, VIRTUAL_MACHINE_ACTIVATION channel',
            partialProductKey: 'WMBMW',
            licenseStatus: 1,
            avmaHostName: 'secrethost',
            iaid: 'SECRETIAID'
        }
    ]
});

/** The results of `assess` without the texts' data, which contain names. */
function conclusions({ host, guests, activations }: ExportedCase): object[] {
    return guests.map(guest => {
        const found = assess(
            host,
            guest,
            activations.find(one => one.vmId === guest.vmId)
        );
        return { ...found, reasons: found.reasons.map(reason => reason.code), notes: found.notes.map(note => note.code) };
    });
}

const written = (content: ExportedCase): ExportedCase => importCase(JSON.parse(JSON.stringify(content)));

describe('exportCase', () => {
    it('gives every scenario the same verdicts, whatever is left out', () => {
        for (const scenario of questions) {
            const input = importCase(scenario.input);
            const expected = conclusions(input);
            for (const content of ['pseudonyms', 'names', 'everything'] as const) {
                expect(conclusions(written(exportCase(input, content))))
                    .withContext(scenario.id)
                    .toEqual(expected);
            }
        }
    });

    it("leaves nobody's name, address, note or item in a file with pseudonyms, and everything in one without", () => {
        const anonymous = JSON.stringify(exportCase(named, 'pseudonyms'));
        expect(/secret|customer|10\.99/i.test(anonymous))
            .withContext(anonymous)
            .toBeFalse();
        expect(exportCase(named, 'everything')).toEqual(named);
    });

    it('contains nothing that the host pushed to guests, but its names, unless it is to have everything', () => {
        const ignited = importCase(ignition);
        const { guests } = ignited;
        const secrets = /SAMPLEHASH|AAAASAMPLE/;
        expect(secrets.test(JSON.stringify(guests))).toBeTrue();
        const [content] = exportCase(ignited, 'names').guests;
        expect(content.hostItems.map(({ name, data }) => [name, data])).toEqual([
            ['ignition.config.0', 'removed'],
            ['ignition.config.1', 'removed']
        ]);
        expect({ ...content, hostItems: [] }).toEqual({ ...guests[0], hostItems: [] });
        expect(secrets.test(JSON.stringify(exportCase(ignited, 'pseudonyms')))).toBeFalse();
        expect(exportCase(ignited, 'everything')).toEqual(ignited);
        // What makes no sense as an item may be one all the same.
        const raw = (pool: string): object => ({ pool, raw: 'SECRETRAW' });
        const malformed = importCase({ host: {}, guests: [{ vmId: guests[0].vmId, malformed: ['guest', 'host', 'hostOnly', 'intrinsic'].map(raw) }] });
        expect(exportCase(malformed, 'names').guests[0].malformed.map(one => one.raw)).toEqual(['SECRETRAW', 'removed', 'removed', 'SECRETRAW']);
        expect([guests, malformed.guests, named.guests].map(([one]) => hasHostValues(one))).toEqual([true, true, true]);
        expect(hasHostValues({ ...guests[0], hostItems: [] })).toBeFalse();
    });

    it('gives the same machine the same pseudonym, whatever else is in the file', () => {
        const { host, guests, activations } = exportCase(named, 'pseudonyms');
        expect([guests[0].name, activations[0].avmaHostName]).toEqual(['guest-aaaaaaaa', host.computerName]);
    });

    it('keeps codes and ids of requests in the log, and no name', () => {
        const event = (machineName: string, data: readonly string[], message: string | null = null): EventFacts => ({
            ...importCase({ host: {}, events: [{ source: 'host', id: 12310, machineName, timeCreated: '2026-11-30T09:00:00Z' }] }).events[0],
            data,
            message
        });
        const id = named.guests[0].vmId;
        const events = [event('SECRETNODE', ['0x00000000', id, 'secretguest.customer.example']), event('secrethost', ['0xC004F00F'], 'SECRETGUEST')];
        const { host, events: kept } = exportCase({ ...named, events }, 'pseudonyms');
        expect(kept.map(({ machineName, data, message }) => [machineName, data, message])).toEqual([
            [host.clusterNodeNames[1], ['0x00000000', id, 'removed'], null],
            [host.computerName, ['0xC004F00F'], 'removed']
        ]);
        expect(exportCase({ ...named, events }, 'names').events).toEqual(events);
    });
});
