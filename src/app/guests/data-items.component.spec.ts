/** Data Exchange items as they are drawn: by who wrote them, as text, and what the host pushed only after it was asked for. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { importCase } from '../data/import/import-case';
import { assess } from '../domain/judgement/assess';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { DataItemsComponent } from './data-items.component';
import { ItemPool, toGuestDetails } from './guest-details-view';
import ignition from '../../../tests/fixtures/cases/c35-ignition-host-items.json';

describe('the Data Exchange items of a guest', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<DataItemsComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => (one.textContent ?? '').replace(/\s+/g, ' ').trim());
    const buttons = (): HTMLButtonElement[] => [...page().querySelectorAll('button')];
    const labels = (): Array<string | null> => buttons().map(one => one.getAttribute('aria-label'));

    beforeEach(() => {
        strings = avmaStrings();
        TestBed.configureTestingModule({ declarations: [DataItemsComponent] });
        fixture = TestBed.createComponent(DataItemsComponent);
    });

    function show(pools: readonly ItemPool[], vmId = 'one'): void {
        fixture.componentRef.setInput('vmId', vmId);
        fixture.componentRef.setInput('pools', pools);
        fixture.detectChanges();
    }

    const pool = (title: string, hidden: boolean, ...items: ReadonlyArray<readonly [string, string]>): ItemPool => ({
        title,
        hidden,
        items: items.map(([name, data]) => ({ name, data }))
    });

    it('are tables by who wrote them, as text', () => {
        show([pool('Guest', false, ['Own', '<i>1</i>']), pool('Empty', false)]);
        const { Details } = strings;
        expect([texts('h4'), texts('p')]).toEqual([['Guest', 'Empty'], [Details.noItems]]);
        expect([texts('th'), texts('td')]).toEqual([
            [Details.itemName, Details.itemValue],
            ['Own', '<i>1</i>']
        ]);
        expect(buttons()).toEqual([]);
    });

    it('of a guest that its host configures are hidden, and shown one by one', () => {
        const { host, guests } = importCase(ignition);
        const [guest] = guests;
        const assessed = { hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null };
        show(toGuestDetails(assessed, 0, strings).pools);
        const { Details } = strings;
        expect(page().textContent).not.toContain('SAMPLEHASH');
        expect(texts('td')).toContain(`${Details.hidden} ${Details.show}`);
        expect(texts('p')).toContain(Details.hiddenText);
        expect(labels()).toEqual([0, 1].map(n => fillText(Details.showItem, { name: `ignition.config.${n}` })));
        buttons()[1].click();
        fixture.detectChanges();
        expect(page().textContent).not.toContain('SAMPLEHASH');
        expect(labels()).toEqual([fillText(Details.showItem, { name: 'ignition.config.0' }), fillText(Details.hideItem, { name: 'ignition.config.1' })]);
        buttons()[0].click();
        fixture.detectChanges();
        expect(page().textContent).toContain('SAMPLEHASH');
        expect(texts('button')).toEqual([Details.hide, Details.hide]);
        buttons()[0].click();
        fixture.detectChanges();
        expect(page().textContent).not.toContain('SAMPLEHASH');
    });

    it('stay shown, with the focus, while the same is read again, and are hidden with a new value or another guest', () => {
        document.body.append(page());
        const secret = (data: string): ItemPool[] => [pool('Host', true, ['key', data])];
        show(secret('first'));
        buttons()[0].focus();
        buttons()[0].click();
        fixture.detectChanges();
        show(secret('first'));
        expect([page().textContent?.includes('first'), document.activeElement === buttons()[0]]).toEqual([true, true]);
        show(secret('second'));
        expect(page().textContent).not.toContain('second');
        show(secret('first'), 'two');
        expect(page().textContent).not.toContain('first');
        show(secret('first'));
        expect(page().textContent).not.toContain('first');
    });
});
