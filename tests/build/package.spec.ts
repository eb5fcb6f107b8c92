/** The package: what is in it, that it is always the same, that NuGet takes it, and what its check says of a broken one. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { text, textOf, writeArchive } from '../../build/package/archive';
import { releaseOf } from '../../build/package/changelog';
import { checkPackage } from '../../build/package/check';
import { pack } from '../../build/package/pack';
import { packedReadme } from '../../build/package/payload';
import { child, readXml } from '../../build/package/xml';
import { version } from '../../build/project';
import { expectOneLine, runProgram } from '../cli/support/run-program';
import { refusal, temporaryFolder } from './support/refusal';
import { moduleFile, smallExtension, TamperedPackage } from './support/small-extension';

const good = pack(smallExtension());
const rebuildAdvice = 'Make the package anew: npm run package.';
const nuspec = 'community.avma.nuspec';

describe('The package', () => {
    const files = unzipSync(good);

    it('is right', () => {
        const { problems, summary } = checkPackage(good);
        expect(problems).toEqual([]);
        expect(summary).toBe(`community.avma ${version()}, 15 files, 0.0 MB`);
    });

    it('says what it is: id, version, type, license, icon, README and what is new', () => {
        const metadata = child(readXml(textOf(files[nuspec])), 'metadata');
        const texts = Object.fromEntries(metadata?.children.map(({ name, text: content }) => [name, content]) ?? []);
        expect(texts).toEqual(
            jasmine.objectContaining({
                id: 'community.avma',
                version: version(),
                title: 'Activation (AVMA) (Preview)',
                authors: 'AVMA contributors',
                owners: 'AVMA contributors',
                projectUrl: 'https://community-avma.example/',
                licenseUrl: 'https://licenses.nuget.org/MIT',
                copyright: 'Copyright (c) 2026 The AVMA contributors',
                license: 'MIT',
                icon: 'icon.png',
                readme: 'README.md',
                tags: 'avma hyper-v activation licensing virtual-machines'
            })
        );
        expect(texts.description).toMatch(/\. This preview has been tested on simulated hosts only\.$/);
        expect(texts.releaseNotes).toContain('- See on one page whether a Hyper-V host can activate its guests');
        expect(child(metadata, 'packageTypes')?.children.map(type => type.attributes)).toEqual([{ name: 'WindowsAdminCenterExtension' }]);
    });

    it('lists every file of the extension with size and SHA-256', () => {
        const { packageContent } = JSON.parse(textOf(files['content.json'])) as {
            packageContent: ReadonlyArray<{ path: string; size: number; hash256: string }>;
        };
        expect(packageContent.map(entry => entry.path.replace(/\\/g, '/'))).toEqual([...smallExtension().keys()].sort());
        for (const { path, size, hash256 } of packageContent) {
            const bytes = files[path.replace(/\\/g, '/')];
            expect([size, hash256.toLowerCase()])
                .withContext(path)
                .toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')]);
        }
    });

    it('is the same, byte for byte, whatever order the files come in and whatever the clock says', () => {
        const { TZ } = process.env;
        try {
            process.env.TZ = 'Pacific/Auckland';
            expect(new Date(0).getTimezoneOffset()).not.toBe(0);
            expect(Buffer.compare(pack(new Map([...smallExtension()].reverse())), good)).toBe(0);
        } finally {
            if (TZ === undefined) {
                delete process.env.TZ;
            } else {
                process.env.TZ = TZ;
            }
        }
    });

    it("is taken by NuGet's own client, which reads it first", () => {
        const folder = temporaryFeed();
        const file = join(folder, 'community.avma.nupkg');
        writeFileSync(file, good);
        const push = spawnSync('dotnet', ['nuget', 'push', file, '--source', join(folder, 'feed')], { encoding: 'utf8' });
        expect([push.status, push.stdout]).toEqual([0, jasmine.stringContaining('Your package was pushed.')]);
        const broken = new TamperedPackage(good);
        broken.edit(nuspec, '</metadata>', '');
        writeFileSync(file, broken.zipped());
        const refused = spawnSync('dotnet', ['nuget', 'push', file, '--source', join(folder, 'feed')], { encoding: 'utf8' });
        expect(refused.status).not.toBe(0);
    });

    const temporary = temporaryFolder();
    function temporaryFeed(): string {
        mkdirSync(join(temporary.path, 'feed'), { recursive: true });
        return temporary.path;
    }
});

describe('The check of a package', () => {
    const hash = (content: string): string => createHash('sha256').update(content).digest('hex').toUpperCase();
    const entry = (place: string): RegExp => new RegExp(`\\{[^{}]*"path": "${place.replace(/[/]/g, '\\\\\\\\')}"[^{}]*\\},?`);
    const notPacked = 'Do not install it: get it again, or pack what was changed on purpose: npm run package -- --built.';

    const breakages: ReadonlyArray<readonly [string, (tampered: TamperedPackage) => void, readonly string[]]> = [
        [
            'another hash',
            tampered => tampered.edit('ux/main.js', 'const', 'конст'),
            [
                `ux/main.js: the file is not the one that was packed: SHA-256 ${hash('конст script = "##Get-AvmaHost##:Get-AvmaHost.ps1";')} (56 bytes), content.json says ` +
                    `${hash('const script = "##Get-AvmaHost##:Get-AvmaHost.ps1";')} (51 bytes). ${notPacked}`
            ]
        ],
        [
            'a file that is missing',
            tampered => tampered.remove('ux/styles.css'),
            [
                `ux/styles.css: content.json lists it, but the file is missing. ${rebuildAdvice}`,
                `ux/index.html: it loads "styles.css", which is missing. ${rebuildAdvice}`
            ]
        ],
        [
            'an extra file',
            tampered => tampered.add('ux/more.js'),
            [`ux/more.js: an extra file: content.json does not list it. Take it out, or make the package anew: npm run package.`]
        ],
        [
            'an extra file beside the tool',
            tampered => tampered.add('Install.js'),
            [`Install.js: an extra file: content.json does not list it. Take it out, or make the package anew: npm run package.`]
        ],
        [
            'an extra file among the properties',
            tampered => tampered.add('package/services/metadata/core-properties/x.psmdcp'),
            [`package/services/metadata/core-properties/x.psmdcp: an extra file: _rels/.rels does not name it. ${rebuildAdvice}`]
        ],
        [
            'a file of an unknown kind',
            tampered => tampered.add('ux/tool.exe'),
            [
                `[Content_Types].xml: it gives no type to ux/tool.exe, which NuGet then does not see. ${rebuildAdvice}`,
                'ux/tool.exe: an extra file: content.json does not list it. Take it out, or make the package anew: npm run package.'
            ]
        ],
        [
            'a file that the list does not have',
            tampered => tampered.edit('content.json', entry('ux/main.js'), ''),
            ['ux/main.js: an extra file: content.json does not list it. Take it out, or make the package anew: npm run package.']
        ],
        ['no list', tampered => tampered.remove('content.json'), [`content.json: the list of files and their hashes is missing. ${rebuildAdvice}`]],
        [
            'a list without hashes',
            tampered => tampered.edit('content.json', /"hash256": "[^"]*"/, '"hash512": ""'),
            [`content.json: the list cannot be read: entry 0 of "packageContent" lacks path, size or the 64 hexadecimal digits of hash256. ${rebuildAdvice}`]
        ],
        [
            'a list that names a file twice',
            tampered => tampered.edit('content.json', 'ux\\\\main.js', 'ux/styles.css'),
            [`content.json: the list cannot be read: it lists ux/styles.css twice. ${rebuildAdvice}`]
        ],
        [
            'a list of something else',
            tampered => tampered.add('content.json', '[]'),
            [`content.json: the list cannot be read: it is no JSON object. ${rebuildAdvice}`]
        ],
        [
            'a wrong id',
            tampered => tampered.edit(nuspec, '<id>community.avma</id>', '<id>contoso.avma</id>'),
            [
                `${nuspec}: wrong id: it is "contoso.avma", the tool is community.avma. ${rebuildAdvice}`,
                `${nuspec}: the id "contoso.avma" is not the name "community.avma" in the tool's manifest: Windows Admin Center loads the tool only if both are equal. ${rebuildAdvice}`
            ]
        ],
        ['no id', tampered => tampered.edit(nuspec, '<id>community.avma</id>', ''), [`${nuspec}: <id> is missing. ${rebuildAdvice}`]],
        [
            'a wrong package type',
            tampered => tampered.edit(nuspec, 'name="WindowsAdminCenterExtension"', 'name="Dependency"'),
            [`${nuspec}: wrong package type: "Dependency". Windows Admin Center's extensions are of the type WindowsAdminCenterExtension. ${rebuildAdvice}`]
        ],
        [
            'no package type',
            tampered => tampered.edit(nuspec, /<packageTypes>[^]*<\/packageTypes>/, ''),
            [`${nuspec}: wrong package type: none. Windows Admin Center's extensions are of the type WindowsAdminCenterExtension. ${rebuildAdvice}`]
        ],
        [
            'a nuspec that is no XML',
            tampered => tampered.edit(nuspec, '</title>', '</titel>'),
            [`${nuspec}: no well-formed nuspec: line 6: </titel> where </title> is due. ${rebuildAdvice}`]
        ],
        [
            'a nuspec of something else',
            tampered => tampered.add(nuspec, '<project/>'),
            [`${nuspec}: no well-formed nuspec: it has no <metadata> in <package>. ${rebuildAdvice}`]
        ],
        [
            'no nuspec',
            tampered => tampered.remove(nuspec),
            [
                `_rels/.rels: it names "${nuspec}", which is missing. ${rebuildAdvice}`,
                `${nuspec}: the package has no .nuspec in its root: NuGet reads from it what the package is. ${rebuildAdvice}`
            ]
        ],
        [
            'two nuspecs',
            tampered => tampered.add('other.nuspec', '<package/>'),
            [`${nuspec}, other.nuspec: more than one .nuspec in the root. ${rebuildAdvice}`]
        ],
        [
            'a version that is none',
            tampered => tampered.edit(nuspec, `<version>${version()}<`, '<version>next<'),
            [
                `${nuspec}: "next" is no version. Write package.json a version such as 1.2.3, and pack again: npm run package.`,
                `Versions differ: next in ${nuspec}, ${version()} in ux/manifest.json, ${version()} in ${moduleFile('psd1')}. All come from package.json. ${rebuildAdvice}`
            ]
        ],
        [
            'another version in the nuspec',
            tampered => tampered.edit(nuspec, `<version>${version()}<`, '<version>9.9.9<'),
            [
                `Versions differ: 9.9.9 in ${nuspec}, ${version()} in ux/manifest.json, ${version()} in ${moduleFile('psd1')}. All come from package.json. ${rebuildAdvice}`
            ]
        ],
        [
            'an icon and a README that are not there',
            tampered => tampered.edit(nuspec, /<icon>.*<\/icon>\s*<readme>.*<\/readme>/, '<icon>logo.png</icon>'),
            [`${nuspec}: <icon> names "logo.png", which is missing. ${rebuildAdvice}`, `${nuspec}: <readme> is missing. ${rebuildAdvice}`]
        ],
        ...['owners', 'projectUrl', 'licenseUrl', 'tags'].map((name): (typeof breakages)[number] => [
            `no ${name}`,
            tampered => tampered.edit(nuspec, new RegExp(`<${name}>.*</${name}>`), ''),
            [`${nuspec}: <${name}> is missing. ${rebuildAdvice}`]
        ]),
        [
            'a preview that does not say so',
            tampered => tampered.edit(nuspec, ' (Preview)</title>', '</title>'),
            [`${nuspec}: the title "Activation (AVMA)" does not end with "(Preview)", and ${version()} is a preview. ${rebuildAdvice}`]
        ],
        [
            'an address of the project that is none',
            tampered => tampered.edit(nuspec, '<projectUrl>https:', '<projectUrl>http:'),
            [
                `${nuspec}: <projectUrl> is "http://community-avma.example/", no https address. ` +
                    'Set "homepage" in package.json to your page about the tool, and pack again: npm run package.'
            ]
        ],
        [
            'a license that is not there',
            tampered => tampered.edit(nuspec, /<license .*<\/license>/, '<license type="file">EULA.txt</license>'),
            [`${nuspec}: <license> names "EULA.txt", which is missing. ${rebuildAdvice}`]
        ],
        [
            'no types of files',
            tampered => tampered.remove('[Content_Types].xml'),
            [`[Content_Types].xml: the part with the types of all files is missing. ${rebuildAdvice}`]
        ],
        [
            'types that are no XML',
            tampered => tampered.edit('[Content_Types].xml', '/>', '>'),
            [jasmine.stringMatching(/^\[Content_Types\]\.xml: no well-formed XML: line \d+: <\/Types> where <\/Default> is due\./) as unknown as string]
        ],
        ['no relationships', tampered => tampered.remove('_rels/.rels'), [`_rels/.rels: the part with the relationships is missing. ${rebuildAdvice}`]],
        [
            'relationships without a manifest',
            tampered => tampered.edit('_rels/.rels', '2010/07/manifest', '2010/07/other'),
            [`_rels/.rels: it names no .nuspec as the manifest of the package. ${rebuildAdvice}`]
        ]
    ];

    for (const [what, change, expected] of breakages) {
        it(`names ${what}`, () => {
            const tampered = new TamperedPackage(good);
            change(tampered);
            expect(checkPackage(tampered.zipped()).problems).toEqual([...expected]);
        });
    }

    const base = '<base href="/">';
    const rightBase = `Write ${base} in src/index.html, and pack again: npm run package.`;

    /** An extension that was packed wrong: hashes and all are those of the wrong files. */
    const mispacked: ReadonlyArray<readonly [string, (files: Map<string, Uint8Array>) => void, readonly string[]]> = [
        [
            'no bundle',
            files => [...files.keys()].filter(place => /^ux\/(?!powershell|manifest)/.test(place)).forEach(place => files.delete(place)),
            [`ux/index.html: the page of the tool is missing. ${rebuildAdvice}`]
        ],
        [
            'a page that loads nothing',
            files => files.set('ux/index.html', text('<html><base href="/"></html>')),
            [`ux/index.html: it loads no script. ${rebuildAdvice}`]
        ],
        ...(['<base href="/"/>', '<base href="/" />', "<base href='/'>", '<base href="./">', '<BASE HREF="/">', '<base target="_self" href="/">'] as const).map(
            (other): (typeof mispacked)[number] => [
                `the base ${other}, which gateways do not replace`,
                files => changePage(files, base, other),
                [`ux/index.html: ${other} is not ${base}: gateways replace exactly that text, and without it the tool stays blank. ${rightBase}`]
            ]
        ),
        [
            'no base',
            files => changePage(files, base, ''),
            [`ux/index.html: ${base} is missing: gateways replace this text, and without it the tool stays blank. ${rightBase}`]
        ],
        ['two bases', files => changePage(files, base, `${base}${base}`), [`ux/index.html: it has 2 <base> elements, not one. ${rightBase}`]],
        [
            'a page that is not ASCII',
            files => changePage(files, '<head>', '<head><title>\u00dcbersicht</title>'),
            [`ux/index.html: the character \u00dc is not ASCII, and gateways that install the tool may lose it. ${rebuildAdvice}`]
        ],
        [
            'a manifest that is not ASCII',
            files => changeManifest(files, { keywords: ['\u00fcber'] }),
            [`ux/manifest.json: the character \u00fc is not ASCII, and gateways that install the tool may lose it. ${rebuildAdvice}`]
        ],
        [
            'what Windows PowerShell does not load of a module',
            files => files.set(moduleFile('pssc'), text('@{ }')),
            [`${moduleFile('pssc')}: Windows PowerShell loads no such file of a module. Take it out of dist/powershell-module, and pack again.`]
        ],
        [
            'a module without the command that hands out a key',
            files => files.set('ux/main.js', text('const script = "##Get-EncryptionJWKOnNode##:Get-EncryptionJWKOnNode.ps1";')),
            [`${moduleFile('psd1')}: it does not export Get-AvmaEncryptionJWKOnNode, which the tool sends. ${rebuildAdvice}`]
        ],
        [
            'no texts',
            files => files.delete('ux/assets/strings/strings.json'),
            [`ux/assets/strings/strings.json: the texts of the tool are missing. ${rebuildAdvice}`]
        ],
        [
            'no PowerShell module',
            files => files.delete(moduleFile('psm1')),
            [`${moduleFile('psm1')}: the PowerShell module is missing or incomplete. ${rebuildAdvice}`]
        ],
        [
            'a module that lacks a command of the tool',
            files => files.set(moduleFile('psd1'), text(`@{\n    ModuleVersion = '${version()}'\n}`)),
            [`${moduleFile('psd1')}: it does not export Get-AvmaHost, which the tool sends. ${rebuildAdvice}`]
        ],
        [
            'a module of another version',
            files => files.set(moduleFile('psd1'), text("@{\n    ModuleVersion = '0.0.1'\n    FunctionsToExport = @('Get-AvmaHost')\n}")),
            [
                `Versions differ: ${version()} in ${nuspec}, ${version()} in ux/manifest.json, 0.0.1 in ${moduleFile('psd1')}. All come from package.json. ${rebuildAdvice}`
            ]
        ],
        [
            'a manifest of another version',
            files => changeManifest(files, { version: '0.0.1' }),
            [
                `Versions differ: ${version()} in ${nuspec}, 0.0.1 in ux/manifest.json, ${version()} in ${moduleFile('psd1')}. All come from package.json. ${rebuildAdvice}`
            ]
        ],
        [
            'a manifest of another place',
            files => changeManifest(files, { target: '/modules/other' }),
            [`ux/manifest.json: target is "/modules/other", not "/modules/community.avma". ${rebuildAdvice}`]
        ],
        [
            "a manifest that the SDK's schema refuses",
            files => changeManifest(files, { jea: 'yes' }),
            [`ux/manifest.json: the SDK's schema refuses it: /jea must be boolean. ${rebuildAdvice}`]
        ],
        [
            'a manifest that the packaging has not seen',
            files => changeManifest(files, { CoreVersion: undefined }),
            [`ux/manifest.json: CoreVersion or BackendVersion, which say for which gateway it is, is missing. ${rebuildAdvice}`]
        ]
    ];

    function changePage(files: Map<string, Uint8Array>, from: string, to: string): void {
        const page = textOf(files.get('ux/index.html') ?? text(''));
        expect(page).toContain(from);
        files.set('ux/index.html', text(page.replace(from, to)));
    }

    function changeManifest(files: Map<string, Uint8Array>, change: object): void {
        files.set('ux/manifest.json', text(JSON.stringify({ ...(JSON.parse(textOf(files.get('ux/manifest.json') ?? text(''))) as object), ...change })));
    }

    for (const [what, change, expected] of mispacked) {
        it(`names ${what}`, () => {
            const files = smallExtension();
            change(files);
            expect(checkPackage(pack(files)).problems).toEqual([...expected]);
        });
    }

    it('names a package with no tool in it, and one without a manifest', () => {
        const without = new TamperedPackage(good);
        for (const place of ['ux/index.html', 'ux/main.js', 'ux/styles.css', 'ux/manifest.json', 'ux/assets/strings/strings.json']) {
            without.remove(place);
        }
        const { problems } = checkPackage(without.zipped());
        expect(problems).toContain(`ux/: no bundle: the package has no tool in it. ${rebuildAdvice}`);
        expect(problems).toContain(`ux/manifest.json: the tool's manifest is missing. ${rebuildAdvice}`);
        const bad = new TamperedPackage(good);
        bad.edit('ux/manifest.json', '{', '');
        expect(checkPackage(bad.zipped()).problems.some(problem => problem.startsWith('ux/manifest.json: no JSON: '))).toBeTrue();
    });

    it('names files that would be unpacked elsewhere or onto each other', () => {
        const outside = new TamperedPackage(good);
        outside.add('../evil.js');
        outside.add('ux\\evil.js');
        outside.add('ux/MAIN.js');
        const problems = checkPackage(outside.zipped()).problems.filter(problem => problem.includes('Do not install it.'));
        expect(problems).toEqual([
            '../evil.js: the name leads out of the folder that the package is unpacked to. Do not install it.',
            'ux\\evil.js: the name leads out of the folder that the package is unpacked to. Do not install it.',
            'ux/MAIN.js: the package has two files of this name. Do not install it.'
        ]);
    });

    it('names what is no zip file, and one that is cut off', () => {
        for (const bytes of [text('no package'), new Uint8Array(), good.slice(0, good.length / 2)]) {
            expect(checkPackage(bytes).problems).toEqual([`The file: it is no zip file, or is cut off. ${rebuildAdvice}`]);
        }
    });

    it('names a file whose bytes are damaged', () => {
        const damaged = good.slice();
        const name = damaged.indexOf('u'.charCodeAt(0), Buffer.from(damaged).indexOf('ux/main.js'));
        damaged.fill(0xff, name + 'ux/main.js'.length, name + 'ux/main.js'.length + 20);
        expect(checkPackage(damaged).problems).toEqual([
            jasmine.stringMatching(/^ux\/main\.js: (it cannot be unpacked \(.+\)\. Get the package again\.|the file is not the one)/)
        ]);
    });

    it('refuses what would fill the memory', () => {
        const huge = good.slice();
        // The size that the directory says of a file: four bytes, 24 after the signature of its entry.
        new DataView(huge.buffer).setUint32(Buffer.from(huge).indexOf('PK\u0001\u0002', 'latin1') + 24, 0x7fffffff, true);
        expect(checkPackage(huge).problems[0]).toMatch(/^The file: it is no package of this tool: it unpacks to 2048 MB\./);
    });

    it('takes a package that was signed, and folders that another zip program has added', () => {
        const signed = new TamperedPackage(good);
        signed.add('.signature.p7s');
        signed.add('ux/', '');
        expect(checkPackage(signed.zipped()).problems).toEqual([]);
    });
});

