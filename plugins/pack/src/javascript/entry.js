
// The cases of the kernel's `error`: what is thrown with one of these tags is an answer, all else is a mistake.
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
            if (log && !ANSWERS.includes(error?.tag)) {
                log.write("error", error instanceof Error ? `${error}\n${error.stack}` : String(error));
            }
            throw error;
        }
    };
}

