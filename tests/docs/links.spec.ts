/** Every link of the pages leads somewhere, every picture is one that is taken by a script, and every page is found. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorSources } from '../../src/app/domain/errors/error-codes';
import { errorPages } from '../../src/app/domain/errors/error-pages';
import { pages as productPages } from '../../src/app/domain/advice/links';
import { imagesFolder, pictureFile, readRecords, sha256 } from '../pictures/record';
import { documents, Link, Page, pages, root } from './support/markdown';

/** Addresses beside those of the product, by where they are known from. */
const otherAddresses: Readonly<Record<string, string>> = {
    'https://learn.microsoft.com/windows-server/manage/windows-admin-center/configure/using-extensions':
        'MicrosoftDocs/windowsserverdocs: WindowsServerDocs/manage/windows-admin-center/configure/using-extensions.md',
    'https://learn.microsoft.com/windows-server/manage/windows-admin-center/extend/publish-extensions':
        'MicrosoftDocs/windowsserverdocs: WindowsServerDocs/manage/windows-admin-center/extend/publish-extensions.md',
    'https://learn.microsoft.com/windows-server/manage/windows-admin-center/use/manage-application-control-infrastructure':
        'MicrosoftDocs/windowsserverdocs: WindowsServerDocs/manage/windows-admin-center/use/manage-application-control-infrastructure.md',
    'https://learn.microsoft.com/azure/azure-local/manage/manage-wdac': 'MicrosoftDocs/azure-stack-docs: azure-local/manage/manage-wdac.md',
    'https://github.com/microsoft/Windows-Admin-Center-Ideas-and-Feedback/issues/245': 'an issue of this number, read 2026-11',
    'https://github.com/microsoft/Windows-Admin-Center-Ideas-and-Feedback/issues/331': 'an issue of this number, read 2026-11',
    'https://github.com/microsoft/Windows-Admin-Center-Ideas-and-Feedback/issues/412': 'an issue of this number, read 2026-11',
    'https://keepachangelog.com': 'the project of this name',
    'https://semver.org': 'the specification of this name'
};

const known = new Set<string>([
    ...Object.values(productPages),
    ...Object.values(errorSources).flatMap(one => one ?? []),
    ...errorPages.map(({ url }) => url),
    ...Object.keys(otherAddresses)
]);

/** @returns what is wrong with a link; empty where it leads somewhere */
function complaint(page: Page, { target }: Link): string {
    if (/^[a-z]+:/.test(target)) {
        return known.has(target) ? '' : 'is an address that no table has';
    }
    const [path, anchor] = target.split('#');
    const file = path === '' ? join(root, page.path) : resolve(page.folder, path);
    if (!existsSync(file)) {
        return 'is not there';
    }
    const other = pages.find(one => join(root, one.path) === file);
    return anchor === undefined || other?.anchors.has(anchor) ? '' : 'has no such anchor';
}

describe('the pages', () => {
    it('have links that lead somewhere', () => {
        const wrong = pages.flatMap(page =>
            page.links.flatMap(link => {
                const why = complaint(page, link);
                return why === '' ? [] : [`${page.path}:${link.line}: ${link.target} ${why}`];
            })
        );
        expect(wrong).toEqual([]);
        expect(pages.flatMap(page => page.links).length).toBeGreaterThan(100);
    });

    it('begin with a title and what they are for', () => {
        const without = documents.filter(({ text }) => !/^# .+\n\n[A-Z].+\.\n/.test(text) && !/^# .+\n\n[A-Z].+\.$/m.test(text));
        expect(without.map(page => page.path)).toEqual([]);
    });

    it('are found from the list of documents, and that from the README', () => {
        const index = documents.find(page => page.path === 'docs/README.md');
        const linked = new Set(index?.links.map(link => link.target));
        expect(documents.filter(page => page !== index && !linked.has(page.path.slice('docs/'.length))).map(page => page.path)).toEqual([]);
        expect(pages.find(page => page.path === 'README.md')?.links.map(link => link.target)).toContain('docs/README.md');
    });

    it('show pictures with words for those who cannot see them, and every picture that is taken', () => {
        const shown = pages.flatMap(page => page.links.filter(link => link.picture).map(link => resolve(page.folder, link.target)));
        expect(pages.flatMap(page => [...page.text.matchAll(/!\[\]\(/g)]).length).toBe(0);
        const names = Object.keys(readRecords());
        expect([...new Set(shown)].sort()).toEqual(names.map(pictureFile).sort());
        expect(
            readdirSync(imagesFolder)
                .filter(name => name !== 'pictures.json')
                .sort()
        ).toEqual(names.map(name => `${name}.png`).sort());
    });

    it('show small pictures, as they were taken', () => {
        for (const [name, record] of Object.entries(readRecords())) {
            expect(sha256(readFileSync(pictureFile(name))))
                .withContext(name)
                .toBe(record.sha256);
            expect(statSync(pictureFile(name)).size)
                .withContext(name)
                .toBeLessThan(80_000);
        }
    });
});
