import { pseudoStrings, pseudoText } from '../../dev-gateway/gateway/pseudo-language';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FakeEngine } from './support/fake-engine';
import { moduleName, openGateway, temporaryBundle, TestGateway } from './support/gateway-client';

const texts = ['OK', 'Refresh', '{count} guests', 'Look inside {count} of {total} guests', 'Only Windows Server Datacenter activates guests.'];

describe('The pseudo-languages', () => {
    it('are longer by two fifths, accented, and in brackets, so that a cut text is seen', () => {
        for (const text of texts) {
            const long = pseudoText(text, 'qps-ploc');
            expect(long.length)
                .withContext(long)
                .toBeGreaterThanOrEqual(text.length * 1.4);
            expect(long).toMatch(/^\[.+\]$/);
            expect(long.replace(/\{\w+\}/g, '')).not.toMatch(/[aeiouAEIOU]/);
        }
    });

    it('run from right to left word by word, and keep the words', () => {
        for (const text of texts) {
            const turned = pseudoText(text, 'qps-plocm');
            expect((turned.match(/\u202E/g) ?? []).length).toBe((turned.match(/\u202C/g) ?? []).length);
            expect(turned.replace(/[\u200F\u202E\u202C]/g, '')).toBe(`[${text}]`);
            expect(turned).not.toMatch(/\u202E[^\u202C]*\{/);
        }
    });

    it('keep what is filled in, markup and empty texts', () => {
        for (const language of ['qps-ploc', 'qps-plocm']) {
            const text = pseudoText('{0} of {{objectName}} in <b>bold</b> &amp; plain', language);
            for (const part of ['{0}', '{{objectName}}', '<b>', '</b>', '&amp;']) {
                expect(text).toContain(part);
            }
            expect(['', ' '].map(empty => pseudoText(empty, language))).toEqual(['', ' ']);
        }
    });

    it('translate plural forms, and keep what selects them', () => {
        const long = pseudoText('{count, plural, one {The # guest of {host}} other {guests}}: done', 'qps-ploc');
        expect(long).toMatch(/^\[\{count, plural, one \{\S+ # \S+ \S+ \{host\}\} other \{\S+\}\}: /);
        expect(long).not.toMatch(/guest|done/);
    });

    it('change the leaves of a tree of strings and no name', () => {
        const changed = JSON.parse(pseudoStrings('{"Strings":{"Group":{"title":"Title"}}}', 'qps-ploc') ?? '') as { Strings: { Group: { title: string } } };
        expect(changed.Strings.Group.title).toBe(pseudoText('Title', 'qps-ploc'));
        expect(changed.Strings.Group.title).not.toBe('Title');
    });

    it('are no more than these two', () => {
        for (const language of [undefined, 'en-US', 'de-DE', 'toString', 'qps']) {
            expect(pseudoText('Title', language)).toBe('Title');
            expect(pseudoStrings('{"a":"Title"}', language)).toBeNull();
        }
    });
});

describe('The gateway', () => {
    let gateway: TestGateway;
    const strings = { english: '{"Strings":{"title":"Title"}}', german: '{"Strings":{"title":"Titel"}}' };

    beforeAll(async () => {
        const bundle = temporaryBundle();
        for (const [file, text] of [
            ['assets/strings/strings.json', strings.english],
            ['assets/strings/de-DE/strings.json', strings.german]
        ]) {
            mkdirSync(dirname(join(bundle, file)), { recursive: true });
            writeFileSync(join(bundle, file), text);
        }
        gateway = await openGateway(new FakeEngine({}), { bundle });
    });

    afterAll(() => gateway.close());

    const served = async (path: string, cookie: string): Promise<string> =>
        (await gateway.raw('GET', `/modules/${moduleName}/assets/strings/${path}`, { headers: { cookie } })).text;

    it('gives a pseudo-language in the place of English, to whoever has chosen it', async () => {
        expect(await served('strings.json?v=1.0', 'WAC-XSRF=x; language=qps-ploc')).toBe(pseudoStrings(strings.english, 'qps-ploc') ?? '');
        expect(await served('strings.json', 'language=qps-plocm')).toBe(pseudoStrings(strings.english, 'qps-plocm') ?? '');
        for (const cookie of ['', 'language=de-DE', 'language=en-US', 'other-language=qps-ploc']) {
            expect(await served('strings.json', cookie))
                .withContext(cookie)
                .toBe(strings.english);
        }
    });

    it('gives real languages as they are', async () => {
        expect(await served('de-DE/strings.json', 'language=qps-ploc')).toBe(strings.german);
    });
});
