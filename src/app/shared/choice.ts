import { BehaviorSubject } from 'rxjs';

/** What somebody has chosen on a page, as one immutable object. Emits what differs from before, and nothing else. */
export class Choice<T extends object> extends BehaviorSubject<T> {
    public change(change: Partial<T>): void {
        const before: Partial<T> = this.value;
        if ((Object.keys(change) as (keyof T)[]).some(name => change[name] !== before[name])) {
            this.next({ ...this.value, ...change });
        }
    }

    /** Once the page has been checked: the SDK's table emits its selection within change detection, too, when its rows are others. */
    public changeAfterCheck(change: Partial<T>): void {
        void Promise.resolve().then(() => this.change(change));
    }
}
