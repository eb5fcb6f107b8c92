/** What a plan shows: never more than anybody reads, what has to be confirmed first, whole keys only where they are published. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ApplyItem } from '../domain/apply/apply-plan';
import { AssessedGuest } from '../state/guests/guest-judge';
import { applyItem } from '../../testing/apply-item';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { avmaStrings } from '../shared/texts';
import { ByHandComponent } from './by-hand.component';
import { hostsToName } from './hosts-to-name';
import { PlanListComponent } from './plan-list.component';
import { PlannedGuest } from '../domain/apply/apply-plan';

const twoHosts: ReadonlyMap<GuestKey, string> = new Map([
    [guestKey({ hostName: 'HV01', vmId: 'id-1' }), 'HV01'],
    [guestKey({ hostName: 'HV01', vmId: 'id-2' }), 'HV02']
]);
const published = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW';

const item = (n: number, change: Partial<ApplyItem> = {}): ApplyItem => applyItem(n, { name: `G${n}`, ...change });

const own = (n: number): ApplyItem => item(n, { key: null, keyLastFive: '46789', toClass: 'own' });
const foreign = (n: number): ApplyItem =>
    item(n, {
        confirmation: {
            key: guestKey({ hostName: 'HV01', vmId: `id-${n}` }),
            installedClass: 'mak',
            installedLastFive: '3V66T',
            installedStatus: 5,
            kinds: ['mak'],
            given: false
        }
    });

describe('the list of a plan', () => {
    let fixture: ComponentFixture<PlanListComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const names = (): Array<string | null> => [...page().querySelectorAll('li[data-guest]')].map(one => one.getAttribute('data-guest'));

    beforeEach(async () => {
        await TestBed.configureTestingModule({ declarations: [PlanListComponent], imports: [FormsModule] }).compileComponents();
        fixture = TestBed.createComponent(PlanListComponent);
    });

    let shownGroups = 0;
    async function show(guests: readonly PlannedGuest[], open = true): Promise<void> {
        fixture.componentRef.setInput('group', { id: String(++shownGroups), title: 'Guests', open, guests });
        fixture.detectChanges();
        await fixture.whenStable();
    }

    const press = (selector: string): void => {
        page().querySelector<HTMLElement>(selector)?.click();
        fixture.detectChanges();
    };

    it('writes how many are not shown as the region writes numbers', async () => {
        await show(Array.from({ length: 2050 }, (_, n) => item(n)));
        expect(page().querySelector('p button')?.textContent).toContain('2,000');
    });

    it('says what is confirmed where no key was read', async () => {
        await show([
            item(1, {
                confirmation: {
                    key: guestKey({ hostName: 'HV01', vmId: 'id-1' }),
                    installedClass: 'keyless',
                    installedLastFive: null,
                    installedStatus: 1,
                    kinds: ['licensed'],
                    given: false
                }
            })
        ]);
        expect(page().querySelector('label[for="avma-confirm-id-1@hv01"]')?.textContent).toBe(
            "Replace the key of G1, whose last five characters can't be read (No readable key; status: Licensed)"
        );
    });

    it('says which key a guest gets that is off, where that is known by now', async () => {
        const waits = (n: number, change: Partial<PlannedGuest>): PlannedGuest =>
            ({ ...item(n), action: 'waits', mode: 'installAndActivate', ...change }) as PlannedGuest;
        await show([waits(1, {}), waits(2, { keyLastFive: null }), waits(3, { toClass: null })]);
        const { avma } = avmaStrings().KeyClasses;
        expect([...page().querySelectorAll('li[data-guest]')].map(one => one.querySelector('.avma-plan-change')?.textContent)).toEqual([
            `${avma} WMBMW`,
            avma,
            undefined
        ]);
    });

    it('draws a bounded part of a thousand guests, more when asked, and none while closed', async () => {
        const many = Array.from({ length: 1000 }, (_, n) => item(n));
        await show(many);
        expect([names().length, names()[0]]).toEqual([50, 'G0']);
        press('p button');
        expect(names().length).toBe(150);
        await show(many, false);
        expect([names().length, page().querySelectorAll('button').length]).toEqual([0, 0]);
        fixture.componentInstance.toggle(true);
        fixture.componentRef.changeDetectorRef.detectChanges();
    });

    it('says on which host each guest is, where it was told', async () => {
        const lines = (): string[] => [...page().querySelectorAll('li')].map(one => /^\s*WEB\s+HV0\d/.exec(one.textContent ?? '')?.[0] ?? '');
        await show([item(1, { name: 'WEB' }), item(2, { name: 'WEB' })]);
        expect(page().textContent).not.toContain('HV0');
        fixture.componentRef.setInput('hostNames', twoHosts);
        fixture.detectChanges();
        expect(lines()).toEqual(['WEB HV01', 'WEB HV02']);
    });

    it('shows published keys as a whole on demand, and a key of its owner’s never', async () => {
        await show([item(1), own(2)]);
        expect(page().textContent).not.toContain(published);
        fixture.componentRef.setInput('fullKeys', true);
        fixture.detectChanges();
        expect(page().textContent).toContain(published);
        expect(page().querySelector('[data-guest=G2]')?.textContent).toContain('46789');
    });

    it('ticks each guest, all of them or none, and none that needs a confirmation', async () => {
        const given: unknown[] = [];
        fixture.componentInstance.tick.subscribe(answer => given.push(answer));
        await show([item(1), item(2)]);
        const key = (n: number): GuestKey => guestKey(item(n));
        const boxes = (): readonly boolean[] => [...page().querySelectorAll<HTMLInputElement>('input')].map(({ checked }) => checked);
        expect(boxes()).toEqual([true, true]);
        press('[data-guest=G2] input');
        fixture.componentRef.setInput('unticked', new Set([key(2)]));
        fixture.detectChanges();
        expect([boxes(), page().querySelector('button')?.textContent]).toEqual([[true, false], 'Select all 2']);
        press('button');
        fixture.componentRef.setInput('unticked', new Set());
        fixture.detectChanges();
        press('button');
        expect(given).toEqual([
            { keys: [key(2)], ticked: false },
            { keys: [key(1), key(2)], ticked: true },
            { keys: [key(1), key(2)], ticked: false }
        ]);
        await show([foreign(3)]);
        expect([boxes(), page().querySelector('button')]).toEqual([[false], null]);
    });

    it('says why a guest is skipped, without a tick', async () => {
        const { hostName, vmId, name } = item(1);
        await show([{ hostName, vmId, name, action: 'skipped', skip: { source: 'obstacle', code: 'notWindows' } }]);
        expect(page().querySelector('[data-skipped=G1]')?.textContent?.trim()).toMatch(/^G1\s*: Not Windows/);
        expect(page().querySelector('input')).toBeNull();
    });

    it('asks for a key that is there now, and hands the answer on', async () => {
        const given: unknown[] = [];
        fixture.componentInstance.confirm.subscribe(answer => given.push([answer.item.vmId, answer.given]));
        await show([foreign(1)]);
        expect(page().querySelector('label[for="avma-confirm-id-1@hv01"]')?.textContent).toContain('3V66T');
        press('[id="avma-confirm-id-1@hv01"]');
        expect(given).toEqual([['id-1', true]]);
    });

    it('asks for the name that a key of its owner would go to, and hands the answer on', async () => {
        const answers: unknown[] = [];
        fixture.componentInstance.confirmName.subscribe(answer => answers.push(answer));
        const key = guestKey({ hostName: 'HV01', vmId: 'id-1' });
        const box = '[id="avma-key-name-id-1@hv01"]';
        const name = { address: 'app.contoso.com', given: false };
        for (const given of [false, true]) {
            fixture.componentRef.setInput('ownKeyNames', new Map([[key, { ...name, given }]]));
            await show([own(1), own(2)]);
            expect(page().querySelectorAll('[id^="avma-key-name-"]').length).toBe(1);
            expect(page().querySelector<HTMLInputElement>(box)?.checked).toBe(given);
            press(box);
        }
        expect(page().querySelector(`label[for="avma-key-name-id-1@hv01"]`)?.textContent).toContain('app.contoso.com');
        expect(answers).toEqual([
            { key, name: { address: 'app.contoso.com', given: true } },
            { key, name: { address: 'app.contoso.com', given: false } }
        ]);
    });
});

describe('hosts in a plan', () => {
    const guest = (vmId: string, hostName: string, computerName: string | null): AssessedGuest =>
        ({ hostName, host: { computerName }, guest: { vmId, name: 'WEB' } }) as unknown as AssessedGuest;

    it('are named where guests are of more than one, however the hosts were asked for', () => {
        expect([...hostsToName([guest('id-1', 'CL01', 'HV11'), guest('id-2', 'hv12.contoso.com', null)])]).toEqual([
            [guestKey({ hostName: 'CL01', vmId: 'id-1' }), 'HV11'],
            [guestKey({ hostName: 'hv12.contoso.com', vmId: 'id-2' }), 'hv12.contoso.com']
        ]);
        expect(hostsToName([guest('id-1', 'CL01', 'HV11'), guest('id-2', 'hv11.contoso.com', 'HV11')]).size).toBe(0);
    });
});

describe('the script by hand', () => {
    it('tells guests of one name apart by their hosts', async () => {
        await TestBed.configureTestingModule({ declarations: [ByHandComponent, CopyButtonComponent], imports: [FormsModule] }).compileComponents();
        const fixture = TestBed.createComponent(ByHandComponent);
        fixture.componentRef.setInput('items', [item(1, { name: 'WEB' }), item(2, { name: 'WEB' })]);
        fixture.componentRef.setInput('hostNames', twoHosts);
        fixture.detectChanges();
        const options = [...(fixture.nativeElement as HTMLElement).querySelectorAll('option')].slice(1);
        expect(options.map(one => one.textContent)).toEqual(['WEB (HV01)', 'WEB (HV02)']);
    });

    it('is copied for all guests or for one, with a place for the key of its owner', async () => {
        await TestBed.configureTestingModule({ declarations: [ByHandComponent, CopyButtonComponent], imports: [FormsModule] }).compileComponents();
        const fixture = TestBed.createComponent(ByHandComponent);
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        const copy = async (chosen: GuestKey | ''): Promise<void> => {
            fixture.componentInstance.chosen = chosen;
            (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('avma-copy-button button')?.click();
            await fixture.whenStable();
        };
        fixture.componentRef.setInput('items', [item(1), own(2)]);
        fixture.detectChanges();
        await copy('');
        await copy(guestKey(item(2)));
        expect(copied.map(text => ['id-1', 'id-2', published].map(part => text.includes(part)))).toEqual([
            [true, true, true],
            [false, true, false]
        ]);
        // A choice that the plan has no more is for all again.
        fixture.componentRef.setInput('items', [item(1)]);
        fixture.detectChanges();
        expect(fixture.componentInstance.chosen).toBe('');
    });
});
