/** Decides when a guest's faults occur. Steps are derived from calls, because the estate contains no scripts. */
import { CallSite, WindowsCall } from '../windows-call';
import { FaultEntry, GuestStep } from './estate-file';

/** The step of a call. Reading counts as `readBack` after a method was called in the same visit. */
function stepOf(call: WindowsCall, written: boolean): GuestStep {
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

/** The called method; null for a call that only reads. */
export function methodOf(call: WindowsCall): string | null {
    const calls = call.command === 'Invoke-CimMethod' || call.command === 'ManagementObject.InvokeMethod';
    return calls ? String(call.parameters.MethodName) : null;
}

/** Whether a fault can occur during this call: a method, or the query for the license. */
const concernsLicense = (call: WindowsCall): boolean => methodOf(call) !== null || call.parameters.ClassName === 'SoftwareLicensingProduct';

/** One connection to a guest, from connecting on; there can be several at a time. */
interface Visit {
    step: GuestStep;
    written: boolean;
    /** Number of times that each step started. */
    readonly begun: Partial<Record<GuestStep, number>>;
}

const newVisit = (): Visit => ({ step: 'connect', written: false, begun: { connect: 1 } });

export class FaultPlan {
    private readonly left: number[];
    /** Visits by call site, which is one object for each visit. */
    private readonly visits = new WeakMap<CallSite, Visit>();

    constructor(private readonly entries: readonly FaultEntry[]) {
        this.left = entries.map(entry => entry.times ?? 1);
    }

    /** Number of faults that haven't occurred yet. */
    public get pending(): number {
        return this.left.reduce((sum, times) => sum + times, 0);
    }

    /** Returns the faults before a connection. */
    public enter(): FaultEntry[] {
        return this.take(newVisit(), 'connect', 'before');
    }

    /** Returns the faults after a connection was made, but before it is confirmed. */
    public entered(): FaultEntry[] {
        return this.take(newVisit(), 'connect', 'during');
    }

    /**
     * Records a call.
     * @returns whether it starts a step, and the faults before its answer
     */
    public before(call: WindowsCall): { readonly begins: boolean; readonly faults: FaultEntry[] } {
        const visit = this.visits.get(call.site) ?? newVisit();
        this.visits.set(call.site, visit);
        // A refresh belongs to the step before it.
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

    /** Returns the faults before an answer is sent. */
    public during(call: WindowsCall): FaultEntry[] {
        const visit = this.visits.get(call.site);
        return visit && concernsLicense(call) && !refreshes(call, visit) ? this.take(visit, visit.step, 'during') : [];
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
