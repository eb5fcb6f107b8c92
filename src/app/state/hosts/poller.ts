/** Asking again and again without harm. */
import {
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
    /** The shortest pause between two polls, in milliseconds. */
    readonly base: number;
    /** The pause is at least this many times what the last poll took: a host that answers slowly is asked less. */
    readonly factor: number;
    /** Whether somebody can see the result; emits its current value when subscribed to. */
    readonly visible: Observable<boolean>;
    /** Milliseconds of a clock that is never set back. */
    readonly now?: () => number;
}

/** Whether the page is in view, now and whenever that changes. */
export function pageVisibility(page: Document): Observable<boolean> {
    return fromEvent(page, 'visibilitychange').pipe(
        startWith(null),
        map(() => !page.hidden)
    );
}

/**
 * Polls after a pause, and again after a pause once that has ended, while the page can be seen. A poll that fails ends it; whoever wants more
 * starts it again. The result is the business of what is polled.
 */
export class Poller {
    private readonly now: () => number;
    private subscription: Subscription | null = null;
    private lastDuration = 0;

    constructor(
        private readonly options: PollerOptions,
        private readonly poll: () => ObservableInput<unknown>
    ) {
        this.now = options.now ?? ((): number => performance.now());
    }

    /** False also after a failure. */
    public get running(): boolean {
        return this.subscription !== null;
    }

    /** Milliseconds between the end of the last poll and the next. */
    public get pause(): number {
        return Math.max(this.options.base, this.options.factor * this.lastDuration);
    }

    /** Polls from now on, first after one pause; while it runs already, this does nothing. @param lastDuration of a reading just done by other means */
    public start(lastDuration = this.lastDuration): void {
        if (this.subscription) {
            return;
        }
        this.lastDuration = lastDuration;
        const subscription = new Subscription();
        this.subscription = subscription;
        subscription.add(this.rounds().subscribe({ error: () => this.stop() }));
    }

    /** Gives up a poll under way. */
    public stop(): void {
        this.subscription?.unsubscribe();
        this.subscription = null;
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
