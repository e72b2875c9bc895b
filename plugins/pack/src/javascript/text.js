// QuickJS is the language alone: what turns texts into bytes and back, which every plugin needs, is added here.

class Encoder {
    encode(text = "") {
        const letters = unescape(encodeURIComponent(String(text).toWellFormed()));
        const bytes = new Uint8Array(letters.length);
        for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
        return bytes;
    }
}

class Decoder {
    constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        if (!/^utf-?8$/i.test(label)) throw new RangeError(`only UTF-8 is known here, not ${label}`);
        this.fatal = fatal;
        this.ignoreBOM = ignoreBOM;
    }

    decode(bytes = new Uint8Array()) {
        const view = ArrayBuffer.isView(bytes)
            ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
            : new Uint8Array(bytes);
        const text = whole(view) ?? this.mended(view);
        return text.startsWith("\ufeff") && !this.ignoreBOM ? text.slice(1) : text;
    }

    mended(view) {
        if (this.fatal) throw new TypeError("the bytes are not UTF-8");
        let text = "";
        for (let at = 0; at < view.length; ) {
            // The longest piece that is a letter; a byte that begins none becomes a sign for that.
            const length = [1, 2, 3, 4].find(length => whole(view.subarray(at, at + length)) !== undefined);
            text += length ? whole(view.subarray(at, at + length)) : "\ufffd";
            at += length ?? 1;
        }
        return text;
    }
}

// The text, if the bytes are one.
function whole(view) {
    let letters = "";
    for (let at = 0; at < view.length; at += 8192) {
        letters += String.fromCharCode.apply(null, view.subarray(at, at + 8192));
    }
    try {
        return decodeURIComponent(escape(letters));
    } catch {
        return undefined;
    }
}

globalThis.TextEncoder ??= Encoder;
globalThis.TextDecoder ??= Decoder;
