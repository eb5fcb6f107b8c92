/** Get-AvmaEvent on the engine: rows, log states, pages, languages, language modes, and what gets into a query. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { LogState, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { activationLayouts, activationOutcomes } from '../../dev-gateway/estate/event-layouts';
import { WindowsAnswerer, WindowsCall, WindowsError, WindowsObject } from '../../dev-gateway/windows-call';
import { wrapScript } from '../../dev-gateway/wrap-script';
import { engine } from '../support/engine';
import { runScript, ScriptResult, scriptText, timeless } from './support/script-runner';
import { eventsOf, outputs } from './support/guest-reader';

type Row = Readonly<Record<string, unknown>>;

const now = '2026-11-01T08:00:00.000Z';
const eventFields = ['collectedAt', 'source', 'machineName', 'vmId', 'logName', 'providerName', 'id', 'recordId', 'level', 'timeCreated', 'data', 'message'];
const logFields = [
    'collectedAt',
    'source',
    'machineName',
    'vmId',
    'logName',
    'exists',
    'enabled',
    'sizeBytes',
    'maximumBytes',
    'recordCount',
    'oldestRecordTime',
    'error'
];

function estateAt(node: Partial<NodeEntry>): Estate {
    return new Estate({ domain: 'contoso.com', now, nodes: [{ name: 'HV', os: '2019', guests: [{ name: 'A', os: '2019' }], ...node }] }, 0);
}

/** What must hold of all rows; then events and log rows apart. */
function sorted({ rows, errors, failure }: ScriptResult): { readonly events: Row[]; readonly logs: Row[] } {
    expect([errors, failure]).toEqual([[], null]);
    const events = rows.filter(row => 'recordId' in row);
    const logs = rows.filter(row => !('recordId' in row));
    expect(events.filter(row => Object.keys(row).join() !== eventFields.join())).toEqual([]);
    expect(logs.filter(row => Object.keys(row).join() !== logFields.join())).toEqual([]);
    expect(rows.filter(row => !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(row.collectedAt)))).toEqual([]);
    return { events, logs };
}

async function read(
    estate: Estate,
    parameters: Readonly<Record<string, unknown>> = {},
    host = 'HV'
): Promise<{ readonly events: Row[]; readonly logs: Row[] }> {
    return sorted(await runScript('Get-AvmaEvent', host, { estate, parameters }));
}

const seeded = [
    { guest: 'A', code: '0x00000000', hoursAgo: [1, 800], layout: 'hex/guid' },
    { guest: 'GONE', code: '0xC004FD01', hoursAgo: [2], layout: 'signed/fqdn' }
];

