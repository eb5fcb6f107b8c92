import { Inject, Injectable } from '@angular/core';
import { HostFacts } from '../../domain/facts/facts';
import { readVisits, visitHost, Visits, withVisit, writeVisits } from '../../domain/hosts/visits';
import { browserStorageToken } from '../inside/browser-storage';

const storageKey = 'avma.hosts.visits';

/** Remembers in the browser's storage when hosts were looked at: names and times, nothing else. */
@Injectable({ providedIn: 'root' })
export class VisitsStore {
    /** What this tab has seen, which is enough where the browser stores nothing. */
    private seen: Visits = new Map();

    constructor(@Inject(browserStorageToken) private readonly storage: Storage | null) {}

    /**
     * Looks at hosts.
     * @returns the time of the visit before, the oldest of all; null if there was none
     */
    public look(hosts: readonly HostFacts[]): string | null {
        const before: string[] = [];
        // Other tabs write, too.
        let visits: Visits = new Map([...this.seen, ...this.read()]);
        for (const { fqdn, computerName, collectedAt } of hosts) {
            const name = (fqdn ?? computerName)?.toLowerCase();
            if (name !== undefined && collectedAt !== null) {
                const visit = visitHost(visits.get(name) ?? null, collectedAt);
                visits = withVisit(visits, name, visit);
                before.push(...(visit.before === null ? [] : [visit.before]));
            }
        }
        this.seen = visits;
        this.write(writeVisits(visits));
        return before.sort()[0] ?? null;
    }

    private read(): Visits {
        try {
            return readVisits(this.storage?.getItem(storageKey) ?? null);
        } catch {
            return new Map();
        }
    }

    private write(text: string): void {
        try {
            this.storage?.setItem(storageKey, text);
        } catch {
            // Full or denied: the tab remembers.
        }
    }
}
