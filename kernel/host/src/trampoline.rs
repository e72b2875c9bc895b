//! Calls from plugin to plugin. The kernel stands in between: it checks, runs
//! the callee in an instance of its own, and shares only the unit of work and
//! the budget.
//!
//! wasmtime checks neither that both sides mean the same types nor that a
//! handle of one store is not used in another, so both are checked at link time.

use crate::call::{Cx, new_store};
use crate::entry::Entry;
use crate::manifest::AuthorityOf;
use crate::others::replaced;
use crate::problem::of_the_store;
use crate::registry::{Loaded, Registry};
use crate::tape::told;
use crate::values;
use ombud_access::Target;
use std::collections::BTreeMap;
use wasmtime::component::types::{ComponentFunc, ComponentItem, Type};
use wasmtime::component::{Component, ComponentExportIndex, Linker, Val};
use wasmtime::error::Context;
use wasmtime::{Engine, Result, StoreContextMut, bail};

/// The cases of `ombud:kernel/types.error` that the kernel itself answers with.
const KERNEL_CASES: [&str; 4] = ["denied", "unavailable", "timed-out", "failed"];

/// Links one interface that a component imports from another plugin.
pub(crate) fn link(
    linker: &mut Linker<Cx>,
    engine: &Engine,
    component: &Component,
    interface: &str,
    others: &Registry,
) -> Result<()> {
    let imported = functions(engine, imports_of(engine, component, interface)?, interface)?;
    if let Some((provider, _)) = others.provider(interface) {
        fits(engine, component, interface, provider)?;
    }
    let mut instance = linker.instance(interface)?;
    for (name, function) in imported {
        if !handle_free(&function) {
            bail!("`{interface}.{name}` passes a handle: only values cross between plugins");
        }
        if !answers_errors(&function) {
            bail!("`{interface}.{name}` must answer `result<_, error>` with the error of ombud:kernel/types");
        }
        let target = Callee { interface: interface.to_owned(), function: name.clone() };
        instance.func_new_async(&name, move |cx, _, params, results| {
            let target = target.clone();
            Box::new(async move { target.call(cx, params, results).await })
        })?;
    }
    Ok(())
}

/// Whether a component that imports an interface means the same by it as the plugin that exports it.
pub(crate) fn fits(engine: &Engine, importer: &Component, interface: &str, provider: &Loaded) -> Result<()> {
    same_interface(engine, importer, interface, &provider.component)
        .with_context(|| format!("plugin `{}` offers another `{interface}`", provider.id()))
}

