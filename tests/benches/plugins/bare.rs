//! The same components in wasmtime alone: a fresh instance for each call, and nothing around it.

use crate::desk::{Desk, NOW};
use crate::turns::{CALLS, at_once};
use std::time::Duration;
use tokio::runtime::Runtime;
use wasmtime::Store;
use wasmtime::component::{Component, InstancePre, Linker};

mod plugin {
    wasmtime::component::bindgen!({
        path: "../wit/kernel",
        world: "ombud:kernel/plugin",
        exports: { default: async },
    });
}

mod provider {
    wasmtime::component::bindgen!({
        path: ["../wit/kernel", "../wit/desk"],
        world: "ombud:desk/split-provider",
        exports: { default: async },
    });
}

use plugin::exports::ombud::kernel::http;
use provider::exports::ombud::desk::split;

/// The clerk, linked to a colleague who gets a fresh instance, too.
#[derive(Clone)]
pub struct Bare {
    clerk: InstancePre<()>,
    indices: http::GuestIndices,
}

impl Bare {
    pub fn new(desk: &Desk) -> Bare {
        let engine = desk.engine.wasmtime();
        let link = |name: &str, more: &dyn Fn(&mut Linker<()>)| {
            let bytes = ombud_testkit::pack(format!("tests/guests/{name}"));
            let component = Component::new(engine, bytes).expect("it compiles");
            let mut linker = Linker::<()>::new(engine);
            let mut context = linker.instance("ombud:kernel/context@1.0.0").expect("an interface");
            context.func_wrap("now", |_, (): ()| Ok((NOW.0,))).expect("a function");
            more(&mut linker);
            linker.define_unknown_imports_as_traps(&component).expect("the rest");
            linker.instantiate_pre(&component).expect("it links")
        };
        let colleague = link("colleague", &|_| ());
        let functions = split::GuestIndices::new(&colleague).expect("it exports `split`");
        let clerk = link("clerk", &|linker| {
            let (colleague, functions) = (colleague.clone(), functions.clone());
            let mut interface = linker.instance("ombud:desk/split@1.0.0").expect("an interface");
            let hop = interface.func_wrap_async("split", move |_, (wanted,): (split::Request,)| {
                let (colleague, functions) = (colleague.clone(), functions.clone());
                Box::new(async move {
                    let mut store = fresh(&colleague);
                    let instance = colleague.instantiate_async(&mut store).await?;
                    let guest = functions.load(&mut store, &instance)?;
                    Ok((guest.call_split(&mut store, &wanted).await?,))
                })
            });
            hop.expect("a function");
        });
        let indices = http::GuestIndices::new(&clerk).expect("it exports `http`");
        Bare { clerk, indices }
    }

    /// Asks the clerk, who answers well.
    pub async fn ask(&self, path: &str, body: &[u8]) -> Vec<u8> {
        let request = http::Request {
            method: "POST".into(),
            path: path.into(),
            query: vec![],
            headers: vec![],
            body: body.to_vec(),
        };
        let mut store = fresh(&self.clerk);
        let instance = self.clerk.instantiate_async(&mut store).await.expect("an instance");
        let guest = self.indices.load(&mut store, &instance).expect("its exports");
        let answer = guest.call_handle(&mut store, &request).await.expect("no trap").expect("an answer");
        assert_eq!(answer.status, 200);
        answer.body
    }

    /// The time of so many callers.
    pub fn run(
        &self,
        runtime: &Runtime,
        callers: usize,
        path: &'static str,
        body: &'static [u8],
    ) -> Duration {
        at_once(runtime, callers, |ready| {
            let bare = self.clone();
            async move {
                ready.wait().await;
                for _ in 0..CALLS {
                    bare.ask(path, body).await;
                }
            }
        })
    }
}

fn fresh(component: &InstancePre<()>) -> Store<()> {
    let mut store = Store::new(component.engine(), ());
    // Ticks that never end it.
    store.set_epoch_deadline(1_000_000);
    store
}
