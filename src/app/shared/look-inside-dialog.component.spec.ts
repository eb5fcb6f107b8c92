/** The dialog that looks inside guests: whom it names, what it asks, and what it starts. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { EMPTY } from 'rxjs';
import { Rendered } from '../../testing/rendered';
import { DialogStubComponent } from '../../testing/sdk-stubs';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { ReachableGuest } from '../domain/inside/inside-channel';
import { KeptAccounts } from '../state/inside/kept-accounts';
import { keptOn } from '../state/testing/kept-accounts';
import { accountKeeperToken } from './account-keeper';
import { AccountsForm } from './accounts-form';
import { LookInsideDialogComponent, LookInsideDialogResult } from './look-inside-dialog.component';
import { AvmaStrings, avmaStrings, fillText } from './texts';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });

function entry(n: number, enabledState = 2): ReachableGuest {
    const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data }));
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    return { hostName: 'HV01', host, guest: importGuestRow({ vmId, name: `vm${n}`, enabledState, dataExchangeState: 2, intrinsic }) };
}

describe('the dialog that looks inside guests', () => {
    let strings: AvmaStrings;
    let kept: KeptAccounts;
    let dialog: LookInsideDialogComponent;
    let page: Rendered;
    let results: LookInsideDialogResult[];
    let unregistered: string[];

    beforeEach(async () => {
        strings = avmaStrings();
        kept = keptOn();
        [results, unregistered] = [[], []];
        const ignore = (): void => undefined;
        const service = {
            register: ignore,
            unregister: (id: string) => unregistered.push(id),
            emitDialogChangeEvent: ignore,
            resumeFocus: ignore,
            dialogs: EMPTY
        };
        TestBed.configureTestingModule({
            declarations: [LookInsideDialogComponent, DialogStubComponent],
            imports: [FormsModule],
            providers: [
                { provide: DialogService, useValue: service },
                { provide: accountKeeperToken, useValue: kept }
            ],
            schemas: [NO_ERRORS_SCHEMA]
        });
        const fixture = TestBed.createComponent(LookInsideDialogComponent);
        dialog = fixture.componentInstance;
        page = new Rendered(fixture);
        await page.draw();
    });

    async function show(guests: readonly ReachableGuest[], gone?: readonly string[], texts = strings.LookInside): Promise<void> {
        dialog.show({ guests, texts, ...(gone && { gone }) }).subscribe(result => results.push(result));
        await page.draw();
    }
    const form = (): AccountsForm => page.given('avma-accounts-form')['form'] as AccountsForm;
    const startButton = (): HTMLButtonElement => page.buttons('sme-dialog-footer')[0];
    const stub = (): DialogStubComponent => page.standIn('sme-dialog');

    async function fill(user = 'ann', password = 'secret'): Promise<void> {
        form().accounts[0].user = user;
        form().accounts[0].password = password;
        page.emit('avma-accounts-form', 'changed');
        await page.draw();
    }

    it('has no field until it is opened', () => {
        expect([LookInsideDialogComponent.id, dialog.id, page.has('form'), page.has('avma-accounts-form')]).toEqual([
            'avma-look-inside',
            'avma-look-inside',
            false,
            false
        ]);
    });

    it('says what it does to how many, and to whom not and why', async () => {
        await show([entry(1), entry(2, 3)], ['old1', 'old2']);
        const { LookInside, InsideObstacles } = strings;
        const title = fillText(LookInside.title, { count: 1, total: 4 });
        expect([page.text('h2'), stub().ariaLabel, stub().dialogMode, stub().closeButton, page.given('sme-dialog')['clickBackdrop']]).toEqual([
            title,
            title,
            'wide-pane',
            true,
            false
        ]);
        expect(page.texts('form > p')).toEqual([LookInside.intro, fillText(LookInside.gone, { count: 2, names: 'old1, old2' })]);
        expect([page.text('summary'), page.texts('details li')]).toEqual([fillText(LookInside.excluded, { count: 1 }), [`vm2: ${InsideObstacles.notRunning}`]]);
        expect(page.texts('sme-dialog-footer button')).toEqual([LookInside.start, LookInside.cancel]);
        expect(page.element.querySelector('form')?.id).toBe(startButton().getAttribute('form') ?? '');
    });

    it('says nothing of those that are not there', async () => {
        await show([entry(1)], undefined, { ...strings.LookInside, title: '{count} of {total}', intro: 'logs', start: 'read' });
        expect([page.text('h2'), page.texts('form > p'), page.has('details'), startButton().textContent]).toEqual(['1 of 1', ['logs'], false, 'read']);
    });

    it('asks nothing where nobody can be entered', async () => {
        await show([entry(2, 3)]);
        expect([page.texts('form > p'), page.has('avma-accounts-form'), startButton().disabled]).toEqual([
            [strings.LookInside.intro, strings.LookInside.none],
            false,
            true
        ]);
    });

    it('starts with what was entered, and forgets it', async () => {
        await show([entry(1), entry(2)]);
        const opened = form();
        expect(startButton().disabled).toBeTrue();
        page.emit('form', 'ngSubmit');
        expect(results).toEqual([]);
        await fill();
        expect(startButton().disabled).toBeFalse();
        opened.accounts[0].keep = true;
        page.emit('form', 'ngSubmit');
        expect(results.map(({ jobs, options }) => [jobs.map(({ target, account }) => [target.vmId.slice(-1), account]), options.parallel])).toEqual([
            [
                [
                    ['1', { user: 'ann', password: 'secret' }],
                    ['2', { user: 'ann', password: 'secret' }]
                ],
                4
            ]
        ]);
        expect([kept.accounts, opened.accounts[0].password, dialog.open]).toEqual([[{ user: 'ann', password: 'secret' }], '', false]);
    });

    it('is known no more, and knows nothing more, once its page is left', async () => {
        await show([entry(1)]);
        await fill();
        const left = form();
        TestBed.resetTestingModule();
        expect([unregistered, left.accounts[0].password]).toEqual([['avma-look-inside'], '']);
    });

    it('starts nothing, and keeps no account, where it is canceled', async () => {
        await show([entry(1)]);
        await fill();
        form().accounts[0].keep = true;
        page.click(strings.LookInside.cancel);
        expect([results.map(({ jobs }) => jobs), kept.accounts, dialog.open]).toEqual([[[]], [], false]);
    });
});
