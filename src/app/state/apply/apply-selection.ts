import { Injectable } from '@angular/core';
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

/** Passes a selection from the screen where it was made to the page that applies keys. */
@Injectable({ providedIn: 'root' })
export class ApplySelection {
    private choice: ApplyChoice | null = null;

    public choose(choice: ApplyChoice): void {
        this.choice = choice;
    }

    /** Returns the selection once, so that returning to the page doesn't show it again. */
    public take(): ApplyChoice | null {
        const { choice } = this;
        this.choice = null;
        return choice;
    }
}
