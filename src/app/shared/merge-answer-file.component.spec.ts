/** Merging a key into an answer file on screen: chosen or pasted, what was done, why not, and what is saved or copied. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { savedFiles } from '../../testing/saved-files';
import { avmaKeys } from '../domain/versions/keys';
import { maxAnswerFileSize, mergeIntoText } from '../domain/what-if/merge-answer-file';
import { CopyButtonComponent } from './copy-button.component';
import { MergeAnswerFileComponent } from './merge-answer-file.component';
import { AvmaStrings, avmaStrings, fillText } from './texts';

const [first, second] = avmaKeys.map(one => one.key);
const component = '<component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"></component>';
const answer = `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize">${component}</settings></unattend>`;

describe('merging into an answer file', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<MergeAnswerFileComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => (one.textContent ?? '').replace(/\s+/g, ' ').trim());
    const input = (): HTMLInputElement => page().querySelector('#avma-merge-file') as HTMLInputElement;

    beforeEach(async () => {
        strings = avmaStrings();
        TestBed.configureTestingModule({ declarations: [MergeAnswerFileComponent, CopyButtonComponent], imports: [FormsModule] });
        fixture = TestBed.createComponent(MergeAnswerFileComponent);
        fixture.componentRef.setInput('key', first);
        await drawn();
    });

    async function drawn(): Promise<void> {
        fixture.detectChanges();
        await fixture.whenStable();
        fixture.detectChanges();
    }

    function choose(content: BlobPart, name = 'my.xml'): void {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], name));
        input().files = transfer.files;
        input().dispatchEvent(new Event('change'));
    }

    async function paste(text: string): Promise<void> {
        const box = page().querySelector('textarea') as HTMLTextAreaElement;
        box.value = text;
        box.dispatchEvent(new Event('input'));
        await drawn();
    }

    async function merge(): Promise<void> {
        await fixture.componentInstance.merge();
        await drawn();
    }

    const refusal = (code: keyof AvmaStrings['Merge']['refusals'], line = ''): string => {
        const { title, text, fix } = strings.Merge.refusals[code];
        return [title, fillText(text, { line }), `${strings.Details.fix}: ${fix}`].join('');
    };
    const shownRefusal = (): string =>
        ['strong', ':scope > div:not(.avma-fix)', '.avma-fix']
            .map(part => (page().querySelector('.avma-warning-box')?.querySelector(part)?.textContent ?? '').replace(/\s+/g, ' ').trim())
            .join('');

    it('has a label for each way in, and one button', () => {
        const { Merge } = strings;
        expect([texts('label[for=avma-merge-file]'), texts('label[for=avma-merge-text]')]).toEqual([[Merge.file], [Merge.paste]]);
        expect([texts('button'), texts('[role=status]'), texts('p')[1]]).toEqual([[Merge.action], [''], Merge.text]);
    });

    it('says what to do while there is no file', async () => {
        page().querySelector('button')?.click();
        await drawn();
        expect(shownRefusal()).toBe(refusal('empty'));
        expect(texts('button')).toEqual([strings.Merge.action]);
    });

    it('copies a pasted file with the key, and says what was done to it', async () => {
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        await paste(answer);
        await merge();
        const { Merge } = strings;
        expect(texts('[role=status] strong')).toEqual([Merge.done]);
        expect(texts('[role=status] li')).toEqual([fillText(Merge.changes.added, { architecture: 'amd64' })]);
        expect(texts('button')).toEqual([Merge.action, Merge.copy]);
        page().querySelector<HTMLElement>('avma-copy-button button')?.click();
        expect(copied).toEqual([mergeIntoText(answer, first).content ?? '']);
    });

    it('saves a chosen file under its own name, in its own bytes', async () => {
        const files = savedFiles();
        const bytes = new Uint8Array([0xff, 0xfe, ...[...answer].flatMap(one => [one.charCodeAt(0), 0])]);
        choose(bytes);
        fixture.componentInstance.save();
        expect(files).toEqual([]);
        await merge();
        expect(texts('button')).toEqual([strings.Merge.action, strings.Merge.save]);
        page().querySelectorAll('button')[1].click();
        const saved = new Uint8Array(await files[0].content.arrayBuffer());
        expect([files[0].name, files[0].type, [...saved.slice(0, 2)]]).toEqual(['my.xml', 'application/xml', [0xff, 0xfe]]);
        expect(new TextDecoder('utf-16le').decode(saved)).toBe(mergeIntoText(answer, first).content ?? '');
    });

    it('says which key was replaced, and that nothing had to be', async () => {
        const withKey = mergeIntoText(answer, second).content ?? '';
        const { Merge } = strings;
        await paste(withKey);
        await merge();
        expect(texts('[role=status] li')).toEqual([fillText(Merge.changes.replacedKey, { architecture: 'amd64', lastFive: second.slice(-5) })]);
        await paste(mergeIntoText(answer, first).content ?? '');
        await merge();
        expect([texts('[role=status] strong'), texts('[role=status] li')]).toEqual([
            [Merge.same],
            [fillText(Merge.changes.unchanged, { architecture: 'amd64' })]
        ]);
    });

    it('says why a file is refused, where, and what to do', async () => {
        await paste('<unattend>\n</settings>');
        await merge();
        expect(shownRefusal()).toBe(refusal('notXml', '2'));
        choose(new Uint8Array(maxAnswerFileSize + 1));
        await merge();
        expect(shownRefusal()).toBe(refusal('tooLarge'));
        choose(answer);
        const gone = spyOn(File.prototype, 'arrayBuffer').and.rejectWith(new DOMException('gone', 'NotReadableError'));
        await merge();
        expect([gone.calls.count(), shownRefusal()]).toEqual([1, refusal('unreadable')]);
    });

    it('shows no result that another key or another file has overtaken', async () => {
        for (const overtake of [(): void => fixture.componentRef.setInput('key', second), (): void => choose(answer, 'other.xml')]) {
            choose(answer);
            const merging = fixture.componentInstance.merge();
            overtake();
            await merging;
            await drawn();
            expect([texts('[role=status]'), texts('button')]).toEqual([[''], [strings.Merge.action]]);
        }
    });

    it('has one source at a time, and no result of another source or key', async () => {
        choose(answer);
        await paste(answer);
        expect(input().files?.length).toBe(0);
        await merge();
        choose(answer);
        await drawn();
        expect([texts('[role=status]'), fixture.componentInstance.pasted]).toEqual([[''], '']);
        await merge();
        expect(texts('button').length).toBe(2);
        fixture.componentRef.setInput('key', second);
        await drawn();
        expect([texts('[role=status]'), texts('button')]).toEqual([[''], [strings.Merge.action]]);
    });
});
