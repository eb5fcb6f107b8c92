/** The script by hand as it is drawn: its texts, the choice of a guest, and what is saved or copied. */
import { guestKey } from '../domain/facts/guest-key';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ApplyItem } from '../domain/apply/apply-plan';
import { handScript } from '../domain/apply/by-hand';
import { applyItem } from '../../testing/apply-item';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ByHandComponent } from './by-hand.component';

const item = (n: number): ApplyItem => applyItem(n);

describe('the script by hand', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<ByHandComponent>;

    beforeEach(() => {
        strings = avmaStrings();
        TestBed.configureTestingModule({ declarations: [ByHandComponent, CopyButtonComponent], imports: [FormsModule] });
        fixture = TestBed.createComponent(ByHandComponent);
    });

    async function show(inputs: Readonly<Record<string, unknown>>): Promise<void> {
        Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
        fixture.detectChanges();
        await fixture.whenStable();
    }

    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => (one.textContent ?? '').trim());
    const press = (selector: string): void => page().querySelector<HTMLElement>(selector)?.click();
    const copyLabel = (): string | null | undefined => page().querySelector('avma-copy-button button')?.getAttribute('aria-label');

    async function choose(n: number): Promise<void> {
        const box = page().querySelector('select') as HTMLSelectElement;
        box.selectedIndex = n;
        box.dispatchEvent(new Event('change'));
        fixture.detectChanges();
        await fixture.whenStable();
    }

    it('says what it is for, and for how many guests', async () => {
        await show({ items: [item(1), item(2)] });
        const { ByHand } = strings;
        expect(texts('summary')).toEqual([fillText(ByHand.title, { count: 2 })]);
        expect(texts('p')).toEqual([ByHand.text]);
        expect(texts('.avma-choice > button')).toEqual([ByHand.save]);
        expect(texts('avma-copy-button button')).toEqual([ByHand.copy]);
    });

    it('is closed where it is one way of several, and open where it is the only one', async () => {
        await show({ items: [item(1)] });
        expect(page().querySelector('details')?.open).toBeFalse();
        await show({ open: true });
        expect(page().querySelector('details')?.open).toBeTrue();
    });

    it('is not there where nobody needs it', async () => {
        await show({ items: [] });
        expect(page().childElementCount).toBe(0);
    });

    it('offers all guests and each by its name, with its host where that is told', async () => {
        await show({ items: [item(1), item(2)], hostNames: new Map([[guestKey(item(2)), 'HV02']]) });
        const { ByHand } = strings;
        expect(texts('label[for=avma-by-hand]')).toEqual([ByHand.guest]);
        expect(texts('#avma-by-hand option')).toEqual([fillText(ByHand.all, { count: 2 }), 'APP01', 'APP02 (HV02)']);
        expect(copyLabel()).toBe(`${ByHand.copy}: ${fillText(ByHand.all, { count: 2 })}`);
        await choose(2);
        expect(fixture.componentInstance.chosen).toBe(guestKey(item(2)));
        expect(copyLabel()).toBe(`${ByHand.copy}: APP02 (HV02)`);
    });

    it('has nothing to choose for one guest', async () => {
        await show({ items: [item(1)] });
        expect(texts('select, label')).toEqual([]);
        expect(copyLabel()).toBe(`${strings.ByHand.copy}: APP01`);
    });

    it('is copied and saved as what was chosen, and for all again once that guest is gone', async () => {
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        const saved: Array<{ readonly name: string; readonly type: string; readonly text: Promise<string> }> = [];
        let blob = new Blob();
        spyOn(URL, 'createObjectURL').and.callFake(made => {
            blob = made as Blob;
            return 'blob:saved';
        });
        spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement): void {
            saved.push({ name: this.download, type: blob.type, text: blob.text() });
        });
        const both = [item(1), item(2)];
        const take = async (): Promise<void> => {
            press('.avma-choice > button');
            press('avma-copy-button button');
            await fixture.whenStable();
        };
        await show({ items: both });
        await take();
        await choose(1);
        await take();
        await show({ items: [item(2)] });
        await take();
        const expected = [both, [item(1)], [item(2)]].map(handScript);
        expect(copied).toEqual(expected);
        expect(await Promise.all(saved.map(({ text }) => text))).toEqual(expected);
        expect(saved.map(({ name, type }) => [name, type])).toEqual(Array<string[]>(3).fill(['avma-by-hand.ps1', 'text/plain;charset=utf-8']));
    });
});
