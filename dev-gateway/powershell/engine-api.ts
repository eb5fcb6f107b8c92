/** What the gateway, the command line and the tests see of the engine. `openEngine` in engine.ts makes one. */
import { WindowsAnswerer } from '../windows-call';

/** `constrained` and `none` run in processes of their own (a constrained runspace changes its whole process). */
export type LanguageMode = 'full' | 'constrained' | 'none';

/** One error record of a script. Nothing but `message` is localized. */
export interface ErrorRow {
    readonly message: string;
    /** `FullyQualifiedErrorId` */
    readonly errorId: string;
    /** `CategoryInfo.Category` by its English enum name */
    readonly category: string;
    /** `CategoryInfo.Reason`: the exception's type without its namespace */
    readonly reason: string;
    /** `Exception.HResult`, signed 32 bit */
    readonly hresult: number;
    /** CIM: `NativeErrorCode` as a number, otherwise null */
    readonly nativeErrorCode: number | null;
    readonly line: number | null;
}

/** What a run tells while it goes on, in the order in which it occurs. Exactly one `end` comes last. */
export type RunEvent =
    | { readonly kind: 'output'; readonly value: unknown }
    | { readonly kind: 'progress'; readonly activity: string; readonly status: string; readonly percentComplete: number }
    | { readonly kind: 'warning' | 'verbose' | 'information'; readonly message: string }
    | { readonly kind: 'error'; readonly error: ErrorRow }
    /** `logParameters` only: what module logging would write of a command. `command` is empty for a single value on its way to a parameter. */
    | { readonly kind: 'parameters'; readonly command: string; readonly values: readonly string[] }
    | { readonly kind: 'end'; readonly state: 'completed' | 'failed' | 'stopped' | 'timedOut' | 'engineLost'; readonly error: ErrorRow | null };

/** What to run: a script text as the gateway receives it, or a command (all that a JEA session allows) of a module, or by its plain name where that is empty. */
export type RunRequest =
    { readonly script: string } | { readonly module: string; readonly command: string; readonly parameters: Readonly<Record<string, unknown>> };

export interface Run {
    /** Ends after `end`. Leaving the loop early cancels the run. */
    readonly events: AsyncIterable<RunEvent>;
    cancel(): void;
}

/** One runspace on one node; keeps its globals between runs, which come one after another. */
export interface EngineSession {
    run(request: RunRequest, options?: { timeoutMs?: number }): Run;
    close(): Promise<void>;
}

/** A JEA endpoint as an account meets it. */
export interface JeaEndpoint {
    /** Its session configuration (.pssc). */
    readonly configuration: string;
    /** The groups of its RoleDefinitions that the account is a member of. */
    readonly groups: readonly string[];
}

export interface SessionOptions {
    /** The node as in the URL; goes into every call's site. */
    readonly node: string;
    /** Null: the account the gateway runs as. */
    readonly account?: string | null;
    readonly language?: LanguageMode;
    /** Folders of modules (psd1 + psm1) to import; their functions keep full language, as signed modules do. */
    readonly modules?: readonly string[];
    /** Language `constrained` only: a policy does not trust the files of `modules`, whose functions then have no more language than a text. */
    readonly untrustedModules?: boolean;
    /** Which modules of Windows this node has; by default all that are known (proxy-modules.ts). */
    readonly windowsModules?: readonly string[];
    /** Language `none` needs one: the endpoint that opens the session. Of `modules` nothing is imported then; they are on the module path, with the modules of Windows. */
    readonly endpoint?: JeaEndpoint;
    /** Tell the values of every bound parameter, in the session and in the machines entered from it, so that a test can look for a secret. */
    readonly logParameters?: boolean;
    readonly answerer: WindowsAnswerer;
}

/** What a script uses, read from its syntax tree without running it. */
export interface ScriptUsage {
    readonly errors: ReadonlyArray<{ line: number; message: string }>;
    /** `dynamic: true` where the name is not a constant (`& $x`). */
    readonly commands: ReadonlyArray<{
        name: string;
        line: number;
        parameters: readonly string[];
        splatted: boolean;
        dynamic: boolean;
        arguments: ReadonlyArray<{ parameter: string | null; text: string }>;
    }>;
    readonly types: ReadonlyArray<{ name: string; line: number }>;
    /** `.Name`, `::Name`, methods too. `name` is null where it is computed. */
    readonly members: ReadonlyArray<{ name: string | null; static: boolean; method: boolean; line: number }>;
    /** Syntax that Windows PowerShell 5.1 does not know. */
    readonly newerThan51: ReadonlyArray<{ what: string; line: number }>;
    readonly nonAscii: ReadonlyArray<{ line: number; column: number }>;
}

export interface Engine {
    openSession(options: SessionOptions): Promise<EngineSession>;
    /** Reads a script; runs nothing. */
    inspect(script: string): Promise<ScriptUsage>;
    close(): Promise<void>;
}
