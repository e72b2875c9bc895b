// Writes something and then makes a mistake.

import records from "ombud:kernel/records@1.0.0";

const nobody = { department: null, assignee: null, requester: null, participants: [], parent: null };
const step = { ...nobody, audience: "staff", body: new Uint8Array(), index: [], blobs: [] };
const all = { index: "created", prefix: [], descending: false, department: null, parent: null, limit: 9, cursor: null };

export const http = {
    handle({ method, path }) {
        if (method === "POST") records.create("stumble:steps", null, step);
        if (path.endsWith("/mistake")) null.banana;
        if (path.endsWith("/word")) throw "a word";
        if (path.endsWith("/answer")) throw { tag: "conflict", val: "no further" };
        if (path.endsWith("/for-ever")) for (;;);
        if (path.endsWith("/deep")) (function deeper() { return deeper() + 1; })();
        if (path.endsWith("/much")) for (let much = []; ; much.push(new Uint8Array(1 << 20).fill(1)));
        const count = records.count("stumble:steps", all, 9);
        return { status: 200, headers: [], body: new TextEncoder().encode(String(count)) };
    },
};
