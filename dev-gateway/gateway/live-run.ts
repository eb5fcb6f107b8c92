/** One command under way: what it has written and nobody has fetched yet. */
import { ErrorRow, Run } from '../powershell/engine-api';
import { GatewayBehaviour } from './behaviour';

/** One answer of the PowerShell API. `completed` is a text: the SDK reads it as one. */
export interface PowerShellAnswer {
    readonly sessionId: string;
    readonly completed: 'True' | 'False';
    readonly results?: readonly unknown[];
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

const endings = {
    failed: 'The command failed.',
    stopped: 'The pipeline has been stopped.',
    timedOut: 'The command took too long and was ended.',
    engineLost: 'The PowerShell engine has ended.'
} as const;

export class LiveRun {
    private results: unknown[] = [];
    private progress: Progress[] = [];
    private errors: object[] = [];
    private readonly waiting = new Set<() => void>();
    private failure: string | null = null;
    private done = false;

    /** @param ended told once, with the message of the error that ended the command or null */
    constructor(
        private readonly sessionId: string,
        private readonly run: Run,
        private readonly behaviour: GatewayBehaviour,
        ended: (failure: string | null) => void
    ) {
        void this.collect().finally(() => ended(this.failure));
    }

    public cancel(): void {
        this.run.cancel();
    }

    /**
     * Everything that is new, waiting for it where there is nothing yet.
     * @returns HTTP status and body; a terminating error is 400
     */
    public async take(): Promise<readonly [number, PowerShellAnswer]> {
        if (!this.done && this.isEmpty()) {
            await this.news(this.behaviour.pollMs);
        }
        if (!this.done && !this.isEmpty()) {
            await this.end(this.behaviour.gatherMs);
        }
        const { results, progress, errors } = this;
        this.results = [];
        this.progress = [];
        this.errors = [];
        const answer: PowerShellAnswer = {
            sessionId: this.sessionId,
            completed: this.done ? 'True' : 'False',
            ...(results.length > 0 || !this.behaviour.omitEmptyResults ? { results } : {}),
            progress,
            ...(errors.length > 0 ? { errors } : {})
        };
        if (this.done && this.failure !== null) {
            return [400, answer];
        }
        return [errors.length > 0 ? this.behaviour.nonTerminatingStatus : 200, answer];
    }

    private isEmpty(): boolean {
        return this.results.length === 0 && this.progress.length === 0 && this.errors.length === 0;
    }

    /** Waits for whatever comes next. */
    private async news(waitMs: number): Promise<void> {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>(resolve => {
            this.waiting.add(resolve);
            timer = setTimeout(resolve, waitMs);
        });
        clearTimeout(timer);
    }

    /** Waits for the command's end, but not longer than this. */
    private async end(waitMs: number): Promise<void> {
        const latest = Date.now() + waitMs;
        for (let left = waitMs; !this.done && left > 0; left = latest - Date.now()) {
            await this.news(left);
        }
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
                        this.failure = event.error?.message ?? endings[event.state];
                        this.errors.push(errorItem(event.error, this.failure));
                    }
                    break;
                default:
            }
            this.waiting.forEach(wake => wake());
            this.waiting.clear();
        }
    }
}
