/** Places of PowerShell: by the words of the language outside comments and strings. */
import { Place, Places } from './places';

const swapped: Readonly<Record<string, string>> = {
    '-eq': '-ne',
    '-ne': '-eq',
    '-ceq': '-cne',
    '-lt': '-le',
    '-le': '-lt',
    '-gt': '-ge',
    '-ge': '-gt',
    '-and': '-or',
    '-or': '-and',
    '-contains': '-notcontains',
    '-notcontains': '-contains',
    '-ccontains': '-cnotcontains',
    '-match': '-notmatch',
    '-like': '-notlike'
};

const blank = (part: string): string => part.replace(/[^\n]/g, ' ');

/** The text with blanks for comments, and for strings where `strings` is set; offsets stay. */
function masked(text: string, strings: boolean): string {
    return text.replace(
        /@'[ \t]*\n[\s\S]*?\n'@|@"[ \t]*\n[\s\S]*?\n"@|'[^'\n]*'|"(?:[^"`]|`[\s\S])*"|<#[\s\S]*?#>|(?<![^\s;,|&=(){}[\]])#[^\n]*|`[\s\S]/g,
        part => (part.startsWith('<#') || part.startsWith('#') || strings ? blank(part) : part)
    );
}

/** Where the bracket at `open` ends; -1 where it does not. */
function closing(text: string, open: number): number {
    let depth = 0;
    for (let index = open; index < text.length; index++) {
        depth += text[index] === '(' ? 1 : text[index] === ')' ? -1 : 0;
        if (depth === 0) {
            return index;
        }
    }
    return -1;
}

export function powershellPlaces(file: string, text: string): readonly Place[] {
    const places = new Places(file, text);
    const withStrings = masked(text, false);
    const code = masked(text, true);
    for (const match of code.matchAll(/(?<=\s)-[a-z]+(?=\s)/gi)) {
        const other = swapped[match[0].toLowerCase()];
        if (other) {
            places.add('operator', match.index!, match.index! + match[0].length, other);
        }
    }
    for (const match of code.matchAll(/\b(?:if|elseif|while) \(/g)) {
        const open = match.index! + match[0].length - 1;
        const close = closing(code, open);
        if (close > 0) {
            places.add('negated condition', open + 1, close, `-not (${text.slice(open + 1, close)})`);
        }
    }
    for (const match of code.matchAll(/\$(true|false)\b/g)) {
        places.add('true and false', match.index!, match.index! + match[0].length, match[1] === 'true' ? '$false' : '$true');
    }
    for (const match of code.matchAll(/(?<![\w.$'"-])\d+(?![\w.])/g)) {
        places.add('number', match.index!, match.index! + match[0].length, `${Number(match[0]) + 1}`);
    }
    for (const match of withStrings.matchAll(/(?<!@)'[^'\n]+'/g)) {
        places.add('emptied text', match.index!, match.index! + match[0].length, "''");
    }
    // A command or a method that is a statement of its own. What is returned, assigned or piped isn't.
    for (const match of code.matchAll(/^[ \t]*((?:\$null = |\[void\]\()?(?:[A-Z][a-z]+-[A-Z]\w+|\$[\w.]+\.\w+\()[^\n|{}]*)$/gm)) {
        const start = match.index! + match[0].indexOf(match[1]);
        places.add('dropped call', start, start + match[1].trimEnd().length, '$null');
    }
    return places.all;
}
