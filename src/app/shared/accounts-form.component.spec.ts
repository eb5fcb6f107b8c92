/** The fields of accounts as their template shows them, and what is entered into them. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { Rendered } from '../../testing/rendered';
import { FieldStubComponent } from '../../testing/sdk-stubs';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { waitSeconds } from '../domain/inside/time-limits';
import { ReachableGuest } from '../domain/inside/inside-channel';
import { SignInStorage } from '../state/inside/sign-in-storage';
import { keptOn } from '../state/testing/kept-accounts';
import { AccountsForm } from './accounts-form';
import { AccountsFormComponent } from './accounts-form.component';
import { GuestAddressesComponent } from './guest-addresses.component';
import { GuestTicksComponent } from './guest-ticks.component';
import { AvmaStrings, avmaStrings, fillText } from './texts';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });

function entry(n: number, fqdn: string, build = '17763'): ReachableGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: '7', FullyQualifiedDomainName: fqdn };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const vmId = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
    return { hostName: 'HV01', host, guest: importGuestRow({ vmId, name: `vm${n}`, enabledState: 2, dataExchangeState: 2, intrinsic }) };
}

const guests = [entry(1, 'a.contoso.com'), entry(2, 'b.fabrikam.com'), entry(3, 'old.contoso.com', '9600')];

describe('the fields of accounts', () => {
    let texts: AvmaStrings['LookInside'];
    let form: AccountsForm;
    let page: Rendered;
    let inputs: number;

    beforeEach(() => {
        texts = avmaStrings().LookInside;
        form = new AccountsForm(keptOn());
        form.open(guests);
        inputs = 0;
        TestBed.configureTestingModule({
            declarations: [AccountsFormComponent, GuestAddressesComponent, GuestTicksComponent, FieldStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA]
        });
    });
    afterEach(() => form.forget());

    async function show(): Promise<void> {
        const fixture = TestBed.createComponent(AccountsFormComponent);
        fixture.componentRef.setInput('form', form);
        fixture.componentInstance.changed.subscribe(() => inputs++);
        page = new Rendered(fixture);
        await page.draw();
    }

    /** Label, hint and value of a field. */
    const given = (name: string): unknown[] => {
        const model = page.model(name);
        const { label, placeholder } = model?.valueAccessor as FieldStubComponent;
        return [label, placeholder, model?.model];
    };
    const has = (name: string): boolean => page.model(name) !== null;
    /** Types into a field of the SDK. @returns how many inputs the form has told of */
    async function type(name: string, value: unknown): Promise<number> {
        return told(() => page.model(name)?.viewToModelUpdate(value));
    }
    async function told(work: () => void): Promise<number> {
        const before = inputs;
        work();
        await page.draw();
        return inputs - before;
    }
    const click = (name: string): Promise<number> => told(() => page.click(name));
    const enter = (selector: string, value: string): Promise<number> => told(() => page.enter(selector, value));

    describe('one by one', () => {
        it('are a name, a password, and whom they are for', async () => {
            await show();
            expect(page.texts('legend')).toEqual([fillText(texts.account, { number: 1 })]);
            expect(given('user0')).toEqual([texts.user, texts.userHint, '']);
            expect(given('password0')).toEqual([texts.password, '', '']);
            expect(['text', 'password'].map(one => page.has(`sme-form-field[type=${one}]`))).toEqual([true, true]);
            expect([await type('user0', 'ann'), await type('password0', 'secret')]).toEqual([1, 1]);
            expect([form.accounts[0].user, form.accounts[0].password]).toEqual(['ann', 'secret']);
            expect([page.text('label[for=scope0]'), page.valueOf('#scope0')]).toEqual([texts.scope, 'all']);
            expect(page.texts('#scope0 option')).toEqual(form.scopes.map(one => one.label));
            expect([...page.element.querySelectorAll<HTMLOptionElement>('#scope0 option')].map(one => one.value)).toEqual(form.scopes.map(one => one.value));
            expect([page.has('avma-guest-ticks'), page.has('#avma-account-list'), page.buttons('fieldset').length]).toEqual([false, false, 0]);
        });

        it('say which guests rejected an account, and until when one is not used, beside that account', async () => {
            const signIns = new SignInStorage(null);
            signIns.noteRejection({ user: 'CONTOSO\\ann', password: 'a' }, keyOf(guests[1]));
            form = new AccountsForm(keptOn(undefined, signIns));
            form.open(guests);
            await show();
            const second = 'fieldset.avma-account:nth-of-type(2)';
            expect(page.texts('fieldset.avma-account > p:not(.avma-check)')).toEqual([
                fillText(texts.rejected, { guests: 'vm2', user: 'CONTOSO\\ann', count: 1 })
            ]);
            expect([page.valueOf('#scope1'), page.texts(`${second} [role=status]`)[0]]).toEqual(['named', '']);
            Array.from({ length: 4 }, () => signIns.fail(signIns.add('ann')));
            await type('user1', 'CONTOSO\\ann');
            expect(page.texts(`${second} [role=status]`)[0]).toBe(form.usedUp.get('CONTOSO\\ann') ?? 'nothing');
            expect(page.texts('fieldset.avma-account:nth-of-type(1) [role=status]')[0]).toBe('');
        });

        it('are more than one where somebody adds some, of which each can be removed', async () => {
            await show();
            expect(await click(texts.add)).toBe(1);
            expect(page.texts('legend')).toEqual([1, 2].map(number => fillText(texts.account, { number })));
            await type('user0', 'ann');
            await type('user1', 'bob');
            expect(await click(fillText(texts.remove, { number: 1 }))).toBe(1);
            expect([form.accounts.map(one => one.user), page.buttons('fieldset').length]).toEqual([['bob'], 0]);
        });

        it('are used again where their box is ticked', async () => {
            await show();
            const box = page.element.querySelector<HTMLInputElement>('#keep0');
            expect([page.text('label[for=keep0]'), box?.checked]).toEqual([texts.keep, false]);
            box?.click();
            expect(form.accounts[0].keep).toBeTrue();
        });

        it('are only named where they are used again, until they are forgotten', async () => {
            const kept = keptOn();
            kept.keep({ user: 'CONTOSO\\ann', password: 'secret' });
            form = new AccountsForm(kept);
            form.open(guests);
            await show();
            expect(page.text('fieldset p')).toBe(fillText(texts.kept, { user: 'CONTOSO\\ann' }));
            expect([has('user0'), has('password0'), page.has('#keep0'), page.valueOf('#scope0')]).toEqual([false, false, false, 'named']);
            await click(texts.add);
            expect(page.buttons('fieldset').filter(one => one.textContent?.trim() === fillText(texts.remove, { number: 1 }))).toEqual([]);
            expect(await click(fillText(texts.forget, { user: 'CONTOSO\\ann' }))).toBe(1);
            expect([form.accounts.length, has('user0')]).toEqual([1, true]);
        });
    });

    describe('for guests that are ticked', () => {
        const ticks = (): GuestTicksComponent => page.standIn('avma-guest-ticks');
        const names = (): string[] => page.texts('.avma-ticks li');
        const ticked = (): boolean[] => [...page.element.querySelectorAll<HTMLInputElement>('.avma-ticks li input')].map(one => one.checked);

        it('are for exactly these, which any of them can be taken from', async () => {
            await show();
            await click(texts.add);
            expect(await enter('#scope1', 'named')).toBe(1);
            expect([form.accounts[1].scope, ticks().number, ticks().guests]).toEqual(['named', 2, form.listOf(form.accounts[1]) ?? []]);
            expect([page.text('.avma-ticks legend'), page.text('.avma-ticks [role=status]')]).toEqual([
                fillText(texts.ticks, { number: 2 }),
                fillText(texts.ticksCount, { count: 0 })
            ]);
            expect(names()).toEqual(['vm1', 'vm2', 'vm3'].map((name, n) => `${name}  ${fillText(texts.ticksReported, { name: fqdnOf(n) })}`));
            expect([page.has('input[type=search]'), page.texts('.avma-ticks > p')]).toEqual([false, [fillText(texts.ticksCount, { count: 0 })]]);
            const [, second] = [...page.element.querySelectorAll<HTMLInputElement>('.avma-ticks li input')];
            expect(await told(() => second.click())).toBe(1);
            expect([[...form.accounts[1].ticked], ticked()]).toEqual([[keyOf(guests[1])], [false, true, false]]);
            expect(page.text('.avma-ticks [role=status]')).toBe(fillText(texts.ticksCount, { count: 1 }));
            expect(await click(fillText(texts.tickShown, { count: 2 }))).toBe(1);
            expect([ticked(), page.texts('.avma-ticks button')]).toEqual([[true, true, true], [texts.untick]]);
            await told(() => second.click());
            expect(ticked()).toEqual([true, false, true]);
            expect(await click(texts.untick)).toBe(1);
            expect([form.accounts[1].ticked.size, page.texts('.avma-ticks button')]).toEqual([0, [fillText(texts.tickShown, { count: 3 })]]);
        });

        it('warn where guests are listed by what they report, and tick none of these at once', async () => {
            await show();
            await enter('#scope0', 'domain:contoso.com');
            expect([page.text('.avma-ticks > p'), names().length, page.has('.avma-ticks button')]).toEqual([texts.ticksClaimed, 2, false]);
            await enter('#scope0', 'named');
            expect(page.text('.avma-ticks > p')).not.toBe(texts.ticksClaimed);
        });

        it('find a guest by its name where there are many, and say how many are not shown', async () => {
            form.open(Array.from({ length: 130 }, (_, n) => entry(n + 1, '')));
            await show();
            await enter('#scope0', 'named');
            expect([names().length, page.text('.avma-ticks-find label'), page.texts('.avma-ticks > p')[1]]).toEqual([
                100,
                texts.ticksFind,
                fillText(texts.ticksOthers, { count: 30 })
            ]);
            const find = page.element.querySelector('.avma-ticks-find input');
            expect(page.element.querySelector('.avma-ticks-find label')?.getAttribute('for')).toBe(find?.id ?? '');
            expect([find?.id, await enter('.avma-ticks-find input', 'VM13')]).toEqual(['avma-ticks-find-1', 0]);
            expect([names(), page.texts('.avma-ticks > p').length]).toEqual([['vm13', 'vm130'], 2]);
            // It would submit the form around it.
            const submits = find?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
            expect(submits).toBeFalse();
            await enter('#scope0', 'all');
            await enter('#scope0', 'named');
            expect([names().length, page.valueOf('.avma-ticks-find input')]).toEqual([100, '']);
        });

        it('search anew among other guests', async () => {
            const fixture = TestBed.createComponent(GuestTicksComponent);
            page = new Rendered(fixture);
            form.open(Array.from({ length: 12 }, (_, n) => entry(n + 1, '')));
            const list = form.listOf({ ...form.accounts[0], scope: 'named' }) ?? [];
            fixture.componentRef.setInput('guests', list);
            await page.draw();
            page.enter('.avma-ticks-find input', 'vm12');
            fixture.componentRef.setInput('ticked', new Set<GuestKey>([keyOf(guests[0])]));
            await page.draw();
            expect([names(), page.valueOf('.avma-ticks-find input')]).toEqual([['vm1', 'vm12'], 'vm12']);
            fixture.componentRef.setInput('guests', list.slice(0, 11));
            await page.draw();
            expect([names().length, page.valueOf('.avma-ticks-find input')]).toEqual([11, '']);
        });

        const fqdnOf = (n: number): string => ['a.contoso.com', 'b.fabrikam.com', 'old.contoso.com'][n];
    });

    describe('as a list', () => {
        it('say how many guests have one, and which lines say nothing', async () => {
            await show();
            expect(given('mode')).toEqual([texts.mode, '', 'accounts']);
            expect(['accounts', 'list'].map(value => page.given(`sme-option[value=${value}]`)['label'])).toEqual([texts.modeAccounts, texts.modeList]);
            expect([await type('mode', 'list'), form.mode]).toEqual([1, 'list']);
            expect([page.has('fieldset'), page.text('label[for=avma-account-list]'), page.text('.sme-scheme-secondary-text')]).toEqual([
                false,
                texts.list,
                texts.listHint
            ]);
            expect([page.text('[role=status]'), page.has('.avma-warnings')]).toEqual([fillText(texts.listCount, { count: 0 }), false]);
            expect(await enter('#avma-account-list', 'vm1,ann,secret\nnobody,ann,secret\nvm2,bob,other')).toBe(1);
            const problem = fillText(texts.listLine, { line: '2', problem: texts.problems.unknownGuest });
            expect([page.text('[role=status]'), page.texts('.avma-warnings li')]).toEqual([fillText(texts.listCount, { count: 2 }), [problem]]);
            expect(page.texts('p')).toContain(texts.listProblems);
        });
    });

    describe('beside them', () => {
        it('is asked for the name of each guest over the network, which what it reports is only offered for', async () => {
            await show();
            const field = `[id="avma-address-${keyOf(guests[2])}"]`;
            expect([page.texts('h3'), page.texts('h3 + p')]).toEqual([[fillText(texts.winrm, { count: 1 })], [texts.winrmText]]);
            expect([page.texts('.avma-addresses label'), page.valueOf(field)]).toEqual([[fillText(texts.address, { name: 'vm3' })], '']);
            expect(await click(fillText(texts.claimed, { name: 'old.contoso.com' }))).toBe(1);
            expect([form.addresses[keyOf(guests[2])], page.valueOf(field)]).toEqual(['old.contoso.com', 'old.contoso.com']);
            expect(await enter(field, 'vm3.contoso.com')).toBe(1);
            expect(form.addresses[keyOf(guests[2])]).toBe('vm3.contoso.com');
            const box = page.element.querySelector<HTMLInputElement>('#avma-over-network');
            expect([page.text('label[for=avma-over-network]'), box?.checked]).toEqual([texts.overNetwork, false]);
            expect(await told(() => box?.click())).toBe(1);
            expect([page.texts('h3'), form.overNetwork, page.element.querySelectorAll('.avma-addresses li').length]).toEqual([
                [fillText(texts.winrm, { count: 3 })],
                true,
                3
            ]);
            form.open(guests.slice(0, 2));
            await show();
            expect([page.has('h3'), page.has('.avma-addresses')]).toEqual([false, false]);
        });

        it('is said who reads the password', async () => {
            await show();
            expect(page.texts('.avma-warning-box p')).toEqual([texts.warning, texts.proof]);
            await type('user0', 'ann');
            await type('password0', 'secret');
            expect(page.texts('.avma-warning-box p')).toEqual([
                texts.warning,
                fillText(texts.warningDomains, { account: 'ann', domains: 'contoso.com, fabrikam.com' }),
                texts.proof
            ]);
        });

        it('is set how many guests at a time, of one host where there are several, and how long each may take', async () => {
            await show();
            expect([given('parallel'), given('wait')]).toEqual([
                [texts.parallel, '', 4],
                [texts.wait, '', waitSeconds.default]
            ]);
            expect(has('perHost')).toBeFalse();
            form.open([...guests, { ...guests[0], hostName: 'HV02', host: { ...host, computerName: 'HV02' } }]);
            await show();
            expect(given('perHost')).toEqual([texts.perHost, '', 4]);
            await type('parallel', 5);
            await type('perHost', 3);
            await type('wait', 90);
            expect(form.options).toEqual({ parallel: 5, perHost: 3, waitSeconds: 90, timeoutMs: 90_000 });
        });
    });
});
