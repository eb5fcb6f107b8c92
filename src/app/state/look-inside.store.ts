import { Inject, Injectable } from '@angular/core';
import { HostConnection, hostConnectionToken } from '../data/host-connection';
import { ActivationFacts } from '../domain/facts';
import { GuestReading, GuestReadings, GuestReadingsOptions, GuestReadingsState } from './guest-readings';
import { GuestJob } from './guest-run';

export type InsideReading = GuestReading<ActivationFacts>;
export type LookInsideState = GuestReadingsState<ActivationFacts>;
export type LookInsideOptions = GuestReadingsOptions;

/** Looking inside guests. */
@Injectable({ providedIn: 'root' })
export class LookInsideStore extends GuestReadings<ActivationFacts> {
    constructor(@Inject(hostConnectionToken) connection: HostConnection) {
        super(connection);
    }

    /** @returns false where nothing was started, since a run is under way */
    public start(jobs: readonly GuestJob[], options: LookInsideOptions): boolean {
        return this.begin(jobs, options, (session, { target, account }) => session.lookInside(target, account));
    }
}
