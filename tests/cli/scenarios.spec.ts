/** Scenarios of the development shell: which estate answers, how fast, and how the gateway misbehaves. */
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiveSources } from '../../dev-gateway/live-sources';
import { Scenarios } from '../../dev-gateway/scenarios';
import { WindowsCall } from '../../dev-gateway/windows-call';
import { root } from '../../build/project';
import { temporaryFolder } from '../build/support/refusal';

const estate = (name: string, latencyMs?: number): string => JSON.stringify({ domain: 'example.com', latencyMs, nodes: [{ name, os: '2022' }] });

describe('Scenarios', () => {
    const folder = temporaryFolder();
    const file = folder.write('mine.json', estate('MINE', 5));
    const defaults = { estate: 'mine', latencyMs: null, faults: [] };

    /** How long one call of a Windows command takes, in milliseconds. */
    async function latencyOf(scenarios: Scenarios): Promise<number> {
        const [node] = scenarios.nodes.nodeNames;
        const call = { site: { node, machine: null }, command: 'Get-Module', parameters: {} } as unknown as WindowsCall;
        const started = performance.now();
        for await (const answer of scenarios.nodes.answer(call, new AbortController().signal)) {
            expect(answer).toBeDefined();
        }
        return performance.now() - started;
    }

    it('begin with the estate that is given, and offer those of the project', () => {
        const scenarios = new Scenarios(file);
        expect(scenarios.offer()).toEqual(
            jasmine.objectContaining({ estates: ['mine', 'contoso', 'large'], latencies: [20, 100, 500, 2000], defaults, current: defaults })
        );
        expect(scenarios.nodes.nodeNames).toEqual(['MINE']);
        expect(new Scenarios().offer().defaults).toEqual({ estate: 'contoso', latencyMs: null, faults: [] });
        expect(new Scenarios(file, 30).offer()).toEqual(
            jasmine.objectContaining({ latencies: [20, 30, 100, 500, 2000], defaults: { ...defaults, latencyMs: 30 } })
        );
    });

    it('answer from the estate that is chosen, which begins anew only when it is told to', () => {
        const scenarios = new Scenarios(file);
        scenarios.choose({ ...defaults, estate: 'large' }, false);
        expect(scenarios.nodes.nodeNames).toEqual(['HV-5000', 'HV-EVENTS']);
        expect(scenarios.nodes.access('HV-5000', null)).toBe('ok');
        expect(scenarios.nodes.access('MINE', null)).toBe('unknownNode');
        expect(scenarios.nodes.inventory('HV-5000')).toEqual(jasmine.objectContaining({ isHyperVRoleInstalled: true }));
        scenarios.choose(defaults, false);
        writeFileSync(file, estate('OTHER', 5));
        scenarios.choose(defaults, false);
        expect(scenarios.nodes.nodeNames).toEqual(['MINE']);
        scenarios.choose(defaults, true);
        expect(scenarios.nodes.nodeNames).toEqual(['OTHER']);
        writeFileSync(file, estate('MINE', 5));
    });

    it('have the latency that is chosen, or that of the estate', async () => {
        const scenarios = new Scenarios(file);
        scenarios.choose({ ...defaults, latencyMs: 200 }, false);
        expect(await latencyOf(scenarios)).toBeGreaterThanOrEqual(195);
        scenarios.choose({ ...defaults, latencyMs: 60_000 }, false);
        scenarios.choose(defaults, false);
        // It would take a minute, which no spec has, with the latency of before.
        expect(await latencyOf(scenarios)).toBeGreaterThanOrEqual(4);
    });

    it('misbehave as chosen', () => {
        const scenarios = new Scenarios(file);
        expect(scenarios.behaviour).toEqual({});
        scenarios.choose({ ...defaults, faults: ['emptyResults', 'errors400'] }, false);
        expect(scenarios.behaviour).toEqual({ omitEmptyResults: true, nonTerminatingStatus: 400 });
        scenarios.choose({ ...defaults, faults: Object.keys(scenarios.offer().faults) }, false);
        expect(Object.keys(scenarios.behaviour).length).toBeGreaterThan(2);
    });

    for (const [what, wanted, message] of [
        ['an unknown estate', { estate: 'other' }, 'There is no estate "other". There are: mine, contoso, large'],
        ['a latency that is none', { latencyMs: NaN }, 'The latency must be a whole number from 0 to 60000, not "NaN".'],
        ['a latency of hours', { latencyMs: 9_999_999 }, 'The latency must be a whole number from 0 to 60000, not "9999999".'],
        [
            'an unknown fault',
            { faults: ['toString'] },
            'There is no fault "toString". There are: emptyResults, errors400, exceptionOnly, statusOnly, fewSessions, noSessions, shortSessions, smallAnswers'
        ]
    ] as const) {
        it(`refuse ${what} and stay what they are`, () => {
            const scenarios = new Scenarios(file);
            expect(() => scenarios.choose({ ...defaults, ...wanted }, true)).toThrowError(message);
            expect(scenarios.offer().current).toEqual(defaults);
        });
    }
});

