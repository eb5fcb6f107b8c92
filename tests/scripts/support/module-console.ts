/** The PowerShell module at a console of the estate, imported like by an administrator, without Windows Admin Center. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { moduleFiles } from '../../../build/powershell-module';
import { moduleName, version } from '../../../build/project';
import { Estate } from '../../../dev-gateway/estate/estate';
import { EngineSession, ErrorRow, RunEvent, SessionOptions } from '../../../dev-gateway/powershell/engine-api';
import { engine } from '../../support/engine';

/** Ends a run that would wait forever, before jasmine's time limit. */
const patienceMs = 60_000;

let folder: string | null = null;

/** The module's folder, written once for all specs of a process. */
export function moduleFolder(): string {
    if (folder === null) {
        const root = mkdtempSync(join(tmpdir(), 'avma-module-'));
        process.once('exit', () => rmSync(root, { recursive: true, force: true }));
        for (const [path, text] of moduleFiles(version())) {
            const file = join(root, path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        }
        folder = join(root, moduleName);
    }
    return folder;
}

/** Replaces the password prompt, because nobody can answer it. Returns the account of the estate's guests. */
export const getCredential = `$password = New-Object -TypeName System.Security.SecureString
'Pa55w.rd!guest'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
function Get-Credential($UserName) { New-Object -TypeName PSCredential -ArgumentList $UserName, $password }`;

export interface ConsoleResult {
    readonly rows: ReadonlyArray<Record<string, unknown>>;
    /** Output other than objects, such as texts and numbers. */
    readonly values: readonly unknown[];
    readonly errors: readonly ErrorRow[];
    /** The terminating error; null if the line ran to its end. */
    readonly failure: ErrorRow | null;
    readonly events: readonly RunEvent[];
}

export class ModuleConsole {
    private constructor(private readonly session: EngineSession) {}

    public static async open(estate: Estate, node: string, options: Partial<SessionOptions> = {}): Promise<ModuleConsole> {
        const session = await (await engine()).openSession({ node, answerer: estate, windowsModules: estate.windowsModules(node), ...options });
        const opened = new ModuleConsole(session);
        if (!options.modules) {
            const { errors, failure } = await opened.type(`Import-Module '${join(moduleFolder(), `${moduleName}.psd1`)}'`);
            expect([...errors, failure].filter(one => one !== null)).toEqual([]);
        }
        return opened;
    }

    /** Runs a line as it is typed. */
    public type(script: string): Promise<ConsoleResult> {
        return this.collect({ script });
    }

    /**
     * Runs a function by name and parameters, like a JEA endpoint.
     * @param module empty: by its plain name
     */
    public call(command: string, parameters: Readonly<Record<string, unknown>>, module: string = moduleName): Promise<ConsoleResult> {
        return this.collect({ module, command, parameters });
    }

    public close(): Promise<void> {
        return this.session.close();
    }

    private async collect(request: Parameters<EngineSession['run']>[0]): Promise<ConsoleResult> {
        const events: RunEvent[] = [];
        for await (const event of this.session.run(request, { timeoutMs: patienceMs }).events) {
            events.push(event);
        }
        const values = events.flatMap(event => (event.kind === 'output' ? [event.value] : []));
        const end = events.find(event => event.kind === 'end');
        return {
            rows: values.filter((value): value is Record<string, unknown> => typeof value === 'object' && value !== null),
            values,
            errors: events.flatMap(event => (event.kind === 'error' ? [event.error] : [])),
            failure: end?.kind === 'end' && end.state !== 'completed' ? (end.error ?? notEnded(end.state)) : null,
            events
        };
    }
}

function notEnded(state: string): ErrorRow {
    return { message: state, errorId: state, category: '', reason: '', hresult: 0, nativeErrorCode: null, line: null };
}
