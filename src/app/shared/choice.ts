import { BehaviorSubject } from 'rxjs';

/** The user's choices on a page, as one immutable object. Emits only when a value differs from before. */
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
