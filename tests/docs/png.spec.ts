/** The pictures' files: what is written is read as it was, and differences are seen. */
import { deflateSync } from 'node:zlib';
import { decode, difference, encodePalette, Picture } from '../pictures/png';

/** Pixels by a rule of their place. */
function drawn(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Picture {
    const places = Array.from({ length: width * height }, (_, index) => colour(index % width, Math.floor(index / width)));
    return { width, height, pixels: Uint8Array.from(places.flat()) };
}

const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};

/** A PNG of RGB pixels whose rows are filtered by the numbers given, in turn, as browsers write them. */
function filtered({ width, height, pixels }: Picture, filters: readonly number[]): Buffer {
    const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : pixels[y * width * 3 + x]);
    const rows = Array.from({ length: height }, (_, y) => {
        const filter = filters[y % filters.length];
        const row = Array.from({ length: width * 3 }, (__, x) => {
            const [left, up, corner] = [at(x - 3, y), at(x, y - 1), x < 3 ? 0 : at(x - 3, y - 1)];
            const guess = left + up - corner;
            const nearest = [left, up, corner].reduce((best, one) => (Math.abs(guess - one) < Math.abs(guess - best) ? one : best));
            return (at(x, y) - [0, left, up, (left + up) >> 1, nearest][filter]) & 0xff;
        });
        return [filter, ...row];
    });
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([Buffer.alloc(8), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(rows.flat())))]);
}

describe('pictures', () => {
    const colourful = drawn(40, 30, (x, y) => [(x * 7) & 0xff, (y * 11) & 0xff, (x * y) & 0xff]);

    it('of up to 256 colours are read as they were, and the same pixels are the same bytes', () => {
        const picture = drawn(16, 16, (x, y) => [x * 16, y * 16, 0]);
        const file = encodePalette(picture);
        expect(decode(file)).toEqual(picture);
        expect(encodePalette(decode(file)).equals(file)).toBeTrue();
        // The checksum of the last part is the same in every PNG.
        expect(file.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
    });

    it('of more colours lose what is not seen', () => {
        // The edges of letters: shades of a few colours.
        const shades = drawn(40, 30, (x, y) => [(x * 6) & 0xff, (x * 6 + (y % 20)) & 0xff, (x * 6) & 0xff]);
        const colours = ({ pixels }: Picture): number =>
            new Set(Array.from({ length: 1200 }, (_, index) => pixels.slice(index * 3, index * 3 + 3).join())).size;
        const read = decode(encodePalette(shades));
        expect(colours(shades)).toBe(800);
        expect(colours(read)).toBeLessThan(257);
        expect(difference(read, shades)).toBe(0);
    });

    it('are read with every filter of rows', () => {
        for (const filters of [[0], [1], [2], [3], [4], [4, 3, 2, 1, 0]]) {
            expect(decode(filtered(colourful, filters)))
                .withContext(filters.join())
                .toEqual(colourful);
        }
    });

    it('differ by the share of squares with something else in them, and wholly by size', () => {
        const white = drawn(80, 40, () => [255, 255, 255]);
        const line = (at: number): Picture => drawn(80, 40, (_, y) => (y >= at && y < at + 4 ? [0, 0, 0] : [255, 255, 255]));
        expect(difference(white, white)).toBe(0);
        expect(difference(white, line(8))).toBe(0.2);
        // An edge that is drawn a little otherwise, and a line that has moved.
        expect(
            difference(
                line(8),
                drawn(80, 40, (_, y) => (y >= 8 && y < 12 ? [y === 8 ? 90 : 0, 0, 0] : [255, 255, 255]))
            )
        ).toBe(0);
        expect(difference(line(8), line(20))).toBe(0.4);
        expect(
            difference(
                white,
                drawn(80, 41, () => [255, 255, 255])
            )
        ).toBe(1);
    });
});
