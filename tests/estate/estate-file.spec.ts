/** Estate files: a wrong one is refused in one line, and the one of the project has what the project's tests and users count on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { guestSystems, nodeSystems } from '../../dev-gateway/estate/systems';
import { instances, values, virtualization } from './support/ask';

const host = { name: 'HV', os: '2019' };

describe('An estate file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-estate-'));
    const file = join(folder, 'estate.json');
    afterAll(() => rmSync(folder, { recursive: true }));

    function load(content: unknown): Estate {
        writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
        return loadEstate(file);
    }

    function complaint(content: unknown): string {
        try {
            load(content);
        } catch (error) {
            return (error as Error).message;
        }
        throw new Error('The file was accepted.');
    }

    for (const [what, content, place, problem] of [
        ['JSON that breaks off', '{ "domain": "contoso.com",\n "nodes": [', '', 'Unexpected end of JSON'],
        ['JSON with a wrong word', '{\n "domain": "contoso.com",\n "nodes": none\n}', '', 'none'],
        ['an empty file', '', '', 'JSON'],
        ['another thing than an object', [], '/', 'must be object'],
        ['no nodes', { domain: 'contoso.com', nodes: [] }, '/nodes', 'must NOT have fewer than 1 items'],
        ['no domain', { nodes: [host] }, '/', "must have required property 'domain'"],
        ['an unknown property', { domain: 'contoso.com', nodes: [host], colour: 'red' }, '/', '"colour"'],
        ['an unknown property of a node', { domain: 'contoso.com', nodes: [host, { ...host, name: 'B', guest: [] }] }, '/nodes/1', '"guest"'],
        [
            'an unknown property of a guest',
            { domain: 'contoso.com', nodes: [{ ...host, guests: [{ name: 'A', system: '2019' }] }] },
            '/nodes/0/guests/0',
            '"system"'
        ],
        ['an unknown system', { domain: 'contoso.com', nodes: [{ ...host, os: '2003' }] }, '/nodes/0/os', '(2012 R2,2016,2019,2022,2025,azureLocal)'],
        [
            'an unknown state',
            { domain: 'contoso.com', nodes: [{ ...host, guests: [{ name: 'A', state: 'on' }] }] },
            '/nodes/0/guests/0/state',
            '(running,off,saved'
        ],
        [
            'an unknown end of a change',
            { domain: 'contoso.com', nodes: [{ ...host, guests: [{ name: 'A', dataExchangeChange: 'later' }] }] },
            '/nodes/0/guests/0/dataExchangeChange',
            '(ignored,job,jobWarns,jobFails,jobHangs)'
        ],
        ['a node without name', { domain: 'contoso.com', nodes: [{ os: '2019' }] }, '/nodes/0', "must have required property 'name'"],
        [
            'a guest without name',
            { domain: 'contoso.com', nodes: [{ ...host, guests: [{ os: '2019' }] }] },
            '/nodes/0/guests/0',
            "must have required property 'name'"
        ],
        ['a name that no computer can have', { domain: 'contoso.com', nodes: [{ ...host, name: 'HV 01' }] }, '/nodes/0/name', 'must match pattern'],
        ['a text for a number', { domain: 'contoso.com', nodes: [{ ...host, sku: '8' }] }, '/nodes/0/sku', 'must be integer'],
        ['a latency below nothing', { domain: 'contoso.com', latencyMs: -1, nodes: [host] }, '/latencyMs', 'must be >= 0'],
        [
            'an unknown state of a log',
            { domain: 'contoso.com', nodes: [{ ...host, eventLogs: { application: 'full' } }] },
            '/nodes/0/eventLogs/application',
            '(ok,empty,missing,cleared,denied,disabled,huge)'
        ],
        [
            'a code that is none',
            { domain: 'contoso.com', nodes: [{ ...host, activations: [{ guest: 'A', code: '0', hoursAgo: [1] }] }] },
            '/nodes/0/activations/0/code',
            'must match pattern'
        ],
        [
            'an unknown layout of events',
            { domain: 'contoso.com', nodes: [{ ...host, activations: [{ guest: 'A', code: '0x00000000', hoursAgo: [1], layout: 'octal/guid' }] }] },
            '/nodes/0/activations/0/layout',
            '"octal/guid"'
        ],
        [
            'a node that its own cluster does not know',
            { domain: 'contoso.com', nodes: [{ ...host, cluster: { name: 'CLU', nodes: ['OTHER'] } }] },
            '/nodes/0/cluster/nodes',
            '"CLU"'
        ],
        [
            'nodes that know their cluster differently',
            {
                domain: 'contoso.com',
                nodes: [
                    { ...host, cluster: { name: 'CLU', nodes: ['HV', 'B'] } },
                    { ...host, name: 'B', cluster: { name: 'CLU', nodes: ['B', 'HV'] } }
                ]
            },
            '/nodes/1/cluster/nodes',
            '"CLU"'
        ],
        [
            'an owner from elsewhere',
            { domain: 'contoso.com', nodes: [{ ...host, cluster: { name: 'CLU', nodes: ['HV'] }, guests: [{ name: 'A', possibleOwners: ['B'] }] }] },
            '/nodes/0/guests/0',
            '"B"'
        ],
        [
            'two roles of one name',
            { domain: 'contoso.com', nodes: [{ ...host, cluster: { name: 'CLU', nodes: ['HV'] }, guests: [{ name: 'A' }, { name: 'a' }] }] },
            '/nodes/0/guests/1/name',
            '"a"'
        ],
        ['two nodes of one name', { domain: 'contoso.com', nodes: [host, { ...host, name: 'B' }, { ...host, name: 'hv' }] }, '/nodes/2/name', '"hv"']
    ] as const) {
        it(`is refused for ${what}, in one line with the file, the place and the problem`, () => {
            const line = complaint(content);
            expect(line).toMatch(/^Estate file [^\n]+$/);
            expect(line.startsWith(`Estate file ${file}: ${place}`))
                .withContext(line)
                .toBeTrue();
            expect(line).toContain(problem);
        });
    }

    it('is accepted with a return value or a job as the end of a change', () => {
        const guests = [
            { name: 'A', dataExchangeChange: 5 },
            { name: 'B', dataExchangeChange: 'job' }
        ];
        expect(() => load({ domain: 'contoso.com', nodes: [{ ...host, guests }] })).not.toThrow();
    });

    it('is refused where there is none', () => {
        const missing = join(folder, 'missing.json');
        expect(() => loadEstate(missing)).toThrowError(/^Estate file [^\n]+missing\.json: ENOENT[^\n]+$/);
    });

    it('may name its schema and begin with a byte order mark', () => {
        const estate = load(`\uFEFF${JSON.stringify({ $schema: './estate.schema.json', domain: 'contoso.com', nodes: [host] })}`);
        expect(estate.nodeNames).toEqual(['HV']);
    });

    it('can name exactly the systems that the estate knows', () => {
        const { definitions } = JSON.parse(readFileSync(join(__dirname, '../../dev-gateway/estate/estate.schema.json'), 'utf8')) as {
            definitions: Record<'node' | 'guest', { properties: { os: { enum: string[] } } }>;
        };
        expect(definitions.node.properties.os.enum.sort()).toEqual(Object.keys(nodeSystems).sort());
        expect(definitions.guest.properties.os.enum.sort()).toEqual(Object.keys(guestSystems).sort());
    });

    it('decides who may enter a node', () => {
        const account = { user: 'CONTOSO\\admin', password: 'secret word' };
        const estate = load({
            domain: 'contoso.com',
            nodes: [
                { ...host, name: 'OPEN' },
                { ...host, name: 'CLOSED', access: 'credentials', accounts: [account] },
                { ...host, name: 'BARRED', access: 'forbidden' },
                { ...host, name: 'JEA', access: 'jea' },
                { ...host, name: 'GONE', access: 'unreachable' }
            ]
        });
        expect(['OPEN', 'open.contoso.com', 'CLOSED', 'BARRED', 'JEA', 'GONE', 'NOBODY'].map(name => estate.access(name, null))).toEqual([
            'ok',
            'ok',
            'credentialsNeeded',
            'forbidden',
            'jea',
            'unreachable',
            'unknownNode'
        ]);
        expect(estate.access('CLOSED', { ...account, user: 'contoso\\ADMIN' })).toBe('ok');
        expect(estate.access('CLOSED', { ...account, password: 'Secret Word' })).toBe('credentialsNeeded');
        expect(estate.access('CLOSED', { user: 'CONTOSO\\other', password: account.password })).toBe('credentialsNeeded');
    });
});

describe('The estate of the project', () => {
    const estate = loadEstate();
    const machines = estate.node('HV01')?.machines ?? [];
    const named = (node: string): string[] => estate.node(node)?.machines.map(machine => machine.entry.name) ?? [];

    it('has a host for each condition that a host can be in', () => {
        const conditions: Readonly<Record<string, readonly [string, unknown]>> = {
            HV01: ['license', undefined],
            'HV-STD': ['sku', 7],
            'HV-KMS': ['license', 'kms'],
            'HV-OFF': ['license', 'notActivated'],
            'HV-EVAL': ['license', 'evaluation'],
            'HV-PAYG': ['license', 'withoutKey'],
            'HV-DENIED': ['access', 'credentials'],
            'HV-RIGHTS': ['hyperVRights', false],
            'HV-OPERATOR': ['rights', { denied: ['Win32_Service'] }],
            'HV-GONE': ['access', 'unreachable'],
            'HV-DE': ['language', 'de'],
            'HV-2012': ['os', '2012 R2'],
            'HV-VMMS': ['hyperV', 'stopped'],
            'HV-CLM': ['powershell', 'constrained'],
            'HV-JEA': ['access', 'jea'],
            FILE01: ['hyperV', 'absent']
        };
        const found = Object.entries(conditions).map(([name, [property]]) => {
            const entry: Readonly<Record<string, unknown>> = { ...estate.node(name)?.entry };
            return [name, [property, entry[property]]];
        });
        expect(Object.fromEntries(found)).toEqual(conditions);
        expect(named('HV-BIG').length).toBe(1000);
        expect(new Set(named('HV-BIG')).size).toBe(1000);
        expect(named('HV-EMPTY')).toEqual([]);
    });

    it('has on HV01 a guest for each case of the rules', () => {
        const has = (what: string, condition: (entry: (typeof machines)[number]['entry']) => boolean): void =>
            expect(machines.some(machine => condition(machine.entry)))
                .withContext(what)
                .toBeTrue();
        expect(machines.length).toBe(28);
        for (const system of ['2012', '2012 R2', '2016', '2019', '1809', '2022', 'ubuntu', 'windows10']) {
            has(system, entry => entry.os === system);
        }
        // 7 Standard, 8 Datacenter, 33 Foundation, 50 Essentials, 79 and 80 evaluations
        for (const sku of [7, 8, 33, 50, 79, 80]) {
            has(`SKU ${sku}`, entry => entry.sku === sku);
        }
        has('a Core installation: the edition of 1809 is Core only', entry => guestSystems[entry.os ?? ''] === guestSystems['1809']);
        has('a domain controller', entry => entry.domainController === true);
        has('an evaluation on a domain controller', entry => entry.domainController === true && entry.sku === 79);
        for (const state of ['off', 'saved', 'paused']) {
            has(state, entry => entry.state === state);
        }
        has('Data Exchange off', entry => entry.dataExchange === 'off');
        has('silent', entry => entry.dataExchange === 'silent');
        has('a malformed item', entry => (entry.malformed ?? []).length > 0);
        has('items of the host', entry => (entry.hostItems ?? []).length > 0 && (entry.hostOnlyItems ?? []).length > 0);
        has('shielded', entry => entry.shielded === true);
        has('a replica', entry => entry.replicationState !== undefined);
        has('a checkpoint', entry => entry.checkpoint === true);
        has('no operating system', entry => entry.os === undefined);
    });

    it('has on HV01 names that trip tools up: twice the same, quotation marks, markup, other scripts', () => {
        const names = named('HV01');
        expect(names.filter(name => name === 'VSERVER09').length).toBe(2);
        for (const form of [/'/, /"/, /[\u2018\u2019]/, /</, /;/, /\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /\(.*:.*\)/]) {
            expect(names.some(name => form.test(name)))
                .withContext(String(form))
                .toBeTrue();
        }
    });

    it('gives every machine an id of its own, the same at every start', () => {
        const ids = (of: Estate): string[] => of.nodeNames.flatMap(name => of.node(name)?.machines.map(machine => machine.id) ?? []);
        expect(ids(loadEstate())).toEqual(ids(estate));
        expect(new Set(ids(estate)).size).toBe(ids(estate).length);
        expect(ids(estate).filter(id => !/^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$/.test(id))).toEqual([]);
        // Addresses in bookmarks and in the browser tests hold it.
        expect(machines[0].id).toBe('AFB8E28D-7509-3A74-AAFA-0886C2328070');
    });

    it('lists HV01 itself among its systems, as Hyper-V does', async () => {
        const found = await instances(estate, 'HV01', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' });
        expect(found.length).toBe(29);
        expect(values(found, 'Name')[0]).toBe('HV01');
    });

    it('answers at once unless told otherwise', () => {
        const { latencyMs } = JSON.parse(readFileSync(join(__dirname, '../../dev-gateway/estate/contoso.json'), 'utf8')) as { latencyMs?: number };
        expect(latencyMs ?? 0).toBe(0);
    });
});
