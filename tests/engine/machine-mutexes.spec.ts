/** Named mutexes in machines: real ones, as many as there are machines, whatever session enters them. */
import { EngineSession, RunEvent } from '../../dev-gateway/powershell/engine-api';
import { MachineConnection, WindowsError } from '../../dev-gateway/windows-call';
import { collect, openSession, patienceMs, run } from './support/engine';
import { Answer, ScriptedWindows } from './support/windows';

const first = 'afb8e28d-7509-3a74-aafa-0886c2328070';
const second = '1aa5eeba-00a5-f0c4-8da2-3b14dd539806';

const credential = `$p = New-Object System.Security.SecureString; $p.AppendChar('x')
$cred = New-Object System.Management.Automation.PSCredential -ArgumentList 'CONTOSO\\admin', $p
`;

/** The name on this computer is that of the machine that asks. */
const named: Answer = async function* (call) {
    const { machine } = call.site;
    const where = machine && 'vmId' in machine ? machine.vmId : 'host';
    yield { kind: 'object', typeNames: [], properties: { Name: `Global\\${process.pid}.${where}.${String(call.parameters.Name).slice(7)}` } };
};

const open = (answer: Answer = named): Promise<EngineSession> => openSession({ answerer: new ScriptedWindows({ Mutex: answer }) });
const inside = (vmId: string, block: string): string => `${credential}Invoke-Command -VMId '${vmId}' -Credential $cred -ScriptBlock { ${block} }`;
const make = "$m = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'Global\\A'; ";

describe('A named mutex in a machine', () => {
    it('keeps a second session out until the first lets go, and only there', async () => {
        const [holder, other] = [await open(), await open()];
        const holding = holder.run(
            { script: inside(first, `${make} $m.WaitOne(0); Start-Sleep -Milliseconds 700; $m.ReleaseMutex(); $m.Dispose()`) },
            { timeoutMs: patienceMs }
        );
        const events = holding.events[Symbol.asyncIterator]();
        expect((await events.next()).value as RunEvent).toEqual({ kind: 'output', value: true });
        expect((await run(other, inside(first, `${make} $m.WaitOne(0)`))).output).toEqual([false]);
        expect((await run(other, inside(second, `${make} $m.WaitOne(0); $m.ReleaseMutex()`))).output).toEqual([true]);
        expect((await run(other, `${make} $m.WaitOne(0); $m.ReleaseMutex()`)).output).toEqual([true]);
        expect((await run(other, inside(first, `${make} $m.WaitOne(5000); $m.ReleaseMutex()`))).output).toEqual([true]);
        await Promise.all([holder.close(), other.close()]);
    });

    it('is abandoned by a session that ends with it, and says so to the next one', async () => {
        const [leaver, other] = [await open(), await open()];
        const hold = other.run({ script: inside(first, `${make} 'here'; Start-Sleep -Seconds 20`) }, { timeoutMs: patienceMs });
        // Somebody else has it open, so that it stays.
        await hold.events[Symbol.asyncIterator]().next();
        expect((await run(leaver, inside(first, `${make} $m.WaitOne(0)`))).output).toEqual([true]);
        const waits = `${make} try { $m.WaitOne(1000) } catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.GetType().FullName; $m.ReleaseMutex() }`;
        expect((await run(leaver, inside(first, waits))).output).toEqual(['AbandonedMutexException', 'System.Threading.AbandonedMutexException']);
        hold.cancel();
        await Promise.all([leaver.close(), other.close()]);
    });

    it('is let go by the end of a script that is stopped', async () => {
        const [holder, other] = [await open(), await open()];
        const holding = holder.run(
            { script: inside(first, `${make} try { $m.WaitOne(0); while ($true) { Start-Sleep -Milliseconds 50 } } finally { $m.ReleaseMutex() }`) },
            { timeoutMs: 400 }
        );
        expect((await collect(holding)).end.state).toBe('timedOut');
        expect((await run(other, inside(first, `${make} $m.WaitOne(5000); $m.ReleaseMutex()`))).output).toEqual([true]);
        await Promise.all([holder.close(), other.close()]);
    });

    it('fails as its constructor does where the machine refuses it', async () => {
        // eslint-disable-next-line require-yield
        const session = await open(async function* () {
            throw new WindowsError({
                message: 'denied',
                errorId: 'UnauthorizedAccessException',
                category: 'NotSpecified',
                exceptionType: 'System.UnauthorizedAccessException',
                hresult: 0x80070005 | 0,
                terminating: true
            });
        });
        const { output } = await run(
            session,
            inside(first, `try { ${make} } catch { $_.FullyQualifiedErrorId; $_.Exception.GetType().Name; $_.Exception.InnerException.HResult }`)
        );
        expect(output).toEqual([
            'ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand',
            'MethodInvocationException',
            0x80070005 | 0
        ]);
        await session.close();
    });

    it('without a name is asked of nobody', async () => {
        const connections: MachineConnection[] = [];
        const windows = new ScriptedWindows({}, async connection => void connections.push(connection));
        const session = await openSession({ answerer: windows });
        const { output } = await run(session, inside(first, '(New-Object -TypeName System.Threading.Mutex).WaitOne(0)'));
        expect([output, windows.calls.length, connections.length]).toEqual([[true], 0, 1]);
        await session.close();
    });
});
