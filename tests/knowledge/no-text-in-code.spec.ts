/** Every text that people read is in the resources, where it can be translated. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { codeTexts } from './support/code-texts';
import { templateTexts } from './support/template-texts';

const app = join(__dirname, '../../src/app');

function filesBelow(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

const files = filesBelow(app).map(path => ({ name: relative(app, path).split(sep).join('/'), content: readFileSync(path, 'utf8') }));
const code = files.filter(({ name }) => /(?<!\.spec)\.ts$/.test(name) && !name.startsWith('state/testing/'));

/** Words in code that nobody translates. */
const untranslated: ReadonlyArray<{ readonly file: string; readonly text: RegExp; readonly why: string }> = [
    { file: 'domain/versions/editions.ts', text: /^[A-Z]/, why: 'names of Windows editions' },
    { file: 'domain/advice/commands.ts', text: /^(?:sc\.exe|net|netdom|winrm|Install-WindowsFeature|Get-\w+) /, why: 'commands' },
    { file: 'domain/advice/cim-form.ts', text: /Get-CimInstance|PartialProductKey|Select-Object/, why: 'commands' },
    { file: 'domain/apply/by-hand.ts', text: /^(?:#|')|\n#/, why: 'a script, whose comments are ASCII wherever it is run' },
    { file: 'domain/apply/offline-script.ts', text: /^(?:#|'|\$folder)/, why: 'a script, whose comments are ASCII wherever it is run' },
    { file: 'data/import/field-readers.ts', text: /^(?:an?|the|true or) /, why: 'names the bad field of a row, for whoever reports it' },
    { file: 'history/report-page.ts', text: /^@page /, why: 'styles' },
    { file: 'guests/guest-filter-text.ts', text: /^Windows Server\b/, why: 'the name of the product' },
    { file: 'shared/key-tools.component.ts', text: /^Windows Server\b/, why: 'the name of the product' }
];

describe('Code that people see', () => {
    it('has no words in its templates', () => {
        const inline = code.flatMap(({ name, content }) => codeTexts(name, content).templates.map(template => ({ name, content: template })));
        const templates = [...files.filter(({ name }) => name.endsWith('.html')), ...inline];
        expect(templates.length).toBeGreaterThan(30);
        expect(templates.flatMap(({ name, content }) => templateTexts(content, name).map(text => `${name}: ${text}`))).toEqual([]);
    });

    it('has no sentences in its TypeScript', () => {
        const used = new Set<string>();
        const found = code.flatMap(({ name, content }) =>
            codeTexts(name, content)
                .texts.filter(({ text }) => {
                    const known = untranslated.find(one => one.file === name && one.text.test(text));
                    used.add(known?.file ?? '');
                    return !known;
                })
                .map(({ line, text }) => `${name}:${line} ${JSON.stringify(text.slice(0, 100))}`)
        );
        expect(found).toEqual([]);
        expect(untranslated.filter(({ file }) => !used.has(file)).map(({ file }) => file)).toEqual([]);
    });
});

describe('The look for words', () => {
    const inTemplate = (template: string): string[] => templateTexts(template, 'x.html');
    const inCode = (line: string): string[] => codeTexts('x.ts', line).texts.map(({ text }) => text);

    it('finds them in every place of a template where they are shown', () => {
        expect(inTemplate('<p>Hello</p>')).toEqual(['Hello']);
        expect(inTemplate('<p>{{ a }} of {{ b }}</p>')).toEqual(['of']);
        expect(inTemplate(`<p>{{ a ? 'Yes' : 'No' }}</p>`)).toEqual(['Yes', 'No']);
        expect(inTemplate('<button title="Close"></button>')).toEqual(['Close']);
        expect(inTemplate(`<b [attr.aria-label]="a + ' items'"></b>`)).toEqual(['items']);
        expect(inTemplate('<ng-container *ngIf="a"><sme-form-field label="User name"></sme-form-field></ng-container>')).toEqual(['User name']);
        expect(inTemplate('<sme-action-dropdown name="Keys"></sme-action-dropdown>')).toEqual(['Keys']);
    });

    it('leaves names, comparisons and punctuation alone', () => {
        const template = `<p class="avma page" *ngIf="a === 'open'">{{ strings.A.b }}: ({{ texts['c'] }}) &nbsp;</p><input name="user" type="text" />`;
        expect(inTemplate(template)).toEqual([]);
    });

    it('finds sentences in code, whatever is filled in', () => {
        expect(inCode(`show('No guest fits');`)).toEqual(['No guest fits']);
        expect(inCode('show(`${count} guests are off`);')).toEqual(['\u0000 guests are off']);
        expect(inCode('const html = `<p class="a">Nothing was read</p>`;')).toEqual(['Nothing was read']);
    });

    it('leaves ids, classes, errors of developers and types alone', () => {
        for (const line of [
            `const a = 'avma-cell-icon sme-icon';`,
            `throw new Error('This cannot be.');`,
            `import { a } from 'not a text';`,
            `type A = 'one text';`,
            'const a = `sme-icon sme-icon-${b}`;'
        ]) {
            expect(inCode(line)).withContext(line).toEqual([]);
        }
    });
});
