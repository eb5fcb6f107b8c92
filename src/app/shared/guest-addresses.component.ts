import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { GuestKey } from '../domain/facts/guest-key';
import { EnterableGuest, GuestAddresses } from './accounts-form';
import { avmaStrings, fillText, TextValues } from './texts';

/**
 * The guests that are reached over the network, by name, each with the name under which its host reaches it. What guests report is offered, and is an address
 * once the administrator takes it over. Draws itself only after a change, because a form checks it after each typed letter.
 */
@Component({
    selector: 'avma-guest-addresses',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<h3 class="sme-font-h3">{{ text(strings.LookInside.winrm, { count: guests.length }) }}</h3>
        <p>{{ strings.LookInside.winrmText }}</p>
        <button *ngIf="reported > 1" type="button" class="sme-button-auto-width" (click)="takeAll()">
            {{ text(strings.LookInside.claimedAll, { count: reported }) }}
        </button>
        <p role="status">{{ text(strings.LookInside.named, { named, total: guests.length }) }}</p>
        <ul class="avma-addresses">
            <li *ngFor="let guest of guests; trackBy: byKey">
                <label [attr.for]="'avma-address-' + guest.key"
                    >{{ text(strings.LookInside.address, { name: guest.name }) }}&ngsp;
                    <span *ngIf="severalHosts" class="sme-scheme-secondary-text">{{ guest.entry.host.computerName ?? guest.entry.hostName }}</span></label
                >
                <input
                    #field
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    [id]="'avma-address-' + guest.key"
                    [value]="addresses[guest.key] ?? ''"
                    (input)="enter(guest.key, field.value)"
                    (keydown.enter)="$event.preventDefault()"
                />
                <button
                    *ngIf="guest.claimedName !== null && guest.claimedName !== addresses[guest.key]"
                    type="button"
                    class="sme-button-trigger sme-button-auto-width"
                    (click)="enter(guest.key, guest.claimedName); field.focus()"
                >
                    {{ text(strings.LookInside.claimed, { name: guest.claimedName }) }}
                </button>
            </li>
        </ul>`
})
export class GuestAddressesComponent {
    @Input() public guests: readonly EnterableGuest[] = [];
    @Input() public addresses: GuestAddresses = {};
    @Input() public severalHosts = false;
    @Output() public readonly addressesChange = new EventEmitter<GuestAddresses>();
    public readonly strings = avmaStrings();

    /** How many guests report a name. */
    public get reported(): number {
        return this.guests.filter(({ claimedName }) => claimedName !== null).length;
    }

    /** How many guests have a name. */
    public get named(): number {
        return this.guests.filter(({ key }) => this.addresses[key]?.trim()).length;
    }

    public enter(key: GuestKey, address: string): void {
        this.addressesChange.emit({ ...this.addresses, [key]: address });
    }

    /** Takes over what guests report, but no name in the place of one that was typed. */
    public takeAll(): void {
        const taken = this.guests.flatMap(({ key, claimedName }) => (claimedName !== null && !this.addresses[key]?.trim() ? [[key, claimedName]] : []));
        this.addressesChange.emit({ ...this.addresses, ...Object.fromEntries(taken) });
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }

    public readonly byKey = (_: number, { key }: EnterableGuest): string => key;
}
