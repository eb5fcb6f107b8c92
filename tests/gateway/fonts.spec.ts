/** The fonts come out of one archive, whatever a registry serves under its name. */
import { isDonor } from '../../dev-gateway/fonts';

describe('the archive with the fonts', () => {
    it('is taken by its hash, not by its name', () => {
        expect(isDonor(new TextEncoder().encode('another archive'))).toBeFalse();
    });
});
