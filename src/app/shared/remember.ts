/**
 * The function, with its last answer remembered: what is asked the same gives the same object, and not only an equal one, so that a table keeps
 * what it has drawn. For pure functions only.
 */
export function remember<QueryTarget extends readonly unknown[], Answer>(make: (...asked: QueryTarget) => Answer): (...asked: QueryTarget) => Answer {
    let last: { readonly asked: QueryTarget; readonly answer: Answer } | null = null;
    return (...asked) => {
        if (!last || asked.some((one, index) => one !== last?.asked[index])) {
            last = { asked, answer: make(...asked) };
        }
        return last.answer;
    };
}
