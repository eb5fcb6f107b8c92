/** Invoke-Command into machines: runspaces of the same process that stand for them, entered where the answerer lets them be. */
import { join } from 'node:path';
import { EngineSession, SessionOptions } from '../../dev-gateway/powershell/engine-api';
import { MachineConnection, WindowsError, WindowsFailure } from '../../dev-gateway/windows-call';
import { roleOf, sampleEndpoint } from './support/endpoint';
import { collect, openSession, patienceMs, Ran, run, runAlone } from './support/engine';
import { Answer, answerWith, Connect, Gate, instance, ScriptedWindows } from './support/windows';

const first = 'afb8e28d-7509-3a74-aafa-0886c2328070';
const second = '1aa5eeba-00a5-f0c4-8da2-3b14dd539806';
const third = '49558cf4-d145-95e7-b765-3557350b5116';

const credential = `$p = New-Object System.Security.SecureString; foreach ($c in 's3cret'.ToCharArray()) { $p.AppendChar($c) }
$cred = New-Object System.Management.Automation.PSCredential -ArgumentList 'CONTOSO\\admin', $p
`;

const refused: WindowsFailure = {
    message: 'The credential is invalid.',
    errorId: 'PSSessionStateBroken',
    category: 'OpenError',
    exceptionType: 'System.Management.Automation.Remoting.PSDirectException',
    hresult: null,
    terminating: false
};

const service = answerWith([instance('Win32_Service', { Name: { type: 'string', key: true, value: 'sppsvc' }, Code: { type: 'uint32', value: 4294967295 } })]);

async function enter(
    script: string,
    options: { answers?: Readonly<Record<string, Answer>>; connect?: Connect; session?: Partial<SessionOptions> } = {}
): Promise<Ran & { windows: ScriptedWindows }> {
    const windows = new ScriptedWindows(options.answers, options.connect);
    return { ...(await runAlone(credential + script, { answerer: windows, node: 'host-1', ...options.session })), windows };
}