fn same_interface(
    engine: &Engine,
    importer: &Component,
    interface: &str,
    provider: &Component,
) -> Result<()> {
    let imported = functions(engine, imports_of(engine, importer, interface)?, interface)?;
    let exported = functions(engine, exports_of(engine, provider, interface)?, interface)?;
    for (name, function) in imported {
        match exported.get(&name) {
            None => bail!("it has no `{name}`"),
            Some(theirs) if !same_signature(&function, theirs) => {
                bail!("`{name}` has another signature: build both against the same wit")
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Where the functions of an exported interface are in this very component.
pub(crate) fn exported_functions(
    engine: &Engine,
    component: &Component,
    interface: &str,
) -> Result<BTreeMap<String, ComponentExportIndex>> {
    let Some((_, instance)) = component.get_export(None, interface) else { bail!("no export `{interface}`") };
    let names = functions(engine, exports_of(engine, component, interface)?, interface)?;
    names
        .into_keys()
        .map(|name| {
            let index = component
                .get_export_index(Some(&instance), &name)
                .with_context(|| format!("no function `{interface}.{name}`"))?;
            Ok((name, index))
        })
        .collect()
}

#[derive(Clone)]
struct Callee {
    interface: String,
    function: String,
}

/// What the kernel answers in the callee's place.
enum Instead {
    Denied { permission: String, reason: String },
    Unavailable(String),
    TimedOut,
    Failed(String),
}

impl Callee {
    async fn call(self, caller: StoreContextMut<'_, Cx>, params: &[Val], results: &mut [Val]) -> Result<()> {
        let cx = caller.data();
        cx.count_host_call()?;
        let before = cx.root.unit().savepoint();
        let outcome = self.run(cx, caller.engine(), params, results).await;
        let failed = match outcome {
            Ok(()) => matches!(results.first(), Some(Val::Result(Err(_)))),
            Err(instead) => {
                results[0] = instead.into_val();
                true
            }
        };
        let cx = caller.data();
        if failed {
            cx.root.unit().rollback_to(before);
        }
        if let Some(tape) = &cx.tape {
            let with: Vec<_> = params.iter().map(values::encode).collect();
            let heard = results.first().map(values::encode);
            tape.note(&format!("{}.{}", self.interface, self.function), told(&with), told(&heard).map(Ok));
        }
        Ok(())
    }

    async fn run(
        &self,
        cx: &Cx,
        engine: &Engine,
        params: &[Val],
        results: &mut [Val],
    ) -> std::result::Result<(), Instead> {
        let root = cx.root.clone();
        let nobody = || Instead::Unavailable(format!("no plugin offers `{}` now", self.interface));
        let (callee, provided) = root.registry.provider(&self.interface).ok_or_else(nobody)?;
        // The calling plugin's own mandate, whoever the person is.
        let caller_alone = cx.authority.own(cx.plugin.id());
        cx.asks([provided.permission.as_str()]);
        if let Err(denial) = caller_alone.check(&provided.permission, Target::Desk).into_result() {
            let denial = cx.note(denial);
            let reason = denial.told().to_owned();
            return Err(Instead::Denied { permission: denial.permission, reason });
        }
        if cx.chain.contains(callee.id()) {
            return Err(Instead::Unavailable(format!("`{}` is already part of this call", callee.id())));
        }
        if cx.chain.len() >= root.budget.limits.depth {
            return Err(Instead::Unavailable(format!("plugins may call {} deep", root.budget.limits.depth)));
        }
        // Who waits here is inside its own plugin, and in none twice: so nobody waits for himself.
        let inside = callee.stats.enter(root.now, root.budget.remaining()).await;
        let _inside = inside.map_err(|error| Instead::Unavailable(error.to_string()))?;
        // The version of the beginning of the call, unless the records have another form since.
        let changed = root.registry.migrated_since(callee);
        let registry = changed.as_ref().unwrap_or(&root.registry);
        let (callee, provided) = registry.provider(&self.interface).ok_or_else(nobody)?;
        let other = replaced(&root.store, &mut root.unit(), callee);
        if let Some(why) = other.map_err(|error| Instead::Unavailable(error.to_string()))? {
            return Err(Instead::Unavailable(why));
        }
        let authority = match provided.authority {
            AuthorityOf::Caller => cx.authority.through(callee.id()),
            AuthorityOf::Own => cx.authority.own(callee.id()),
        };
        let Some(index) = provided.functions.get(&self.function) else {
            return Err(Instead::Unavailable(format!("`{}` has no `{}`", self.interface, self.function)));
        };
        let nested = cx.nested(callee.clone(), authority);
        let left = nested.left();
        let mut store = new_store(engine, nested);
        let run = async {
            let instance = callee.pre.instantiate_async(&mut store).await?;
            let function = instance.get_func(&mut store, index).context("an exported function")?;
            function.call_async(&mut store, params, results).await?;
            let limit = root.budget.limits.response;
            if results.iter().map(size).sum::<usize>() > limit {
                bail!("what it hands to another plugin has more than {limit} bytes");
            }
            Ok::<_, wasmtime::Error>(())
        };
        match root.budget.in_time(run).await {
            Some(Ok(())) => {
                if !root.quiet {
                    callee.stats.health.note(root.now, None);
                }
                Ok(())
            }
            Some(Err(error)) => {
                if let Some(error) = of_the_store(&error) {
                    return Err(Instead::Unavailable(error.to_string()));
                }
                let why = || format!("plugin `{}` failed in `{}`", callee.id(), self.function);
                if root.quiet {
                    if let Some(recorder) = &root.recorder {
                        let (interface, function) = (self.interface.clone(), self.function.clone());
                        let params = params.iter().map(values::encode).collect();
                        let entry = Entry::Export { interface, function, params };
                        recorder.fell(store.data(), &entry, left, &error);
                    }
                    return Err(Instead::Failed(why()));
                }
                root.fell(callee.id());
                callee.stats.failed_below(&root.budget, root.now, &format!("{:#}", error.root_cause()));
                tracing::error!(plugin = %callee.id(), request = %root.request_id, function = %self.function,
                    error = ?error, "a plugin failed in a call from another");
                Err(Instead::Failed(why()))
            }
            None => {
                if root.quiet {
                    return Err(Instead::TimedOut);
                }
                callee.stats.failed_below(&root.budget, root.now, "it took too long");
                Err(Instead::TimedOut)
            }
        }
    }
}

impl Instead {
    fn into_val(self) -> Val {
        let text = |text: String| Some(Box::new(Val::String(text)));
        let (case, payload) = match self {
            Instead::Denied { permission, reason } => (
                "denied",
                Some(Box::new(Val::Record(vec![
                    ("permission".into(), Val::String(permission)),
                    ("reason".into(), Val::String(reason)),
                ]))),
            ),
            Instead::Unavailable(why) => ("unavailable", text(why)),
            Instead::TimedOut => ("timed-out", None),
            Instead::Failed(why) => ("failed", text(why)),
        };
        Val::Result(Err(Some(Box::new(Val::Variant(case.into(), payload)))))
    }
}

/// About how much a value takes, bytes: counted as the machine that gets it does.
fn size(value: &Val) -> usize {
    let payload = |value: &Option<Box<Val>>| value.as_deref().map_or(0, size);
    size_of::<Val>()
        + match value {
            Val::String(text) => text.len(),
            Val::List(values) | Val::Tuple(values) => match values.first() {
                Some(Val::Bool(_) | Val::U8(_) | Val::S8(_)) => values.len(),
                _ => values.iter().map(size).sum(),
            },
            Val::Record(fields) => fields.iter().map(|(_, value)| size(value)).sum(),
            Val::Variant(_, value) | Val::Option(value) | Val::Result(Ok(value) | Err(value)) => {
                payload(value)
            }
            _ => 0,
        }
}

fn imports_of(engine: &Engine, component: &Component, interface: &str) -> Result<ComponentItem> {
    component
        .component_type()
        .imports(engine)
        .find(|(name, _)| *name == interface)
        .map(|(_, item)| item.ty)
        .with_context(|| format!("no import `{interface}`"))
}

fn exports_of(engine: &Engine, component: &Component, interface: &str) -> Result<ComponentItem> {
    component
        .component_type()
        .exports(engine)
        .find(|(name, _)| *name == interface)
        .map(|(_, item)| item.ty)
        .with_context(|| format!("no export `{interface}`"))
}

fn functions(
    engine: &Engine,
    item: ComponentItem,
    interface: &str,
) -> Result<BTreeMap<String, ComponentFunc>> {
    let ComponentItem::ComponentInstance(instance) = item else { bail!("`{interface}` is not an interface") };
    let mut found = BTreeMap::new();
    for (name, item) in instance.exports(engine) {
        match item.ty {
            ComponentItem::ComponentFunc(function) => {
                found.insert(name.to_owned(), function);
            }
            ComponentItem::Type(_) => {}
            _ => bail!("`{interface}.{name}`: only functions and types cross between plugins"),
        }
    }
    Ok(found)
}

fn same_signature(a: &ComponentFunc, b: &ComponentFunc) -> bool {
    a.params().map(|p| p.1).eq(b.params().map(|p| p.1)) && a.results().eq(b.results())
}

fn handle_free(function: &ComponentFunc) -> bool {
    function.params().map(|p| p.1).chain(function.results()).all(|t| plain(&t))
}

/// No handle, stream or future anywhere inside.
fn plain(ty: &Type) -> bool {
    match ty {
        Type::List(list) => plain(&list.ty()),
        Type::Record(record) => record.fields().all(|f| plain(&f.ty)),
        Type::Tuple(tuple) => tuple.types().all(|t| plain(&t)),
        Type::Variant(variant) => variant.cases().all(|c| c.ty.is_none_or(|t| plain(&t))),
        Type::Option(option) => plain(&option.ty()),
        Type::Result(result) => {
            result.ok().is_none_or(|t| plain(&t)) && result.err().is_none_or(|t| plain(&t))
        }
        Type::Bool
        | Type::S8
        | Type::U8
        | Type::S16
        | Type::U16
        | Type::S32
        | Type::U32
        | Type::S64
        | Type::U64
        | Type::Float32
        | Type::Float64
        | Type::Char
        | Type::String
        | Type::Enum(_)
        | Type::Flags(_) => true,
        _ => false,
    }
}

/// One result, with an error in which the kernel's own answers fit.
fn answers_errors(function: &ComponentFunc) -> bool {
    let mut results = function.results();
    let (Some(Type::Result(result)), None) = (results.next(), results.next()) else { return false };
    let Some(Type::Variant(error)) = result.err() else { return false };
    KERNEL_CASES.iter().all(|wanted| error.cases().any(|case| case.name == *wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        Alias, CanonicalFunctionSection, CodeSection, Component as Bytes, ComponentAliasSection,
        ComponentExportKind, ComponentExportSection, ComponentImportSection, ComponentInstanceSection,
        ComponentTypeRef, ComponentTypeSection, ExportKind, ExportSection, Function, FunctionSection,
        InstanceSection, InstanceType, Module, ModuleSection, PrimitiveValType, TypeSection, ValType,
    };

    const INTERFACE: &str = "a:b/c@1.0.0";

    /// Imports the interface with a function `f` of a `u32`.
    fn importer(engine: &Engine) -> Component {
        let mut interface = InstanceType::new();
        let mut function = interface.ty().function();
        function.params([("n", PrimitiveValType::U32)]).result(Some(PrimitiveValType::Bool.into()));
        interface.export("f", ComponentTypeRef::Func(0));
        let (mut types, mut imports) = (ComponentTypeSection::new(), ComponentImportSection::new());
        types.instance(&interface);
        imports.import(INTERFACE, ComponentTypeRef::Instance(0));
        let mut bytes = Bytes::new();
        bytes.section(&types);
        bytes.section(&imports);
        Component::new(engine, bytes.finish()).unwrap()
    }

    /// Exports the interface with one function, which answers no.
    fn exporter(engine: &Engine, name: &str, takes: PrimitiveValType, core: ValType) -> Component {
        let mut module = Module::new();
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        types.ty().function([core], [ValType::I32]);
        functions.function(0);
        let (mut exports, mut codes) = (ExportSection::new(), CodeSection::new());
        exports.export("no", ExportKind::Func, 0);
        let mut code = Function::new([]);
        code.instructions().i32_const(0).end();
        codes.function(&code);
        module.section(&types).section(&functions).section(&exports).section(&codes);

        let (mut built, mut aliases) = (InstanceSection::new(), ComponentAliasSection::new());
        built.instantiate::<_, &str>(0, []);
        aliases.alias(Alias::CoreInstanceExport { instance: 0, kind: ExportKind::Func, name: "no" });
        let (mut types, mut lifted) = (ComponentTypeSection::new(), CanonicalFunctionSection::new());
        types.function().params([("n", takes)]).result(Some(PrimitiveValType::Bool.into()));
        lifted.lift(0, 0, []);
        let (mut interfaces, mut exports) = (ComponentInstanceSection::new(), ComponentExportSection::new());
        interfaces.export_items([(name, ComponentExportKind::Func, 0)]);
        exports.export(INTERFACE, ComponentExportKind::Instance, 0, None);
        let mut bytes = Bytes::new();
        bytes.section(&ModuleSection(&module)).section(&built).section(&aliases);
        bytes.section(&types).section(&lifted).section(&interfaces).section(&exports);
        Component::new(engine, bytes.finish()).unwrap()
    }

    #[test]
    fn a_value_is_as_large_as_what_is_in_it() {
        let one = size_of::<Val>();
        assert_eq!(size(&Val::U64(7)), one);
        assert_eq!(size(&Val::List(vec![Val::U8(0); 1000])), one + 1000);
        let text = Val::String("x".repeat(500));
        assert_eq!(size(&Val::List(vec![text.clone(), text.clone()])), 3 * one + 1000);
        let record = Val::Record(vec![("a".into(), text), ("b".into(), Val::Bool(true))]);
        let nested = Val::Result(Ok(Some(Box::new(Val::Option(Some(Box::new(record)))))));
        assert_eq!(size(&nested), 5 * one + 500);
    }

    #[test]
    fn an_importer_and_an_exporter_must_mean_the_same_functions() {
        let engine = crate::engine::engine(crate::AddressSpace::Ample).unwrap();
        let importer = importer(&engine);
        let answer = |name, takes, core| {
            let exporter = exporter(&engine, name, takes, core);
            same_interface(&engine, &importer, INTERFACE, &exporter).map_err(|e| e.to_string())
        };
        assert_eq!(answer("f", PrimitiveValType::U32, ValType::I32), Ok(()));
        let changed = answer("f", PrimitiveValType::U64, ValType::I64).unwrap_err();
        assert!(changed.contains("another signature"), "{changed}");
        let lost = answer("g", PrimitiveValType::U32, ValType::I32).unwrap_err();
        assert!(lost.contains("no `f`"), "{lost}");
    }
}
