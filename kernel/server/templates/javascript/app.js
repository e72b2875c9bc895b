// Greets you by name, also beside each ticket, and remembers how often you came.

import context from "ombud:kernel/context@1.0.0";
import records from "ombud:kernel/records@1.0.0";
import settings from "ombud:kernel/settings@1.0.0";

const VISITS = "greeter:visits";

// What the kernel calls: one object for each interface, named as in wit/, with its functions.

export const http = {
    handle(request) {
        switch (request.method) {
            case "GET":
                return answer(find()?.count ?? 0);
            case "POST":
                return answer(greet());
            default:
                return forget();
        }
    },
};

export const contributions = {
    // The box beside a ticket. Whoever looks at it is greeted; nothing is counted, since a look changes nothing.
    render() {
        return `<p>${escaped(greeting())} You came ${find()?.count ?? 0} times.</p>`;
    },
};

function greet() {
    const known = find();
    if (known === null) {
        records.create(VISITS, user(), draft(1));
        return 1;
    }
    records.put(VISITS, user(), known.version, draft(known.count + 1));
    return known.count + 1;
}

function forget() {
    const known = find();
    if (known === null) throw { tag: "not-found", val: "we have not met" };
    records.delete(VISITS, user(), known.version);
    return { status: 204, headers: [], body: new Uint8Array() };
}

// What we keep of a person, under the person's own id.
function find() {
    try {
        const { envelope, body } = records.get(VISITS, user());
        return { version: envelope.version, count: JSON.parse(new TextDecoder().decode(body)).count };
    } catch (error) {
        if (error?.payload?.tag === "not-found") return null;
        throw error;
    }
}

function draft(count) {
    return {
        department: null,
        assignee: null,
        requester: null,
        participants: [],
        audience: "staff",
        parent: null,
        body: bytes({ count }),
        index: [],
        blobs: [],
    };
}

function user() {
    const { user } = context.getCaller();
    if (user === undefined || user === null) throw { tag: "denied", val: { permission: "", reason: "sign in first" } };
    return user;
}

function greeting() {
    return `${JSON.parse(settings.get()).greeting}, ${context.getCaller().name}!`;
}

function answer(visits) {
    const headers = [["content-type", "application/json"]];
    return { status: 200, headers, body: bytes({ greeting: greeting(), visits }) };
}

function bytes(value) {
    return new TextEncoder().encode(JSON.stringify(value));
}

function escaped(text) {
    const safe = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return text.replace(/[&<>"']/g, letter => safe[letter]);
}
