/** What `npm run mutate` can break: conditions, operators, calls, numbers and texts, and nothing that is none. */
import { broken, Place, shownChange } from '../mutation/places';
import { powershellPlaces } from '../mutation/powershell-places';
import { templatePlaces } from '../mutation/template-places';
import { typescriptPlaces } from '../mutation/typescript-places';

const results = (text: string, places: readonly Place[]): string[] => places.map(place => broken(text, place)).sort();

describe('Places that can be broken', () => {
    it('in TypeScript are those of the code, not of types, imports or comments', () => {
        const text = `import { a } from 'b';\ntype T = 'x' | 1;\n// 'no' && 1\nif (a === 1) { call('c'); }`;
        const code = (line: string): string => text.replace(`if (a === 1) { call('c'); }`, line);
        expect(results(text, typescriptPlaces('a.ts', text))).toEqual(
            [`if (!(a === 1)) { call('c'); }`, `if (a !== 1) { call('c'); }`, `if (a === 2) { call('c'); }`, `if (a === 1) { ; }`, `if (a === 1) { call(''); }`]
                .map(code)
                .sort()
        );
    });

    it('in a template are conditions, shown values, and what a click does', () => {
        const text = `<p *ngIf="a && b">{{ a }}{{ b }}</p><i *ngIf="a as c; else d"></i><b (click)="e()" [x]="a" [y]="b"></b>`;
        expect(results(text, templatePlaces('a.html', text))).toEqual(
            [
                text.replace('*ngIf="a && b"', '*ngIf="!(a && b)"'),
                text.replace('{{ a }}', '{{ b }}'),
                text.replace('{{ b }}', '{{ a }}'),
                text.replace('"e()"', '""'),
                text.replace('[x]="a"', '[x]="b"'),
                text.replace('[y]="b"', '[y]="a"')
            ].sort()
        );
        const inline = `@Component({ selector: 'a', template: \`<p>{{ a }}{{ b }}</p>\` })\nclass A {}`;
        expect(results(inline, typescriptPlaces('a.ts', inline))).toEqual([inline.replace('{{ a }}', '{{ b }}'), inline.replace('{{ b }}', '{{ a }}')].sort());
    });

    it('in PowerShell are those outside comments and strings', () => {
        const text = `# -eq 1 $true\nif ($a -eq "x -eq 1") {\n    Set-Thing $a 5\n}\n$b = 'c'`;
        expect(results(text, powershellPlaces('a.ps1', text))).toEqual(
            [
                text.replace('$a -eq "', '$a -ne "'),
                text.replace('($a -eq "x -eq 1")', '(-not ($a -eq "x -eq 1"))'),
                text.replace('Set-Thing $a 5', '$null'),
                text.replace('5', '6'),
                text.replace(`'c'`, `''`)
            ].sort()
        );
    });

    it('are shown as the line was and is', () => {
        const text = `a();\n  b(1);\nc();`;
        const place = typescriptPlaces('a.ts', text).find(one => one.kind === 'number') as Place;
        expect([place.line, shownChange(text, place)]).toEqual([2, { was: 'b(1);', is: 'b(2);' }]);
    });
});
