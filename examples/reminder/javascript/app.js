// Reminds staff of a ticket at a time that they choose, and keeps it open until then.

import context from "ombud:kernel/context@1.0.0";
import records from "ombud:kernel/records@1.0.0";
import timers from "ombud:kernel/timers@1.0.0";

const REMINDERS = "reminder:reminders";
const TICKETS = "tickets:tickets";

// Bytes of a request, and characters of a text.
const LARGEST = 16_384;
const LONGEST = 200;
const MINUTE = 60_000;
const YEAR = 525_600;

// What the kernel calls: one object for each interface, named as in wit/, with its functions.

export const http = {
    handle(request) {
        switch (request.method) {
            case "GET":
                return list(request);
            case "POST":
                return set(request);
            default:
                return remove(request.path.slice("/api/reminders/".length));
        }
    },
};

export const alarms = {
    ring(id) {
        const reminder = find(id);
        if (reminder?.value.state !== "waiting") return;
        reminder.value.state = "due";
        const { envelope, value } = reminder;
        records.put(REMINDERS, id, envelope.version, draft(envelope.parent, value));
    },
};

export const hooks = {
    before({ id, before, after }) {
        const was = read(before.body).status;
        const will = read(after.body).status;
        if (was === will || !["resolved", "closed"].includes(will)) return { tag: "allow" };
        const [waiting] = query("waiting", id, 1);
        if (!waiting) return { tag: "allow" };
        return { tag: "veto", val: `a reminder still waits, “${waiting.value.text}”: let it ring, or remove it` };
    },
};

export const contributions = {
    render(_, subject) {
        if (subject?.collection !== TICKETS) return null;
        const now = context.now();
        const lines = query("due", subject.id, 200).map(({ value: { text, due, state } }) => {
            if (state === "due") return `<li>${escaped(text)} <strong>due</strong></li>`;
            const minutes = Math.ceil(Math.max(due - now, 0) / MINUTE);
            return `<li>${escaped(text)} <em>in ${minutes} min</em></li>`;
        });
        return lines.length ? `<ul>${lines.join("")}</ul>` : null;
    },
};

function list(request) {
    const [, ticket] = request.query.find(([name]) => name === "ticket") ?? [];
    if (ticket === undefined) throw invalid("say which ticket: `?ticket=ID`");
    return json(200, { reminders: query("due", ticket, 200).map(reminder => told(reminder, ticket)) });
}

function set(request) {
    if (request.body.length > LARGEST) throw { tag: "too-large", val: "a reminder has at most 16384 bytes" };
    const body = parsed(request.body);
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
        throw invalid("the body must be a JSON object: `ticket`, `text`, and `due` or `minutes`");
    }
    const { ticket, text } = body;
    if (typeof ticket !== "string") throw invalid("`ticket` must be the id of a ticket");
    const length = typeof text === "string" ? [...text].length : 0;
    if (length < 1 || length > LONGEST) throw invalid("`text` must have 1 to 200 characters");
    const value = { text, due: due(context.now(), body), state: "waiting" };
    const envelope = records.create(REMINDERS, null, draft({ collection: TICKETS, id: ticket }, value));
    timers.set(envelope.id, value.due, "null");
    return json(201, told({ envelope, value }, ticket));
}

function remove(id) {
    const { envelope } = records.get(REMINDERS, id);
    records.delete(REMINDERS, id, envelope.version);
    timers.cancel(id);
    return { status: 204, headers: [], body: new Uint8Array() };
}

// The time that was meant, in one of two ways.
function due(now, body) {
    const [due, minutes] = [body.due ?? null, body.minutes ?? null];
    if ((due === null) === (minutes === null)) {
        throw invalid("say either `due`, in milliseconds since 1970, or `minutes`");
    }
    const given = due ?? minutes;
    const time = due === null ? now + minutes * MINUTE : due;
    if (!Number.isInteger(given) || time <= now || time > now + YEAR * MINUTE) {
        throw invalid("a reminder must be due within the next 365 days");
    }
    return time;
}

// Records: bodies are JSON in bytes.

function find(id) {
    try {
        const { envelope, body } = records.get(REMINDERS, id);
        return { envelope, value: read(body) };
    } catch (error) {
        if (error.payload?.tag === "not-found") return null;
        throw error;
    }
}

function query(index, ticket, limit) {
    const parent = { collection: TICKETS, id: ticket };
    const query = { index, prefix: [], descending: false, department: null, parent, limit, cursor: null };
    const { entries } = records.find(REMINDERS, query);
    return entries.map(({ envelope, body }) => ({ envelope, value: read(body) }));
}

function draft(parent, value) {
    const key = [{ tag: "number", val: value.due }];
    const index = [{ index: "due", key }];
    if (value.state === "waiting") index.push({ index: "waiting", key });
    return {
        department: null,
        assignee: null,
        requester: null,
        participants: [],
        audience: "staff",
        parent,
        body: bytes(value),
        index,
        blobs: [],
    };
}

function told({ envelope, value: { text, due, state } }, ticket) {
    return { id: envelope.id, ticket, text, due, state };
}

// Words and bytes.

function parsed(body) {
    // Half a character is a text here, and nowhere else.
    const whole = (_, value) => {
        if (typeof value === "string" && !value.isWellFormed()) throw new SyntaxError("half a character");
        return value;
    };
    try {
        // Each bracket goes down the stack, which ends the call where it ends.
        const brackets = decoded(body).replace(/"(?:[^"\\]|\\.)*"/g, "").match(/[[{]/g) ?? [];
        return brackets.length > 100 ? undefined : read(body, whole);
    } catch {
        return undefined;
    }
}

function read(body, reviver) {
    return JSON.parse(decoded(body), reviver);
}

function decoded(body) {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
}

function bytes(value) {
    return new TextEncoder().encode(JSON.stringify(value));
}

function json(status, value) {
    return { status, headers: [["content-type", "application/json"]], body: bytes(value) };
}

function invalid(why) {
    return { tag: "invalid", val: why };
}

function escaped(text) {
    const safe = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return text.replace(/[&<>"']/g, letter => safe[letter]);
}
