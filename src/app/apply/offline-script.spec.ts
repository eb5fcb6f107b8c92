/** The script for disks as it is drawn: what it is for, for how many, and what is saved or copied. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { ApplyItem } from '../domain/apply/apply-plan';
import { offlineScript } from '../domain/apply/offline-script';
import { applyItem } from '../../testing/apply-item';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { OfflineScriptComponent } from './offline-script.component';

const item = (n: number, mode: ApplyItem['mode'] = 'installAndActivate'): ApplyItem => applyItem(n, { mode });

describe('the script for disks', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<OfflineScriptComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => (one.textContent ?? '').trim());

    beforeEach(() => {
        strings = avmaStrings();
        TestBed.configureTestingModule({ declarations: [OfflineScriptComponent, CopyButtonComponent] });
        fixture = TestBed.createComponent(OfflineScriptComponent);
    });

    function show(items: readonly ApplyItem[]): void {
        fixture.componentRef.setInput('items', items);
        fixture.detectChanges();
    }

    it('says what it is for, and for how many that get a key', () => {
        show([item(1), item(2, 'activate'), item(3, 'install')]);
        const { Offline, KeyTools } = strings;
        expect([texts('summary'), texts('p')]).toEqual([[fillText(Offline.title, { count: 2 })], [Offline.text]]);
        expect([texts('li'), texts('button')]).toEqual([
            [KeyTools.warningImage, KeyTools.warningEvaluation],
            [Offline.save, Offline.copy]
        ]);
        show([item(2, 'activate')]);
        expect(page().childElementCount).toBe(0);
    });

    it('is saved and copied', async () => {
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        let blob = new Blob();
        spyOn(URL, 'createObjectURL').and.callFake(made => {
            blob = made as Blob;
            return 'blob:saved';
        });
        const names: string[] = [];
        spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement): void {
            names.push(this.download);
        });
        show([item(1), item(2)]);
        page()
            .querySelectorAll('button')
            .forEach(one => one.click());
        await fixture.whenStable();
        const expected = offlineScript([item(1), item(2)]);
        expect([copied, [await blob.text()], names]).toEqual([[expected], [expected], ['avma-offline.ps1']]);
    });
});