describe('Get-AvmaEvent on a host', () => {
    it('writes for each log its row and then its events, the newest first', async () => {
        const estate = estateAt({ activations: seeded });
        const { rows } = await runScript('Get-AvmaEvent', 'HV', { estate, parameters: {} });
        const { id } = estate.node('HV')?.machines[0] ?? { id: '' };
        expect(rows.map(timeless)).toEqual([
            {
                collectedAt: null,
                source: 'host',
                machineName: 'HV',
                vmId: null,
                logName: 'Application',
                exists: true,
                enabled: true,
                sizeBytes: 331776,
                maximumBytes: 20971520,
                recordCount: 450,
                oldestRecordTime: '2026-09-03T04:00:00.0000000Z',
                error: null
            },
            {
                collectedAt: null,
                source: 'host',
                machineName: 'hv.contoso.com',
                vmId: null,
                logName: 'Application',
                providerName: 'Microsoft-Windows-Security-SPP',
                id: 12310,
                recordId: 5160,
                level: 4,
                timeCreated: '2026-11-01T07:00:00.0000000Z',
                data: ['0x00000000', id],
                message: `An Automatic VM activation request has been processed.\r\nReturned hr=0x00000000\r\n${id}`
            },
            jasmine.objectContaining({ recordId: 5159, level: 2, data: ['-1073414911', 'gone.contoso.com'] }),
            jasmine.objectContaining({ timeCreated: '2026-09-29T00:00:00.0000000Z', level: 0 }),
            jasmine.objectContaining({ logName: 'Key Management Service', exists: true, recordCount: 0, oldestRecordTime: null, error: null })
        ]);
    });

    it('asks for provider, ids and time where the log is, and reads no other record', async () => {
        const estate = estateAt({ activations: seeded });
        const calls: WindowsCall[] = [];
        let objects = 0;
        const listening: WindowsAnswerer = {
            connect: () => Promise.reject(new Error('nobody is entered')),
            async *answer(call, signal): AsyncIterable<WindowsObject> {
                calls.push(call);
                for await (const object of estate.answer(call, signal)) {
                    objects += call.command === 'Get-WinEvent' ? 1 : 0;
                    yield object;
                }
            }
        };
        const session = await (await engine()).openSession({ node: 'HV', answerer: listening });
        const parameters = { ids: [12310], startTime: '2026-10-02T00:00:00.000Z', maximum: 10 };
        const rows = outputs(await eventsOf(session, { script: wrapScript('Get-AvmaEvent', scriptText('Get-AvmaEvent'), parameters) })) as Row[];
        await session.close();
        expect(rows.filter(row => 'recordId' in row).length).toBe(2);
        // Two logs, one oldest record, two events.
        expect(objects).toBe(5);
        expect<unknown>(calls.map(call => call.parameters.FilterXml).filter(text => text !== undefined)).toEqual([
            `<QueryList><Query Id="0" Path="Application"><Select Path="Application">*[System[Provider[@Name='Microsoft-Windows-Security-SPP'] and TimeCreated[@SystemTime&gt;='2026-10-02T00:00:00.000Z'] and (EventID=12310)]]</Select></Query></QueryList>`
        ]);
    });

    it('never gives events of other providers, whatever ids are asked for', async () => {
        const { events } = await read(estateAt({}), { ids: [12309, 12310] });
        expect(events).toEqual([]);
        const more = await read(estateAt({ activations: seeded }), { ids: [12309, 12310, 903] });
        expect(more.events.length).toBe(63);
        expect(new Set(more.events.map(row => row.providerName))).toEqual(new Set(['Microsoft-Windows-Security-SPP']));
    });

    it('takes more ids than one selection may have conditions, each once, in one order', async () => {
        const ids = [
            900,
            902,
            903,
            1003,
            1016,
            1066,
            8198,
            12288,
            12289,
            12290,
            12309,
            12310,
            16384,
            16394,
            ...Array.from({ length: 40 }, (_, index) => 2000 + index),
            900
        ];
        const { events } = await read(estateAt({ activations: seeded, license: 'kms' }), { ids, maximum: 1000 });
        const records = events.map(row => row.recordId as number);
        expect(records).toEqual([...new Set(records)].sort((a, b) => b - a));
        expect(new Set(events.map(row => row.id))).toEqual(new Set([900, 902, 903, 1003, 1066, 8198, 12288, 12289, 12310, 16384, 16394]));
        expect(events.find(row => row.id === 903)?.data).toEqual([]);
    });

    it('reads page by page: Application alone from the second on, every record once', async () => {
        const estate = estateAt({ activations: [{ guest: 'A', code: '0x00000000', hoursAgo: Array.from({ length: 23 }, (_, index) => index + 1) }] });
        const all = await read(estate);
        const pages: unknown[] = [];
        let beforeRecordId: unknown = null;
        for (let page = 0; page < 4; page++) {
            const { events, logs } = await read(estate, { maximum: 10, beforeRecordId });
            expect(logs.map(row => row.logName)).toEqual(page === 0 ? ['Application', 'Key Management Service'] : ['Application']);
            expect(events.length).toBe([10, 10, 3, 0][page]);
            pages.push(...events.map(row => row.recordId));
            beforeRecordId = events[events.length - 1]?.recordId ?? null;
        }
        expect(pages).toEqual(all.events.map(row => row.recordId));
    });

    it('leaves messages out when it is told to, and says of which log there is more', async () => {
        const hoursAgo = Array.from({ length: 11 }, (_, index) => index + 1);
        const estate = estateAt({ activations: [{ guest: 'A', code: '0x00000000', hoursAgo }] });
        const whole = await read(estate, { maximum: 11 });
        const exact = await read(estate, { maximum: 11, withoutMessage: true });
        expect(whole.events.every(row => row.message !== null)).toBeTrue();
        expect(exact.events).toEqual(whole.events.map((row, index) => ({ ...row, collectedAt: exact.events[index]?.collectedAt, message: null })));
        expect(exact.logs.map(row => row.error)).toEqual([null, null]);
        const cut = await read(estate, { maximum: 10, withoutMessage: true });
        expect(cut.events.map(row => row.recordId)).toEqual(whole.events.slice(0, 10).map(row => row.recordId));
        const error = { code: 'cutOff', hresult: null, id: null, reason: null, message: null };
        expect(cut.logs.map(row => [row.logName, row.error])).toEqual([
            ['Application', null],
            ['Application', error],
            ['Key Management Service', null]
        ]);
    });

    it('reads a log of 100,000 records in pages of 500 by default', async () => {
        const estate = estateAt({ eventLogs: { application: 'huge' } });
        const first = await read(estate);
        expect([first.events.length, first.logs[0].recordCount]).toEqual([500, 100_000]);
        const next = await read(estate, { beforeRecordId: first.events[499].recordId, maximum: 2 });
        expect(next.events.map(row => row.recordId)).toEqual([Number(first.events[499].recordId) - 50, Number(first.events[499].recordId) - 100]);
    });

    it('reads both logs', async () => {
        const { events } = await read(
            estateAt({
                eventLogs: { keyManagementService: 'ok' },
                activations: [{ guest: 'A', code: '0x00000000', hoursAgo: [3], log: 'keyManagementService' }]
            }),
            { ids: [12290, 12310] }
        );
        expect(new Set(events.map(row => row.logName))).toEqual(new Set(['Key Management Service']));
        expect(events.filter(row => row.id === 12310).length).toBe(1);
    });

    const states: ReadonlyArray<readonly [state: LogState, log: Row, events: number]> = [
        ['empty', { exists: true, recordCount: 0, oldestRecordTime: null, error: null }, 0],
        ['missing', { exists: false, enabled: null, recordCount: null, oldestRecordTime: null, error: null }, 0],
        ['cleared', { exists: true, oldestRecordTime: '2026-11-01T04:00:00.0000000Z', error: null }, 2],
        ['disabled', { exists: true, enabled: false, error: null }, 1],
        ['huge', { exists: true, recordCount: 100_000, sizeBytes: 20971520, error: null }, 500],
        [
            'denied',
            {
                exists: null,
                enabled: null,
                sizeBytes: null,
                recordCount: null,
                error: jasmine.objectContaining({
                    code: 'accessDenied',
                    hresult: -2147024891,
                    reason: 'Exception',
                    id: jasmine.stringMatching(/^LogInfoUnavailable,/)
                })
            },
            0
        ]
    ];
    for (const [application, log, count] of states) {
        it(`tells a log that is ${application}, the same in German`, async () => {
            const found = [];
            for (const language of ['en', 'de'] as const) {
                const estate = estateAt({ language, eventLogs: { application }, activations: seeded });
                found.push(await read(estate, { ids: [12310] }));
            }
            const [english, german] = found;
            expect(english.logs[0]).toEqual(jasmine.objectContaining(log));
            expect(english.events.length).toBe(count);
            // Whatever the language says differently, it is the messages alone.
            const plain = (row: Row): Row => ({ ...row, collectedAt: null, message: null, error: row.error ? { ...row.error, message: null } : null });
            expect(german.logs.map(plain)).toEqual(english.logs.map(plain));
            if (application !== 'huge') {
                expect(german.events.map(plain)).toEqual(english.events.map(plain));
            }
            expect(german.events.filter((row, index) => row.message !== null && row.message === english.events[index].message)).toEqual([]);
        });
    }

    it('tells a log that fails between its events by a second row', async () => {
        const estate = estateAt({ activations: seeded });
        const broken = (terminating: boolean, hresult: number): WindowsAnswerer => ({
            connect: () => Promise.reject(new Error('nobody is entered')),
            async *answer(call, signal): AsyncIterable<WindowsObject> {
                let count = 0;
                for await (const object of estate.answer(call, signal)) {
                    yield object;
                    if ('FilterXml' in call.parameters && ++count === 2) {
                        throw new WindowsError({
                            message: 'Kaputt',
                            errorId: 'System.Diagnostics.Eventing.Reader.EventLogException',
                            category: 'NotSpecified',
                            exceptionType: 'System.Diagnostics.Eventing.Reader.EventLogException',
                            hresult,
                            terminating
                        });
                    }
                }
            }
        });
        const run = async (answerer: WindowsAnswerer): Promise<{ readonly events: Row[]; readonly logs: Row[] }> => {
            const session = await (await engine()).openSession({ node: 'HV', answerer });
            const events = await eventsOf(session, { script: wrapScript('Get-AvmaEvent', scriptText('Get-AvmaEvent'), {}) });
            await session.close();
            return sorted({ rows: outputs(events) as Row[], errors: [], failure: null });
        };
        const { events, logs } = await run(broken(true, -2147023391));
        expect(events.length).toBe(2);
        expect(logs.map(row => [row.logName, (row.error as { code: string } | null)?.code])).toEqual([
            ['Application', undefined],
            ['Application', 'unclassified'],
            ['Key Management Service', undefined]
        ]);
        // An error beside an event is no end: its message could not be made up.
        const beside = await run(broken(false, -2147023391));
        expect([beside.events.length, beside.logs.map(row => row.error)]).toEqual([2, [null, null]]);
    });

    for (const [what, parameters] of [
        ['a moment with more in it', { startTime: "2026-10-01T00:00:00Z'] or EventID=1 or TimeCreated[@SystemTime>='2000" }],
        ['a moment on two lines', { startTime: '2026-10-01T00:00:00Z\n' }],
        ['a local moment', { startTime: '2026-10-01T00:00:00' }],
        ['a day that is none', { startTime: '2026-02-30T00:00:00Z' }],
        ['digits of other scripts', { startTime: '\u0662026-10-01T00:00:00Z' }],
        ['no ids', { ids: [] }],
        ['an id that is too large', { ids: [12310, 70000] }],
        ['a negative id', { ids: [-1] }],
        ['too many ids', { ids: Array.from({ length: 101 }, (_, index) => index) }],
        ['too many events', { maximum: 10_001 }],
        ['less than no events', { maximum: -1 }],
        ['a record before all', { beforeRecordId: -5 }],
        ['a guest without messages', { withoutMessage: true, vmId: '00000000-0000-0000-0000-000000000001' }]
    ] as ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>]>) {
        it(`refuses ${what}, and asks nothing`, async () => {
            const estate = estateAt({});
            const { rows, failure } = await runScript('Get-AvmaEvent', 'HV', { estate, parameters });
            const [name] = Object.keys(parameters);
            expect(failure?.message).toMatch(/^AvmaError \{/);
            expect(JSON.parse(String(failure?.message).slice('AvmaError '.length))).toEqual({
                code: 'invalidParameter',
                id: name,
                reason: null,
                hresult: null,
                message: null
            });
            expect([rows, estate.statistics('HV').calls]).toEqual([[], {}]);
        });
    }

    for (const [what, parameters] of [
        ['an id that is a text', { ids: ['12310) or (EventID=1'] }],
        ['a record that is a text', { beforeRecordId: "5]]</Select><Select Path='Security'>*" }],
        ['a number that is a text', { maximum: '1; throw' }]
    ] as ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>]>) {
        it(`does not even begin with ${what}`, async () => {
            const estate = estateAt({});
            const { rows, errors } = await runScript('Get-AvmaEvent', 'HV', { estate, parameters });
            expect(errors.map(error => error.errorId)).toEqual([jasmine.stringContaining('ParameterArgumentTransformationError')]);
            expect([rows, estate.statistics('HV').calls]).toEqual([[], {}]);
        });
    }

    it('takes null for every parameter that the host does not need', async () => {
        const nothing = { ids: null, startTime: null, maximum: null, beforeRecordId: null, vmId: null, channel: null, address: null, account: null };
        expect((await read(estateAt({ activations: seeded }), nothing)).events.length).toBe(3);
    });

    for (const language of ['en', 'de'] as const) {
        it(`hands on the strings of every layout and outcome as they were written (${language})`, async () => {
            const each = activationOutcomes.flatMap((code, outcome) =>
                activationLayouts.map((layout, index) => ({
                    guest: 'A',
                    code: `0x${code.toString(16).toUpperCase().padStart(8, '0')}`,
                    layout: layout.name,
                    hoursAgo: [1 + outcome + index / 100]
                }))
            );
            const guests = [{ name: "x\u2019; throw 'INJECTED'; \u2018 <b>&amp;\u0007", os: '2019', inside: { computerName: '$(x)`\u2019"' } }];
            const estate = estateAt({ language, guests, activations: each.map(one => ({ ...one, guest: guests[0].name })) });
            const { events } = await read(estate, { maximum: 1000 });
            const { id } = estate.node('HV')?.machines[0] ?? { id: '' };
            const subject = { vmId: id, computerName: '$(x)`\u2019"', fqdn: '$(x)`\u2019".contoso.com', hostFqdn: 'hv.contoso.com', language };
            expect(events.length).toBe(each.length);
            const written = activationOutcomes.flatMap(code => activationLayouts.map(layout => JSON.stringify(layout.write(code, subject))));
            expect(events.map(row => JSON.stringify(row.data))).toEqual(written);
            expect(events.filter(row => (row.message === null) !== ((row.data as string[]).length === 0))).toEqual([]);
        });
    }

    it('counts what the log of HV01 was seeded with', async () => {
        const { events } = await read(loadEstate(), {}, 'HV01');
        expect(events.length).toBe(37);
        expect(events.filter(row => (row.data as string[]).includes('AFB8E28D-7509-3A74-AAFA-0886C2328070')).length).toBe(6);
    });
});

