/** Holds the tool to every code that Microsoft's pages on licensing and activation explain: each has the page's causes, with words and a fix. */
import published from '../../../../windows-surface/errors/activation-pages.json';
import strings from '../../../assets/strings/strings.json';
import { errorAdvice } from './error-advice';
import { errorCode } from './error-codes';
import { activationPages, causeSource, errorPage, errorPages } from './error-pages';

const texts: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = strings.Strings.CommunityAvma.Causes;
const base = 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/';
const hex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;

describe('the pages that explain codes', () => {
    it('are all of Microsoft, with their dates and codes', () => {
        const ours = activationPages.map(({ url, date, codes }) => ({ page: `${url.slice(base.length)}.md`, date, codes: [...codes.keys()].map(hex).sort() }));
        const theirs = published.pages.map(({ page, date, codes }) => ({ page, date, codes: [...codes].sort() }));
        const byPage = (left: { page: string }, right: { page: string }): number => (left.page < right.page ? -1 : 1);
        expect(ours.sort(byPage)).toEqual(theirs.sort(byPage));
        expect(published.pages.length + published.withoutCodes.length).toBe(31);
        expect(
            [...published.pages, ...published.withoutCodes].every(({ page, date }) => /^[\w-]+\.md$/.test(page) && /^\d\d\/\d\d\/20\d\d$/.test(date))
        ).toBeTrue();
    });

    for (const { page, date, codes } of published.pages) {
        for (const written of codes) {
            it(`give ${written} a cause with a fix: ${page}, ${date}`, () => {
                const code = parseInt(written, 16);
                const named = activationPages.find(({ url }) => url === base + page.replace(/\.md$/, ''))?.codes.get(code) ?? [];
                const advised = errorAdvice(code).causes.map(({ id }) => id);
                expect(named.length).toBeGreaterThan(0);
                expect(named.filter(id => !advised.includes(id))).toEqual([]);
                expect(advised).not.toContain('notDocumentedForAvma');
                for (const id of named) {
                    expect([texts[id]?.title, texts[id]?.text, texts[id]?.fix].every(part => (part?.length ?? 0) > 10))
                        .withContext(id)
                        .toBeTrue();
                    expect(causeSource(code, id)).toMatch(/^https:\/\/learn\.microsoft\.com\//);
                }
            });
        }
    }

    it('have a date, and only causes that the code has', () => {
        for (const { url, date, codes } of errorPages) {
            expect(date)
                .withContext(url)
                .toMatch(/^\d\d\/\d\d\/20\d\d$/);
            for (const [code, causes] of codes) {
                expect(causes.filter(id => !errorCode(code)?.causes.includes(id)))
                    .withContext(`${url} ${hex(code)}`)
                    .toEqual([]);
            }
        }
    });

    it('are the source of what they name; the rest says how firm it is', () => {
        const sources = (code: number): string[] => errorAdvice(code).causes.map(({ id }) => `${id} ${causeSource(code, id).replace(base, '')}`);
        expect(sources(0x8007007b)).toEqual([
            'kmsNotInDns troubleshoot-activation-error-codes',
            'kmsClientKeyInstalled inferred',
            'otherKeyInstalled troubleshoot-adba-clients-not-activate'
        ]);
        expect(sources(-1073414912)).toEqual([
            'requestLimit https://github.com/microsoft/win32metadata/blob/main/generation/WinSDK/RecompiledIdlHeaders/um/slerror.h'
        ]);
        expect(sources(0xc004f069)).toEqual(['evaluationEdition reported', 'keyOfOtherVersionOrEdition inferred']);
        expect(sources(0xc004f001)).toEqual(['notDocumentedForAvma inferred']);
        expect([errorPage(0xc004f06c), errorPage(-1073418132), errorPage(0xc004fd02), errorPage(NaN)]).toEqual([
            `${base}error-0xc004f06c-activate-windows`,
            `${base}error-0xc004f06c-activate-windows`,
            null,
            null
        ]);
    });
});