describe('package, from the command line', () => {
    const folder = temporaryFolder();
    const check = (file: string): ReturnType<typeof runProgram> => runProgram('build/package/package.ts', ['--check', file]);

    const placeholder =
        'Before you publish it: https://community-avma.example/ is a placeholder. Set "homepage" in package.json to your page about the tool, and pack again: npm run package.';

    it('says of a right package that it is right, and ends with 0', async () => {
        const file = join(folder.path, 'good.nupkg');
        writeFileSync(file, good);
        expect(await check(file)).toEqual({
            code: 0,
            stdout: `${file}: community.avma ${version()}, 15 files, 0.0 MB. Nothing is wrong with it.\n${placeholder}\n`,
            stderr: ''
        });
    });

    it('gives every problem a line, and ends with 1', async () => {
        const file = join(folder.path, 'bad.nupkg');
        const bad = new TamperedPackage(good);
        bad.add('ux/more.js');
        bad.edit(nuspec, 'WindowsAdminCenterExtension', 'Tool');
        writeFileSync(file, bad.zipped());
        const { code, stdout, stderr } = await check(file);
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr.split('\n')).toEqual([
            `${nuspec}: wrong package type: "Tool". Windows Admin Center's extensions are of the type WindowsAdminCenterExtension. ${rebuildAdvice}`,
            'ux/more.js: an extra file: content.json does not list it. Take it out, or make the package anew: npm run package.',
            `${file}: 2 problems.`,
            ''
        ]);
    });

    it('says that there is no such file, and what it takes', async () => {
        expectOneLine(await check('missing.nupkg'), 1, 'missing.nupkg: there is no such file. Make one: npm run package');
        expectOneLine(await runProgram('build/package/package.ts', ['file.nupkg']), 1, 'usage: npm run package');
        expectOneLine(await runProgram('build/package/package.ts', ['--check']), 1, '--check needs a value.');
    });
});

