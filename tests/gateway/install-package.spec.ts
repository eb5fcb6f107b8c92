/** What a gateway makes of a package: its rules, and that the gateway then serves what is installed. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text, textOf } from '../../build/package/archive';
import { pack } from '../../build/package/pack';
import { version } from '../../build/project';
import { installPackage } from '../../dev-gateway/install-package';
import { smallExtension, TamperedPackage } from '../build/support/small-extension';
import { FakeEngine } from './support/fake-engine';
import { openGateway } from './support/gateway-client';

describe('A package that is installed', () => {
    let home: string;
    beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'avma-gateway-'))));
    afterEach(() => rmSync(home, { recursive: true, force: true }));

    /** What the gateway has made of a package whose files were changed before it was packed. */
    function install(change: (files: Map<string, Uint8Array>) => void = () => undefined): (file: string) => string {
        const files = smallExtension();
        change(files);
        const { bundle } = installPackage(pack(files), home);
        return file => readFileSync(join(bundle, file), 'utf8');
    }
    const changeManifest = (files: Map<string, Uint8Array>, change: object): void =>
        void files.set('ux/manifest.json', text(JSON.stringify({ ...(JSON.parse(textOf(files.get('ux/manifest.json') ?? text(''))) as object), ...change })));

    it('is unpacked, and copied to where modules are served from', () => {
        const read = install();
        expect(existsSync(join(home, `Extensions/community.avma.${version()}/ux/main.js`))).toBeTrue();
        expect(existsSync(join(home, 'Ux/modules/community.avma/main.js'))).toBeTrue();
        expect(read('powershell-module/community.avma/community.avma.psm1')).toContain('function Get-AvmaHost');
    });

    it('gets its own address into the page, in the place of one text and of no other', () => {
        const installed = '<base href="/modules/community.avma/">';
        expect(install()('index.html')).toContain(installed);
        for (const other of ['<base href="/"/>', '<base href="/" />']) {
            const page = install(files => files.set('ux/index.html', text(`<html><head>${other}</head></html>`)))('index.html');
            expect(page).toContain(other);
            expect(page).not.toContain(installed);
        }
    });

    it('gets the version of the package into its manifest where it has none', () => {
        const versionOf = (read: (file: string) => string): unknown => (JSON.parse(read('manifest.json')) as { version: unknown }).version;
        expect(versionOf(install(files => changeManifest(files, { version: undefined })))).toBe(version());
        expect(versionOf(install(files => changeManifest(files, { version: '9.8.7' })))).toBe('9.8.7');
    });

    it('loses what is not ASCII in page and manifest, and in no other file', () => {
        const read = install(files => {
            changeManifest(files, { displayName: '\u00dcbersicht' });
            files.set('ux/index.html', text('<title>\u00dcbersicht</title>'));
            files.set('ux/assets/strings/strings.json', text('{"a":"\u00dcbersicht"}'));
        });
        expect((JSON.parse(read('manifest.json')) as { displayName: string }).displayName).toBe('?bersicht');
        expect(read('index.html')).toContain('?bersicht');
        expect(read('assets/strings/strings.json')).toContain('\u00dcbersicht');
    });

    it('is one of the modules that the shell is told of, as often as it is installed', async () => {
        install();
        install(files => changeManifest(files, { name: 'another.tool', target: '/modules/another.tool' }));
        const { bundle, shellManifest, powerShellModule } = installPackage(pack(smallExtension()), home);
        const gateway = await openGateway(new FakeEngine({}), { bundle, shellManifest, powerShellModule });
        const { body } = await gateway.raw('GET', '/manifest.json');
        const page = await gateway.raw('GET', '/modules/community.avma/index.html');
        await gateway.close();
        expect((body?.modules as ReadonlyArray<{ name: string }>).map(({ name }) => name)).toEqual(['another.tool', 'community.avma']);
        expect(page.text).toContain('<base href="/modules/community.avma/">');
    });

    it('leaves nothing of the version before it', () => {
        install(files => files.set('ux/old.js', text('old')));
        install();
        expect(existsSync(join(home, 'Ux/modules/community.avma/old.js'))).toBeFalse();
    });

    it('is refused where it is none', () => {
        const refusalOf = (bytes: Uint8Array): string => {
            try {
                installPackage(bytes, home);
                return '';
            } catch (error) {
                return (error as Error).message;
            }
        };
        const tampered = (change: (one: TamperedPackage) => void): Uint8Array => {
            const one = new TamperedPackage(pack(smallExtension()));
            change(one);
            return one.zipped();
        };
        expect(refusalOf(text('no package'))).toBe('The file is no package: it is no zip file, or is cut off.');
        expect(refusalOf(tampered(one => one.remove('ux/manifest.json')))).toBe('The package has no ux/manifest.json.');
        expect(refusalOf(tampered(one => one.remove('community.avma.nuspec')))).toBe('The package has no .nuspec that says its id and version.');
        expect(refusalOf(tampered(one => one.add('ux/../../evil.js')))).toBe('The package has a file that leads out of its folder: ux/../../evil.js');
        expect(existsSync(join(home, 'evil.js'))).toBeFalse();
    });
});
