/** The time limits of one guest's command. */
import { Subscription, timer } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { sessionOpenMs } from '../../domain/inside/time-limits';
import { silenceMs } from '../../domain/sign-in/sign-in-rules';

export interface GuestClockEvents {
    /** A limit was reached. */
    timedOut(): void;
    /** The host answered the command for the first time. */
    answered(): void;
    /** The command is kept from being sent until somebody signs in, or is sent after all. Not called after the first answer. */
    held(isHeld: boolean): void;
}

/**
 * The limits start with the host's first answer, since a command may wait long before it is sent; until then only a generous limit ends it. While somebody
 * has to sign in, all clocks stand still, and start again afterwards.
 */
export class GuestClock {
    private readonly watch = new Subscription();
    private limit = Subscription.EMPTY;
    private silence = Subscription.EMPTY;
    private hasAnswer = false;
    private isHeld = false;
    private isHeard = false;

    /** @param limitMs until the guest's end, or until `restrict` */
    constructor(
        session: Pick<GuestSession, 'needs' | 'answered'>,
        private limitMs: number,
        private readonly events: GuestClockEvents
    ) {
        this.start();
        this.watch.add(session.answered.subscribe(() => this.takeAnswer()));
        this.watch.add(session.needs.subscribe(need => this.hold(need !== null)));
    }

    /** Whether the command was certainly sent. */
    public get answered(): boolean {
        return this.hasAnswer;
    }

    /** Whether the command certainly wasn't sent yet. */
    public get held(): boolean {
        return this.isHeld && !this.hasAnswer;
    }

    /** The guest has answered its sign-in, so it isn't silent. */
    public hear(): void {
        this.isHeard = true;
        this.silence.unsubscribe();
    }

    /** Sets the time that is left from now on, in milliseconds. */
    public restrict(limitMs: number): void {
        this.limitMs = limitMs;
        this.startLimit();
    }

    public stop(): void {
        [this.watch, this.limit, this.silence].forEach(one => one.unsubscribe());
    }

    private takeAnswer(): void {
        if (!this.hasAnswer) {
            this.hasAnswer = true;
            this.start();
            this.events.answered();
        }
    }

    private hold(isHeld: boolean): void {
        if (isHeld !== this.isHeld) {
            this.isHeld = isHeld;
            this.start();
            if (!this.hasAnswer) {
                this.events.held(isHeld);
            }
        }
    }

    private start(): void {
        this.startLimit();
        this.silence.unsubscribe();
        if (this.hasAnswer && !this.isHeld && !this.isHeard) {
            this.silence = timer(silenceMs).subscribe(() => this.events.timedOut());
        }
    }

    private startLimit(): void {
        this.limit.unsubscribe();
        if (!this.isHeld) {
            this.limit = timer(this.hasAnswer ? this.limitMs : sessionOpenMs).subscribe(() => this.events.timedOut());
        }
    }
}
