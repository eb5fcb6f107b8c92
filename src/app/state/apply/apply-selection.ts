import { Injectable } from '@angular/core';
import { ApplyMode } from '../../domain/facts/apply-facts';
import { KeyWish } from '../../domain/apply/key-offers';

export interface ApplyChoice {
    readonly vmIds: readonly string[];
    /** What they are chosen for. */
    readonly wish: KeyWish;
    /** What the dialog proposes to do; its usual proposal where it is not given. */
    readonly mode?: ApplyMode;
}

/** Hands a selection from the screen where it was made to the one that asks what to do with it. */
@Injectable({ providedIn: 'root' })
export class ApplySelection {
    private choice: ApplyChoice | null = null;

    public choose(choice: ApplyChoice): void {
        this.choice = choice;
    }

    /** The choice, once: coming back to the page asks nothing again. */
    public take(): ApplyChoice | null {
        const { choice } = this;
        this.choice = null;
        return choice;
    }
}
