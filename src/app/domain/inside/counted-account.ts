/** Which sign-ins count together: those that can lock the same account out. */
import { isOwnAccount } from './guest-target';

/** `domain`: rejections anywhere add up, because they lock one account. `local`: each guest has an account of its own with this name. */
export interface CountedAccount {
    readonly kind: 'domain' | 'local';
    /** The name without its domain, in lower case. */
    readonly name: string;
}

/** Win32_OperatingSystem.ProductType: 2 is a domain controller, which has no accounts of its own. */
const domainController = 2;

function userPart(user: string): string {
    const name = user.trim().toLowerCase();
    const backslash = name.lastIndexOf('\\');
    if (backslash >= 0) {
        return name.slice(backslash + 1);
    }
    const at = name.indexOf('@');
    return at < 0 ? name : name.slice(0, at);
}

/**
 * The account that a sign-in counts against. Spellings with the same user part are one account, because a guest can't prove that `CONTOSO\ann` and
 * `ann@fabrikam.com` are two. An account without a domain belongs to the guest only if the guest is known not to be a domain controller.
 * @param productType what the guest reports, 1 to 3; null if unknown
 */
export function countedAccount(user: string, productType: number | null): CountedAccount {
    const local = isOwnAccount(user) && productType !== null && productType !== domainController;
    return { kind: local ? 'local' : 'domain', name: userPart(user) };
}