describe('Invoke-Command into a machine', () => {
    it('asks by id, with user and password, and makes its calls as that account in that machine', async () => {
        const { windows, output, errors } = await enter(
            `Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { param($a, $b) (Get-CimInstance -ClassName Win32_Service).Name; $a + $b } -ArgumentList 4, 5`,
            { answers: { 'Get-CimInstance': service } }
        );
        expect(errors).toEqual([]);
        expect(output).toEqual(['sppsvc', 9]);
        expect<unknown>(windows.connections).toEqual([
            {
                site: { node: 'host-1', machine: null, account: null },
                channel: 'direct',
                target: first,
                user: 'CONTOSO\\admin',
                password: 's3cret',
                useSsl: false,
                authentication: 'Default'
            }
        ]);
        expect<unknown>(windows.calls.map(call => call.site)).toEqual([{ node: 'host-1', machine: { vmId: first }, account: 'CONTOSO\\admin' }]);
        expect(JSON.stringify(windows.calls)).not.toContain('s3cret');
    });

    it('asks by name, with what WinRM is told', async () => {
        const { windows } = await enter(
            `Invoke-Command -ComputerName app01.contoso.com -UseSSL -Port 5986 -Authentication Kerberos -SessionOption (New-PSSessionOption -OpenTimeout 1000 -OperationTimeout 2000) -Credential $cred -ScriptBlock { $null = Get-CimInstance -ClassName A }`
        );
        const [{ channel, target, useSsl, authentication }] = windows.connections;
        expect([channel, target, useSsl, authentication]).toEqual(['winrm', 'app01.contoso.com', true, 'Kerberos']);
        expect<unknown>(windows.calls[0].site.machine).toEqual({ computerName: 'app01.contoso.com' });
    });

    it('takes published parameters only, and of each what it means', async () => {
        const { output, windows } = await enter(
            `foreach ($try in { Invoke-Command -VMId '${first}' -UseSSL -Credential $cred -ScriptBlock { 1 } }, { Invoke-Command -ComputerName a -Authentication Nope -ScriptBlock { 1 } }, { Invoke-Command -VMId 'x' -Credential $cred -ScriptBlock { 1 } }) {
                try { & $try } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }`
        );
        expect(output).toEqual(['AmbiguousParameterSet', 'ParameterArgumentTransformationError', 'ParameterArgumentTransformationError']);
        expect<unknown>(windows.connections).toEqual([]);
    });

    it('opens a full language of its own, without the variables of the caller', async () => {
        const { output } = await enter(
            `$mine = 1; Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { [string]$ExecutionContext.SessionState.LanguageMode; $null -eq $mine; [math]::Sqrt(16) }`
        );
        expect(output).toEqual(['FullLanguage', true, 4]);
    });

    it('brings objects through the serializer: properties without methods, marked with where they come from', async () => {
        const { output } = await enter(
            `$s = Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Get-CimInstance -ClassName Win32_Service }
            $s.PSObject.TypeNames[0]; $s.Code; $s.PSComputerName; $s -is [Microsoft.Management.Infrastructure.CimInstance]
            $o = Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { New-Object PSObject -Property @{ n = 1; t = @{ a = @{ b = 2 } } } }
            $o.n; $o.t.a.b; (Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Get-Date }).GetType().FullName
            @(Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { $null }).Count`,
            { answers: { 'Get-CimInstance': service } }
        );
        expect(output).toEqual([
            'Deserialized.Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service',
            4294967295,
            first,
            false,
            1,
            2,
            'System.DateTime',
            1
        ]);
    });

    it('brings errors back with id, reason and category, none of them ending the caller', async () => {
        const failure: WindowsFailure = {
            ...refused,
            message: 'Invalid class ',
            errorId: 'HRESULT 0x80041010',
            category: 'MetadataError',
            exceptionType: 'Microsoft.Management.Infrastructure.CimException',
            nativeErrorCode: 'InvalidClass'
        };
        const { errors, output, end } = await enter(
            `Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Get-CimInstance -ClassName Nope; 'on'; throw 'over'; 'never' }; 'after'`,
            { answers: { 'Get-CimInstance': answerWith([], failure) } }
        );
        expect(errors.map(({ errorId, reason, category }) => [errorId, reason, category])).toEqual([
            ['HRESULT 0x80041010,Get-CimInstance', 'CimException', 'MetadataError'],
            ['over', 'RuntimeException', 'OperationStopped']
        ]);
        expect(output).toEqual(['on', 'after']);
        expect(end.state).toBe('completed');
    });

    it('ends the caller where it wants to stop at errors, which it can tell apart', async () => {
        const { output } = await enter(
            `try { Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { throw 'over' } -ErrorAction Stop; 'never' } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Reason; $_.Exception.GetType().Name }`
        );
        expect(output).toEqual(['over', 'RuntimeException', 'RemoteException']);
    });

    it('brings warnings and progress back', async () => {
        const { events } = await enter(
            `Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Write-Warning 'w'; Write-Progress -Activity 'a' -Status 's' -PercentComplete 5 }`
        );
        expect(events.map(event => event.kind)).toEqual(['warning', 'progress']);
    });

    it('shows what comes from a machine before the machine is done', async () => {
        const next = new Gate();
        const waiting: Answer = async function* () {
            await next.opened;
            yield instance('A', { Name: { type: 'string', value: 'two' } });
        };
        const session = await openSession({ answerer: new ScriptedWindows({ 'Get-CimInstance': waiting }) });
        const seen: unknown[] = [];
        const script = `${credential}Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 'one'; (Get-CimInstance A).Name }`;
        for await (const event of session.run({ script }, { timeoutMs: patienceMs }).events) {
            seen.push(event.kind === 'output' ? event.value : event.kind);
            next.open();
        }
        expect(seen).toEqual(['one', 'two', 'end']);
        await session.close();
    });

    it('refuses $using:, which it would not honour', async () => {
        const { errors, output } = await enter(`$a = 1; Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { $using:a }`);
        expect([output, errors.map(error => error.reason)]).toEqual([[], ['PSNotSupportedException']]);
    });

    it('without a machine is the command of PowerShell itself', async () => {
        const { output, windows } = await enter(
            `Invoke-Command -ScriptBlock { param($x) $x * 2 } -ArgumentList 4; 1, 2 | Invoke-Command -ScriptBlock { @($input).Count }`
        );
        expect(output).toEqual([8, 2]);
        expect<unknown>(windows.connections).toEqual([]);
    });
});

