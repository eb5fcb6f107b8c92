/** The button that makes the browser forget readings. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { RememberedReadings } from '../state/guests/remembered-readings';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { ReferenceRememberedComponent } from './reference-remembered.component';

describe('remembered readings', () => {
    let fixture: ComponentFixture<ReferenceRememberedComponent>;
    let done: Array<() => void>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const status = (): string => page().querySelector('[role=status]')?.textContent ?? '';
    let Reference: AvmaStrings['Reference'];

    beforeEach(() => {
        ({ Reference } = avmaStrings());
        done = [];
        TestBed.configureTestingModule({
            declarations: [ReferenceRememberedComponent],
            providers: [{ provide: RememberedReadings, useValue: { forget: () => new Promise<void>(resolve => done.push(resolve)) } }]
        });
        fixture = TestBed.createComponent(ReferenceRememberedComponent);
        fixture.detectChanges();
    });

    it('are forgotten by the button, which says so when it is done', async () => {
        const button = page().querySelector('button') as HTMLButtonElement;
        expect(button.textContent).toBe(Reference.forget);
        expect(page().textContent).toContain(Reference.rememberedContent);
        for (let time = 0; time < 2; time++) {
            button.click();
            fixture.detectChanges();
            expect(status()).toBe('');
            done[time]();
            await fixture.whenStable();
            fixture.detectChanges();
            expect(status()).toBe(Reference.forgotten);
        }
        expect(done.length).toBe(2);
    });
});
