import { ChangeDetectionStrategy, Component } from '@angular/core';
import { combineLatest, map, Observable } from 'rxjs';
import { GuestsStore } from '../state/guests.store';
import { HostStore } from '../state/host.store';
import { HostsStore, wantsRetry } from '../state/hosts.store';
import { avmaStrings, fillText } from '../shared/texts';

/** Says that the guests of many hosts are shown, and leads back to the opened host. */
@Component({
    selector: 'avma-guest-scope',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content *ngIf="text | async as shown" class="avma-run">
        <div class="avma-run-line">
            <span role="status">{{ shown }}</span>
            <button *ngIf="!opened.isCluster" type="button" class="sme-button-auto-width" (click)="guests.show('opened')">{{ back }}</button>
        </div>
    </avma-content>`
})
export class GuestScopeComponent {
    public readonly text: Observable<string>;
    public readonly back: string;

    constructor(
        public readonly guests: GuestsStore,
        public readonly opened: HostStore,
        hosts: HostsStore
    ) {
        const strings = avmaStrings();
        this.back = fillText(strings.Guests.onlyOpened, { hostName: opened.hostName });
        this.text = combineLatest([guests.scope, hosts.state]).pipe(
            map(([scope, state]) =>
                scope === 'opened' ? '' : fillText(strings.Guests.ofMany, { count: state.hosts.length, failed: state.hosts.filter(wantsRetry).length })
            )
        );
    }
}
