import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { closeEngine, openSession, run, runAlone } from './support/engine';
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
        await closeEngine();
    });

    const refused: ReadonlyArray<readonly [script: string, errorId: string]> = [
        ['[System.Net.Dns]::GetHostName()', 'MethodInvocationNotSupportedInConstrainedLanguage'],
        ['[math]::Abs(1)', 'MethodInvocationNotSupportedInConstrainedLanguage'],
        [`[scriptblock]::Create('1')`, 'MethodInvocationNotSupportedInConstrainedLanguage'],
        ['[System.Collections.ArrayList]::new()', 'CannotCreateTypeConstrainedLanguage'],
        ['New-Object System.Collections.ArrayList', 'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand'],
        ['[PSCustomObject]@{ a = 1 }', 'InvalidCastConstructorException'],
        [`$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'`, 'PropertySetterNotSupportedInConstrainedLanguage'],
        [`Add-Type -TypeDefinition 'public class X { }'`, 'CommandNotFoundException']
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
        ['(Get-VM).Name', 'one']
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
    const visible = ['Get-Sample', 'Get-Failure', 'Get-Command', 'Select-Object'];
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession({ language: 'none', modules: [sample], visibleCommands: visible, answerer: oneMachine() });
    });

    afterAll(async () => {
        await session.close();
        await closeEngine();
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

    it('shows what it was told to show, and nothing else', async () => {
        const parameters = { Name: '*', CommandType: 'All' };
        const { output } = await run(session, { module: 'Microsoft.PowerShell.Core', command: 'Get-Command', parameters });
        expect(output.map(command => (command as { Name: string }).Name).sort()).toEqual([...visible].sort());
    });

    it('hides the rest from a call by name too', async () => {
        for (const [module, command] of [
            ['Microsoft.PowerShell.Utility', 'Get-Date'],
            ['Microsoft.PowerShell.Core', 'ForEach-Object'],
            ['CimCmdlets', 'Get-CimInstance'],
            ['Hyper-V', 'Get-VM']
        ]) {
            const { end } = await run(session, { module, command, parameters: {} });
            expect(end.error?.errorId).withContext(command).toBe('CommandNotFoundException');
        }
    });
});

describe('A session without language, of a role', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-role-'));
    const role = join(folder, 'Role.psrc');
    const openRole = (text: string): Promise<EngineSession> => {
        writeFileSync(role, text);
        return openSession({ language: 'none', modules: [sample], roleCapability: role, answerer: oneMachine() });
    };

    afterAll(async () => {
        rmSync(folder, { recursive: true });
        await closeEngine();
    });

    it('shows the functions of the role, some with few of their parameters', async () => {
        const session = await openRole(
            "@{ GUID = 'x'; VisibleFunctions = @('Sample\\Get-Failure', @{ Name = 'Get-Sample'; Parameters = @{ Name = 'Text' }, @{ Name = 'Numbers' } }) }"
        );
        const failing = await run(session, { module: 'Sample', command: 'Get-Failure', parameters: {} });
        expect(failing.end.error?.message).toBe('AvmaError {}');
        const allowed = await run(session, { module: '', command: 'Get-Sample', parameters: { Text: 'x', Numbers: [1, 2] } });
        expect(allowed.output).toEqual([{ text: 'x', largest: 2, loud: false, root: 4, machines: 1, mode: 'FullLanguage' }]);
        const refused = await run(session, { module: '', command: 'Get-Sample', parameters: { Text: 'x', Loud: true } });
        expect(refused.end.error?.errorId).toBe('NamedParameterNotFound,Get-Sample');
        for (const [module, command] of [
            // The whole function is not there under its full name either.
            ['Sample', 'Get-Sample'],
            ['Sample', 'Enter-Sample'],
            ['Microsoft.PowerShell.Core', 'Get-Command']
        ]) {
            const hidden = await run(session, { module, command, parameters: {} });
            expect(hidden.end.error?.errorId).withContext(command).toBe('CommandNotFoundException');
        }
        await session.close();
    });

    for (const text of [
        'Get-Sample',
        "@{ VisibleFunctions = @{ Name = 'Get-Sample' } }",
        "@{ VisibleFunctions = @{ Parameters = @{ Name = 'Text' } } }",
        '@{ VisibleFunctions ='
    ]) {
        it(`does not open for ${text}`, async () => {
            await expectAsync(openRole(text)).toBeRejectedWithError(/could not be opened/);
        });
    }
});
