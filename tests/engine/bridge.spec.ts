import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { PlainObject, WindowsFailure } from '../../dev-gateway/windows-call';
import { collect, openSession, patienceMs, Ran, run, runAlone } from './support/engine';
import { Answer, answerWith, Gate, instance, ScriptedWindows } from './support/windows';

const invalidClass: WindowsFailure = {
    message: 'Invalid class',
    errorId: 'HRESULT 0x80041010',
    category: 'MetadataError',
    exceptionType: 'Microsoft.Management.Infrastructure.CimException',
    hresult: -2147217392,
    nativeErrorCode: 'InvalidClass',
    terminating: false
};
const notRunning: WindowsFailure = {
    message: 'The virtual machine is not running.',
    errorId: 'InvalidState',
    category: 'InvalidOperation',
    exceptionType: 'Microsoft.HyperV.PowerShell.VirtualizationException',
    hresult: -2146233088,
    terminating: true
};

describe('Commands of Windows in a script', () => {
    /** Runs a script against these answers. */
    async function ask(script: string, answers: Readonly<Record<string, Answer>> = {}): Promise<Ran & { windows: ScriptedWindows }> {
        const windows = new ScriptedWindows(answers);
        return { ...(await runAlone(script, { answerer: windows })), windows };
    }

    describe('as they are called', () => {
        it('take published parameters only', async () => {
            const { errors, windows } = await ask(`Get-CimInstance -ClassName Win32_Service -Nope 1`);
            expect(errors).toEqual([
                jasmine.objectContaining({
                    errorId: 'NamedParameterNotFound,Get-CimInstance',
                    category: 'InvalidArgument',
                    reason: 'ParameterBindingException',
                    line: 1
                })
            ]);
            expect<unknown>(windows.calls).toEqual([]);
        });

        it('take no parameters of two sets at once', async () => {
            const { errors, windows } = await ask(`Get-CimInstance -ClassName A -Query 'select * from A'`);
            expect(errors.map(error => error.errorId)).toEqual(['AmbiguousParameterSet,Get-CimInstance']);
            expect<unknown>(windows.calls).toEqual([]);
        });

        it('reach the answerer with site, set and parameters by published name', async () => {
            const windows = new ScriptedWindows();
            const script = `Get-CimInstance Win32_Service -Filter "Name = 'vmms'" -Property Name, State -KeyOnly -ErrorAction Stop -Verbose:$false`;
            await runAlone(script, { answerer: windows, node: 'host-1', account: 'CONTOSO\\admin' });
            expect<unknown>(windows.calls).toEqual([
                {
                    site: { node: 'host-1', machine: null, account: 'CONTOSO\\admin' },
                    module: 'CimCmdlets',
                    command: 'Get-CimInstance',
                    parameterSet: 'ClassNameComputerSet',
                    // What every command has is PowerShell's own business.
                    parameters: { ClassName: 'Win32_Service', Filter: "Name = 'vmms'", Property: ['Name', 'State'], KeyOnly: true }
                }
            ]);
        });

        it('take aliases, short names and splatted parameters for the published ones', async () => {
            const { windows } = await ask(`$more = @{ Namespace = 'root/a' }; Get-CimInstance -Class B -CN server @more; Get-VM -Na one`);
            expect<unknown>(windows.calls.map(call => call.parameters)).toEqual([
                { ClassName: 'B', ComputerName: ['server'], Namespace: 'root/a' },
                { Name: ['one'] }
            ]);
        });

        it('pass a switch that is off as false', async () => {
            const { windows } = await ask(`Get-CimInstance A -KeyOnly:$false`);
            expect<unknown>(windows.calls[0].parameters.KeyOnly).toBeFalse();
        });

        it('pass instances, arguments and numbers on', async () => {
            const inner = instance('Spec_Inner', { Name: { type: 'string', array: false, key: false, value: 'inner' } });
            const { windows } = await ask(
                `$service = Get-CimInstance Win32_Service; $null = Invoke-CimMethod -InputObject $service -MethodName Start -Arguments @{ Wait = $true; Times = 2; Names = @('a'); After = $service.Inner }`,
                {
                    'Get-CimInstance': answerWith([
                        instance('Win32_Service', {
                            Name: { type: 'string', key: true, value: 'vmms' },
                            Ids: { type: 'uint16', array: true, value: [1, 2] },
                            Inner: { type: 'Spec_Inner', value: inner }
                        })
                    ])
                }
            );
            expect<unknown>(windows.calls[1].command).toBe('Invoke-CimMethod');
            expect<unknown>(windows.calls[1].parameters).toEqual({
                InputObject: {
                    kind: 'cim',
                    namespace: 'root/cimv2',
                    className: 'Win32_Service',
                    properties: {
                        Name: { type: 'string', array: false, key: true, value: 'vmms' },
                        Ids: { type: 'uint16', array: true, key: false, value: [1, 2] },
                        Inner: { type: 'instance', array: false, key: false, value: inner }
                    }
                },
                MethodName: 'Start',
                Arguments: { Wait: true, Times: 2, Names: ['a'], After: inner }
            });
        });

        it('pass what holds itself only so deep', async () => {
            const { windows, end } = await ask(`$a = @{ n = 1 }; $a.self = $a; Invoke-CimMethod -ClassName A -MethodName B -Arguments $a`);
            expect(end.state).toBe('completed');
            expect<unknown>(windows.calls[0].parameters.Arguments).toEqual(jasmine.objectContaining({ n: 1 }));
        });

        it('pass a document on as its text', async () => {
            const { windows } = await ask(`Get-WinEvent -FilterXml ([xml]"<a b='c'><d>1 &lt; 2</d></a>")`);
            expect<unknown>(windows.calls.map(call => call.parameters.FilterXml)).toEqual(['<a b="c"><d>1 &lt; 2</d></a>']);
        });

        it('write dates in local time and lists of objects as such', async () => {
            const event: PlainObject = {
                kind: 'object',
                typeNames: ['Event'],
                properties: {
                    TimeCreated: { kind: 'date', value: '2026-11-01T08:00:00.123Z' },
                    Properties: [{ kind: 'object', typeNames: ['Property'], properties: { Value: 'a' } }],
                    None: []
                }
            };
            const script = `Get-WinEvent -LogName A | ForEach-Object { $_.TimeCreated.GetType().Name; "$($_.TimeCreated.Kind)"; $_.TimeCreated.ToUniversalTime().ToString('o'); $_.Properties[0].Value; @($_.None).Count }`;
            const { output } = await ask(script, { 'Get-WinEvent': answerWith([event]) });
            expect(output).toEqual(['DateTime', 'Local', '2026-11-01T08:00:00.1230000Z', 'a', 0]);
        });

        it('are called once for each object of the pipeline', async () => {
            const two = answerWith(['one', 'two'].map(value => instance('A', { Name: { type: 'string', value } })));
            const { windows } = await ask(`Get-CimInstance A | Get-CimAssociatedInstance -ResultClassName B`, { 'Get-CimInstance': two });
            const given = windows.calls.slice(1).map(call => [call.command, call.parameters.ResultClassName, call.parameters.InputObject]);
            expect<unknown>(given).toEqual(
                ['one', 'two'].map(value => [
                    'Get-CimAssociatedInstance',
                    'B',
                    jasmine.objectContaining({ kind: 'cim', properties: { Name: { type: 'string', array: false, key: false, value } } })
                ])
            );
        });

        it('pass objects that are no instances by their type names', async () => {
            const machine = answerWith([{ kind: 'object', typeNames: ['Microsoft.HyperV.PowerShell.VirtualMachine'], properties: { Name: 'one' } }]);
            const { windows } = await ask(`Get-VMSecurity -VM (Get-VM)`, { 'Get-VM': machine });
            expect<unknown>(windows.calls[1].parameters).toEqual({
                VM: [{ kind: 'object', typeNames: ['Microsoft.HyperV.PowerShell.VirtualMachine'], properties: { Name: 'one' } }]
            });
        });

        it('are found by their module', async () => {
            const { output, windows } = await ask(`CimCmdlets\\Get-CimInstance A; (Get-Command Get-VM).ModuleName`);
            expect(output).toEqual(['Hyper-V']);
            expect<unknown>(windows.calls.map(call => call.command)).toEqual(['Get-CimInstance']);
        });

        it('are not there without their module', async () => {
            const { errors, output } = await runAlone(`Get-VM; Get-CimInstance A; (Get-Module).Name -contains 'CimCmdlets'`, {
                windowsModules: ['CimCmdlets']
            });
            expect(errors.map(error => error.errorId)).toEqual(['CommandNotFoundException']);
            expect(output).toEqual([true]);
        });

        it('ask Windows which modules it has, and PowerShell which it has loaded', async () => {
            const modules = answerWith([
                { kind: 'object', typeNames: ['System.Management.Automation.PSModuleInfo'], properties: { Name: 'FailoverClusters' } }
            ]);
            const { output, windows } = await ask(`(Get-Module -ListAvailable -Name FailoverClusters).Name; (Get-Module -Name CimCmdlets).Name`, {
                'Get-Module': modules
            });
            expect(output).toEqual(['FailoverClusters', 'CimCmdlets']);
            expect<unknown>(windows.calls.map(call => [call.module, call.command, call.parameters])).toEqual([
                ['Microsoft.PowerShell.Core', 'Get-Module', { ListAvailable: true, Name: ['FailoverClusters'] }]
            ]);
        });
    });

    describe('as they fail', () => {
        it('report an error that does not end them, after what came before', async () => {
            const { events, end } = await ask(`\nGet-CimInstance A | ForEach-Object { $_.CimClass.CimClassName }\n'after'`, {
                'Get-CimInstance': answerWith([instance('A', {})], invalidClass)
            });
            expect(events).toEqual([
                { kind: 'output', value: 'A' },
                {
                    kind: 'error',
                    error: {
                        message: 'Invalid class',
                        errorId: 'HRESULT 0x80041010,Get-CimInstance',
                        category: 'MetadataError',
                        reason: 'CimException',
                        hresult: -2147217392,
                        nativeErrorCode: 5,
                        line: 2
                    }
                },
                { kind: 'output', value: 'after' }
            ]);
            expect(end.state).toBe('completed');
        });

        it('are caught where -ErrorAction says Stop', async () => {
            const script = `try { Get-CimInstance A -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Reason; "$($_.Exception.NativeErrorCode)"; [int]$_.Exception.NativeErrorCode; $_.Exception.GetType().FullName }`;
            const { output, errors } = await ask(script, { 'Get-CimInstance': answerWith([], invalidClass) });
            expect(output).toEqual([
                'HRESULT 0x80041010,Get-CimInstance',
                'CimException',
                'InvalidClass',
                5,
                'Microsoft.Management.Infrastructure.CimException'
            ]);
            expect(errors).toEqual([]);
        });

        it('show the failure behind the failure', async () => {
            const wrapped: WindowsFailure = {
                message: 'No information',
                errorId: 'LogInfoUnavailable',
                category: 'NotSpecified',
                exceptionType: 'System.Exception',
                hresult: null,
                terminating: false,
                cause: { message: 'Refused', exceptionType: 'System.UnauthorizedAccessException', hresult: -2147024891 }
            };
            const script = `try { Get-WinEvent -ListLog A -ErrorAction Stop } catch { $_.Exception.GetType().FullName; $_.Exception.InnerException.GetType().FullName; $_.Exception.InnerException.HResult; $_.Exception.InnerException.Message }`;
            const { output } = await ask(script, { 'Get-WinEvent': answerWith([], wrapped) });
            expect(output).toEqual(['System.Exception', 'System.UnauthorizedAccessException', -2147024891, 'Refused']);
        });

        it('are silent where -ErrorAction says so', async () => {
            const { events } = await ask(`Get-CimInstance A -ErrorAction SilentlyContinue -ErrorVariable e; $e.Count`, {
                'Get-CimInstance': answerWith([], invalidClass)
            });
            expect(events).toEqual([{ kind: 'output', value: 1 }]);
        });

        it('end their statement with a terminating error, whatever -ErrorAction says', async () => {
            const { output, errors } = await ask(
                `$x = 'none'; $x = Get-VM -ErrorAction SilentlyContinue; $x\ntry { Get-VM } catch { $_.CategoryInfo.Reason }`,
                {
                    'Get-VM': answerWith([], notRunning)
                }
            );
            expect(output).toEqual(['none', 'VirtualizationException']);
            expect(errors).toEqual([
                jasmine.objectContaining({
                    errorId: 'InvalidState,Get-VM',
                    category: 'InvalidOperation',
                    reason: 'VirtualizationException',
                    nativeErrorCode: null,
                    line: 1
                })
            ]);
        });

        it('fail with what the answerer threw where that is no failure of Windows', async () => {
            const broken: Answer = async function* () {
                yield instance('A', {});
                throw new TypeError('a mistake in the estate');
            };
            const { output, errors } = await ask(`Get-CimInstance A | % { 'one' }`, { 'Get-CimInstance': broken });
            expect(output).toEqual(['one']);
            expect(errors).toEqual([jasmine.objectContaining({ errorId: 'AnswererFailed,Get-CimInstance', message: 'TypeError: a mistake in the estate' })]);
        });

        it('fail in the same way in several sessions at once', async () => {
            const failing = { 'Get-VM': answerWith([], { ...notRunning, exceptionType: 'Spec.OnlyHereException' }) };
            const results = await Promise.all(Array.from({ length: 6 }, () => ask(`try { Get-VM } catch { $_.CategoryInfo.Reason }`, failing)));
            expect(results.map(result => result.output)).toEqual(Array.from({ length: 6 }, () => ['OnlyHereException']));
        });
    });

    describe('that nobody waits for any longer', () => {
        /** Answers one object and then waits until it is told to stop. */
        function endless(): { answer: Answer; called: Promise<void>; aborted: Promise<void> } {
            const called = new Gate();
            const aborted = new Gate();
            const answer: Answer = async function* (_call, signal) {
                signal.addEventListener('abort', () => aborted.open());
                called.open();
                yield instance('A', { Name: { type: 'string', value: 'one' } });
                await aborted.opened;
            };
            return { answer, called: called.opened, aborted: aborted.opened };
        }

        async function opened(answer: Answer): Promise<EngineSession> {
            return openSession({ answerer: new ScriptedWindows({ 'Get-CimInstance': answer }) });
        }

        it('tell the answerer when their run is cancelled', async () => {
            const { answer, called, aborted } = endless();
            const session = await opened(answer);
            const started = session.run({ script: 'Get-CimInstance A' }, { timeoutMs: patienceMs });
            await called;
            started.cancel();
            expect((await collect(started)).end.state).toBe('stopped');
            await aborted;
            await session.close();
        });

        it('tell it when the script has enough, and the script goes on', async () => {
            const { answer, aborted } = endless();
            const session = await opened(answer);
            const { output, end } = await run(session, `(Get-CimInstance A | Select-Object -First 1).Name; 'after'`);
            expect(output).toEqual(['one', 'after']);
            expect(end.state).toBe('completed');
            await aborted;
            await session.close();
        });

        it('show each object before the next one is there', async () => {
            const next = new Gate();
            const slow: Answer = async function* () {
                yield instance('A', { Name: { type: 'string', value: 'one' } });
                await next.opened;
                yield instance('A', { Name: { type: 'string', value: 'two' } });
            };
            const session = await opened(slow);
            const names: unknown[] = [];
            for await (const event of session.run({ script: 'Get-CimInstance A | % Name' }, { timeoutMs: patienceMs }).events) {
                names.push(event.kind === 'output' ? event.value : event.kind);
                next.open();
            }
            expect(names).toEqual(['one', 'two', 'end']);
            await session.close();
        });
    });

    it('keep the order of many objects', async () => {
        const many = answerWith(Array.from({ length: 1000 }, (_, index) => instance('A', { Id: { type: 'uint32', value: index } })));
        const { output } = await ask(`Get-CimInstance A | % { $_.Id }`, { 'Get-CimInstance': many });
        expect(output).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    });
});
