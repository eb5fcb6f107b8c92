/** An engine without PowerShell: a handler produces the output of each script text or module command. */
import { Engine, EngineSession, ErrorRow, Run, RunEvent, RunRequest, SessionOptions } from '../../../dev-gateway/powershell/engine-api';

/** A handler's view of its run. */
export interface FakeRun {
    /** Kept between the runs of a session, like a runspace's global variables. */
    readonly globals: Map<string, unknown>;
    readonly session: SessionOptions;
    readonly request: RunRequest;
    /** Resolves when the run is canceled. */
    readonly cancelled: Promise<void>;
}

export type FakeCommand = (run: FakeRun) => AsyncIterable<RunEvent>;

export const output = (value: unknown): RunEvent => ({ kind: 'output', value });

export const ended: RunEvent = { kind: 'end', state: 'completed', error: null };

export function errorRow(message: string, nativeErrorCode: number | null = null): ErrorRow {
    return { message, errorId: 'Fake,Error', category: 'NotSpecified', reason: 'Exception', hresult: -1, nativeErrorCode, line: null };
}

export class FakeEngine implements Engine {
    public readonly opened: SessionOptions[] = [];
    public readonly closed: SessionOptions[] = [];
    private closing: () => void = () => undefined;

    constructor(private readonly commands: Readonly<Record<string, FakeCommand>>) {}

    /** Resolves when the next session is closed. */
    public nextClose(): Promise<void> {
        return new Promise(resolve => (this.closing = resolve));
    }

    public async openSession(options: SessionOptions): Promise<EngineSession> {
        this.opened.push(options);
        const globals = new Map<string, unknown>();
        return {
            run: (request): Run => this.run(options, globals, request),
            close: async () => {
                this.closed.push(options);
                this.closing();
            }
        };
    }

    public inspect(): Promise<never> {
        return Promise.reject(new Error('The fake engine reads no scripts.'));
    }

    public async close(): Promise<void> {
        this.closing();
    }

    private run(session: SessionOptions, globals: Map<string, unknown>, request: RunRequest): Run {
        let cancel: () => void = () => undefined;
        const cancelled = new Promise<void>(resolve => (cancel = resolve));
        const name = 'script' in request ? request.script : request.command;
        const command = this.commands[name];
        if (!command) {
            throw new Error(`The fake engine has no command ${name}.`);
        }
        return { events: command({ globals, session, request, cancelled }), cancel };
    }
}
