import { openEngine } from '../../dev-gateway/powershell/engine';
import { EngineSession, Run, RunEvent } from '../../dev-gateway/powershell/engine-api';
import { collect, openSession, patienceMs, run, runAlone, silentWindows } from './support/engine';
import { Answer, Gate, ScriptedWindows } from './support/windows';

/** A Windows whose Get-VM answers when its gate is open. */
function gatedWindows(): { windows: ScriptedWindows; called: Promise<void>; gate: Gate } {
    const gate = new Gate();
    const asked = new Gate();
    const answer: Answer = async function* () {
        asked.open();
        await gate.opened;
        yield { kind: 'object', typeNames: ['Spec.Machine'], properties: { name: 'one' } };
    };
    return { windows: new ScriptedWindows({ 'Get-VM': answer }), called: asked.opened, gate };
}

async function firstEvent(started: Run): Promise<RunEvent> {
    for await (const event of started.events) {
        return event;
    }
    throw new Error('The run wrote nothing.');
}

describe('Sessions of the engine', () => {
    const sessions: EngineSession[] = [];

    async function opened(options: Parameters<typeof openSession>[0] = {}): Promise<EngineSession> {
        const session = await openSession(options);
        sessions.push(session);
        return session;
    }

    afterEach(async () => {
        await Promise.all(sessions.splice(0).map(session => session.close()));
    });

    it('run at the same time', async () => {
        const all = new Gate();
        const count = 6;
        let waiting = 0;
        // Nobody is answered before all have asked.
        const answer: Answer = async function* () {
            if (++waiting === count) {
                all.open();
            }
            await all.opened;
            yield { kind: 'object', typeNames: ['Spec.Machine'], properties: { name: 'one' } };
        };
        const windows = new ScriptedWindows({ 'Get-VM': answer });
        const results = await Promise.all(Array.from({ length: count }, (_, index) => runAlone(`${index}; (Get-VM).name`, { answerer: windows })));
        expect(results.map(result => result.end.state)).toEqual(Array.from({ length: count }, () => 'completed'));
        expect(results.map(result => result.output)).toEqual(Array.from({ length: count }, (_, index) => [index, 'one']));
    });

    it('run one script after another, and keep globals in between', async () => {
        const { windows, called, gate } = gatedWindows();
        const session = await opened({ answerer: windows });
        const first = run(session, `$global:seen = @('first begins'); $null = Get-VM; $global:seen += 'first ends'; function global:Get-Kept { 'kept' }`);
        const second = run(session, `$global:seen += 'second'; $global:seen; Get-Kept`);
        await called;
        gate.open();
        await first;
        expect((await second).output).toEqual(['first begins', 'first ends', 'second', 'kept']);
    });

    it('share no globals and no functions', async () => {
        const [one, other] = [await opened(), await opened()];
        await run(one, `$global:mine = 1; function global:Get-Mine { 1 }`);
        const { output, errors } = await run(other, `$null -eq $global:mine; Get-Mine`);
        expect(output).toEqual([true]);
        expect(errors.map(error => error.errorId)).toEqual(['CommandNotFoundException']);
    });

    it('show the first row while the script still runs', async () => {
        const { windows, gate } = gatedWindows();
        const session = await opened({ answerer: windows });
        const states: unknown[] = [];
        for await (const event of session.run({ script: `'row'; (Get-VM).name` }, { timeoutMs: patienceMs }).events) {
            states.push(event);
            // The script waits for this; the loop would end by its timeout if the row were held back.
            gate.open();
        }
        expect(states).toEqual([
            { kind: 'output', value: 'row' },
            { kind: 'output', value: 'one' },
            { kind: 'end', state: 'completed', error: null }
        ]);
    });

    it('write each stream in the order in which things occur', async () => {
        const session = await opened();
        const { events } = await run(
            session,
            `1..3 | ForEach-Object {
                Write-Progress -Activity 'a' -Status "s$_" -PercentComplete $_
                "row $_"
                Write-Warning "w$_"
                Write-Error "e$_"
                Write-Verbose "v$_" -Verbose
            }`
        );
        const texts = events.map(event => {
            switch (event.kind) {
                case 'output':
                    return event.value;
                case 'progress':
                    return event.status;
                case 'error':
                    return event.error.message;
                case 'parameters':
                    return event.command;
                default:
                    return event.message;
            }
        });
        expect(texts).toEqual([1, 2, 3].flatMap(n => [`s${n}`, `row ${n}`, `w${n}`, `e${n}`, `v${n}`]));
    });

    it('keep the order of many rows', async () => {
        const session = await opened();
        const { output } = await run(session, `foreach ($n in 1..20000) { $n }`);
        expect(output.length).toBe(20_000);
        expect(output.every((value, index) => value === index + 1)).toBeTrue();
    });

    it('end for exit, a stray break and a syntax error too', async () => {
        const session = await opened();
        expect((await run(session, '1; exit 3; 2')).output).toEqual([1]);
        expect((await run(session, '1; break; 2')).output).toEqual([1]);
        const { output, end } = await run(session, '1; if (');
        expect(output).toEqual([]);
        expect(end.state).toBe('failed');
        expect((await run(session, `'alive'`)).output).toEqual(['alive']);
    });

    it('end with their engine, whatever they are doing', async () => {
        const own = await openEngine();
        const session = await own.openSession({ node: 'node', answerer: silentWindows });
        const hanging = session.run({ script: `'row'; [System.Threading.Thread]::Sleep(60000)` }, { timeoutMs: patienceMs });
        const states: string[] = [];
        for await (const event of hanging.events) {
            states.push(event.kind === 'end' ? event.state : event.kind);
            if (event.kind === 'output') {
                await own.close();
            }
        }
        expect(states).toEqual(['output', 'engineLost']);
    });

    it('fail to open, with the reason, where a module does not load', async () => {
        const broken = openSession({ modules: [`${__dirname}/support/Broken`] });
        await expectAsync(broken).toBeRejectedWithError(/session could not be opened: .*Get-MissingThing/s);
        expect((await runAlone('1')).output).toEqual([1]);
    });

    it('run nothing once they are closed, and harm no other session', async () => {
        const [closed, other] = [await openSession(), await opened()];
        await closed.close();
        const { end } = await run(closed, '1');
        expect(end.state).toBe('failed');
        expect(end.error?.message).toContain('closed');
        expect((await run(other, '2')).output).toEqual([2]);
    });

    it('begin the next run after one whose text is no valid UTF-16', async () => {
        const session = await opened();
        // A name that Windows has cut in the middle of a character.
        expect((await run(session, `'\ud83d'.Length`)).output).toEqual([1]);
        expect((await run(session, `'alive'`)).output).toEqual(['alive']);
    });

    describe('whose run is cancelled', () => {
        it('stop it, run its finally blocks and go on', async () => {
            const session = await opened();
            const started = session.run({ script: `try { 'row'; Start-Sleep 60; 'never' } finally { $global:cleaned = $true }` }, { timeoutMs: patienceMs });
            const events: RunEvent[] = [];
            for await (const event of started.events) {
                events.push(event);
                started.cancel();
            }
            expect(events).toEqual([
                { kind: 'output', value: 'row' },
                { kind: 'end', state: 'stopped', error: null }
            ]);
            expect((await run(session, '$global:cleaned')).output).toEqual([true]);
        });

        it('stop it in its first moment as well', async () => {
            const session = await opened();
            // The pipeline is somewhere between asked for and begun; PowerShell by itself forgets such a stop.
            for (let turn = 0; turn < 30; turn++) {
                const started = session.run({ script: 'while ($true) { }' }, { timeoutMs: patienceMs });
                for (let wait = 0; wait < turn % 6; wait++) {
                    await new Promise(resolve => setImmediate(resolve));
                }
                started.cancel();
                expect((await collect(started)).end.state).toBe('stopped');
            }
            expect((await run(session, `'alive'`)).output).toEqual(['alive']);
        });

        it('end it at once while it waits for its turn, and never begin it', async () => {
            const { windows, called, gate } = gatedWindows();
            const session = await opened({ answerer: windows });
            const first = run(session, '$global:seen = 1; $null = Get-VM');
            await called;
            const second = session.run({ script: '$global:seen = 2' });
            second.cancel();
            expect((await collect(second)).end).toEqual({ kind: 'end', state: 'stopped', error: null });
            gate.open();
            await first;
            expect((await run(session, '$global:seen')).output).toEqual([1]);
        });

        it('stop it when its reader leaves', async () => {
            const session = await opened();
            await firstEvent(session.run({ script: `try { 'row'; Start-Sleep 60 } finally { $global:left = $true }` }, { timeoutMs: patienceMs }));
            expect((await run(session, '$global:left')).output).toEqual([true]);
        });

        it('change nothing about a run that has ended', async () => {
            const session = await opened();
            const started = session.run({ script: '1' });
            const { end } = await collect(started);
            started.cancel();
            expect(end.state).toBe('completed');
            expect((await run(session, '2')).output).toEqual([2]);
        });
    });

    describe('whose run takes too long', () => {
        it('end it, run its finally blocks and go on', async () => {
            const session = await opened();
            const { output, end } = await collect(
                session.run({ script: `try { 'row'; Start-Sleep 60 } finally { $global:cleaned = $true }` }, { timeoutMs: 300 })
            );
            expect(output).toEqual(['row']);
            expect(end).toEqual({ kind: 'end', state: 'timedOut', error: null });
            expect((await run(session, '$global:cleaned')).output).toEqual([true]);
        });

        it('lose their process where nothing else helps; the next session has a new one', async () => {
            const [hanging, neighbour] = [await openSession(), await openSession()];
            const suffering = run(neighbour, 'Start-Sleep 60');
            const { end } = await collect(hanging.run({ script: '[System.Threading.Thread]::Sleep(60000)' }, { timeoutMs: 300 }));
            expect(end).toEqual({ kind: 'end', state: 'timedOut', error: null });
            expect((await suffering).end).toEqual({ kind: 'end', state: 'engineLost', error: null });
            expect((await run(hanging, '1')).end.state).toBe('engineLost');
            await Promise.all([hanging.close(), neighbour.close()]);
            expect((await runAlone(`'alive'`)).output).toEqual(['alive']);
        });
    });
});
