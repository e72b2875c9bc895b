//! Hands the kernel texts and lists that are far too large, wherever it takes one.
//!
//! Contained by the limit of each function; what is over the bytes of a call ends the guest.

use ombud_plugin::{Collection, Cx, Draft, Level, Plugin, Request, Response, Result, export};

const HEAPS: Collection<Vec<u8>> = Collection::new("huge-argument:heaps");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let text = |length: usize| "<b>".repeat(length / 3);
        let value = vec![7_u8; 3 << 20];
        let told = match request.path.as_str() {
            "/go/record" => cx.create(HEAPS, Draft::new(&value)).map(drop),
            "/go/participants" => {
                let many = (0..100_000).map(|_| "01J00000000000000000000000".to_owned());
                cx.create(HEAPS, Draft::new(&Vec::new()).participants(many)).map(drop)
            }
            "/go/faces" => cx.faces(&vec!["x".repeat(26); 200_000]).map(drop),
            "/go/timer" => cx.set_timer("x", 0, &text(1 << 20)),
            "/go/key" => cx.set_timer(&text(1 << 20), 0, &1),
            "/go/counter" => cx.next_number(&text(1 << 20)).map(drop),
            "/go/permission" => cx.explain(&text(8 << 20), None).map(drop),
            "/go/collection" => cx.get(Collection::<Vec<u8>>::new("heaps:heaps"), &text(8 << 20)).map(drop),
            "/go/file" => cx.put_blob(&vec![1; 40 << 20]).map(drop),
            "/go/html" => {
                std::hint::black_box(cx.sanitise(&text(16 << 20), &[]));
                Ok(())
            }
            "/go/log" => {
                cx.log(Level::Info, text(40 << 20));
                Ok(())
            }
            // More than all that may be handed over in one go.
            _ => cx.put_blob(&vec![1; 100 << 20]).map(drop),
        };
        told.map(|()| Response::text("done"))
    }
}

export!(Sin);
