import { Injectable } from '@angular/core';
import { Observable, Subject } from 'rxjs';
import { ApplyMode } from '../../domain/facts/apply-facts';
import { KeyTarget } from '../../domain/apply/key-offers';
import { GuestKey } from '../../domain/facts/guest-key';

export interface ApplyChoice {
    readonly keys: readonly GuestKey[];
    /** The purpose of the selection. */
    readonly keyTarget: KeyTarget;
    /** The mode that the dialog preselects; its default if omitted. */
    readonly mode?: ApplyMode;
}

/** Passes a selection from the screen where it was made to the dialog that applies keys, which opens over that screen. */
@Injectable({ providedIn: 'root' })
export class ApplySelection {
    public readonly choices: Observable<ApplyChoice>;
    private readonly subject = new Subject<ApplyChoice>();

    constructor() {
        this.choices = this.subject.asObservable();
    }

    public choose(choice: ApplyChoice): void {
        this.subject.next(choice);
    }
}
