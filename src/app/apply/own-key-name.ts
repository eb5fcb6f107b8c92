/** A guest's address over the network that would get a product key of the administrator's own. */
export interface OwnKeyName {
    readonly address: string;
    /** Whether the administrator has confirmed that. */
    readonly given: boolean;
}
