/** Get-WinEvent on the estate: what each state of a log answers, and which queries are understood. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { LogState, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { activationLayout } from '../../dev-gateway/estate/event-layouts';
import { logsInside, logsOfNode, writeActivation } from '../../dev-gateway/estate/event-writer';
import { Estate } from '../../dev-gateway/estate/estate';
import { Machine, Node } from '../../dev-gateway/estate/machines';
import { PlainObject } from '../../dev-gateway/windows-call';
import { callWindows, estateOf, failure, Parameters } from './support/ask';

const now = '2026-11-01T08:00:00.000Z';
/** The properties of an object that the command writes. */
type Shown = Readonly<Record<string, unknown>>;

const spp = "Provider[@Name='Microsoft-Windows-Security-SPP']";

function estateAt(node: Partial<NodeEntry>): Estate {
    return new Estate({ domain: 'contoso.com', now, nodes: [{ name: 'HV', os: '2019', ...node }] }, 0);
}

async function events(estate: Estate, parameters: Parameters): Promise<Shown[]> {
    const objects = (await callWindows(estate, 'HV', 'Get-WinEvent', parameters)) as PlainObject[];
    return objects.map(object => object.properties);
}

const xpath = (condition: string): Parameters => ({ LogName: ['Application'], FilterXPath: `*[System[${condition}]]` });

const strings = (event: Shown): unknown[] => (event.Properties as PlainObject[]).map(property => property.properties.Value);

const activations = [
    { guest: 'A', code: '0x00000000', hoursAgo: [1, 30], layout: 'hex/guid' },
    { guest: 'GONE', code: '0xC004FD01', hoursAgo: [2], layout: 'signed/fqdn' }
];

