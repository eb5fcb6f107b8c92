/**
 * Scripts on a real host. Windows PowerShell and its remoting are not here: a program that speaks the same lines stands in for them, and the
 * driver itself is read, not run.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, RunEvent } from '../../dev-gateway/powershell/engine-api';
import { HostProgram, openRemotingEngine } from '../../dev-gateway/windows/remoting-engine';
import { WindowsAnswerer } from '../../dev-gateway/windows-call';
import { engine as powerShell } from '../support/engine';

/** Answers by what a "script" says, in the lines of Invoke-HostScript.ps1. */
const standIn = `
const send = message => process.stdout.write(JSON.stringify(message) + '\\n');
send(process.argv[1] === 'GONE' ? { t: 'openFailed', message: 'WinRM says no' } : { t: 'opened' });
let kept = 0;
require('readline').createInterface({ input: process.stdin }).on('line', line => {
    const { run, script } = JSON.parse(line);
    if (script === 'hang') { return; }
    if (script === 'die') { process.exit(3); }
    kept++;
    send({ t: 'warning', run, message: 'careful' });
    send({ t: 'output', run, value: { script, kept } });
    const error = { message: 'm', errorId: 'i', category: 'c', reason: 'r', hresult: -1, nativeErrorCode: null, line: null };
    if (script === 'fail') { send({ t: 'error', run, error }); }
    send({ t: 'end', run, state: script === 'fail' ? 'failed' : 'completed', error: script === 'fail' ? error : null });
}).on('close', () => process.exit(0));
`;

const program: HostProgram = host => spawn(process.execPath, ['-e', standIn, host]);
const unused: WindowsAnswerer = {
    answer: () => {
        throw new Error('nobody asks');
    },
    connect: () => Promise.reject(new Error('nobody asks'))
};

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
    const all: RunEvent[] = [];
    for await (const event of events) {
        all.push(event);
    }
    return all;
}

describe('the engine of a real host', () => {
    let engine: Engine;
    beforeEach(() => (engine = openRemotingEngine(program)));
    afterEach(() => engine.close());

    it('hands on output, warnings and the end, and keeps one session for several runs', async () => {
        const session = await engine.openSession({ node: 'HV01', answerer: unused });
        const first = await collect(session.run({ script: 'one' }).events);
        expect(first.map(event => event.kind)).toEqual(['warning', 'output', 'end']);
        const second = await collect(session.run({ script: 'two' }).events);
        expect(second[1]).toEqual({ kind: 'output', value: { script: 'two', kept: 2 } });
        await session.close();
    });

    it('tells a failed script by its end', async () => {
        const session = await engine.openSession({ node: 'HV01', answerer: unused });
        const events = await collect(session.run({ script: 'fail' }).events);
        expect(events.map(event => event.kind)).toEqual(['warning', 'output', 'error', 'end']);
        expect(events[3]).toEqual(jasmine.objectContaining({ kind: 'end', state: 'failed' }));
        await session.close();
    });

    it('says in the words of the host why no session comes about', async () => {
        await expectAsync(engine.openSession({ node: 'GONE', answerer: unused })).toBeRejectedWithError('GONE: WinRM says no');
    });

    for (const [what, stop, state] of [
        ['cancelled', true, 'stopped'],
        ['too slow', false, 'timedOut']
    ] as const) {
        it(`ends a script that is ${what}, and everything after it on that session`, async () => {
            const session = await engine.openSession({ node: 'HV01', answerer: unused });
            const run = session.run({ script: 'hang' }, stop ? {} : { timeoutMs: 50 });
            if (stop) {
                setTimeout(() => run.cancel(), 20);
            }
            expect(await collect(run.events)).toEqual([{ kind: 'end', state, error: null }]);
            expect((await collect(session.run({ script: 'one' }).events)).map(event => event.kind)).toEqual(['end']);
        });
    }

    it('says that the session is lost when its process goes', async () => {
        const session = await engine.openSession({ node: 'HV01', answerer: unused });
        expect(await collect(session.run({ script: 'die' }).events)).toEqual([{ kind: 'end', state: 'engineLost', error: null }]);
    });

    it('drives Windows PowerShell with a script in 5.1 syntax and ASCII', async () => {
        const driver = readFileSync(join(__dirname, '../../dev-gateway/windows/Invoke-HostScript.ps1'), 'utf8');
        const usage = await (await powerShell()).inspect(driver);
        expect([usage.errors, usage.newerThan51, usage.nonAscii]).toEqual([[], [], []]);
        expect(usage.commands.map(command => command.name)).toContain('New-PSSession');
    });
});