describe('Live sources', () => {
    const folder = temporaryFolder();
    const file = folder.write('mine.json', estate('MINE'));
    const script = '<#\n.SYNOPSIS\na\n.DESCRIPTION\nb\n.ROLE\nReaders\n#>\n# c\n$a = 1\n';
    folder.write('gateway-plugin/Get-Thing.ps1', script);
    folder.write('src/main.ts', '');
    const ran: string[] = [];
    const served: string[] = [];
    const lines: string[] = [];
    let reloads = 0;
    const scenarios = new Scenarios(file);
    const live = new LiveSources({
        root: folder.path,
        scenarios,
        run: (...call) => {
            ran.push(call.join(' '));
            return call[0] === 'build/watch.ts' ? new Promise(() => undefined) : Promise.resolve();
        },
        serve: bundle => served.push(bundle),
        log: line => lines.push(line)
    });

    beforeAll(() => {
        jasmine.clock().install();
        live.onReload(() => reloads++);
        live.start();
    });
    afterAll(() => {
        live.close();
        jasmine.clock().uninstall();
    });

    let writes = 0;
    /** A file of its own time: two that are written in the same moment could bear the same. */
    function write(name: string, text: string): void {
        const time = new Date(Date.UTC(2030, 0, 1) + 1000 * ++writes);
        utimesSync(folder.write(name, text), time, time);
    }
    /** Files are looked at often enough to be seen as changed and left alone; what was begun by that ends at once. */
    async function looked(): Promise<void> {
        jasmine.clock().tick(2000);
        await new Promise(resolve => setImmediate(resolve));
    }

    it('give the script as it is on disk', () => {
        expect(live.currentScript('Get-Thing')).toBe('$a = 1');
        write('gateway-plugin/Get-Thing.ps1', script.replace('1\n', '2\n'));
        expect(live.currentScript('Get-Thing')).toBe('$a = 2');
        expect(live.currentScript('Get-Other')).toBeNull();
        write('gateway-plugin/Get-Bad.ps1', '$a = 1');
        expect(() => live.currentScript('Get-Bad')).toThrowError(/the header lacks \.SYNOPSIS/);
    });

    it('make the module anew for a script, and build nothing', async () => {
        await looked();
        expect(ran).toEqual(['build/generate.ts --module']);
        expect(lines).toEqual(['Get-Bad.ps1, Get-Thing.ps1: the next command runs it.']);
        expect(reloads).toBe(0);
    });

    it('start one builder at the first change of the tool, and show what it has built', async () => {
        write('src/main.ts', '// changed');
        await looked();
        expect(ran[1]).toBe(`build/watch.ts ${join(folder.path, '.cache/watch/bundle')} ${join(folder.path, '.cache/watch/built')}`);
        write('src/other.ts', '');
        write('.cache/watch/built', '');
        await looked();
        expect(served).toEqual([join(folder.path, '.cache/watch/bundle')]);
        expect(reloads).toBe(1);
        expect(ran.length).toBe(2);
    });

    it('take an estate as it is in its file; a wrong one changes nothing', async () => {
        write('mine.json', '{');
        await looked();
        expect(lines[lines.length - 1]).toMatch(/^Estate file/);
        expect(scenarios.nodes.nodeNames).toEqual(['MINE']);
        write('mine.json', estate('CHANGED'));
        await looked();
        expect(lines[lines.length - 1]).toBe('mine.json: the estate is as it is there now.');
        expect(scenarios.nodes.nodeNames).toEqual(['CHANGED']);
        expect(reloads).toBe(2);
    });

    it('are those of the project in npm start', () => {
        const own = new LiveSources({ root, scenarios: null, run: () => Promise.resolve(), serve: () => undefined, log: () => undefined });
        expect(own.currentScript('Get-AvmaGuest')).toContain('Msvm_ComputerSystem');
    });
});
