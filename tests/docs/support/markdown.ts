/** Parses the repository's Markdown pages as far as tests need: fenced blocks, links, pictures, anchors. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(__dirname, '../../..');

export interface Block {
    /** The word after the fence; empty if there is none. */
    readonly language: string;
    readonly text: string;
    /** Line of the fence, starting at 1. */
    readonly line: number;
}

export interface Link {
    readonly target: string;
    readonly line: number;
    readonly picture: boolean;
}

export interface Page {
    /** Relative to the repository's root, with slashes. */
    readonly path: string;
    readonly folder: string;
    readonly text: string;
    readonly blocks: readonly Block[];
    readonly links: readonly Link[];
    /** The possible targets of links: headings by their GitHub names, and explicit anchors. */
    readonly anchors: ReadonlySet<string>;
}

/** A heading's anchor on GitHub: lower-case letters, digits, and hyphens for spaces. */
function slug(heading: string): string {
    const plain = heading.replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1');
    return plain
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-');
}

function anchorsOf(lines: readonly string[]): Set<string> {
    const anchors = new Set<string>();
    for (const heading of lines.flatMap(line => /^#{1,6} (.+)$/.exec(line)?.[1] ?? [])) {
        const base = slug(heading);
        let name = base;
        for (let number = 1; anchors.has(name); number++) {
            name = `${base}-${number}`;
        }
        anchors.add(name);
    }
    lines.flatMap(line => [...line.matchAll(/<a id="([^"]+)"><\/a>/g)]).forEach(([, id]) => anchors.add(id));
    return anchors;
}

function readPage(file: string): Page {
    const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
    const blocks: Block[] = [];
    const prose: string[] = [];
    let open: { language: string; indent: string; lines: string[]; line: number } | null = null;
    text.split('\n').forEach((line, index) => {
        const fence = /^(\s*)```(\w*)\s*$/.exec(line);
        if (open && fence) {
            blocks.push({ language: open.language, text: open.lines.join('\n'), line: open.line });
            open = null;
        } else if (open) {
            open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
        } else if (fence) {
            open = { language: fence[2], indent: fence[1], lines: [], line: index + 1 };
        }
        prose.push(open || fence ? '' : line.replace(/`[^`]*`/g, ''));
    });
    const links = prose.flatMap((line, index) =>
        [...line.matchAll(/(!?)\[(?:[^[\]]|\\.|\[[^\]]*\])*\]\(([^)\s]+)\)/g)].map(([, picture, target]) => ({
            target,
            line: index + 1,
            picture: picture === '!'
        }))
    );
    return { path: relative(root, file).replace(/\\/g, '/'), folder: dirname(file), text, blocks, links, anchors: anchorsOf(prose) };
}

const markdownIn = (folder: string): string[] => readdirSync(join(root, folder)).flatMap(name => (name.endsWith('.md') ? [join(root, folder, name)] : []));

/** Pages in docs. */
export const documents: readonly Page[] = markdownIn('docs').map(readPage);

/** Pages in docs, in the root, and in the scripts' folder. */
export const pages: readonly Page[] = [...documents, ...[...markdownIn('.'), ...markdownIn('gateway-plugin')].map(readPage)];
