import { EngineSession, ErrorRow } from '../../dev-gateway/powershell/engine-api';
import { openSession, run } from './support/engine';

/** E_FAIL, which PowerShell gives its exceptions unless they have a better one. */
const general = -2146233087;

const row = (fields: Partial<ErrorRow>): ErrorRow => ({
    message: '',
    errorId: '',
    category: 'NotSpecified',
    reason: 'RuntimeException',
    hresult: general,
    nativeErrorCode: null,
    line: null,
    ...fields
});

describe('Errors of a script', () => {
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession();
    });

    afterAll(async () => {
        await session.close();
    });

    it('that do not end it come as they occur, with id, category, reason and line', async () => {
        const { events, end } = await run(
            session,
            [
                `'before'`,
                `function Stop-Thing { [CmdletBinding()] param() Write-Error 'no thing' -ErrorId NoThing -Category ObjectNotFound }`,
                '',
                'Stop-Thing',
                `'after'`
            ].join('\n')
        );
        expect(events).toEqual([
            { kind: 'output', value: 'before' },
            {
                kind: 'error',
                error: row({ message: 'no thing', errorId: 'NoThing,Stop-Thing', category: 'ObjectNotFound', reason: 'WriteErrorException', line: 4 })
            },
            { kind: 'output', value: 'after' }
        ]);
        expect(end).toEqual({ kind: 'end', state: 'completed', error: null });
    });

    it('that end one statement let the next one run', async () => {
        const { output, errors, end } = await run(session, `\n[int]'x'\n'after'`);
        expect(output).toEqual(['after']);
        expect(errors).toEqual([
            row({ message: jasmine.any(String) as unknown as string, errorId: 'InvalidCastFromStringToInteger', category: 'InvalidArgument', line: 2 })
        ]);
        expect(end.state).toBe('completed');
    });

    it('that are thrown end it', async () => {
        const { output, errors, end } = await run(session, `'before'\nthrow 'AvmaError {}'\n'after'`);
        expect(output).toEqual(['before']);
        expect(errors).toEqual([]);
        expect(end).toEqual({
            kind: 'end',
            state: 'failed',
            error: row({ message: 'AvmaError {}', errorId: 'AvmaError {}', category: 'OperationStopped', line: 2 })
        });
    });

    it('end it where the preference says so', async () => {
        const { output, end } = await run(session, `& { $ErrorActionPreference = 'Stop'; Get-Nothing; 'after' }`);
        expect(output).toEqual([]);
        expect(end.state).toBe('failed');
        expect(end.error).toEqual(
            jasmine.objectContaining({ errorId: 'CommandNotFoundException', category: 'ObjectNotFound', reason: 'CommandNotFoundException', line: 1 })
        );
    });

    it('tell the HRESULT of their exception', async () => {
        const { end } = await run(session, `throw [System.UnauthorizedAccessException]'no'`);
        expect(end.error).toEqual(
            row({ message: 'no', errorId: 'no', category: 'OperationStopped', reason: 'UnauthorizedAccessException', hresult: -2147024891, line: 1 })
        );
    });

    it('of a .NET method tell the exception that PowerShell wraps it in', async () => {
        const { errors } = await run(session, `[System.IO.File]::ReadAllText([char]0)`);
        expect(errors).toEqual([jasmine.objectContaining({ errorId: 'ArgumentException', reason: 'MethodInvocationException', line: 1 })]);
    });

    it('in its syntax keep all of it from running', async () => {
        const { output, end } = await run(session, `'before'\n\n'a' -nope 'b'`);
        expect(output).toEqual([]);
        expect(end.state).toBe('failed');
        expect(end.error).toEqual(jasmine.objectContaining({ errorId: 'UnexpectedToken', category: 'ParserError', reason: 'ParseException', line: 3 }));
    });

    it('that are caught, silenced or sent away are none', async () => {
        const { events, end } = await run(
            session,
            `try { throw 'x' } catch { "caught $($_.Exception.Message)" }; Write-Error 'y' -ErrorAction SilentlyContinue; Write-Error 'z' 2>$null`
        );
        expect(events).toEqual([{ kind: 'output', value: 'caught x' }]);
        expect(end.state).toBe('completed');
    });

    it('of a command that runs by its name end the run', async () => {
        const { end } = await run(session, { module: 'Microsoft.PowerShell.Utility', command: 'Get-Date', parameters: { Nope: 1 } });
        expect(end.state).toBe('failed');
        expect(end.error).toEqual(jasmine.objectContaining({ errorId: 'NamedParameterNotFound,Microsoft.PowerShell.Commands.GetDateCommand', line: null }));
    });
});