describe('Get-AvmaEvent where scripts have no full language', () => {
    it('reads the host in constrained language, the same', async () => {
        const parameters = { startTime: '2026-10-02T00:00:00Z', ids: [12309, 12310, 900] };
        const estate = estateAt({ activations: seeded });
        const full = sorted(await runScript('Get-AvmaEvent', 'HV', { estate, parameters }));
        const constrained = sorted(await runScript('Get-AvmaEvent', 'HV', { estate, parameters, language: 'constrained' }));
        expect(constrained.events.map(timeless)).toEqual(full.events.map(timeless));
        expect(constrained.logs.map(timeless)).toEqual(full.logs.map(timeless));
        expect(full.events.length).toBeGreaterThan(20);
        const denied = await runScript('Get-AvmaEvent', 'HV', {
            estate: estateAt({ eventLogs: { application: 'denied' } }),
            language: 'constrained',
            parameters
        });
        expect(sorted(denied).logs[0].error).toEqual(jasmine.objectContaining({ code: 'accessDenied', hresult: -2147024891 }));
    });

    it('says languageMode of a guest there', async () => {
        const parameters = { vmId: 'AFB8E28D-7509-3A74-AAFA-0886C2328070', channel: 'direct', account: 'AAAA' };
        const { logs } = sorted(await runScript('Get-AvmaEvent', 'HV', { estate: estateAt({}), language: 'constrained', parameters }));
        expect(logs.map(row => [row.source, row.vmId, row.logName, (row.error as { code: string }).code])).toEqual([
            ['guest', parameters.vmId, null, 'languageMode']
        ]);
    });
});
