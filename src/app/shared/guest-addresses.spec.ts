/** Names for the network: offered as guests report them, taken over by one click, and listed by guest. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { keyOf } from '../domain/facts/guest-key';
import { EnterableGuest, GuestAddresses } from './accounts-form';
import { GuestAddressesComponent } from './guest-addresses.component';

const host = importHostRow({ computerName: 'HV01' });

function guest(n: number, claimedName: string | null): EnterableGuest {
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    const name = `OLD0${n}`;
    const entry = { hostName: 'hv01.contoso.com', host, guest: importGuestRow({ vmId, name }) };
    return { entry, key: keyOf(entry), name, channel: 'winrm', claimedName, claimedDomain: '' };
}

describe('the names of guests for the network', () => {
    let fixture: ComponentFixture<GuestAddressesComponent>;
    let addresses: GuestAddresses;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const shown = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => one.textContent?.replace(/\s+/g, ' ').trim() ?? '');
    const values = (): string[] => [...page().querySelectorAll('input')].map(({ value }) => value);
    const take = (text: RegExp): void => {
        [...page().querySelectorAll('button')].find(one => text.test(one.textContent ?? ''))?.click();
        fixture.detectChanges();
    };

    beforeEach(() => {
        TestBed.configureTestingModule({ declarations: [GuestAddressesComponent] });
        fixture = TestBed.createComponent(GuestAddressesComponent);
        document.body.append(page());
        set({});
        fixture.componentInstance.addressesChange.subscribe(set);
    });
    afterEach(() => page().remove());

    function set(next: GuestAddresses): void {
        addresses = next;
        fixture.componentRef.setInput('addresses', next);
    }

    function show(...guests: readonly EnterableGuest[]): void {
        fixture.componentRef.setInput('guests', guests);
        fixture.detectChanges();
    }

    it('are taken over from all guests by one click, and none is until then', () => {
        show(guest(1, 'old01.contoso.com'), guest(2, 'old02.contoso.com'), guest(3, null));
        expect([values(), addresses, shown('[role=status]')]).toEqual([['', '', ''], {}, ['0 of 3 guests have a name']]);
        take(/^\s*Use the names that 2 guests report/);
        expect(values()).toEqual(['old01.contoso.com', 'old02.contoso.com', '']);
        expect(addresses).toEqual({ [guest(1, null).key]: 'old01.contoso.com', [guest(2, null).key]: 'old02.contoso.com' });
        expect([shown('[role=status]'), shown('li button')]).toEqual([['2 of 3 guests have a name'], []]);
        expect(shown('li label')).toEqual(['Name of OLD01', 'Name of OLD02', 'Name of OLD03']);
    });

    it('never replace a name that was typed', () => {
        show(guest(1, 'old01.contoso.com'), guest(2, 'old02.contoso.com'));
        const [field] = page().querySelectorAll('input');
        field.value = 'db.fabrikam.com';
        field.dispatchEvent(new Event('input'));
        take(/^\s*Use the names/);
        expect(values()).toEqual(['db.fabrikam.com', 'old02.contoso.com']);
        expect(shown('li button')).toEqual(['Use what it reports: old01.contoso.com']);
    });

    it('are taken over one by one, and the keyboard stays in the row', () => {
        show(guest(1, 'old01.contoso.com'), guest(2, null));
        expect(shown('button')).toEqual(['Use what it reports: old01.contoso.com']);
        take(/^\s*Use what it reports/);
        expect(values()).toEqual(['old01.contoso.com', '']);
        expect(document.activeElement).toBe(page().querySelector('input'));
    });

    it('say the host of each guest if there are several', () => {
        fixture.componentRef.setInput('severalHosts', true);
        show(guest(1, null));
        expect(shown('li label')).toEqual(['Name of OLD01 HV01']);
    });
});
