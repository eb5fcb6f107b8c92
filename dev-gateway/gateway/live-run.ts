/** One running command, and its output that hasn't been fetched yet. */
import { ErrorRow, Run } from '../powershell/engine-api';
import { GatewayBehaviour } from './behaviour';

/** One answer of the PowerShell API, in the form recorded from a version 2 gateway: empty fields are null. */
export interface PowerShellAnswer {
    readonly sessionId: string;
    /** A string, because the SDK reads it as one. */
    readonly completed: 'True' | 'False';
    readonly results?: readonly unknown[];
    readonly errors: readonly object[] | null;
    /** The message of the error that ended the command. The SDK displays it if there are no errors (core/data/net, parseErrorResponse). */
    readonly exception: string | null;
    readonly progress: readonly object[];
    readonly warnings: null;
    /** 0, or an HTTP status that the response itself doesn't have. */
    readonly statusCode: number;
}

/** A progress record in the recorded form. Its status is never empty: PowerShell uses a space instead. */
function progressRecord(activity: string, status: string, percentComplete: number): object {
    return {
        activityId: 0,
        parentActivityId: -1,
        activity,
        statusDescription: status || ' ',
        currentOperation: null,
        percentComplete,
        secondsRemaining: -1,
        recordType: 'Processing'
    };
}

/**
 * Formats an error like the real gateway: details contain the fields that the SDK reads; nothing else is certain to arrive.
 * @param errorType class name of the exception; terminating errors on a node arrive as RemoteException
 */
export function errorItem(error: ErrorRow | null, message: string, errorType = 'RemoteException'): object {
    return {
        errorType,
        message: error?.message ?? message,
        detailRecord: {
            remoteExceptionMessage: error?.message ?? message,
            nativeErrorCode: error?.nativeErrorCode ?? error?.hresult ?? 0,
            hResult: error?.hresult ?? 0
        }
    };
}

/** The answer for a running command without output. */
export const runningAnswer = (sessionId: string): PowerShellAnswer => ({
    sessionId,
    completed: 'False',
    results: [],
    errors: null,
    exception: null,
    progress: [],
    warnings: null,
    statusCode: 0
});

const httpStatus = { done: 200, running: 202, failed: 400 } as const;

const endings = {
    failed: 'The command failed.',
    stopped: 'The pipeline has been stopped.',
    timedOut: 'The command took too long and was ended.',
    engineLost: 'The PowerShell engine has ended.'
} as const;

export class LiveRun {
    private results: unknown[] = [];
    private progress: object[] = [];
    private errors: object[] = [];
    private readonly waiting = new Set<() => void>();
    private failure: string | null = null;
    private done = false;

    /** @param ended called once with the message of the error that ended the command, or null */
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
     * Returns all new output, and waits if there is none.
     * @returns HTTP status and body: 202 while the command runs, 400 if it failed
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
            ...runningAnswer(this.sessionId),
            completed: this.done ? 'True' : 'False',
            ...(results.length > 0 || !this.behaviour.omitEmptyResults ? { results } : { results: undefined }),
            progress,
            errors: errors.length > 0 ? errors : null
        };
        if (!this.done) {
            return [httpStatus.running, answer];
        }
        if (this.failure !== null) {
            return this.failed(answer, this.failure);
        }
        return [errors.length > 0 ? this.behaviour.nonTerminatingStatus : httpStatus.done, answer];
    }

    /** The answer for a failed command, in the configured form. */
    private failed(answer: PowerShellAnswer, exception: string): readonly [number, PowerShellAnswer] {
        switch (this.behaviour.failureForm) {
            case 'exception':
                return [httpStatus.done, { ...answer, errors: null, exception }];
            case 'statusCode':
                return [httpStatus.done, { ...answer, errors: null, statusCode: httpStatus.failed }];
            default:
                return [httpStatus.failed, answer];
        }
    }

    private isEmpty(): boolean {
        return this.results.length === 0 && this.progress.length === 0 && this.errors.length === 0;
    }

    /** Waits for the next event. */
    private async news(waitMs: number): Promise<void> {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>(resolve => {
            this.waiting.add(resolve);
            timer = setTimeout(resolve, waitMs);
        });
        clearTimeout(timer);
    }

    /** Waits for the end of the command, with a time limit. */
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
                    this.progress.push(progressRecord(event.activity, event.status, event.percentComplete));
                    break;
                case 'error':
                    this.errors.push(errorItem(event.error, ''));
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
