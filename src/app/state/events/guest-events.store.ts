import { Injectable } from '@angular/core';
import { EventQuery, GuestEvents } from '../../domain/facts/event-facts';
import { GuestJob } from '../../domain/inside/guest-target';
import { GuestHosts } from '../inside/guest-hosts';
import { GuestReading, GuestReadings, GuestReadingsOptions } from '../inside/guest-readings';

export type GuestEventsReading = GuestReading<GuestEvents>;

/** Events read from guests' own logs. */
@Injectable({ providedIn: 'root' })
export class GuestEventsStore extends GuestReadings<GuestEvents> {
    constructor(guestHosts: GuestHosts) {
        super(guestHosts);
    }

    /** @returns false if another run is working, so that nothing was started */
    public start(jobs: readonly GuestJob[], query: EventQuery, options: GuestReadingsOptions): boolean {
        return this.begin(jobs, options, (session, { target, account }, signedIn) => session.readEvents(target, account, query, signedIn));
    }

    protected toReading(reading: GuestEventsReading): GuestEventsReading {
        return reading;
    }
}