describe('A connection to a machine', () => {
    it('that does not come about is an error with its documented id, and nothing runs', async () => {
        const { errors, windows, end } = await enter(`Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Get-CimInstance A }`, {
            connect: () => Promise.reject(new WindowsError(refused))
        });
        expect(errors.map(({ errorId, reason, category }) => [errorId, reason, category])).toEqual([
            ['PSSessionStateBroken', 'PSDirectException', 'OpenError']
        ]);
        expect(end.state).toBe('completed');
        expect<unknown>(windows.calls).toEqual([]);
    });

    it('ends the command where Windows would', async () => {
        const { output } = await enter(
            `try { Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 1 } } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Reason }`,
            {
                connect: () =>
                    Promise.reject(
                        new WindowsError({ ...refused, errorId: 'HyperVModuleNotAvailable', exceptionType: 'System.ArgumentException', terminating: true })
                    )
            }
        );
        expect(output).toEqual([jasmine.stringMatching(/^HyperVModuleNotAvailable/), 'ArgumentException']);
    });

    it('keeps the code of the transport beside the HRESULT, as PowerShell does', async () => {
        const failure: WindowsFailure = {
            ...refused,
            errorId: 'ServerNotTrusted,PSSessionStateBroken',
            exceptionType: 'System.Management.Automation.Remoting.PSRemotingTransportException',
            hresult: -2144108316
        };
        const { output } = await enter(
            `try { Invoke-Command -ComputerName a -Credential $cred -ScriptBlock { 1 } -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; $_.Exception.ErrorCode }`,
            { connect: () => Promise.reject(new WindowsError(failure)) }
        );
        expect(output).toEqual(['ServerNotTrusted,PSSessionStateBroken', -2144108316]);
    });

    it('of one machine costs the others nothing', async () => {
        const { output, errors } = await enter(
            `Invoke-Command -VMId '${first}', '${second}' -Credential $cred -ScriptBlock { 'in' } | % { $_.PSComputerName }`,
            {
                connect: ({ target }) => (target === first ? Promise.reject(new WindowsError(refused)) : Promise.resolve())
            }
        );
        expect(output).toEqual([second]);
        expect(errors.length).toBe(1);
    });

    it('that is lost stops what runs there, unseen by its catch, and is the error of the command', async () => {
        const lost: WindowsFailure = {
            ...refused,
            errorId: '2100,PSSessionStateBroken',
            exceptionType: 'System.Management.Automation.Remoting.PSRemotingTransportException',
            hresult: 2100,
            endsConnection: true
        };
        const { output, errors } = await enter(
            `Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 'before'; try { Get-CimInstance A } catch { 'caught' }; 'never' }; 'after'`,
            { answers: { 'Get-CimInstance': answerWith([], lost) } }
        );
        expect(output).toEqual(['before', 'after']);
        expect(errors.map(({ errorId, reason }) => [errorId, reason])).toEqual([['2100,PSSessionStateBroken', 'PSRemotingTransportException']]);
    });
});

describe('Several machines', () => {
    /** Lets connections in once so many wait, and remembers how many waited at most. */
    function door(size: number): { connect: Connect; most: () => number } {
        let inside = 0;
        let most = 0;
        const full = new Gate();
        return {
            most: () => most,
            connect: async () => {
                most = Math.max(most, ++inside);
                if (inside === size) {
                    full.open();
                }
                await full.opened;
                await new Promise(resolve => setTimeout(resolve, 20));
                inside--;
            }
        };
    }

    const script = `Invoke-Command -VMId '${first}', '${second}', '${third}' -Credential $cred -ScriptBlock { 'in' }`;

    it('are entered at the same time', async () => {
        const { connect, most } = door(3);
        const { output } = await enter(script, { connect });
        expect(output).toEqual(['in', 'in', 'in']);
        expect(most()).toBe(3);
    });

    it('are entered as many at a time as -ThrottleLimit says', async () => {
        const { connect, most } = door(1);
        const { output } = await enter(`${script} -ThrottleLimit 1`, { connect });
        expect(output).toEqual(['in', 'in', 'in']);
        expect(most()).toBe(1);
    });
});