describe('What a package takes from the papers', () => {
    const changelog = '# Changelog\n\n## Unreleased\n\n- Next.\n\n## [1.2.0] - 2026-03-01\n\n### Added\n\n- This.\n\n## 1.1.0 - 2026-02-01\n\n- That.\n';

    it('is the section of its version, and the day that it came out', () => {
        expect(releaseOf(changelog, '1.2.0')).toEqual({ notes: '### Added\n\n- This.', released: '2026-03-01T00:00:00Z' });
        expect(releaseOf(changelog.replace(/\n/g, '\r\n'), '1.1.0')).toEqual({ notes: '- That.', released: '2026-02-01T00:00:00Z' });
    });

    it('is what is not released yet where the version has no section', () => {
        expect(releaseOf(changelog, '1.3.0')).toEqual({ notes: '- Next.', released: '1980-01-01T00:00:00Z' });
        expect(refusal(() => releaseOf('# Changelog\n\n## 1.1.0\n\n- That.\n', '1.3.0'))).toBe(
            'CHANGELOG.md: it says nothing of version 1.3.0. Add a section "## 1.3.0 - YYYY-MM-DD", or "## Unreleased".'
        );
    });

    it('is the README without pictures and links that lead into the repository', () => {
        expect(packedReadme('# A\n\n![Guests](docs/guests.png)\n\nSee [more](docs/more.md) and [AVMA](https://example.com/avma).\r\n')).toBe(
            '# A\n\nSee more and [AVMA](https://example.com/avma).\n'
        );
    });
});

