/** When which fault of a guest strikes: told by the calls that come, since the estate knows no script. */
import { CallSite, WindowsCall } from '../windows-call';
import { FaultEntry, GuestStep } from './estate-file';

/** What a call asks a guest to do. Reading counts as `readBack` once a method was called in this visit. */
export function stepOf(call: WindowsCall, written: boolean): GuestStep {
    switch (methodOf(call)) {
        case null:
            return written ? 'readBack' : 'check';
        case 'InstallProductKey':
            return 'install';
        case 'Activate':
            return 'activate';
        default:
            return 'readBack';
    }
}

/** The method that is called, or null where nothing but reading goes on. */
export function methodOf(call: WindowsCall): string | null {
    const calls = call.command === 'Invoke-CimMethod' || call.command === 'ManagementObject.InvokeMethod';
    return calls ? String(call.parameters.MethodName) : null;
}

/** The query that a check, or reading back, is about: the one during which it can be struck. */
const asksForLicence = (call: WindowsCall): boolean => methodOf(call) !== null || call.parameters.ClassName === 'SoftwareLicensingProduct';

/** Somebody who is in a guest, from connecting on; several can be there at the same time. */
interface Visit {
    step: GuestStep;
    written: boolean;
    /** How often each step has begun. */
    readonly begun: Partial<Record<GuestStep, number>>;
}

const newVisit = (): Visit => ({ step: 'connect', written: false, begun: { connect: 1 } });

export class FaultPlan {
    private readonly left: number[];
    /** By what their calls come with, which is one object for each visit. */
    private readonly visits = new WeakMap<CallSite, Visit>();

    constructor(private readonly entries: readonly FaultEntry[]) {
        this.left = entries.map(entry => entry.times ?? 1);
    }

    /** How many strikes are still to come. */
    public get pending(): number {
        return this.left.reduce((sum, times) => sum + times, 0);
    }

    /** Somebody comes in. */
    public enter(): FaultEntry[] {
        return this.take(newVisit(), 'connect', 'before');
    }

    /** Somebody is in, and has not heard of it yet. */
    public entered(): FaultEntry[] {
        return this.take(newVisit(), 'connect', 'during');
    }

    /** A call comes. @returns whether a step begins with it, and what strikes before it is answered */
    public before(call: WindowsCall): { readonly begins: boolean; readonly faults: FaultEntry[] } {
        const visit = this.visits.get(call.site) ?? newVisit();
        this.visits.set(call.site, visit);
        // Refreshing belongs to what it comes after.
        const step = refreshes(call, visit) ? visit.step : stepOf(call, visit.written);
        const begins = step !== visit.step;
        const left = begins ? this.take(visit, visit.step, 'after') : [];
        if (begins) {
            visit.begun[step] = (visit.begun[step] ?? 0) + 1;
        }
        const faults = begins ? [...left, ...this.take(visit, step, 'before')] : [];
        visit.step = step;
        visit.written ||= methodOf(call) !== null;
        return { begins, faults };
    }

    /** A call was answered, and the answer is about to leave. */
    public during(call: WindowsCall): FaultEntry[] {
        const visit = this.visits.get(call.site);
        return visit && asksForLicence(call) && !refreshes(call, visit) ? this.take(visit, visit.step, 'during') : [];
    }

    private take({ begun }: Visit, step: GuestStep, when: FaultEntry['when']): FaultEntry[] {
        return this.entries.filter((entry, index) => {
            const strikes = entry.step === step && entry.when === when && (entry.nth ?? 1) === begun[step] && this.left[index] > 0;
            this.left[index] -= strikes ? 1 : 0;
            return strikes;
        });
    }
}

function refreshes(call: WindowsCall, { written }: Visit): boolean {
    return methodOf(call) === 'RefreshLicenseStatus' || (written && call.parameters.ClassName === 'SoftwareLicensingService');
}