describe('Stopping', () => {
    let session: EngineSession;
    let windows: ScriptedWindows;
    let reached: Gate;
    let aborted: Gate;
    let hangsOutside = false;

    beforeAll(async () => {
        const hang = async (signal: AbortSignal): Promise<void> => {
            signal.addEventListener('abort', () => aborted.open());
            reached.open();
            await aborted.opened;
        };
        windows = new ScriptedWindows(
            {
                // eslint-disable-next-line require-yield
                'Get-CimInstance': async function* (_call, signal) {
                    await hang(signal);
                }
            },
            (_connection: MachineConnection, signal) => (hangsOutside ? hang(signal) : Promise.resolve())
        );
        session = await openSession({ answerer: windows });
    });
    beforeEach(() => {
        reached = new Gate();
        aborted = new Gate();
    });
    afterAll(async () => {
        await session.close();
    });

    const script = `${credential}Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { Get-CimInstance A; 'never' }`;

    for (const [what, outside] of [
        ['before it is entered', true],
        ['while something runs there', false]
    ] as const) {
        it(`reaches a machine ${what}, and the session goes on`, async () => {
            hangsOutside = outside;
            const started = session.run({ script }, { timeoutMs: patienceMs });
            await reached.opened;
            started.cancel();
            const { end, output } = await collect(started);
            expect([end.state, output]).toEqual(['stopped', []]);
            await aborted.opened;
            hangsOutside = false;
            expect((await run(session, `'still here'`)).output).toEqual(['still here']);
        });
    }

    it('reaches what computes there', async () => {
        const started = session.run({ script: `${credential}Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 'begun'; while ($true) { } }` });
        let state = '';
        for await (const event of started.events) {
            if (event.kind === 'output') {
                started.cancel();
            } else if (event.kind === 'end') {
                state = event.state;
            }
        }
        expect(state).toBe('stopped');
    });

    it('happens where the caller has enough', async () => {
        const { output } = await run(
            session,
            `${credential}Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 1; while ($true) { } } | Select-Object -First 1; 'after'`
        );
        expect(output).toEqual([1, 'after']);
    });
});

describe('Sessions that may not do it themselves', () => {
    const sample = join(__dirname, 'support/Sample');
    const endpoint = sampleEndpoint(roleOf("'Sample\\Enter-Sample'"));

    afterAll(async () => {
        endpoint.remove();
    });

    for (const [language, options] of [
        ['constrained', { language: 'constrained', modules: [sample] }],
        ['none', endpoint.options]
    ] as const) {
        it(`enter machines by a command of a module, which keeps full language: ${language}`, async () => {
            const windows = new ScriptedWindows();
            const session = await openSession({ ...options, answerer: windows });
            const { output, errors } = await run(session, { module: 'Sample', command: 'Enter-Sample', parameters: { Id: first } });
            expect(errors).toEqual([]);
            expect(output).toEqual(['FullLanguage', 4]);
            expect(windows.connections.length).toBe(1);
            await session.close();
        });
    }

    it('enter none at an endpoint where nobody has imported Hyper-V: PowerShell itself needs Get-VM for it', async () => {
        const windows = new ScriptedWindows();
        const session = await openSession({ ...endpoint.options, answerer: windows });
        const { errors } = await run(session, { module: 'Sample', command: 'Enter-Sample', parameters: { Id: first, Unloaded: true } });
        expect(errors.map(error => error.errorId)).toEqual(['HyperVModuleNotAvailable,Invoke-Command']);
        expect(windows.connections).toEqual([]);
        await session.close();
    });

    it('enter none where the host has no Hyper-V, by its id', async () => {
        const windows = new ScriptedWindows();
        const session = await openSession({ windowsModules: [], answerer: windows });
        const { errors } = await run(session, `${credential}Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 1 }`);
        expect(errors.map(error => error.errorId)).toEqual(['HyperVModuleNotAvailable,Invoke-Command']);
        expect(windows.connections).toEqual([]);
        await session.close();
    });
});

describe('What module logging would write', () => {
    function recorded({ events }: Ran): string[] {
        return events.flatMap(event => (event.kind === 'parameters' ? [event.command, ...event.values] : []));
    }

    const session = { logParameters: true };

    it('is told of commands, functions and Windows commands, of lists each element, and in machines too', async () => {
        const ran = await enter(
            `function Show-It($Word) { $null = $Word }; Show-It 'word-one'
            $null = New-Object System.Collections.ArrayList -ArgumentList (, @('word-two', 'word-three'))
            'word-four' | Write-Output | Out-Null
            Get-CimInstance -ClassName A -Filter "Name = 'word-five'"
            Invoke-Command -VMId '${first}' -Credential $cred -ArgumentList 'word-six' -ScriptBlock { Get-CimInstance -ClassName B -Filter "Name = 'word-seven'" }`,
            { session }
        );
        const text = recorded(ran).join('\n');
        for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) {
            expect(text).toContain(`word-${word}`);
        }
        expect(recorded(ran)).toContain('New-Object');
    });

    it('has a secret that a parameter carries, and none that a method takes', async () => {
        expect(recorded(await enter(`Write-Verbose 'canary'`, { session }))).toContain('canary');
        expect(recorded(await enter(`Invoke-Command -VMId '${first}' -Credential $cred -ScriptBlock { 1 }`, { session })).join('\n')).not.toContain('s3cret');
    });

    it('is not told unless asked for', async () => {
        expect(recorded(await enter(`Write-Verbose 'canary'`))).toEqual([]);
    });
});
