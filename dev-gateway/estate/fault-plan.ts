/** When which fault of a guest strikes: told by the calls that come, since the estate knows no script. */
import { WindowsCall } from '../windows-call';
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

export class FaultPlan {
    private readonly left: number[];
    private step: GuestStep | null = null;
    private written = false;
    /** How often each step has begun in this visit. */
    private begun: Partial<Record<GuestStep, number>> = {};

    constructor(private readonly entries: readonly FaultEntry[]) {
        this.left = entries.map(entry => entry.times ?? 1);
    }

    /** Somebody comes in. */
    public enter(): FaultEntry[] {
        this.step = 'connect';
        this.written = false;
        this.begun = { connect: 1 };
        return this.take('connect', 'before');
    }

    /** Somebody is in, and has not heard of it yet. */
    public entered(): FaultEntry[] {
        return this.take('connect', 'during');
    }

    /** A call comes. @returns whether a step begins with it, and what strikes before it is answered */
    public before(call: WindowsCall): { readonly begins: boolean; readonly faults: FaultEntry[] } {
        // Refreshing belongs to what it comes after.
        const step = this.refreshes(call) && this.step ? this.step : stepOf(call, this.written);
        const begins = step !== this.step;
        const left = begins && this.step ? this.take(this.step, 'after') : [];
        if (begins) {
            this.begun[step] = (this.begun[step] ?? 0) + 1;
        }
        const faults = begins ? [...left, ...this.take(step, 'before')] : [];
        this.step = step;
        this.written ||= methodOf(call) !== null;
        return { begins, faults };
    }

    /** A call was answered, and the answer is about to leave. */
    public during(call: WindowsCall): FaultEntry[] {
        return this.step && asksForLicence(call) && !this.refreshes(call) ? this.take(this.step, 'during') : [];
    }

    private refreshes(call: WindowsCall): boolean {
        return methodOf(call) === 'RefreshLicenseStatus' || (this.written && call.parameters.ClassName === 'SoftwareLicensingService');
    }

    private take(step: GuestStep, when: FaultEntry['when']): FaultEntry[] {
        return this.entries.filter((entry, index) => {
            const strikes = entry.step === step && entry.when === when && (entry.nth ?? 1) === this.begun[step] && this.left[index] > 0;
            this.left[index] -= strikes ? 1 : 0;
            return strikes;
        });
    }
}
