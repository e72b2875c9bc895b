
// The cases of the kernel's `error`: what is thrown with one of these tags is an answer, and so is what the kernel threw,
// which has it as its payload. All else is a mistake.
const ANSWERS = [
    "not-found", "denied", "conflict", "invalid", "too-large", "unavailable", "timed-out", "failed",
];

function guarded(place, name) {
    const does = app[place]?.[name];
    if (typeof does !== "function") {
        throw new Error(`app.js exports no \`${place}\` with a function \`${name}\`, which plugin.toml promises`);
    }
    return (...given) => {
        try {
            return does.apply(app[place], given);
        } catch (error) {
            const answer = error?.payload ?? error;
            if (ANSWERS.includes(answer?.tag)) throw answer;
            if (log) {
                log.write("error", error instanceof Error ? `${error}\n${error.stack}` : String(error));
            }
            throw error;
        }
    };
}

