import { Injectable } from '@angular/core';
import { ActivationFacts } from '../../domain/facts/facts';
import { GuestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { licenseClass } from '../../domain/versions/license-class';
import { GuestHosts } from './guest-hosts';
import { GuestReading, GuestReadings, GuestReadingsOptions, GuestReadingsState } from './guest-readings';

export interface InsideReading extends GuestReading<ActivationFacts> {
    /** Whether any reading of this guest since the page was opened found an AVMA key. */
    readonly hadAvma: boolean;
}
export type LookInsideState = GuestReadingsState<ActivationFacts, InsideReading>;
export type LookInsideOptions = GuestReadingsOptions;

/** Reads guests from inside. */
@Injectable({ providedIn: 'root' })
export class LookInsideStore extends GuestReadings<ActivationFacts, InsideReading> {
    constructor(guestHosts: GuestHosts) {
        super(guestHosts);
    }

    /** @returns false if another run is working, so that nothing was started */
    public start(jobs: readonly GuestJob[], options: LookInsideOptions): boolean {
        return this.begin(jobs, options, (session, { target, account }, signedIn) => session.lookInside(target, account, signedIn));
    }

    /** Adds a reading that another run made, unless it failed. */
    public keep(key: GuestKey, facts: ActivationFacts): void {
        if (facts.error === null) {
            this.put(key, facts);
        }
    }

    /** Replaces all readings: some are remembered from earlier, or are to be forgotten. */
    public replace(readings: ReadonlyMap<GuestKey, InsideReading>): void {
        this.set(readings);
    }

    protected toReading(reading: GuestReading<ActivationFacts>, before: InsideReading | null): InsideReading {
        return { ...reading, hadAvma: licenseClass(reading.facts) === 'avma' || (before?.hadAvma ?? false) };
    }
}
