/** A key and every way to bring it into a guest, as it is drawn and saved. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Rendered } from '../../testing/rendered';
import { savedFiles } from '../../testing/saved-files';
import { installSteps } from '../domain/advice/commands';
import { avmaKeys } from '../domain/versions/keys';
import { answerFile, answerFileKey, imageKeyCommand } from '../domain/what-if/answer-file';
import { KeyToolsComponent } from './key-tools.component';
import { AvmaStrings, avmaStrings, stepText } from './texts';

describe('the tools of a key', () => {
    let strings: AvmaStrings;
    let page: Rendered;

    async function show(key: (typeof avmaKeys)[number] | null): Promise<void> {
        TestBed.configureTestingModule({ declarations: [KeyToolsComponent], schemas: [NO_ERRORS_SCHEMA] });
        const fixture = TestBed.createComponent(KeyToolsComponent);
        fixture.componentRef.setInput('key', key);
        page = new Rendered(fixture);
        await page.draw();
    }
    beforeEach(() => (strings = avmaStrings()));
    const [one] = avmaKeys;

    it('are the key itself, a command, an answer file, and an image', async () => {
        await show(one);
        const { KeyTools, Reference, Editions, Details } = strings;
        const image = imageKeyCommand(one.key);
        expect(page.texts('code')).toEqual([one.key, image]);
        expect(page.text('.sme-scheme-secondary-text')).toBe(
            `Windows Server ${one.family} ${Editions[one.edition]} (${Reference.source}: ${Reference[one.evidence]})`
        );
        expect(page.texts('summary')).toEqual([KeyTools.install, KeyTools.answerFile, KeyTools.image]);
        expect(page.given('avma-command-steps')['steps']).toEqual(installSteps(one.key).map(stepText));
        expect(page.texts('li')).toEqual([KeyTools.warningInvalid, KeyTools.warningEvaluation, KeyTools.warningUpgrade, KeyTools.warningAzure]);
        expect([page.text('pre'), page.given('avma-merge-answer-file')['key']]).toEqual([answerFileKey(one.key), one.key]);
        expect(page.texts('details > p')).toEqual([KeyTools.download, KeyTools.fragment, KeyTools.warningImage, KeyTools.imageMany]);
        const copies = [...page.element.querySelectorAll('avma-copy-button')].map(button => button as unknown as { text: string; what: string });
        expect(copies.map(({ text, what }) => [text, what])).toEqual([
            [one.key, Details.key],
            [answerFileKey(one.key), KeyTools.copyFragment],
            [image, KeyTools.image]
        ]);
    });

    it('save an answer file of its own', async () => {
        await show(one);
        const files = savedFiles();
        page.click(strings.KeyTools.download);
        expect(files.map(({ name, type }) => [name, type])).toEqual([['unattend.xml', 'application/xml']]);
        expect(await files[0].content.text()).toBe(answerFile(one.key));
    });

    it('are not there without a key', async () => {
        await show(null);
        expect(page.element.textContent).toBe('');
    });
});
