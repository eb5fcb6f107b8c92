import { join } from 'node:path';
import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { roleOf, SampleEndpoint, sampleEndpoint } from './support/endpoint';
import { openSession, run, runAlone } from './support/engine';
import { answerWith, ScriptedWindows } from './support/windows';

const sample = join(__dirname, 'support/Sample');

function oneMachine(): ScriptedWindows {
    return new ScriptedWindows({ 'Get-VM': answerWith([{ kind: 'object', typeNames: ['Spec.Machine'], properties: { Name: 'one' } }]) });
}

describe('A session in constrained language', () => {
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession({ language: 'constrained', modules: [sample], answerer: oneMachine() });
    });

    afterAll(async () => {
        await session.close();
    });

    const refused: ReadonlyArray<readonly [script: string, errorId: string]> = [
        ['[System.Net.Dns]::GetHostName()', 'MethodInvocationNotSupportedInConstrainedLanguage'],
        ['[math]::Abs(1)', 'MethodInvocationNotSupportedInConstrainedLanguage'],
        [`[scriptblock]::Create('1')`, 'MethodInvocationNotSupportedInConstrainedLanguage'],
        ['[System.Collections.ArrayList]::new()', 'CannotCreateTypeConstrainedLanguage'],
        ['New-Object System.Collections.ArrayList', 'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand'],
        ['[PSCustomObject]@{ a = 1 }', 'InvalidCastConstructorException'],
        [`$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'`, 'PropertySetterNotSupportedInConstrainedLanguage'],
        [`Add-Type -TypeDefinition 'public class X { }'`, 'CommandNotFoundException'],
        // Core types since PowerShell 6 or 7, which 5.1 refuses.
        [`$table = [ordered]@{ a = 1 }; $table.Contains('a')`, 'MethodInvocationNotSupportedInConstrainedLanguage'],
        [`$table = [ordered]@{ a = 1 }; $table.Add('b', 2)`, 'MethodInvocationNotSupportedInConstrainedLanguage'],
        ['New-Object System.Collections.Specialized.OrderedDictionary', 'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand'],
        [`New-Object semver '1.2.3'`, 'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand']
    ];

    for (const [script, errorId] of refused) {
        it(`refuses ${script}`, async () => {
            const { output, errors } = await run(session, script);
            expect(output).toEqual([]);
            expect(errors.map(error => error.errorId)).toEqual([errorId]);
        });
    }

    it('refuses classes', async () => {
        const { end } = await run(session, 'class X { }');
        expect(end.error?.errorId).toBe('ClassesNotAllowedInConstrainedLanguage');
    });

    const allowed: ReadonlyArray<readonly [script: string, ...expected: readonly unknown[]]> = [
        ['New-Object PSObject -Property @{ a = 1 }', { a: 1 }],
        ['1 | Select-Object @{ n = "x"; e = { 2 } }', { x: 2 }],
        ['(New-Object System.Version 1, 2).Minor', 2],
        [`(ConvertFrom-Json '{"a":1}').a`, 1],
        [`@{ a = 1 } | ConvertTo-Json -Compress`, '{"a":1}'],
        [`([xml]'<a>x</a>').DocumentElement.InnerText`, 'x'],
        [`[guid]'00000000-0000-0000-0000-000000000000' -eq [guid]::Empty; 'a'.ToUpper()`, true, 'A'],
        [`([datetime]'2020-01-02').ToUniversalTime().Year`, 2020],
        [`'x1' -match '\\d'; $Matches[0]`, true, '1'],
        ['[string]$ExecutionContext.SessionState.LanguageMode', 'ConstrainedLanguage'],
        ['(Get-VM).Name', 'one'],
        [`$table = [ordered]@{ a = 1 }; $table.b = 2; $table['c'] = 3; New-Object PSObject -Property $table`, { a: 1, b: 2, c: 3 }],
        [`$table = @{ }; $table.Add('a', 1); $table.ContainsKey('a')`, true]
    ];

    for (const [script, ...expected] of allowed) {
        it(`allows ${script}`, async () => {
            const { output, errors } = await run(session, script);
            expect(errors).toEqual([]);
            expect(output).toEqual(expected);
        });
    }

    it('leaves its modules the full language, even after it was refused the same itself', async () => {
        const { output, errors } = await run(session, `[PSCustomObject]@{ a = 1 }\nGet-Sample -Text 'x' -Numbers 2, 9, 4`);
        expect(errors.map(error => error.line)).toEqual([1]);
        expect(output).toEqual([{ text: 'x', largest: 9, loud: false, root: 4, machines: 1, mode: 'FullLanguage' }]);
    });

    it('takes nothing from sessions in full language', async () => {
        const constrained = await runAlone('[PSCustomObject]@{ a = 1 }; [math]::Abs(-1)', { language: 'constrained' });
        const full = await runAlone('[PSCustomObject]@{ a = 1 }; [math]::Abs(-1)');
        expect(constrained.output).toEqual([]);
        expect(full.errors).toEqual([]);
        expect(full.output).toEqual([{ a: 1 }, 1]);
    });
});

