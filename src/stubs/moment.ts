/** The SDK's charts bring this library for time axes; the tool draws none. */
export default function moment(): never {
    throw new Error('moment is not part of this bundle');
}
