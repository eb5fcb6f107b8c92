/**
 * Returns the function with its last result cached: the same arguments return the same object, not only an equal one, so a table keeps what it has
 * drawn. For pure functions only.
 */
export function remember<Args extends readonly unknown[], Answer>(make: (...args: Args) => Answer): (...args: Args) => Answer {
    let last: { readonly args: Args; readonly answer: Answer } | null = null;
    return (...args) => {
        if (!last || args.some((one, index) => one !== last?.args[index])) {
            last = { args, answer: make(...args) };
        }
        return last.answer;
    };
}
