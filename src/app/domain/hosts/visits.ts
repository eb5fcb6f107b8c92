/** When an administrator looked at hosts, so that what is new since then can be shown. */

/** ISO 8601 in UTC, by the host's clock. */
export interface Visit {
    /** When the host was last looked at. */
    readonly at: string;
    /** The visit before that one; null if there was none. */
    readonly before: string | null;
}

/** By the host's full name, in lower case. */
export type Visits = ReadonlyMap<string, Visit>;

/** A look after a shorter time belongs to the same visit: a reload shows the same news again. */
const apartMs = 4 * 60 * 60 * 1000;
/** The entries that are kept: about 40 KB. */
const maxHosts = 300;

/** A look at a host begins a visit, or goes on with one. */
export function visitHost(known: Visit | null, at: string): Visit {
    if (!known) {
        return { at, before: null };
    }
    const passed = Date.parse(at) - Date.parse(known.at);
    // A clock that was set back changes nothing.
    return passed < 0 ? known : { at, before: passed >= apartMs ? known.at : known.before };
}

/** @returns the same map with this host as the newest, without the oldest where there are too many */
export function withVisit(visits: Visits, host: string, visit: Visit): Visits {
    const others = [...visits].filter(([name]) => name !== host);
    return new Map([...others.slice(-(maxHosts - 1)), [host, visit]]);
}

const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function isVisit(value: unknown): value is Visit {
    const visit = value as Partial<Visit> | null;
    return typeof visit === 'object' && visit !== null && isTime(visit.at) && (visit.before === null || isTime(visit.before));
}

/** @param text what was stored, whoever wrote it; anything else than ours is dropped */
export function readVisits(text: string | null): Visits {
    try {
        const stored: unknown = JSON.parse(text ?? '[]');
        const entries: readonly unknown[] = Array.isArray(stored) ? stored : [];
        return new Map(
            entries.flatMap((entry): Array<readonly [string, Visit]> => {
                const [name, visit] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
                return typeof name === 'string' && isVisit(visit) ? [[name, { at: visit.at, before: visit.before }]] : [];
            })
        );
    } catch {
        return new Map();
    }
}

export function writeVisits(visits: Visits): string {
    return JSON.stringify([...visits]);
}
