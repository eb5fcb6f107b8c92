/** One command under way: what it has written and nobody has fetched yet. */
import { ErrorRow, Run } from '../powershell/engine-api';

/** One answer of the PowerShell API. `completed` is a text: the SDK reads it as one. */
export interface PowerShellAnswer {
    readonly sessionId: string;
    readonly completed: 'True' | 'False';
    readonly results: readonly unknown[];
    readonly progress: readonly unknown[];
    readonly errors?: readonly unknown[];
}

interface Progress {
    readonly activity: string;
    readonly status: string;
    readonly percentComplete: number;
}

/** In the form of the real gateway's errors. */
export function errorItem(error: ErrorRow | null, message: string): object {
    return {
        errorType: 'TerminatingError',
        message: error?.message ?? message,
        detailRecord: {
            remoteExceptionMessage: error?.message ?? message,
            fullyQualifiedErrorId: error?.errorId ?? '',
            nativeErrorCode: error?.nativeErrorCode ?? error?.hresult ?? 0
        }
    };
}

/** After the first news a little is waited for, so that one answer carries many rows. */
const gatherMs = 40;

const endings = { stopped: 'The pipeline has been stopped.', timedOut: 'The command took too long and was ended.', engineLost: 'The PowerShell engine has ended.' } as const;

export class LiveRun {
    private results: unknown[] = [];
    private progress: Progress[] = [];
    private errors: object[] = [];
    private wake: () => void = () => undefined;
    private failed = false;
    public done = false;

    constructor(private readonly sessionId: string, private readonly run: Run, ended: () => void) {
        void this.collect().finally(ended);
    }

    public cancel(): void {
        this.run.cancel();
    }

    /**
     * Everything that is new, waiting for it where there is nothing yet.
     * @returns HTTP status and body; a terminating error is 400, other errors come with 200
     */
    public async take(waitMs: number): Promise<readonly [number, PowerShellAnswer]> {
        if (!this.done && this.isEmpty()) {
            await this.news(waitMs);
        }
        if (!this.done) {
            await new Promise(resolve => setTimeout(resolve, gatherMs));
        }
        const answer: PowerShellAnswer = {
            sessionId: this.sessionId,
            completed: this.done ? 'True' : 'False',
            results: this.results,
            progress: this.progress,
            ...(this.errors.length > 0 ? { errors: this.errors } : {})
        };
        this.results = [];
        this.progress = [];
        this.errors = [];
        return [this.done && this.failed ? 400 : 200, answer];
    }

    private isEmpty(): boolean {
        return this.results.length === 0 && this.progress.length === 0 && this.errors.length === 0;
    }

    private async news(waitMs: number): Promise<void> {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>(resolve => {
            this.wake = resolve;
            timer = setTimeout(resolve, waitMs);
        });
        clearTimeout(timer);
    }

    private async collect(): Promise<void> {
        for await (const event of this.run.events) {
            switch (event.kind) {
                case 'output':
                    this.results.push(event.value);
                    break;
                case 'progress':
                    this.progress.push({ activity: event.activity, status: event.status, percentComplete: event.percentComplete });
                    break;
                case 'error':
                    this.errors.push({ ...errorItem(event.error, ''), errorType: 'NonTerminatingError' });
                    break;
                case 'end':
                    this.done = true;
                    if (event.state !== 'completed') {
                        this.failed = true;
                        this.errors.push(errorItem(event.error, event.state === 'failed' ? '' : endings[event.state]));
                    }
                    break;
                default:
            }
            this.wake();
        }
    }
}
