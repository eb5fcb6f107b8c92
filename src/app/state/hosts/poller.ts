/** Repeats a reading at intervals that don't burden the host. */
import {
    BehaviorSubject,
    concatMap,
    defer,
    filter,
    from,
    fromEvent,
    ignoreElements,
    map,
    Observable,
    ObservableInput,
    repeat,
    startWith,
    Subscription,
    take,
    timer
} from 'rxjs';

export interface PollerOptions {
    /** Shortest pause between two polls, in milliseconds. */
    readonly base: number;
    /** The pause is at least this multiple of the last poll's duration, so that a slow host is polled less often. */
    readonly factor: number;
    /** Whether the result is visible; emits its current value on subscription. */
    readonly visible: Observable<boolean>;
    /** Milliseconds of a monotonic clock. */
    readonly now?: () => number;
}

/** Emits whether the page is visible, now and on every change. */
export function pageVisibility(page: Document): Observable<boolean> {
    return fromEvent(page, 'visibilitychange').pipe(
        startWith(null),
        map(() => !page.hidden)
    );
}

/**
 * Polls repeatedly while the page is visible, with a pause before each poll. A failed poll stops it; call `start` to continue. The polled source handles its
 * own results.
 */
export class Poller {
    private readonly now: () => number;
    private readonly active = new BehaviorSubject(false);
    private subscription: Subscription | null = null;
    private lastDuration = 0;

    /** Whether it polls, now and whenever that changes. */
    public readonly runs: Observable<boolean> = this.active.asObservable();

    constructor(
        private readonly options: PollerOptions,
        private readonly poll: () => ObservableInput<unknown>
    ) {
        this.now = options.now ?? ((): number => performance.now());
    }

    /** Also false after a failure. */
    public get running(): boolean {
        return this.active.value;
    }

    /** Milliseconds between the end of one poll and the start of the next. */
    public get pause(): number {
        return Math.max(this.options.base, this.options.factor * this.lastDuration);
    }

    /**
     * Starts polling after one pause; does nothing if it is already running.
     * @param lastDuration duration of a reading that was just made by other means
     */
    public start(lastDuration = this.lastDuration): void {
        if (this.subscription) {
            return;
        }
        this.lastDuration = lastDuration;
        const subscription = new Subscription();
        this.subscription = subscription;
        this.active.next(true);
        subscription.add(this.rounds().subscribe({ error: () => this.stop() }));
    }

    /** Stops, and cancels a running poll. */
    public stop(): void {
        this.subscription?.unsubscribe();
        this.subscription = null;
        if (this.active.value) {
            this.active.next(false);
        }
    }

    private rounds(): Observable<never> {
        return defer(() => timer(this.pause)).pipe(
            concatMap(() => this.options.visible.pipe(filter(Boolean), take(1))),
            concatMap(() => this.timed()),
            repeat()
        );
    }

    private timed(): Observable<never> {
        return defer(() => {
            const started = this.now();
            return new Observable<never>(subscriber =>
                from(this.poll())
                    .pipe(ignoreElements())
                    .subscribe({
                        error: (error: unknown) => subscriber.error(error),
                        complete: () => {
                            this.lastDuration = this.now() - started;
                            subscriber.complete();
                        }
                    })
            );
        });
    }
}
