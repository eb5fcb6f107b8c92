/** Enable-AvmaDataExchange on the engine: every outcome, read back, in a number of queries that does not grow. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { estateOf } from '../estate/support/ask';
import { runScript, ScriptResult, scriptText } from './support/script-runner';

const script = 'Enable-AvmaDataExchange';
const off = (name: string, more: Partial<GuestEntry> = {}): GuestEntry => ({ name, os: '2022', dataExchange: 'off', ...more });

/** As Get-AvmaGuest gives them out. */
const idOf = (estate: Estate, node: string, guest: string): string =>
    estate
        .node(node)
        ?.machines.find(machine => machine.entry.name === guest)
        ?.id.toLowerCase() ?? `no guest ${guest}`;

async function change(
    estate: Estate,
    node: string,
    guests: readonly string[],
    enable = true,
    language: 'full' | 'constrained' = 'full'
): Promise<ScriptResult> {
    const vmIds = guests.map(guest => idOf(estate, node, guest));
    return runScript(script, node, { estate, language, parameters: { vmIds, enable } });
}

const summary = ({ rows }: ScriptResult): unknown[] =>
    rows.map(row => [row.outcome, row.enabledState, row.returnValue, (row.error as { code: string } | null)?.code ?? null]);

const codeOf = ({ failure }: ScriptResult): unknown => (JSON.parse(failure?.message.replace(/^AvmaError /, '') ?? '{}') as { code?: unknown }).code;

async function guestRow(estate: Estate, node: string, name: string): Promise<Record<string, unknown>> {
    return (await runScript('Get-AvmaGuest', node, { estate })).rows.find(row => row.name === name) ?? {};
}

