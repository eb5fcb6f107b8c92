import { ChangeDetectionStrategy, Component } from '@angular/core';
import { combineLatest, map, Observable } from 'rxjs';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { HostsStore, wantsRetry } from '../state/hosts/hosts.store';
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
    private readonly strings = avmaStrings();

    constructor(
        public readonly guests: GuestsStore,
        public readonly opened: HostStore,
        hosts: HostsStore
    ) {
        this.text = combineLatest([guests.scope, hosts.state]).pipe(
            map(([scope, { hosts: all }]) => {
                const failed = all.filter(wantsRetry).length;
                const count = all.filter(({ phase }) => phase !== 'twice').length;
                return scope === 'opened' ? '' : fillText(failed > 0 ? this.strings.Guests.ofMany : this.strings.Guests.ofAll, { count, failed });
            })
        );
    }

    public get back(): string {
        return fillText(this.strings.Guests.onlyOpened, { hostName: this.opened.current.facts?.computerName ?? this.opened.hostName });
    }
}