describe('A session without language', () => {
    /** What RestrictedRemoteServer shows by itself. */
    const basics = [
        ...['cls', 'exsn', 'gcm', 'measure', 'select'],
        ...['Clear-Host', 'Exit-PSSession', 'Get-Command', 'Get-FormatData', 'Get-Help', 'Measure-Object', 'Out-Default', 'Select-Object']
    ];
    const endpoint = sampleEndpoint(roleOf("'Sample\\Get-Sample'", "'Sample\\Get-Failure'", "'Sample\\Get-Unloaded'"));
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession({ ...endpoint.options, answerer: oneMachine() });
    });

    afterAll(async () => {
        await session.close();
        endpoint.remove();
    });

    it('runs a command of its module with parameters', async () => {
        const { output, errors, end } = await run(session, {
            module: 'Sample',
            command: 'Get-Sample',
            parameters: { Text: `x’; throw 'y'`, Numbers: [3, 5], Loud: true }
        });
        expect(errors).toEqual([]);
        expect(end.state).toBe('completed');
        expect(output).toEqual([{ text: `x’; throw 'y'`, largest: 5, loud: true, root: 4, machines: 1, mode: 'FullLanguage' }]);
    });

    it('loads no module of Windows by itself, although it could be found', async () => {
        const fresh = await openSession({ ...endpoint.options, answerer: oneMachine() });
        const { errors, end } = await run(fresh, { module: 'Sample', command: 'Get-Unloaded', parameters: {} });
        expect([...errors.map(error => error.errorId), end.error?.errorId]).toContain('CommandNotFoundException');
        await fresh.close();
    });

    it('has no module that its host has not', async () => {
        const fresh = await openSession({ ...endpoint.options, windowsModules: ['CimCmdlets'], answerer: oneMachine() });
        const { errors, end } = await run(fresh, { module: 'Sample', command: 'Get-Sample', parameters: { Numbers: [1] } });
        expect([...errors.map(error => error.errorId), end.error?.errorId]).toContain('CommandNotFoundException');
        await fresh.close();
    });

    it('tells how the command failed', async () => {
        const { end } = await run(session, { module: 'Sample', command: 'Get-Failure', parameters: {} });
        expect(end.state).toBe('failed');
        expect(end.error?.message).toBe('AvmaError {}');
    });

    it('refuses parameters that the command has not', async () => {
        const { end } = await run(session, { module: 'Sample', command: 'Get-Sample', parameters: { Nope: 1 } });
        expect(end.error?.errorId).toBe('NamedParameterNotFound,Get-Sample');
    });

    it('refuses the text of a script, whatever it is', async () => {
        for (const script of ['1', 'Get-Sample', 'Get-Sample -Text x | Select-Object -First 1', '$x = 1', '']) {
            const { output, end } = await run(session, script);
            expect(output).withContext(script).toEqual([]);
            expect(end.state).withContext(script).toBe('failed');
        }
    });

    it('shows what its role names and what every endpoint shows, and nothing else', async () => {
        const { output } = await run(session, { module: '', command: 'Get-Command', parameters: { Name: '*' } });
        expect(output.map(command => (command as { Name: string }).Name).sort()).toEqual([...basics, 'Get-Failure', 'Get-Sample', 'Get-Unloaded'].sort());
    });

    it('hides the rest from a call by name too', async () => {
        for (const [module, command] of [
            ['Microsoft.PowerShell.Utility', 'Get-Date'],
            ['Microsoft.PowerShell.Core', 'ForEach-Object'],
            ['CimCmdlets', 'Get-CimInstance'],
            ['Hyper-V', 'Get-VM'],
            ['Sample', 'Enter-Sample'],
            ['', 'Invoke-WindowsCommand']
        ]) {
            const { end } = await run(session, { module, command, parameters: {} });
            expect(end.error?.errorId).withContext(command).toBe('CommandNotFoundException');
        }
    });
});