describe('Enable-AvmaDataExchange', () => {
    it('switches Data Exchange on, so that the guest reports, and off again', async () => {
        const estate = loadEstate();
        expect((await guestRow(estate, 'HV01', 'NOEXCHANGE')).dataExchangeState).toBe(3);
        const on = await change(estate, 'HV01', ['NOEXCHANGE']);
        expect([on.failure, on.errors]).toEqual([null, []]);
        expect(Object.keys(on.rows[0])).toEqual(['collectedAt', 'vmId', 'outcome', 'enabledState', 'returnValue', 'error']);
        expect(on.rows[0].vmId).toBe(idOf(estate, 'HV01', 'NOEXCHANGE'));
        expect(summary(on)).toEqual([['done', 2, 0, null]]);
        const talking = await guestRow(estate, 'HV01', 'NOEXCHANGE');
        expect(talking.dataExchangeState).toBe(2);
        expect((talking.intrinsic as unknown[]).length).toBeGreaterThan(0);

        expect(summary(await change(estate, 'HV01', ['NOEXCHANGE'], false))).toEqual([['done', 3, 0, null]]);
        const silent = await guestRow(estate, 'HV01', 'NOEXCHANGE');
        expect([silent.dataExchangeState, silent.intrinsic]).toEqual([3, []]);
    });

    it('writes one row an id, in the order asked for, whatever becomes of it', async () => {
        const estate = estateOf({
            guests: [off('A'), { name: 'B', os: '2022' }, off('C', { dataExchangeChange: 5 }), off('D', { dataExchangeChange: 'ignored' })]
        });
        const ids = ['A', 'B', 'C', 'D'].map(name => idOf(estate, 'HV', name));
        const vmIds = [...ids, '00000000-0000-0000-0000-000000000000', ids[0].toUpperCase(), "x' OR '1' = '1"];
        const result = await runScript(script, 'HV', { estate, parameters: { vmIds, enable: true } });
        expect(summary(result)).toEqual([
            ['done', 2, 0, null],
            ['already', 2, null, null],
            ['failed', 3, 5, 'refused'],
            ['failed', 3, 0, 'notChanged'],
            ['notFound', null, null, null],
            ['notFound', null, null, null]
        ]);
        expect(result.rows.slice(0, 4).map(row => row.vmId)).toEqual(ids);
        expect(estate.statistics('HV').calls['Invoke-CimMethod']).toBe(3);
    });

    it('follows the jobs that Hyper-V starts', async () => {
        const estate = estateOf({ guests: [off('A', { dataExchangeChange: 'job' }), off('B', { dataExchangeChange: 'jobFails' })] });
        const result = await change(estate, 'HV', ['A', 'B']);
        expect(summary(result)).toEqual([
            ['done', 2, 4096, null],
            ['failed', 3, 4096, 'jobFailed']
        ]);
        expect((result.rows[1].error as { id: string }).id).toBe('JobState 10, ErrorCode 32768');
    });

    it('believes what is read back, not the state of the job', async () => {
        const estate = estateOf({ guests: [off('A', { dataExchangeChange: 'jobWarns' })] });
        const result = await change(estate, 'HV', ['A']);
        expect(summary(result)).toEqual([['done', 2, 4096, null]]);
    });

    it('gives up on a job that does not end, and says so', async () => {
        const estate = estateOf({ guests: [off('A', { dataExchangeChange: 'jobHangs' }), off('B')] });
        const text = scriptText(script).replace('$jobSeconds = 120', '$jobSeconds = 1');
        const vmIds = ['A', 'B'].map(name => idOf(estate, 'HV', name));
        expect(summary(await runScript(script, 'HV', { estate, text, parameters: { vmIds, enable: true } }))).toEqual([
            ['failed', 3, 4096, 'jobTimeout'],
            ['done', 2, 0, null]
        ]);
    });

    it('asks as often for 100 machines as for one', async () => {
        const estate = estateOf({ guests: Array.from({ length: 100 }, (_, index) => off(`G${index}`)) }, { name: 'HV2', guests: [off('A')] });
        const many = await change(
            estate,
            'HV',
            Array.from({ length: 100 }, (_, index) => `G${index}`)
        );
        await change(estate, 'HV2', ['A']);
        expect(many.rows.every(row => row.outcome === 'done')).toBeTrue();
        expect(estate.statistics('HV').cimQueries).toEqual(estate.statistics('HV2').cimQueries);
        expect(estate.statistics('HV').cimQueries).toEqual({ Msvm_VirtualSystemManagementService: 1, Msvm_KvpExchangeComponentSettingData: 2 });
    });

    it('works in constrained language, with jobs, too', async () => {
        const estate = loadEstate();
        expect(estate.languageMode('HV-CLM')).toBe('constrained');
        const [guest] = estate.node('HV-CLM')?.machines.map(machine => machine.entry.name) ?? [];
        const offAgain = await change(estate, 'HV-CLM', [guest], false, 'constrained');
        expect([offAgain.failure, offAgain.errors, summary(offAgain)]).toEqual([null, [], [['done', 3, 0, null]]]);
        expect(summary(await change(estate, 'HV-CLM', [guest], true, 'constrained'))).toEqual([['done', 2, 0, null]]);

        const jobs = estateOf({ guests: [off('A', { dataExchangeChange: 'job' }), off('B', { dataExchangeChange: 32775 }), { name: 'C', os: '2022' }] });
        const result = await change(jobs, 'HV', ['A', 'B', 'C', 'D'], true, 'constrained');
        expect(result.failure).toBeNull();
        expect(summary(result)).toEqual([
            ['done', 2, 4096, null],
            ['failed', 3, 32775, 'refused'],
            ['already', 2, null, null],
            ['notFound', null, null, null]
        ]);
    });

    it('says that a 2012 R2 host has no such method', async () => {
        const estate = estateOf({ os: '2012 R2', guests: [off('A')] });
        const result = await change(estate, 'HV', ['A']);
        expect(summary(result)).toEqual([['failed', 3, null, 'notSupported']]);
    });

    it('depends on no language', async () => {
        const estate = estateOf({ language: 'de', guests: [off('A', { dataExchangeChange: 'jobFails' }), off('B')] });
        expect(summary(await change(estate, 'HV', ['A', 'B']))).toEqual([
            ['failed', 3, 4096, 'jobFailed'],
            ['done', 2, 0, null]
        ]);
    });

    const partly: ReadonlyArray<readonly [what: string, entry: Partial<NodeEntry>, code: string]> = [
        ['denied, stopped', { hyperV: 'stopped', rights: { denied: ['Win32_Service'] } }, 'unclassified'],
        ['not seen, stopped', { hyperV: 'stopped', rights: { services: ['sppsvc'] } }, 'unclassified'],
        ['denied, no Hyper-V', { hyperV: 'absent', guests: [], rights: { denied: ['Win32_Service'] } }, 'hyperVAbsent'],
        ['denied, no Hyper-V rights', { hyperVRights: false, rights: { denied: ['Win32_Service'] } }, 'accessDenied']
    ];
    for (const [what, entry, code] of partly) {
        it(`calls nothing absent that the account does not see: services ${what}`, async () => {
            const estate = estateOf({ guests: [off('A')], ...entry });
            const result = await runScript(script, 'HV', { estate, parameters: { vmIds: ['00000000-0000-0000-0000-000000000000'], enable: true } });
            expect([result.rows, codeOf(result)]).toEqual([[], code]);
        });
    }

    for (const [node, code] of [
        ['HV-RIGHTS', 'accessDenied'],
        ['HV-VMMS', 'managementServiceStopped'],
        ['FILE01', 'hyperVAbsent']
    ] as const) {
        it(`fails on ${node} with the code ${code}, and calls no machine missing`, async () => {
            const result = await runScript(script, node, { parameters: { vmIds: ['00000000-0000-0000-0000-000000000000'], enable: true } });
            expect(result.rows).toEqual([]);
            expect(codeOf(result)).toBe(code);
        });
    }
});