describe('XML of a package', () => {
    it('is read with attributes, entities, comments and CDATA', () => {
        const read = readXml('\uFEFF<?xml version="1.0"?>\n<!-- a --><a b="1 &lt; 2" c=\'"\'>x &amp; &#x79;<d/><![CDATA[<z>]]></a>\n');
        expect(read).toEqual({
            name: 'a',
            attributes: { b: '1 < 2', c: '"' },
            children: [{ name: 'd', attributes: {}, children: [], text: '' }],
            text: 'x & y<z>'
        });
    });

    for (const [what, content, message] of [
        ['an element that is not closed', '<a><b></a>', 'line 1: </a> where </b> is due'],
        ['one that is never closed', '<a>\n<b/>', '<a> is never closed'],
        ['one that was not opened', '<a/></b>', 'line 1: </b> closes nothing'],
        ['two roots', '<a/><b/>', 'it has not exactly one root element'],
        ['text outside', '<a/>x', 'it has not exactly one root element'],
        ['nothing', '', 'it has not exactly one root element'],
        ['a bare ampersand', '<a>\nB & C</a>', 'line 1: "&" is no reference to a character'],
        ['an unknown entity', '<a>&nbsp;</a>', 'line 1: "&nbsp;" is no reference to a character'],
        ['an attribute twice', '<a b="1" b="2"/>', 'line 1: the attribute b is given twice'],
        ['an attribute without quotes', '<a b=1/>', 'line 1: "<a b=1/>" is no XML'],
        ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'line 1: "<!DOCTYPE a [<!ENTIT" is no XML']
    ] as const) {
        it(`stops at ${what}`, () => expect(() => readXml(content)).toThrowError(message));
    }

    it('is the same after it was packed', () => {
        const written = writeArchive(new Map([['a.txt', text('one')]]));
        expect(textOf(unzipSync(written)['a.txt'])).toBe('one');
    });
});
