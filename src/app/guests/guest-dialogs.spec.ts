/** The dialogs of the guests' page with the SDK's own controls: what they say, and what their buttons answer. */
import { Component, NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { By } from '@angular/platform-browser';
import { AppContextService, DialogComponent, DialogModule, DialogService, ResourceService, SmeUxModule } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, of } from 'rxjs';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { ItemRemoval } from '../domain/facts/apply-facts';
import { waitSeconds } from '../domain/inside/time-limits';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { ItemRemovalState, ItemRemovalStore } from '../state/guests/item-removal.store';
import { keptOn } from '../state/testing/kept-accounts';
import { accountKeeperToken } from '../shared/account-keeper';
import { AccountsForm } from '../shared/accounts-form';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ColumnsDialogComponent, ColumnsDialogOptions } from './columns-dialog.component';
import { DataExchangeDialogComponent, DataExchangeDialogOptions } from './data-exchange-dialog.component';
import { ExportDialogComponent } from './export-dialog.component';
import { columnTitles, guestColumns } from './guest-columns';
import { RemoveItemsDialogComponent, RemoveItemsDialogOptions } from './remove-items-dialog.component';

/** The SDK's tooltips live in its frame, and must go before it. */
@Component({
    template: `<sme-ux
        ><ng-container *ngIf="alive">
            <avma-columns-dialog></avma-columns-dialog>
            <avma-data-exchange-dialog></avma-data-exchange-dialog>
            <avma-export-dialog></avma-export-dialog>
            <avma-remove-items-dialog></avma-remove-items-dialog></ng-container
    ></sme-ux>`
})
class PageComponent {
    public alive = true;
}

const vmId = '00000000-0000-0000-0000-000000000001';
const nothing: ItemRemovalState = { running: false, request: null, removals: [], failure: null, timedOut: false };
const removal = (name: string, outcome: ItemRemoval['outcome']): ItemRemoval => ({ collectedAt: null, vmId, name, outcome, error: null });

function guestWithItems(): AssessedGuest {
    const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
    const items = [
        { name: 'One', data: '<b>1</b>' },
        { name: 'Two', data: '2' },
        { name: 'Three', data: '3' }
    ];
    const guest = importGuestRow({ vmId, name: 'APP01', enabledState: 2, guest: items });
    return { hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null };
}