describe('Get-WinEvent of the estate', () => {
    it('gives the newest first, the oldest first where it is asked to, and as many as it is asked for', async () => {
        const estate = estateAt({ guests: [{ name: 'A', os: '2019' }], activations });
        const ids = (await events(estate, xpath(`${spp} and EventID=12310`))).map(event => event.RecordId as number);
        expect(ids.length).toBe(3);
        expect(ids).toEqual([...ids].sort((a, b) => b - a));
        expect((await events(estate, { ...xpath(`${spp} and EventID=12310`), Oldest: true })).map(event => event.RecordId)).toEqual([...ids].reverse());
        expect((await events(estate, { ...xpath(`${spp} and EventID=12310`), MaxEvents: 2 })).map(event => event.RecordId)).toEqual(ids.slice(0, 2));
    });

    it('shows an event as it was written', async () => {
        const estate = estateAt({ guests: [{ name: 'A', os: '2019' }], activations });
        const [first, second] = await events(estate, xpath(`${spp} and EventID=12310`));
        const { id } = (estate.node('HV') as Node).machines[0];
        expect([first.TimeCreated, first.ProviderName, first.LogName, first.MachineName, first.Level]).toEqual([
            { kind: 'date', value: '2026-11-01T07:00:00.000Z' },
            'Microsoft-Windows-Security-SPP',
            'Application',
            'hv.contoso.com',
            4
        ]);
        expect([strings(first), strings(second)]).toEqual([
            ['0x00000000', id],
            ['-1073414911', 'gone.contoso.com']
        ]);
    });

    it('understands conditions on provider, id, time and record, in a query list too', async () => {
        const estate = estateAt({ guests: [{ name: 'A', os: '2019' }], activations });
        const all = await events(estate, xpath(`${spp} and EventID=12310`));
        const since = await events(estate, xpath(`${spp} and TimeCreated[@SystemTime>='2026-11-01T06:00:00Z'] and EventID=12310`));
        expect(since.map(event => event.RecordId)).toEqual(all.slice(0, 2).map(event => event.RecordId));
        const older = await events(estate, xpath(`EventRecordID<${String(all[0].RecordId)} and (EventID=12310 or EventID=12309) and ${spp}`));
        expect(older.map(event => event.RecordId)).toEqual(all.slice(1).map(event => event.RecordId));
        // Of other providers.
        expect((await events(estate, xpath('EventID=12310 or EventID=12309'))).length).toBeGreaterThan(all.length);
        const select = (condition: string): string => `<Select Path="Application">*[System[${condition}]]</Select>`;
        const list = `<QueryList><Query Id="0" Path="Application">${select(`${spp} and EventID=12310`)} ${select(`${spp} and EventID=900`)}</Query></QueryList>`;
        const both = await events(estate, { FilterXml: list });
        expect(new Set(both.map(event => event.Id))).toEqual(new Set([900, 12310]));
        const times = both.map(event => event.RecordId as number);
        expect(times).toEqual([...times].sort((a, b) => b - a));
    });

    for (const [what, parameters] of [
        ['another element', xpath('Level=2')],
        ['another comparison', xpath('EventID!=12310')],
        ['a function', xpath('TimeCreated[timediff(@SystemTime) <= 86400000]')],
        ['an open bracket', xpath('(EventID=12310')],
        ['what follows a condition', xpath('EventID=12310)')],
        ['nothing', xpath('')],
        ['a path', { LogName: ['Application'], FilterXPath: '*[EventData]' }],
        ['a hashtable', { FilterHashtable: [{ LogName: 'Application' }] }],
        ['another computer', { LogName: ['Application'], ComputerName: 'HV02' }],
        ['wildcards', { LogName: ['App*'] }],
        ['several logs', { LogName: ['Application', 'System'] }],
        ['a suppressor', { FilterXml: '<QueryList><Query Id="0" Path="Application"><Suppress Path="Application">*</Suppress></Query></QueryList>' }],
        [
            'two logs in a query list',
            { FilterXml: '<QueryList><Query Id="0" Path="Application"><Select Path="System">*[System[EventID=1]]</Select></Query></QueryList>' }
        ]
    ] as ReadonlyArray<readonly [string, Parameters]>) {
        it(`refuses ${what}`, async () => expect((await failure(events(estateAt({}), parameters))).errorId).toBe('NotSimulated'));
    }

    it('takes 32 conditions and no more', async () => {
        const ids = (count: number): Parameters => xpath(Array.from({ length: count }, (_, index) => `EventID=${index + 900}`).join(' or '));
        expect((await events(estateAt({}), ids(32))).length).toBeGreaterThan(0);
        expect((await failure(events(estateAt({}), ids(33)))).exceptionType).toContain('EventLogException');
    });

    const states: ReadonlyArray<readonly [state: LogState, configuration: object | string, reading: number | string]> = [
        ['ok', { IsEnabled: true, RecordCount: 447 }, 447],
        ['empty', { IsEnabled: true, RecordCount: 0 }, 'NoMatchingEventsFound'],
        ['missing', 'NoMatchingLogsFound', 'NoMatchingLogsFound'],
        ['cleared', { IsEnabled: true, RecordCount: 7 }, 7],
        ['denied', 'LogInfoUnavailable', 'System.UnauthorizedAccessException'],
        ['disabled', { IsEnabled: false }, 371],
        ['huge', { RecordCount: 100_000, IsLogFull: true }, 100_000]
    ];
    for (const [application, configuration, reading] of states) {
        it(`tells a log that is ${application}`, async () => {
            const estate = estateAt({ eventLogs: { application } });
            const list = events(estate, { ListLog: ['application'] });
            const read = events(estate, { LogName: ['Application'] });
            if (typeof configuration === 'string') {
                expect((await failure(list)).errorId).toBe(configuration);
            } else {
                expect((await list)[0]).toEqual(jasmine.objectContaining(configuration));
            }
            if (typeof reading === 'string') {
                expect((await failure(read)).errorId).toBe(reading);
            } else {
                expect((await read).length).toBe(reading);
            }
        });
    }

    it('wraps the refusal of a log as the command does: only what is behind it says so', async () => {
        const found = await failure(events(estateAt({ eventLogs: { application: 'denied' } }), { ListLog: ['Application'] }));
        expect([found.exceptionType, found.hresult, found.cause?.hresult]).toEqual(['System.Exception', null, -2147024891]);
    });

    it('reads 100,000 records page by page without keeping them', async () => {
        const estate = estateAt({ eventLogs: { application: 'huge' }, guests: [{ name: 'A', os: '2019' }] });
        const node = estate.node('HV') as Node;
        logsOfNode(node);
        let before = Number.MAX_SAFE_INTEGER;
        let count = 0;
        for (;;) {
            const page = await events(estate, { ...xpath(`${spp} and EventRecordID<${before} and EventID=12310`), MaxEvents: 500 }).catch(() => []);
            if (page.length === 0) {
                break;
            }
            count += page.length;
            before = page[page.length - 1].RecordId as number;
        }
        expect(count).toBe(2000);
        expect((await events(estate, xpath(`${spp} and TimeCreated[@SystemTime>='2026-10-31T08:00:00.000Z'] and EventID=12310`))).length).toBe(5);
    });

    it('has the same request on both sides, each in its own log, and none in a Windows that knows no such event', async () => {
        const estate = estateAt({
            guests: [
                { name: 'A', os: '2019' },
                { name: 'A', os: '2016' },
                { name: 'linux', os: 'ubuntu' }
            ],
            activations: [{ guest: 'A', nth: 1, code: '0xC004FD02', hoursAgo: [5], layout: 'hex/guid' }]
        });
        const node = estate.node('HV') as Node;
        const inside = (machine: Machine): string[] => {
            const [log] = machine.inside ? logsInside(node, machine, machine.inside).logs : [];
            return [...(log?.read(null, true) ?? [])]
                .filter(record => record.event.id === 12309 && record.event.provider.endsWith('SPP'))
                .map(record => record.event.data.join());
        };
        expect(node.machines.map(inside)).toEqual([[], [`0xC004FD02,${node.machines[1].id}`], []]);
        writeActivation(node, node.machines[0], 0, Date.parse(now), activationLayout('hex/name'));
        writeActivation(node, node.machines[2], 0xc004fd00, Date.parse(now));
        expect(inside(node.machines[0])).toEqual(['0x00000000,A']);
        const host = await events(estate, xpath(`${spp} and EventID=12310`));
        expect(host.map(event => strings(event).join()).slice(1)).toEqual(['0x00000000,A', `0xC004FD02,${node.machines[1].id}`]);
        expect(host.length).toBe(3);
    });

    it('counts back from the moment of loading where the file names none', async () => {
        const estate = estateOf({ guests: [{ name: 'A', os: '2019' }], activations });
        const [first] = await events(estate, xpath(`${spp} and EventID=12310`));
        const age = Date.now() - Date.parse((first.TimeCreated as unknown as { value: string }).value);
        expect(Math.abs(age - 60 * 60 * 1000)).toBeLessThan(2 * 60 * 1000);
    });

    it('writes only ids that are published, and those of activation under other providers as published', () => {
        const surface = JSON.parse(readFileSync(join(__dirname, '../../windows-surface/events/security-spp.json'), 'utf8')) as {
            idsUsedByOtherProviders: Array<{ id: number; providers: string[] }>;
            allIds: { ids: Array<{ id: number }> };
        };
        const published = new Set(surface.allIds.ids.map(one => one.id));
        const others = new Set(surface.idsUsedByOtherProviders.flatMap(one => one.providers.map(provider => `${provider} ${one.id}`)));
        const estate = loadEstate();
        const unknown = new Set<string>();
        const foreign = new Set<string>();
        for (const name of estate.nodeNames) {
            const node = estate.node(name) as Node;
            const machines = node.machines.slice(0, 30).flatMap(machine => (machine.inside ? [logsInside(node, machine, machine.inside)] : []));
            for (const log of [logsOfNode(node), ...machines].flatMap(one => one.logs)) {
                for (const { event } of log.read(null, true)) {
                    if (event.provider !== 'Microsoft-Windows-Security-SPP') {
                        foreign.add(`${event.provider} ${event.id}`);
                    } else if (!published.has(event.id)) {
                        unknown.add(String(event.id));
                    }
                }
            }
        }
        expect([...unknown]).toEqual([]);
        expect([...foreign].sort()).toEqual([...others].sort());
    });
});
