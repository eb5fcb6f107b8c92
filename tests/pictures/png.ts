/** PNG files small enough for a repository: read, reduced to a palette, compared. Only what a browser's screenshot and `encodePalette` write. */
import { deflateSync, inflateSync } from 'node:zlib';

export interface Picture {
    readonly width: number;
    readonly height: number;
    /** Red, green and blue of each pixel, row by row. */
    readonly pixels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a pixel by PNG's number of the colour type: RGB, palette, RGBA. */
const pixelBytes: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };
/** PNG's number for pixels that are places in a table of colours. */
const paletteType = 3;
const maxColors = 256;

function* chunks(file: Buffer): Iterable<{ readonly type: string; readonly data: Buffer }> {
    for (let at = signature.length; at < file.length;) {
        const length = file.readUInt32BE(at);
        yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
        at += length + 12;
    }
}

/** The neighbour that PNG's Paeth filter predicts from. */
function paeth(left: number, up: number, corner: number): number {
    const guess = left + up - corner;
    const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

/** Takes PNG's filters back. @param bytes of a pixel @returns the rows without their filter numbers */
function unfiltered(data: Buffer, rowBytes: number, height: number, bytes: number): Buffer {
    const rows = Buffer.alloc(rowBytes * height);
    for (let y = 0; y < height; y++) {
        const filter = data[y * (rowBytes + 1)];
        for (let x = 0; x < rowBytes; x++) {
            const at = y * rowBytes + x;
            const left = x < bytes ? 0 : rows[at - bytes];
            const up = y === 0 ? 0 : rows[at - rowBytes];
            const corner = x < bytes || y === 0 ? 0 : rows[at - rowBytes - bytes];
            const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
            rows[at] = data[y * (rowBytes + 1) + 1 + x] + predicted;
        }
    }
    return rows;
}

/** @throws Error for a file of another kind than those that are written here */
export function decode(file: Buffer): Picture {
    const parts = [...chunks(file)];
    const part = (type: string): Buffer => Buffer.concat(parts.filter(one => one.type === type).map(one => one.data));
    const head = part('IHDR');
    const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
    const [depth, colours, , , interlaced] = head.subarray(8);
    const bytes = pixelBytes[colours];
    if (depth !== 8 || bytes === undefined || interlaced !== 0) {
        throw new Error(`This PNG has depth ${depth} and colour type ${colours}, which is not read here.`);
    }
    const rows = unfiltered(inflateSync(part('IDAT')), width * bytes, height, bytes);
    const table = part('PLTE');
    const pixels = new Uint8Array(width * height * 3);
    for (let index = 0; index < width * height; index++) {
        const from = colours === paletteType ? rows[index] * 3 : index * bytes;
        const source = colours === paletteType ? table : rows;
        pixels.set(source.subarray(from, from + 3), index * 3);
    }
    return { width, height, pixels };
}

const colourAt = (pixels: Uint8Array, index: number): number => (pixels[index * 3] << 16) | (pixels[index * 3 + 1] << 8) | pixels[index * 3 + 2];

function distance(one: number, other: number): number {
    const part = (shift: number): number => ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
    return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

/** Those of the colours that differ from each other by at least a distance, the most used first; null where they are too many for a palette. */
function apart(ordered: readonly number[], least: number): readonly number[] | null {
    const chosen: number[] = [];
    for (const colour of ordered) {
        if (!chosen.some(one => distance(one, colour) < least ** 2)) {
            chosen.push(colour);
        }
        if (chosen.length > maxColors) {
            return null;
        }
    }
    return chosen;
}

/** A palette, and for every colour the nearest of it: as near as the number of colours allows. */
function reduce(picture: Picture): { readonly colours: readonly number[]; readonly indexOf: ReadonlyMap<number, number> } {
    const counts = new Map<number, number>();
    for (let index = 0; index < picture.width * picture.height; index++) {
        const colour = colourAt(picture.pixels, index);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const ordered = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
    let colours = apart(ordered, 1);
    for (let least = 2; colours === null; least += 2) {
        colours = apart(ordered, least);
    }
    const palette = colours;
    const nearest = (colour: number): number =>
        palette.reduce((best, one, index) => (distance(one, colour) < distance(palette[best], colour) ? index : best), 0);
    return { colours: palette, indexOf: new Map(ordered.map(colour => [colour, nearest(colour)])) };
}

const crcTable = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) {
        value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    }
    return value >>> 0;
});

function chunk(type: string, data: Buffer): Buffer {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const crc = body.reduce((sum, byte) => crcTable[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff;
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc >>> 0);
    return Buffer.concat([length, body, check]);
}

/** The same pixels give the same bytes. Up to 256 colours nothing is lost; beyond, colours become near ones. */
export function encodePalette(picture: Picture): Buffer {
    const { colours, indexOf } = reduce(picture);
    const { width, height } = picture;
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, paletteType, 0, 0, 0], 8);
    const rows = Buffer.alloc((width + 1) * height);
    for (let index = 0; index < width * height; index++) {
        rows[index + Math.floor(index / width) + 1] = indexOf.get(colourAt(picture.pixels, index)) ?? 0;
    }
    const table = Buffer.from(colours.flatMap(colour => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
    return Buffer.concat([
        signature,
        chunk('IHDR', head),
        chunk('PLTE', table),
        chunk('IDAT', deflateSync(rows, { level: 9 })),
        chunk('IEND', Buffer.alloc(0))
    ]);
}

/** Side of a square, in pixels: its mean colour says where letters and lines are, whatever a font or a browser makes of their edges. */
const side = 8;
/** Difference of two means, of 255, from which on something else is there. */
const clearly = 16;

/** The mean of each colour of each square, row by row. */
function means({ width, height, pixels }: Picture): readonly number[] {
    const across = Math.ceil(width / side);
    const sums = new Array<number>(across * Math.ceil(height / side) * 3).fill(0);
    const counts = new Array<number>(sums.length / 3).fill(0);
    for (let index = 0; index < width * height; index++) {
        const square = Math.floor(Math.floor(index / width) / side) * across + Math.floor((index % width) / side);
        counts[square]++;
        [0, 1, 2].forEach(part => (sums[square * 3 + part] += pixels[index * 3 + part]));
    }
    return sums.map((sum, index) => sum / counts[Math.floor(index / 3)]);
}

/** The share of squares that clearly differ, from 0 to 1; 1 where the sizes differ. */
export function difference(one: Picture, other: Picture): number {
    if (one.width !== other.width || one.height !== other.height) {
        return 1;
    }
    const [left, right] = [means(one), means(other)];
    const squares = left.length / 3;
    const differs = (square: number): boolean => [0, 1, 2].some(part => Math.abs(left[square * 3 + part] - right[square * 3 + part]) > clearly);
    return Array.from({ length: squares }, (_, square) => square).filter(differs).length / squares;
}
