/** How the gateway behaves where the real one is not documented, or slow: real times by default, switchable in tests. */
export interface GatewayBehaviour {
    /** How long a request for output is held while there is nothing new, in milliseconds. */
    readonly pollMs: number;
    /** How long more output is waited for once there is some, in milliseconds: one answer then carries many rows. */
    readonly gatherMs: number;
    /** How long an unused keyed session keeps its runspace, in milliseconds. The SDK reckons with three minutes. */
    readonly idleMs: number;
    /** How long the answer of a finished command waits for a client that polls late, in milliseconds. */
    readonly lateMs: number;
    /** Leaves `results` out of answers that have none: the SDK then forgets what it had collected. */
    readonly omitEmptyResults: boolean;
    /** Status of an answer whose errors did not end the script. Which one the real gateway uses is not known. */
    readonly nonTerminatingStatus: 200 | 400;
}

export const usualBehaviour: GatewayBehaviour = {
    pollMs: 3000,
    gatherMs: 40,
    idleMs: 3 * 60 * 1000,
    lateMs: 60 * 1000,
    omitEmptyResults: false,
    nonTerminatingStatus: 200
};