describe('the dialogs of guests', () => {
    let fixture: ComponentFixture<PageComponent>;
    let strings: AvmaStrings;
    let removals: BehaviorSubject<ItemRemovalState>;
    let removed: unknown[][];
    let answers: unknown[];
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const textsOf = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');
    const buttons = (): HTMLButtonElement[] => [...page().querySelectorAll<HTMLButtonElement>('sme-dialog-footer button')];
    const boxes = (): HTMLInputElement[] => [...page().querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    const open = (): DialogComponent[] =>
        fixture.debugElement
            .queryAll(By.directive(DialogComponent))
            .map(one => one.componentInstance as DialogComponent)
            .filter(one => one.visible);

    beforeEach(async () => {
        strings = avmaStrings();
        removals = new BehaviorSubject<ItemRemovalState>(nothing);
        [removed, answers] = [[], []];
        const store = {
            state: removals,
            get current(): ItemRemovalState {
                return removals.value;
            },
            dismiss: () => removals.next(nothing),
            remove: (...given: unknown[]) => removed.push(given)
        };
        await TestBed.configureTestingModule({
            declarations: [PageComponent, ColumnsDialogComponent, DataExchangeDialogComponent, ExportDialogComponent, RemoveItemsDialogComponent],
            imports: [FormsModule, SmeUxModule, DialogModule],
            providers: [
                {
                    provide: AppContextService,
                    useValue: { registerDialogService: () => undefined, frame: { overlayOpen: () => of(), activeRpcDialogsOrigins: new Map() } }
                },
                ResourceService,
                { provide: accountKeeperToken, useValue: keptOn() },
                { provide: ItemRemovalStore, useValue: store }
            ],
            schemas: [NO_ERRORS_SCHEMA]
        }).compileComponents();
        fixture = TestBed.createComponent(PageComponent);
        fixture.detectChanges();
    });

    afterEach(() => {
        fixture.componentInstance.alive = false;
        fixture.detectChanges();
    });

    /** Fields take their values after a turn. */
    async function settle(): Promise<void> {
        fixture.detectChanges();
        await fixture.whenStable();
        fixture.detectChanges();
    }

    /** Opens a dialog as the page does. */
    async function show(id: string, options: object): Promise<void> {
        TestBed.inject(DialogService)
            .show<object, object>(id, options)
            .subscribe(answer => answers.push(answer));
        await settle();
        expect(open().length).toBe(1);
    }

    async function press(button: HTMLElement): Promise<void> {
        button.click();
        await settle();
    }

    /** The dialog's title on screen and for screen readers, and the cross that closes it. */
    function expectTitle(title: string): void {
        expect([textsOf('sme-dialog-header h2'), open().map(({ ariaLabel }) => ariaLabel)]).toEqual([[title], [title]]);
        expect(open().map(({ closeButton }) => closeButton)).toEqual([true]);
    }

    describe('that switch Data Exchange', () => {
        const ask = (options: DataExchangeDialogOptions): Promise<void> => show(DataExchangeDialogComponent.id, options);

        it('say what is changed, and of whom, before it is', async () => {
            const { DataExchange: texts, LookInside } = strings;
            await ask({ enable: true, names: ['APP01', '<b>APP02</b>'] });
            expectTitle(fillText(texts.titleEnable, { count: 2 }));
            expect([textsOf('sme-dialog-content p'), textsOf('li')]).toEqual([[texts.textEnable], ['APP01', '<b>APP02</b>']]);
            expect(textsOf('sme-dialog-footer button')).toEqual([texts.enable, LookInside.cancel]);
            await press(buttons()[0]);
            expect([answers, open()]).toEqual([[{ confirmed: true }], []]);
        });

        it('say so too where it is switched off, and change nothing where they are canceled', async () => {
            const { DataExchange: texts, LookInside } = strings;
            await ask({ enable: false, names: ['APP01'] });
            expectTitle(fillText(texts.titleDisable, { count: 1 }));
            expect([textsOf('sme-dialog-content p'), textsOf('li')]).toEqual([[texts.textDisable], ['APP01']]);
            expect(textsOf('sme-dialog-footer button')).toEqual([texts.disable, LookInside.cancel]);
            await press(buttons()[1]);
            expect([answers, open()]).toEqual([[{ confirmed: false }], []]);
        });
    });

    describe('that save facts with names', () => {
        const ask = (): Promise<void> => show(ExportDialogComponent.id, { names: ['APP01', '<b>APP02</b>'] });

        it('say what is left out, of whom, and save without it', async () => {
            const { Export: texts, LookInside } = strings;
            await ask();
            expectTitle(texts.names);
            expect([textsOf('sme-dialog-content p'), textsOf('li')]).toEqual([
                [texts.hostText, texts.hostValues],
                ['APP01', '<b>APP02</b>']
            ]);
            expect([textsOf('label[for=avma-export-host-values]'), boxes().map(box => [box.id, box.checked])]).toEqual([
                [texts.hostValues],
                [['avma-export-host-values', false]]
            ]);
            expect(textsOf('sme-dialog-footer button')).toEqual([texts.save, LookInside.cancel]);
            await press(buttons()[0]);
            expect([answers, open()]).toEqual([[{ content: 'names' }], []]);
        });

        it('save everything where it is ticked, for that file only, and nothing where they are canceled', async () => {
            await ask();
            await press(boxes()[0]);
            await press(buttons()[0]);
            await ask();
            expect(boxes().map(box => box.checked)).toEqual([false]);
            await press(buttons()[1]);
            expect(answers).toEqual([{ content: 'everything' }, { content: null }]);
        });
    });

    describe('that choose columns', () => {
        const choose = (options: ColumnsDialogOptions): Promise<void> => show(ColumnsDialogComponent.id, options);

        it('have a box for each column, ticked where it is shown; that of the name stays', async () => {
            const { Guests, LookInside } = strings;
            await choose({ columns: ['name', 'key'] });
            expectTitle(Guests.columns);
            const titles = columnTitles(strings);
            const labelled = boxes().map(({ labels }) => labels?.[0]?.textContent?.trim());
            expect(labelled).toEqual(guestColumns.map(column => titles[column]));
            const fields = guestColumns.map(column => [column === 'name' || column === 'key', column === 'name']);
            expect(boxes().map(({ checked, disabled }) => [checked, disabled])).toEqual(fields);
            expect(textsOf('sme-dialog-footer button')).toEqual([Guests.applyColumns, LookInside.cancel]);
        });

        it("answer with the ticked ones in the table's order, once they are applied", async () => {
            await choose({ columns: ['name', 'key'] });
            await press(boxes()[guestColumns.indexOf('os')]);
            await press(boxes()[guestColumns.indexOf('key')]);
            await press(boxes()[guestColumns.indexOf('host')]);
            expect(answers).toEqual([]);
            await press(buttons()[0]);
            expect([answers, open()]).toEqual([[{ columns: ['name', 'host', 'os'] }], []]);
        });

        it('answer with none where they are canceled', async () => {
            await choose({ columns: ['name'] });
            await press(buttons()[1]);
            expect([answers, open()]).toEqual([[{ columns: null }], []]);
        });
    });

    describe('that remove items', () => {
        const ask = (options: RemoveItemsDialogOptions): Promise<void> => show(RemoveItemsDialogComponent.id, options);
        const status = (): HTMLElement[] => [...page().querySelectorAll<HTMLElement>('[role=status] > *')];
        const form = (): AccountsForm => fixture.debugElement.query(By.css('avma-accounts-form')).properties['form'] as AccountsForm;

        async function enterAccount(): Promise<void> {
            Object.assign(form().accounts[0], { user: 'CONTOSO\\ann', password: 'secret' });
            fixture.debugElement.query(By.css('avma-accounts-form')).triggerEventHandler('changed', null);
            await settle();
        }

        it('have a box for each item that the guest wrote, none of them ticked', async () => {
            await ask({ guest: guestWithItems() });
            expectTitle(fillText(strings.RemoveItems.title, { guestName: 'APP01' }));
            expect(open().map(({ clickBackdrop }) => clickBackdrop)).toEqual([false]);
            expect(textsOf('form > p:first-child')).toEqual([strings.RemoveItems.intro]);
            expect(boxes().map(({ labels, checked }) => [labels?.[0]?.textContent, checked])).toEqual([
                ['One <b>1</b>', false],
                ['Two 2', false],
                ['Three 3', false]
            ]);
            expect(textsOf('label strong')).toEqual(['One', 'Two', 'Three']);
            expect(textsOf('sme-dialog-footer button')).toEqual([strings.RemoveItems.start, strings.UsageReport.close]);
            expect(status().map(({ textContent }) => textContent)).toEqual(['']);
        });

        it('remove what is ticked, with the account, once the button is pressed', async () => {
            await ask({ guest: guestWithItems() });
            await press(boxes()[2]);
            await press(boxes()[1]);
            await press(boxes()[0]);
            await press(boxes()[1]);
            expect(boxes().map(({ checked }) => checked)).toEqual([true, false, true]);
            expect(buttons()[0].disabled).toBeTrue();
            await enterAccount();
            expect([buttons()[0].disabled, removed]).toEqual([false, []]);
            await press(buttons()[0]);
            const target = { hostName: 'HV01', vmId, channel: 'direct', address: null };
            expect(removed).toEqual([
                [{ target, account: { user: 'CONTOSO\\ann', password: 'secret' }, productType: null }, ['One', 'Three'], waitSeconds.default * 1000]
            ]);
            expect(open().length).toBe(1);
        });

        it('say how it goes and how it ended', async () => {
            await ask({ guest: guestWithItems() });
            removals.next({ ...nothing, running: true });
            await settle();
            expect(status().map(({ textContent }) => textContent)).toEqual([strings.RemoveItems.running, '']);
            removals.next({ ...nothing, timedOut: true, failure: { code: 'unreachable', raw: 'raw text' } });
            await settle();
            const { InsideFailures, Failures, RemoveItems, ItemRemovals } = strings;
            expect(status().map(({ textContent }) => textContent)).toEqual([
                `${InsideFailures.timedOut.text} ${RemoveItems.notKnown}`,
                `${Failures.unreachable.title}. ${Failures.unreachable.fix}`,
                'raw text',
                ''
            ]);
            removals.next({ ...nothing, failure: { code: 'unreachable', raw: '' } });
            await settle();
            expect(textsOf('pre')).toEqual([]);
            removals.next({ ...nothing, removals: [removal('One', 'removed'), removal('Two', 'absent')] });
            await settle();
            expect([...page().querySelectorAll('li')].map(one => [one.getAttribute('data-outcome'), one.textContent?.trim()])).toEqual([
                ['removed', `One: ${ItemRemovals.removed}`],
                ['absent', `Two: ${ItemRemovals.absent}`]
            ]);
        });

        it('close by their button, and forget the account and how the last one ended', async () => {
            await ask({ guest: guestWithItems() });
            await enterAccount();
            removals.next({ ...nothing, timedOut: true });
            await press(buttons()[1]);
            expect([answers, open(), removed]).toEqual([[{}], [], []]);
            await ask({ guest: guestWithItems() });
            expect([removals.value, form().accounts[0].password]).toEqual([nothing, '']);
        });
    });
});
