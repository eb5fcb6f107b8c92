/** The look-up of error codes as it is drawn: what each code means, in general and for this guest, and whose word that is. */
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { Rendered } from '../../testing/rendered';
import { pages } from '../domain/advice/links';
import { ErrorCauseId } from '../domain/errors/error-causes';
import { errorPage } from '../domain/errors/error-pages';
import { ErrorLookUpComponent } from './error-look-up.component';
import { AvmaStrings, avmaStrings, codeText, fillText } from './texts';

describe('the look-up of error codes', () => {
    let strings: AvmaStrings;
    let page: Rendered;
    let told: string[];

    async function show(inputs: Partial<ErrorLookUpComponent> = {}): Promise<void> {
        const fixture = TestBed.createComponent(ErrorLookUpComponent);
        Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
        fixture.componentInstance.textChange.subscribe(text => told.push(text));
        page = new Rendered(fixture);
        await page.draw();
    }
    beforeEach(() => {
        TestBed.configureTestingModule({ declarations: [ErrorLookUpComponent], imports: [FormsModule] });
        strings = avmaStrings();
        told = [];
    });

    const heading = (): HTMLElement | null => page.element.querySelector('[role=heading]');
    const plain = (selector: string): string[] => page.texts(selector).map(text => text.replace(/\s+/g, ' '));
    const cause = (id: ErrorCauseId, ...more: readonly string[]): string => {
        const { title, text, fix } = strings.Causes[id];
        return [title, ...more.slice(0, 1), text, ...more.slice(1), `${strings.Details.fix}: ${fix}`].join(' ').trim();
    };
    const words = (item: Element): string => [...item.children].map(one => (one.textContent ?? '').replace(/\s+/g, ' ').trim()).join(' ');
    const causes = (): string[] => [...page.element.querySelectorAll('li')].map(words);

    it('has a labeled field, and says nothing until something is in it', async () => {
        await show();
        const { errorInput, errorPlaceholder, errorNone } = strings.Reference;
        const area = page.element.querySelector('textarea');
        expect([page.text('label'), page.element.querySelector('label')?.htmlFor, area?.id, area?.placeholder]).toEqual([
            errorInput,
            'error-text',
            'error-text',
            errorPlaceholder
        ]);
        page.enter('textarea', ' ');
        await page.draw();
        expect(page.texts('p')).toEqual([]);
        page.enter('textarea', 'no code');
        await page.draw();
        expect([page.texts('p'), told]).toEqual([[errorNone], [' ', 'no code']]);
    });

    it('shows what it was given, under a name and a level of its own', async () => {
        await show({ text: '0xC004F074', name: 'guest', level: 5 });
        expect([page.valueOf('textarea'), page.element.querySelector('textarea')?.id, heading()?.getAttribute('aria-level')]).toEqual([
            '0xC004F074',
            'guest-text',
            '5'
        ]);
        await show({ text: null });
        expect([page.valueOf('textarea'), heading()]).toEqual(['', null]);
    });

    it('says what a code is called, whose text that is, and why it may have come', async () => {
        await show({ text: '0xC004F050' });
        const { Reference, Errors } = strings;
        expect(plain('[role=heading]')).toEqual(['0xC004F050 SL_E_INVALID_PRODUCT_KEY']);
        expect(page.texts('p')).toEqual([`${Reference.errorOfficial}: ${Errors.xC004F050}`, Reference.errorSlmgr, Reference.errorCauses]);
        expect(causes()).toEqual([cause('keyMistyped'), cause('keyOfOtherVersionOrEdition')]);
        expect([page.has('.avma-evidence'), heading()?.getAttribute('aria-level')]).toEqual([false, '3']);
        expect(page.element.querySelector('a')?.getAttribute('href')).toBe(errorPage(0xc004f050) ?? pages.errorCodes);
    });

    it('says of a code that no table has only that', async () => {
        await show({ text: '0xDEADBEEF' });
        expect(plain('[role=heading]')).toEqual(['0xDEADBEEF']);
        expect([page.has('.avma-symbol'), page.texts('p')]).toEqual([false, [fillText(strings.Reference.errorUnknown, { code: codeText(0xdeadbeef) })]]);
        expect([causes(), page.element.querySelector('a')?.getAttribute('href')]).toEqual([[], pages.errorCodes]);
    });

    it('says that slmgr has no text for a code, and which can be ignored', async () => {
        await show({ text: '0xC004FD02' });
        expect(page.texts('p')).toContain(strings.Reference.errorNoSlmgr);
        await show({ text: '0xC004F011' });
        expect(page.texts('p')).toContain(strings.Reference.errorIgnorable);
    });

    it('puts first what fits the guest, with its own facts', async () => {
        await show({ particulars: { hostName: 'HV01' }, findings: ['hostNotDatacenter'], text: '0xC004FD02' });
        const { Causes, Common, Reference } = strings;
        const here = { hostName: 'HV01', hostEdition: Common.unknown, hostVersion: Common.unknown };
        expect(causes()[0]).toBe(cause('hostNotDatacenter', Reference.errorConfirmed, fillText(Causes.hostNotDatacenter.here, here)));
        expect(page.texts('.avma-evidence-verified')).toEqual([Reference.errorConfirmed]);
    });

    it('says how many codes it leaves out', async () => {
        const codes = Array.from({ length: 22 }, (_, n) => `0xC004F0${n + 10}`);
        await show({ text: codes.slice(0, 20).join(' ') });
        const omitted = fillText(strings.Reference.errorOmitted, { count: 2 });
        expect(page.texts('p')).not.toContain(omitted);
        await show({ text: codes.join(' ') });
        expect(page.texts('p').slice(-1)).toEqual([omitted]);
    });
});
