import { ChangeDetectionStrategy, Component } from '@angular/core';
import { combineLatest, map, Observable } from 'rxjs';
import { GuestScope, GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { HostsState, HostsStore, wantsRetry } from '../state/hosts/hosts.store';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';

export interface GuestScopeView {
    readonly text: string;
    /** What leads back to the opened host; empty where a cluster was opened, of which all hosts are shown. */
    readonly back: string;
}

export interface GuestScopeState {
    readonly scope: GuestScope;
    readonly hosts: HostsState['hosts'];
    /** The name of the opened host; null where a cluster was opened. */
    readonly openedName: string | null;
}

/** Null where the guests of the opened host are shown, which goes without saying. */
export function toGuestScopeView({ scope, hosts, openedName }: GuestScopeState, { Guests }: AvmaStrings): GuestScopeView | null {
    if (scope === 'opened') {
        return null;
    }
    const failed = hosts.filter(wantsRetry).length;
    const count = hosts.filter(({ phase }) => phase !== 'duplicate').length;
    return {
        text: fillText(failed > 0 ? Guests.ofMany : Guests.ofAll, { count, failed }),
        back: openedName === null ? '' : fillText(Guests.onlyOpened, { hostName: openedName })
    };
}

/** Says that the guests of many hosts are shown, and leads back to the opened host. */
@Component({
    selector: 'avma-guest-scope',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content *ngIf="view$ | async as view" class="avma-run">
        <div class="avma-run-line">
            <span role="status">{{ view.text }}</span>
            <button *ngIf="view.back" type="button" class="sme-button-auto-width" (click)="guests.show('opened')">{{ view.back }}</button>
        </div>
    </avma-content>`
})
export class GuestScopeComponent {
    public readonly view$: Observable<GuestScopeView | null>;

    constructor(
        public readonly guests: GuestsStore,
        opened: HostStore,
        hosts: HostsStore
    ) {
        const strings = avmaStrings();
        this.view$ = combineLatest([guests.scope, hosts.state, opened.state]).pipe(
            map(([scope, { hosts: all }, { facts }]) =>
                toGuestScopeView({ scope, hosts: all, openedName: opened.isCluster ? null : (facts?.computerName ?? opened.hostName) }, strings)
            )
        );
    }
}