describe('A session without language, of a role', () => {
    const endpoints: SampleEndpoint[] = [];
    const openRole = (text: string, groups?: readonly string[]): Promise<EngineSession> => {
        const endpoint = sampleEndpoint(text, groups);
        endpoints.push(endpoint);
        return openSession({ ...endpoint.options, answerer: oneMachine() });
    };

    afterAll(async () => {
        endpoints.forEach(endpoint => endpoint.remove());
    });

    it('shows the functions of the role, some with few of their parameters', async () => {
        const session = await openRole(roleOf("'Sample\\Get-Failure'", "@{ Name = 'Get-Sample'; Parameters = @{ Name = 'Text' }, @{ Name = 'Numbers' } }"));
        const failing = await run(session, { module: 'Sample', command: 'Get-Failure', parameters: {} });
        expect(failing.end.error?.message).toBe('AvmaError {}');
        const allowed = await run(session, { module: '', command: 'Get-Sample', parameters: { Text: 'x', Numbers: [1, 2] } });
        expect(allowed.output).toEqual([{ text: 'x', largest: 2, loud: false, root: 4, machines: 1, mode: 'FullLanguage' }]);
        const refused = await run(session, { module: '', command: 'Get-Sample', parameters: { Text: 'x', Loud: true } });
        expect(refused.end.error?.errorId).toBe('NamedParameterNotFound,Get-Sample');
        for (const [module, command] of [
            // The whole function is not there under its full name either.
            ['Sample', 'Get-Sample'],
            ['Sample', 'Enter-Sample']
        ]) {
            const hidden = await run(session, { module, command, parameters: {} });
            expect(hidden.end.error?.errorId).withContext(command).toBe('CommandNotFoundException');
        }
        await session.close();
    });

    it('has cmdlets as Windows PowerShell 5.1 has them', async () => {
        const cmdlets = ['ConvertTo-Json', 'Sort-Object'].map(name => `'Microsoft.PowerShell.Utility\\${name}'`).join(', ');
        const session = await openRole(`@{ GUID = '3f0b8f0e-7d0d-4a3f-9a4e-2a1f6c7d9b54'; VisibleCmdlets = ${cmdlets} }`);
        const written = await run(session, {
            module: 'Microsoft.PowerShell.Utility',
            command: 'ConvertTo-Json',
            parameters: { InputObject: '<', Compress: true }
        });
        expect(written.output).toEqual([String.raw`"\u003c"`]);
        for (const [command, later] of [
            ['Sort-Object', { Top: 1 }],
            ['ConvertTo-Json', { EnumsAsStrings: true }]
        ] as const) {
            const { end } = await run(session, { module: '', command, parameters: { InputObject: 1, ...later } });
            expect(end.error?.errorId).toMatch(/^NamedParameterNotFound,/);
        }
        await session.close();
    });

    it('shows a stranger to its groups nothing of the role', async () => {
        const session = await openRole(roleOf("'Sample\\Get-Sample'"), ['Others']);
        const { end } = await run(session, { module: 'Sample', command: 'Get-Sample', parameters: {} });
        expect(end.error?.errorId).toBe('CommandNotFoundException');
        await session.close();
    });

    for (const [why, text] of [
        ['what is no table', 'Get-Sample'],
        ['a function without parameters', "@{ VisibleFunctions = @{ Name = 'Get-Sample' } }"],
        ['parameters without a function', "@{ VisibleFunctions = @{ Parameters = @{ Name = 'Text' } } }"],
        ['what is no PowerShell', '@{ VisibleFunctions ='],
        ['a module that is not there', "@{ ModulesToImport = 'NotThere'; VisibleFunctions = 'Get-Sample' }"]
    ]) {
        it(`does not open for ${why}`, async () => {
            await expectAsync(openRole(text)).toBeRejectedWithError(/could not be opened/);
        });
    }
});

describe('A module that the policy of a host does not trust', () => {
    it('has no more language than a text, and fails where it needs more', async () => {
        const session = await openSession({ language: 'constrained', modules: [sample], untrustedModules: true, answerer: oneMachine() });
        const { output } = await run(session, { module: 'Sample', command: 'Get-Unloaded', parameters: {} });
        expect(output).toEqual([1]);
        const { end, errors } = await run(session, { module: 'Sample', command: 'Get-Sample', parameters: { Numbers: [1] } });
        expect([...errors.map(error => error.errorId), end.error?.errorId]).toContain('MethodInvocationNotSupportedInConstrainedLanguage');
        await session.close();
    });
});
